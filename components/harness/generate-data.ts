/** Generated data for the panel as a web page: from a seed, so that a test and the page know the same cards. */
import type {
  BeliefView,
  CauseView,
  ClaimStatus,
  EventRowView,
  EvidenceView,
  FlowView,
  ForetoldView,
  OutcomeView,
  WaitView,
} from '../../lib/engine/api.ts';

/** Moment at which the generated world stands: Tuesday 24 November 2026, 10:12 in UTC. */
export const NOW = Date.parse('2026-11-24T10:12:00.000Z');

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const ago = (ms: number): string => new Date(NOW - ms).toISOString();

/** Mulberry32: small, seeded, good enough for data to look at. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const STATEMENTS: readonly (readonly [BeliefView['kind'], string])[] = [
  ['constraint', 'Never share client names outside the company'],
  ['preference', 'Replies to Ben in three lines or fewer'],
  ['preference', 'Answers without marketing words'],
  ['preference', 'A table rather than a list for comparisons'],
  ['habit', 'Answers mail before 10, then not until 15'],
  ['lesson', 'On wiki.example.org, removing a source is followed by a revert'],
  ['mental_model', 'Marking an edit as minor keeps it from being reverted'],
  ['fact', 'I work on the bridge archive'],
  ['goal', 'Wants version 4.2 out by 4 December'],
];
const STATUSES: readonly ClaimStatus[] = ['linked', 'associated', 'likely_helps', 'likely_hurts', 'caused'];
const ACTIONS = [
  'Removed a source',
  'Saved an edit with the summary “fix”',
  'Asked on the talk page',
  'Added a section from one source',
  'Marked the edit as minor',
  'Opened the page history',
];

function evidence(count: number, sign: 1 | -1, next: () => number, name: string): EvidenceView[] {
  return Array.from({ length: count }, (_, i) => ({
    id: `${name}-${sign > 0 ? 'for' : 'against'}-${i}`,
    t: ago(Math.floor(next() * 50 * DAY)),
    text: sign > 0 ? 'You cut the drafted reply from 9 lines to 3' : 'You sent 14 lines and kept them all',
    sign,
  }));
}

/** Beliefs of every kind; probabilities, evidence and claims are drawn, so that every word of the ladder occurs. */
export function generateBeliefs(count: number, seed = 1): BeliefView[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, i): BeliefView => {
    const [kind, text] = STATEMENTS[i % STATEMENTS.length]!;
    const p = i === 0 ? 0.98 : next();
    const spread = 0.02 + next() * 0.3;
    const name = `belief-${i}`;
    const said = i === 0 || next() < 0.15;
    return {
      id: name,
      kind,
      text: i < STATEMENTS.length ? text : `${text} (${i})`,
      about: text.toLowerCase(),
      polarity: next() < 0.5 ? 1 : -1,
      context: context(i),
      space: i % 7 === 6 ? 'work' : null,
      p,
      lo: Math.max(0, p - spread),
      hi: Math.min(1, p + spread / 2),
      nEff: next() * 12,
      status: STATUSES[Math.floor(next() * STATUSES.length)]!,
      for: evidence(1 + Math.floor(next() * 12), 1, next, name),
      against: evidence(Math.floor(next() * 4), -1, next, name),
      changed: ago(Math.floor(next() * 40 * DAY)),
      validFrom: ago(60 * DAY),
      validTo: kind === 'goal' ? '2026-12-04T00:00:00.000Z' : null,
      pinned: i === 0,
      said,
      ref: { kind, about: text.toLowerCase(), polarity: 1, text },
    };
  });
}

/** Every third belief holds in one place only. */
function context(i: number): BeliefView['context'] {
  return i % 3 === 1 ? { app: 'mail.example.org' } : {};
}

