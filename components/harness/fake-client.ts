/** A client on generated data that behaves as the extension does: verdicts act, a deletion takes what was learned with it. */

import type { RecordingStatus, SiteSetting } from '../../lib/browser/protocol.ts';
import type {
  BeliefView,
  DeleteScope,
  EngineStatus,
  EventRowView,
  ImportCounts,
  ImportView,
  OutcomeView,
  RestoreView,
  TimelineQuery,
} from '../../lib/engine/api.ts';
import { compareInLogOrder } from '../../lib/records/order.ts';
import type { FeedbackRecord, LogRecord } from '../../lib/records/record.ts';
import { neverCategoryOf } from '../../lib/sites/never-list.ts';
import type { PanelClient } from '../client.ts';
import { fakeOwnership } from './fake-ownership.ts';
import { ago, generateBeliefs, generateEvents, generateOutcomes, generateWaits, NOW } from './generate-data.ts';

/** What the world is like; the first of each is the usual. */
export interface Scenario {
  readonly seed: number;
  readonly beliefs: number;
  readonly outcomes: number;
  readonly events: number;
  readonly state: RecordingStatus['state'];
  readonly problem: NonNullable<EngineStatus['problem']>['code'] | null;
  readonly rebuilding: number | null;
  /** The engine does not answer. */
  readonly silent: boolean;
  /** The browser says no when asked for a site. */
  readonly refuse: boolean;
  readonly importing: ImportView['step'];
  readonly restoring: RestoreView['step'];
}

export const USUAL: Scenario = {
  seed: 1,
  beliefs: 14,
  outcomes: 3,
  events: 130,
  state: 'recording',
  problem: null,
  rebuilding: null,
  silent: false,
  refuse: false,
  importing: 'none',
  restoring: 'none',
};

const NO_IMPORT: ImportView = {
  step: 'none',
  names: [],
  done: 0,
  counts: null,
  kept: 0,
  there: 0,
  refused: 0,
  meaning: null,
  problem: null,
};
const IMPORT_COUNTS: ImportCounts = {
  files: { chatgpt: 2, 'chatgpt-ratings': 1 },
  passedOver: { 'no text of a talk': 31 },
  conversations: 204,
  messages: { prompts: 1_010, answers: 1_204 },
  records: {
    'action chatgpt:prompt:answer': 1_010,
    statement: 1_212,
    'outcome chatgpt:regenerate:answer': 31,
    'outcome chatgpt:rate:answer': 9,
  },
  redacted: { card: 1 },
  faults: {},
  first: '2024-01-07T10:00:00.000Z',
  last: '2026-03-01T10:00:00.000Z',
  problems: [],
};
const IMPORTING: Partial<ImportView> = {
  names: ['chatgpt-export.zip'],
  done: 0.26,
  counts: IMPORT_COUNTS,
  kept: 412,
  problem: 'chatgpt-export.zip is not a whole zip archive. The download may have been cut short: download it again.',
};

const PROBLEMS: Record<NonNullable<Scenario['problem']>, { what: string; safe: string; todo: string }> = {
  'disk-full': {
    what: 'This device is full. Recording has stopped.',
    safe: 'Nothing stored was lost. What you do now is not kept.',
    todo: 'Free some space, or delete part of the timeline.',
  },
  'database-newer': {
    what: 'This data was written by a newer Retrace.',
    safe: 'It is left untouched.',
    todo: 'Update the extension.',
  },
  'database-unreadable': {
    what: 'The database could not be opened.',
    safe: 'It is left as it is.',
    todo: 'Start the browser again.',
  },
  'log-incomplete': {
    what: 'Part of the log is missing.',
    safe: 'The rest is safe.',
    todo: 'Restore a backup, if you have one.',
  },
  'model-missing': {
    what: 'The model file is missing.',
    safe: 'Search by words still works. Recording goes on.',
    todo: 'Install the extension again.',
  },
  'model-corrupt': {
    what: 'The model file is damaged.',
    safe: 'Search by words still works. Recording goes on.',
    todo: 'Install the extension again.',
  },
  'engine-stopped': {
    what: 'The engine has stopped.',
    safe: 'What was stored is safe.',
    todo: 'Start the browser again.',
  },
};

/** The client, and the hands of a test in its world. */
export interface FakeClient extends PanelClient {
  /** What was appended, in order. */
  readonly appended: readonly LogRecord[];
  /** Sites that were asked for, and whether a click was being handled at that moment. */
  readonly asked: readonly { readonly sites: readonly string[]; readonly inGesture: boolean }[];
  /** A new outcome comes, as from the engine. */
  notice(): void;
}

