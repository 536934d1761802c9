/** The ways out and back in, in the harness: nothing is written, everything is said as the extension says it. */
import type { BackupStatus, BackupTurn } from '../../lib/browser/protocol.ts';
import type { EventRowView, KeepingView, RestoreView, RetentionView, TalksView } from '../../lib/engine/api.ts';
import type { PanelClient } from '../client.ts';
import { ago } from './generate-data.ts';

const DAY_IN_MS = 86_400_000;
const RECIPIENT = `age1${'q'.repeat(58)}`;

export const NO_RESTORE: RestoreView = {
  step: 'none',
  name: null,
  done: 0,
  kept: 0,
  there: 0,
  refused: 0,
  removed: 0,
  textsBack: 0,
  reasons: [],
  missing: null,
  problem: null,
};
const RESTORED: Partial<RestoreView> = {
  name: 'retrace-2026-02-27.ndjson.gz.age',
  done: 0.4,
  kept: 1_204,
  there: 12,
  refused: 1,
  removed: 3,
  reasons: [{ id: 'e17', reason: 'its id is taken by a record with other content; what is here stays' }],
  missing: 'The file is cut: 1,216 whole lines were read, and what came after is missing.',
  problem: 'The passphrase does not open this file. Nothing was imported.',
};

type OwnershipCalls = Pick<
  PanelClient,
  | 'talks'
  | 'sizes'
  | 'retention'
  | 'retain'
  | 'keeping'
  | 'keepWithin'
  | 'deleteMatches'
  | 'beliefsFile'
  | 'newRecoveryKey'
  | 'restore'
  | 'restoreStatus'
  | 'restoreStop'
  | 'recordedSites'
  | 'exportAll'
  | 'backups'
  | 'scheduleBackups'
  | 'backUpNow'
  | 'noteBackup'
  | 'askToSave'
>;

export function fakeOwnership(options: {
  readonly events: () => readonly EventRowView[];
  readonly hasTalks: boolean;
  readonly restoring: RestoreView['step'];
  readonly refuse: boolean;
  readonly answer: <T>(value: () => T) => Promise<T>;
  readonly tell: () => void;
}): OwnershipCalls {
  const { events, hasTalks, refuse, answer, tell } = options;
  let retention: RetentionView = { days: null, sites: [{ app: 'mail.example.org', days: 90 }] };
  let keeping: KeepingView = {
    budget: null,
    bytes: 118_000_000,
    forms: { whole: 84_210, summary: 0, skeleton: 0 },
    reduced: null,
    isReducing: false,
    over: 0,
    says: ['Every event is kept for ever; texts go first where they are worth least.'],
  };
  let restored: RestoreView =
    options.restoring === 'none' ? NO_RESTORE : { ...NO_RESTORE, ...RESTORED, step: options.restoring };
  let backups: BackupStatus = { every: null, hasKey: false, last: null, failed: null, isMaking: false };

  function backed(part: Partial<BackupStatus>): BackupStatus {
    backups = { ...backups, ...part };
    tell();
    return backups;
  }
  const made = (name: string) => ({ t: ago(0), name, records: events().length, bytes: 48_213 });

  return {
    talks: () => answer(() => (hasTalks ? TALKS : NO_TALKS)),
    sizes: () =>
      answer(() => ({
        log: 118_000_000,
        search: 71_000_000,
        learned: 9_000_000,
        events: events().length,
        first: events().at(-1)?.t ?? null,
        spaces: events().length === 0 ? [] : [{ space: 'Work', events: 31 }],
      })),
    retention: () => answer(() => retention),
    retain: ({ app, days }) =>
      answer(() => {
        const others = retention.sites.filter((site) => site.app !== app);
        if (app === undefined) retention = { ...retention, days: days === 'general' ? null : days };
        else retention = { ...retention, sites: days === 'general' ? others : [...others, { app, days }] };
        tell();
        return retention;
      }),
    keeping: () => answer(() => keeping),
    keepWithin: (budget) =>
      answer(() => {
        keeping = { ...keeping, budget };
        tell();
        return keeping;
      }),
    deleteMatches: (query) =>
      answer(() => {
        const [words] = Object.values(query) as [string];
        return events()
          .filter(({ title, text }) => `${title} ${text ?? ''}`.toLowerCase().includes(words.toLowerCase()))
          .slice(0, 30)
          .map((row, i) => ({ row, by: 'topic' in query ? 'words' : i % 2 === 0 ? 'certain' : 'named' }) as const);
      }),
    beliefsFile: (format) => answer(() => ({ name: `beliefs.${format}`, text: '…' })),
    newRecoveryKey: () => answer(() => ({ key: `AGE-SECRET-KEY-1${'Q'.repeat(58)}`, recipient: RECIPIENT })),
    restore: (files) =>
      answer(() => {
        restored = { ...NO_RESTORE, ...RESTORED, step: 'done', name: files[0]!.name, missing: null };
        tell();
        return restored;
      }),
    restoreStatus: () => answer(() => restored),
    restoreStop: () => answer(() => (restored = { ...restored, step: 'stopped' })),
    recordedSites: () => answer(() => ['wiki.example.org', 'forum.example.org']),
    exportAll: (passphrase) =>
      answer(() => ({
        file: new Blob(['{}']),
        name: `retrace-2026-03-02.ndjson.gz${passphrase === undefined ? '' : '.age'}`,
        records: events().length,
      })),
    backups: () => answer(() => backups),
    scheduleBackups: (every: BackupTurn | null, recipient) =>
      answer(() => backed({ every, hasKey: backups.hasKey || recipient !== null })),
    backUpNow: () => answer(() => backed({ last: made('retrace-backup-1.ndjson.gz.age') })),
    noteBackup: (last) => answer(() => backed({ last })),
    askToSave: () => Promise.resolve(!refuse),
  };
}