/** Outcomes whose parts add up to their value, as the engine's do. */
export function generateOutcomes(count: number, seed = 1): OutcomeView[] {
  const next = random(seed + 1000);
  return Array.from({ length: count }, (_, i) => {
    const value = i === 0 ? -1 : i === 1 ? 0.92 : Math.round((next() * 2 - 1) * 100) / 100;
    const happened = HOUR + i * 5 * HOUR;
    // The first has more than can be drawn, the third has none.
    const length = i === 0 ? 9 : i === 2 ? 0 : 1 + Math.floor(next() * 4);
    const causes: CauseView[] = Array.from({ length }, (_, k) => {
      const mean = (next() - 0.5) * 0.8 * (k === 0 ? 1 : 0.4);
      return {
        action: `action-${i}-${k}`,
        text: ACTIONS[(i + k) % ACTIONS.length]!,
        // From minutes to months before it, in no order.
        t: ago(happened + MINUTE * 3 ** (1 + ((k * 4) % 9) + next())),
        mean,
        lo: mean - next() * 0.3,
        hi: mean + next() * 0.3,
        status: inDirection(STATUSES[Math.floor(next() * STATUSES.length)]!, mean),
      };
    });
    const baseline = (next() - 0.5) * 0.6;
    const rest = next() < 0.5 ? 0 : (next() - 0.5) * 0.1;
    const explained = causes.reduce((sum, { mean }) => sum + mean, 0);
    const entity = i === 1 ? 'Release notes 4.2' : `Bridge opening dates${i > 1 ? ` ${i}` : ''}`;
    return {
      id: `outcome-${i}`,
      t: ago(31 * MINUTE + i * 5 * HOUR),
      happened: ago(happened),
      app: 'wiki.example.org',
      thread: 'wiki.example.org/page:Bridge opening dates',
      type: i === 1 ? 'web:paste:answer' : 'mediawiki:revert:edit',
      title:
        i === 1
          ? `The answer you pasted into ${entity} is still there`
          : `Your edit to ${entity} was reverted after 2 days`,
      entity,
      value,
      causes,
      baseline,
      rest,
      unexplained: value - baseline - explained - rest,
      flows: flowsAmong(causes),
      foretold: foretoldAt(causes, baseline),
      candidates: causes.length + Math.floor(next() * 60),
      verdict: null,
    };
  });
}

/** What likely helps has helped here, as the engine has it. */
function inDirection(status: ClaimStatus, mean: number): ClaimStatus {
  return status === 'likely_helps' || status === 'likely_hurts' ? (mean < 0 ? 'likely_hurts' : 'likely_helps') : status;
}

/** From the last of the causes to the first and to the second. */
function flowsAmong(causes: readonly CauseView[]): FlowView[] {
  const [first, second, third] = causes
    .slice(0, 3)
    .sort((a, b) => (a.t < b.t ? -1 : 1))
    .map(({ action }) => action);
  return [
    ...(first && third ? [{ from: third, to: first, amount: -0.05 }] : []),
    ...(first && second ? [{ from: second, to: first, amount: 0.02 }] : []),
  ];
}

/** Every other cause changed what was expected. */
function foretoldAt(causes: readonly CauseView[], from: number): ForetoldView[] {
  let before = from;
  return causes
    .filter((_, k) => k % 2 === 0)
    .sort((a, b) => (a.t < b.t ? -1 : 1))
    .map(({ action, t, mean }) => {
      const step = { action, t, before, after: before + mean / 2 };
      before = step.after;
      return step;
    });
}

export function generateWaits(): WaitView[] {
  return [
    {
      thread: 'wiki.example.org/page:Ferry timetable',
      title: 'Whether your edit to Ferry timetable stays',
      app: 'wiki.example.org',
      since: ago(3 * HOUR),
    },
    {
      thread: 'git.example.org/pull:41',
      title: 'Review of Retry on timeout',
      app: 'git.example.org',
      since: ago(50 * HOUR),
    },
  ];
}

const TITLES: readonly (readonly [EventRowView['kind'], string, string, string | null])[] = [
  ['action', 'web:open:history', 'Opened the page history: Bridge opening dates', null],
  ['outcome', 'mediawiki:revert:edit', 'Edit reverted: Bridge opening dates', 'Reverted by another editor'],
  ['outcome', 'web:say:saved', 'Page said', 'Your edit was saved'],
  ['action', 'mediawiki:save:edit', 'Saved an edit: Bridge opening dates', 'fix'],
  ['action', 'mediawiki:edit:section', 'Removed a source', null],
  ['statement', '', 'Said', 'Use British spelling for anything that goes to the archive'],
  ['action', 'mail:reply:thread', 'Answered Ben', null],
];

/** Rows of the log, the newest first, over some days. */
export function generateEvents(count: number): EventRowView[] {
  return Array.from({ length: count }, (_, i) => {
    const [kind, type, title, text] = TITLES[i % TITLES.length]!;
    return {
      id: `event-${String(i).padStart(6, '0')}`,
      kind,
      t: ago(31 * MINUTE + i * 83 * MINUTE),
      app: kind === 'statement' ? 'chat.example.org' : i % 7 === 6 ? 'mail.example.org' : 'wiki.example.org',
      thread: i % 7 < 5 ? 'wiki.example.org/page:Bridge opening dates' : null,
      type: type || null,
      title,
      text,
      value: kind === 'outcome' ? (i % 7 === 1 ? -1 : 1) : null,
    };
  });
}