export function createFakeClient(scenario: Scenario = USUAL): FakeClient {
  const listeners = new Set<(what: 'engine' | 'recording') => void>();
  const appended: LogRecord[] = [];
  const asked: { sites: readonly string[]; inGesture: boolean }[] = [];
  const tell = (what: 'engine' | 'recording') => {
    for (const listener of listeners) listener(what);
  };

  let beliefs = generateBeliefs(scenario.beliefs, scenario.seed);
  let outcomes = generateOutcomes(scenario.outcomes, scenario.seed);
  let events = generateEvents(scenario.events);
  /** As it was before the last deletion. */
  let before = { events, outcomes, beliefs };
  let rebuilding = scenario.rebuilding;
  let recording = recordingOf(scenario);

  let importing: ImportView =
    scenario.importing === 'none' ? NO_IMPORT : { ...NO_IMPORT, ...IMPORTING, step: scenario.importing };
  function showImport(view: Partial<ImportView>): ImportView {
    importing = { ...importing, ...view };
    tell('engine');
    return importing;
  }

  const answer = <T>(value: () => T): Promise<T> =>
    scenario.silent ? Promise.reject(new Error('No answer.')) : Promise.resolve().then(value);

  function take(record: LogRecord): void {
    appended.push(record);
    if (record.kind === 'feedback') giveVerdict(record);
    if (record.kind === 'statement' && record.text) {
      const belief = generateBeliefs(1)[0]!;
      beliefs = [
        {
          ...belief,
          id: record.id,
          kind: 'preference',
          text: record.text,
          pinned: false,
          changed: record.t,
          ref: { kind: 'preference', text: record.text },
        },
        ...beliefs,
      ];
    }
  }

  function giveVerdict(record: FeedbackRecord): void {
    if (record.verdict === 'undo') {
      const earlier = appended.filter((each) => each.kind === 'feedback' && each.id !== record.of && each !== record);
      beliefs = generateBeliefs(scenario.beliefs, scenario.seed);
      for (const each of earlier) if (each.kind === 'feedback' && each.verdict !== 'undo') giveVerdict(each);
      return;
    }
    if (record.verdict === 'value') {
      const verdict = Number(record.value);
      outcomes = outcomes.map((outcome) => (outcome.id === record.of ? { ...outcome, verdict } : outcome));
      return;
    }
    const fits = (belief: BeliefView) =>
      belief.ref.text === record.target?.text && belief.ref.kind === record.target?.kind;
    if (record.verdict === 'delete') beliefs = beliefs.filter((belief) => !fits(belief));
    else beliefs = beliefs.map((belief) => (fits(belief) ? judged(belief, record) : belief));
  }

  function inScope(scope: DeleteScope): EventRowView[] {
    return events.filter(
      (event) =>
        (scope.ids?.includes(event.id) ?? false) ||
        (scope.app !== undefined && event.app === scope.app) ||
        (scope.thread !== undefined && event.thread === scope.thread) ||
        (scope.from !== undefined && event.t >= scope.from),
    );
  }

  return {
    importLook: (files) =>
      answer(() => showImport({ step: 'ready', names: files.map(({ name }) => name), done: 1, counts: IMPORT_COUNTS })),
    importStart: () =>
      answer(() =>
        showImport({
          step: 'done',
          counts: IMPORT_COUNTS,
          kept: 412,
          there: 3,
          meaning: { found: 128, isOver: false, isPaused: false },
        }),
      ),
    importPause: (paused) => answer(() => showImport({ step: paused ? 'paused' : 'reading' })),
    importStop: () => answer(() => showImport(importing.step === 'ready' ? NO_IMPORT : { step: 'stopped' })),
    importStatus: () => answer(() => importing),
    ...fakeOwnership({
      events: () => events,
      hasTalks: scenario.beliefs > 0,
      restoring: scenario.restoring,
      refuse: scenario.refuse,
      answer,
      tell: () => tell('engine'),
    }),
    room: () => answer(() => ({ used: 246_000_000, free: 9_200_000_000 })),
    version: '0.1.0',
    appended,
    asked,
    append: (records) =>
      answer(() => {
        for (const record of records) take(record);
        tell('engine');
        return { stored: records.map(({ id }) => id), refused: [] };
      }),
    status: () =>
      answer(() => ({
        ready: true,
        events: events.length,
        rebuilding,
        embedder: 'ready' as const,
        problem: scenario.problem ? { code: scenario.problem, ...PROBLEMS[scenario.problem] } : null,
      })),
    now: () =>
      answer(() => ({
        noticed: outcomes,
        waiting: scenario.outcomes > 0 ? generateWaits() : [],
        changed: scenario.outcomes > 0 ? beliefs.slice(1, 3) : [],
        today: { actions: 214, outcomes: outcomes.length },
      })),
    you: (query) =>
      answer(() => beliefs.filter(({ text }) => text.toLowerCase().includes((query?.q ?? '').toLowerCase()))),
    outcome: (id) => answer(() => outcomes.find((outcome) => outcome.id === id) ?? null),
    timeline: (query) => answer(() => page(events, query)),
    deletePreview: (scope) =>
      answer(() => {
        const rows = inScope(scope);
        return {
          events: rows.length || (scope.ids?.length ?? 0),
          along: 0,
          apps: [],
          effects: [],
          first: rows.at(-1)?.t ?? ago(3_600_000),
          last: rows[0]?.t ?? ago(0),
          weakened: beliefs.slice(1, 4).map(({ id, text }, i) => ({ id, text, before: 3 - i, after: 2 - i })),
        };
      }),
    undoDelete: () =>
      answer(() => {
        const restored = before.events.length - events.length;
        ({ events, outcomes, beliefs } = before);
        tell('engine');
        return { restored };
      }),
    delete: (scope) =>
      answer(() => {
        before = { events, outcomes, beliefs };
        const gone = new Set(inScope(scope).map(({ id }) => id));
        events = events.filter(({ id }) => !gone.has(id));
        outcomes = outcomes.filter(({ id }) => !scope.ids?.includes(id));
        beliefs = beliefs.filter(
          (belief) => ![...belief.for, ...belief.against].some(({ id }) => scope.ids?.includes(id)),
        );
        rebuilding = 0.4;
        setTimeout(() => {
          rebuilding = null;
          tell('engine');
        }, 300);
        return { deleted: gone.size || (scope.ids?.length ?? 0) };
      }),
    recording: () => Promise.resolve(recording),
    async pause(length) {
      const minutes = length === 'tomorrow' ? 14 * 60 : length;
      const pausedUntil = minutes === null ? null : NOW + minutes * 60_000;
      recording = { ...recording, state: 'paused', pausedUntil };
      tell('recording');
      return recording;
    },
    async resume() {
      recording = { ...recording, state: 'recording', pausedUntil: null };
      tell('recording');
      return recording;
    },
    async changeSite({ site, ...change }) {
      const before = recording.sites.find((each) => each.site === site) ?? newSite(site);
      const after = { ...before, ...change, granted: true };
      recording = {
        ...recording,
        state: site === recording.site ? (after.on ? 'recording' : 'off') : recording.state,
        sites: [...recording.sites.filter((each) => each.site !== site), after],
      };
      tell('recording');
      return recording;
    },
    async keepOut(words) {
      recording = { ...recording, words };
      tell('recording');
      return recording;
    },
    teach: (site) => Promise.resolve(site === recording.site),
    async changeOwnSite(site, name) {
      const own = (setting: SiteSetting) => (name === null || !setting.own ? null : { ...setting.own, name });
      recording = {
        ...recording,
        sites: recording.sites.map((each) => (each.site === site ? { ...each, own: own(each) } : each)),
      };
      tell('recording');
      return recording;
    },
    askForSites(sites) {
      asked.push({ sites, inGesture: navigator.userActivation?.isActive ?? false });
      return Promise.resolve(!scenario.refuse);
    },
    neverKindOf: (site) => neverCategoryOf(site),
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    notice() {
      const [fresh] = generateOutcomes(1, scenario.seed + outcomes.length);
      outcomes = [{ ...fresh!, id: `outcome-new-${outcomes.length}` }, ...outcomes] satisfies OutcomeView[];
      tell('engine');
    },
  };
}