const NO_TALKS: TalksView = { prompts: 0, sorted: 0, instructions: [], memories: [], stated: 0, kinds: [], ways: [] };
const TALKS: TalksView = {
  prompts: 1_010,
  sorted: 640,
  stated: 8,
  instructions: [
    {
      id: 's1',
      t: ago(40 * DAY_IN_MS),
      role: 'settings',
      app: 'chatgpt.com',
      text: 'Answer in British English, without an introduction. Say so when you are not sure.',
    },
  ],
  memories: Array.from({ length: 7 }, (_, i) => ({
    id: `m${i}`,
    t: ago((60 + i) * DAY_IN_MS),
    role: 'assistant_memory' as const,
    app: 'chatgpt.com',
    text: ['Keeps bees.', 'Writes for a local paper.', 'Has a daughter who plays the cello.'][i % 3]!,
  })),
  kinds: [
    {
      kind: 'write-message',
      asked: 204,
      regenerated: 31,
      reworded: 12,
      corrected: 4,
      ratedUp: 3,
      ratedDown: 1,
      kept: 88,
      again: { mean: 0.21, lo: 0.17, hi: 0.26 },
      examples: [
        {
          t: ago(3 * DAY_IN_MS),
          app: 'chatgpt.com',
          text: 'Write a reply to the harbour office about the mooring fee, friendly but firm',
          fate: 'regenerated',
        },
        { t: ago(9 * DAY_IN_MS), app: 'claude.ai', text: 'Shorter, and without the apology', fate: 'corrected' },
      ],
    },
    {
      kind: null,
      asked: 7,
      regenerated: 0,
      reworded: 0,
      corrected: 0,
      ratedUp: 0,
      ratedDown: 0,
      kept: 0,
      again: { mean: 0, lo: 0, hi: 0.28 },
      examples: [],
    },
  ],
  ways: [
    { way: 'short', asked: 412, again: 96, share: { mean: 0.23, lo: 0.2, hi: 0.27 } },
    { way: 'long', asked: 88, again: 9, share: { mean: 0.1, lo: 0.06, hi: 0.17 } },
  ],
};
