import { expect, test } from 'vitest';
import { deletableLog } from '../../../bench/history/deletable-log.ts';
import { deletionDigests, KINDS_OF_SCOPE } from '../../../bench/history/deletion-digests.ts';
import { hashPersonalIds } from '../../privacy/hash-personal-ids.ts';
import type { LogRecord } from '../../records/record.ts';
import { Engine } from '../engine.ts';
import { idsToDelete } from './ids-to-delete.ts';
import { matchesOfPerson } from './matches-of-person.ts';

/** Seeds that once failed; none so far. */
const SEEDS_THAT_FAILED: readonly number[] = [];
const SEEDS = [...SEEDS_THAT_FAILED, ...Array.from({ length: 15 }, (_, i) => i + 1)];

test('whatever is deleted, what is derived is what a log without it gives; nothing comes back, and no word of it stays', async () => {
  const deleted = new Map<string, number>();
  for await (const tried of deletionDigests(SEEDS)) {
    const { seed, scope, isSame, revived, leaks } = tried;
    expect({ seed, scope, isSame, revived, leaks }).toEqual({ seed, scope, isSame: true, revived: 0, leaks: [] });
    deleted.set(scope, (deleted.get(scope) ?? 0) + tried.deleted);
  }
  for (const scope of KINDS_OF_SCOPE) expect(deleted.get(scope), scope).toBeGreaterThan(0);
}, 60_000);

const t = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
const engineOf = (records: readonly LogRecord[]) => {
  const engine = new Engine();
  for (const record of records) engine.apply(record);
  return engine;
};
const goes = (records: readonly LogRecord[], ...ids: string[]) => [
  ...idsToDelete(records, { ids }, engineOf(records)).along,
];

test('with a sighting goes what was worked out from it, and what a model said of that', () => {
  const records: LogRecord[] = [
    { kind: 'action', id: 'a', t: t(0), type: 'x:save:y' },
    { kind: 'action', id: 'a2', t: t(1), type: 'x:save:y' },
    { kind: 'observation', id: 's', t: t(2), features: { sighting: 1 } },
    { kind: 'outcome', id: 's.1', t: t(2), type: 'x:revert:y', links: ['a'] },
    { kind: 'annotation', id: 'n', t: t(3), of: 's.1', text: 'angry' },
    { kind: 'outcome', id: 'a.missed.x:reply:y', t: t(4), type: 'miss:x', context: { awaited_type: 'x:reply:y' } },
    { kind: 'feedback', id: 'f', t: t(5), verdict: 'value', of: 's.1', value: 0 },
    { kind: 'feedback', id: 'u', t: t(6), verdict: 'undo', of: 'f' },
  ];
  expect(goes(records, 's')).toEqual(['s.1', 'n', 'f', 'u']);
  expect(goes(records, 'a')).toEqual(['a.missed.x:reply:y']);
  expect(goes(records, 'a2')).toEqual([]);
});

test('a verdict and an offer go with the last statement of what they are about, and not before', () => {
  const said = { kind: 'statement', role: 'settings', text: 'Use British spelling.' } as const;
  const target = { kind: 'preference', text: 'Use British spelling.' };
  const records: LogRecord[] = [
    { ...said, id: 's1', t: t(0) },
    { ...said, id: 's2', t: t(1) },
    { kind: 'feedback', id: 'f', t: t(2), verdict: 'confirm', target },
    { kind: 'decision', id: 'd', t: t(3), about: 'offer', candidates: [{ ref: target, propensity: 1, chosen: true }] },
    { kind: 'outcome', id: 'd.added', t: t(4), type: 'retrace:use:offer', links: ['d'] },
  ];
  expect(goes(records, 's1')).toEqual([]);
  expect(goes(records, 's1', 's2').sort()).toEqual(['d', 'd.added', 'f']);
});

test('settings and tombstones stay, whatever the scope; by its id a setting goes', () => {
  const records = deletableLog(4);
  const engine = new Engine();
  const kinds = new Map(records.map(({ id, kind }) => [id, kind]));
  const { named } = idsToDelete(records, { from: '2000-01-01T00:00:00.000Z' }, engine);
  expect(named.length).toBe(records.filter(({ kind }) => kind !== 'setting').length);
  const setting = records.find(({ kind }) => kind === 'setting')!.id;
  expect(idsToDelete(records, { ids: [setting] }, engine).named.map((id) => kinds.get(id))).toEqual(['setting']);
});

test('the parts of a scope hold together, an empty one names nothing', () => {
  const records: LogRecord[] = ['work', undefined].flatMap((space) =>
    ['mail.example', 'wiki.example'].map((app) => ({
      kind: 'action',
      id: `${space} ${app}`,
      t: t(1),
      type: 'x:y:z',
      app,
      ...(space && { space }),
    })),
  );
  const named = (scope: Parameters<typeof idsToDelete>[1]) => idsToDelete(records, scope, new Engine()).named;
  expect(named({ app: 'mail.example', space: null })).toEqual(['undefined mail.example']);
  expect(named({ space: 'work', from: t(2) })).toEqual([]);
  expect(named({})).toEqual([]);
});

test('a person is found by the hash of their address, as an entity, and by name in words; nobody else is', () => {
  const key = new Uint8Array(32).fill(5);
  const token = hashPersonalIds('ana@example.org', key);
  const records: LogRecord[] = [
    { kind: 'action', id: 'hashed', t: t(0), type: 'x:y:z', entities: [token] },
    { kind: 'action', id: 'entity', t: t(0), type: 'x:y:z', entities: ['person:ana'] },
    { kind: 'action', id: 'written', t: t(0), type: 'x:y:z', text: `Write to ${token}.` },
    { kind: 'action', id: 'named', t: t(0), type: 'x:y:z', text: 'Ask Ana about it' },
    { kind: 'action', id: 'other', t: t(0), type: 'x:y:z', text: 'Analysis of bananas', entities: ['person:anabel'] },
  ];
  expect(matchesOfPerson(records, 'ana@example.org', [key])).toEqual([
    { id: 'hashed', by: 'certain' },
    { id: 'written', by: 'named' },
  ]);
  expect(matchesOfPerson(records, 'Ana')).toEqual([
    { id: 'entity', by: 'certain' },
    { id: 'named', by: 'named' },
  ]);
  expect(matchesOfPerson(records, 'ana@example.org', [new Uint8Array(32)])).toEqual([]);
  expect(matchesOfPerson(records, '  ')).toEqual([]);
});