function judged(belief: BeliefView, { verdict, t }: FeedbackRecord): BeliefView {
  if (verdict === 'pin') return { ...belief, pinned: !belief.pinned };
  if (verdict === 'end') return { ...belief, validTo: t };
  return { ...belief, said: true, p: 0.98, hi: 1 };
}

function newSite(site: string): SiteSetting {
  return {
    site,
    pattern: `*://${site}/*`,
    on: false,
    keepText: true,
    granted: true,
    chat: false,
    space: null,
    refused: null,
    pack: null,
    own: null,
  };
}

function recordingOf({ state, beliefs }: Scenario): RecordingStatus {
  const sites: SiteSetting[] =
    beliefs === 0
      ? []
      : [
          {
            ...newSite('wiki.example.org'),
            on: state !== 'off',
            pack: { id: 'mediawiki', name: 'MediaWiki', health: 'fits' },
            own: { id: 'own-wiki-example-org', name: 'House rules', health: 'unseen' },
          },
          {
            ...newSite('chat.example.org'),
            refused: { count: 3, since: ago(26 * 3_600_000), reason: 'The time is not a time.' },
            space: 'Work',
            on: true,
            chat: true,
          },
          {
            ...newSite('mail.example.org'),
            on: true,
            granted: false,
            keepText: false,
            pack: { id: 'gmail', name: 'Gmail', health: 'broken' },
          },
          newSite('git.example.org'),
        ];
  const site = state === 'unknown' ? null : state === 'never' ? 'bank.example.org' : 'wiki.example.org';
  return { state, site, pausedUntil: state === 'paused' ? NOW + 30 * 60_000 : null, sites, words: ['Falcon'] };
}

function page(events: readonly EventRowView[], { before, limit = 50, app, thread, q }: TimelineQuery) {
  const apps = new Map<string, { app: string; events: number; first: string; last: string }>();
  for (const { app: name, t } of events) {
    if (!name) continue;
    const known = apps.get(name);
    if (known) {
      known.events += 1;
      known.first = t;
    } else apps.set(name, { app: name, events: 1, first: t, last: t });
  }
  const fits = events.filter(
    (event) =>
      (!before || compareInLogOrder(event, before) < 0) &&
      (!app || event.app === app) &&
      (!thread || event.thread === thread) &&
      (!q || `${event.title} ${event.text ?? ''}`.toLowerCase().includes(q.toLowerCase())),
  );
  return { rows: fits.slice(0, limit), more: fits.length > limit, apps: [...apps.values()] };
}
