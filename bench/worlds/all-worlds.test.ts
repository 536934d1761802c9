/** What holds of every planted world. */
import { describe, expect, test } from 'vitest';
import { compareInLogOrder } from '../../lib/records/order.ts';
import { validateRecord } from '../../lib/records/validate-record.ts';
import { ALL_WORLDS } from './all-worlds.ts';
import type { PlantedLog, PlantedTruth } from './planted-world.ts';

/** Of the long sweeps a few settings stand for all, and long episodes are checked on few. */
const CHECKED = ALL_WORLDS.filter(({ name }) => !/umbrella|memory/.test(name) || /-(1|5|20|100)$/.test(name));
const howMany = (name: string) => (/umbrella|memory|key-to-door/.test(name) ? 20 : 80);

function idsPromised({ contribution, totalContribution, decidedBy, roots }: PlantedTruth): [string, string][] {
  return [
    ...[contribution, totalContribution].flatMap((credits) =>
      [...(credits ?? [])].flatMap(([outcome, of]) => [...of.keys()].map((id): [string, string] => [outcome, id])),
    ),
    ...[...(decidedBy ?? [])].flatMap(([outcome, ids]) => ids.map((id): [string, string] => [outcome, id])),
    ...(roots ?? []),
  ];
}

/** The sum of value − expectation, in standard errors. */
function surprise({ records }: PlantedLog, { expected }: PlantedTruth): number {
  let sum = 0;
  let squares = 1e-12;
  for (const record of records) {
    const foreseen = expected!.get(record.id);
    if (record.kind !== 'outcome' || foreseen === undefined) continue;
    const off = record.value! - foreseen;
    sum += off;
    squares += off * off;
  }
  return sum / Math.sqrt(squares);
}

test('no two worlds have one name', () => {
  expect(new Set(ALL_WORLDS.map(({ name }) => name)).size).toBe(ALL_WORLDS.length);
});

describe.each(CHECKED)('$name', (world) => {
  const options = { seed: 5, outcomes: howMany(world.name) };
  const log = world.generate(options);
  const truths = log.truths ?? [log.truth];
  const byId = new Map(log.records.map((record) => [record.id, record]));

  test('the same seed gives the same log and truth, another seed another', () => {
    const text = (made: PlantedLog) =>
      JSON.stringify(made, (_, value: unknown) => (value instanceof Map ? [...value] : value));
    expect(text(world.generate(options)) === text(log)).toBe(true);
    expect(text(world.generate({ ...options, seed: 6 })) === text(log)).toBe(false);
  });

  test('every record is one the product takes, unchanged', () => {
    const faults = log.records.flatMap((record) => {
      const checked = validateRecord(record);
      return checked.ok && JSON.stringify(checked.record) === JSON.stringify(record) ? [] : [checked];
    });
    expect(faults).toEqual([]);
  });

  test('ids are unique and the records in log order', () => {
    expect(byId.size).toBe(log.records.length);
    const disorder = log.records.findIndex((record, i) => i > 0 && compareInLogOrder(log.records[i - 1]!, record) >= 0);
    expect(disorder).toBe(-1);
  });

  test('credit is promised to what was done before the outcome happened, and to nothing else', () => {
    const number = (thread = '') => thread.match(/(?:t|aside-)(\d+)/)?.[1];
    const faults: string[] = [];
    for (const truth of truths) {
      for (const [outcomeId, id] of idsPromised(truth)) {
        const [outcome, done] = [byId.get(outcomeId), byId.get(id)];
        const right =
          outcome?.kind === 'outcome' &&
          outcome.type === truth.outcomeType &&
          (done?.kind === 'action' || done?.kind === 'decision') &&
          done.t < (outcome.happened ?? outcome.t) &&
          (done.thread === undefined || number(done.thread) === number(outcome.thread));
        if (!right) faults.push(`${id} of ${outcomeId}`);
      }
    }
    expect(faults).toEqual([]);
  });

  test('each outcome of the type is accounted for, and the values are those to be expected', () => {
    let cases = 0;
    for (const truth of truths) {
      const there = log.records.filter((record) => record.kind === 'outcome' && record.type === truth.outcomeType);
      expect(new Set(truth.expected!.keys())).toEqual(new Set(there.map(({ id }) => id)));
      cases += truth.expected!.size + (truth.unanswered?.size ?? 0);
      // Where noes are missing, those told are better than those to be expected.
      if (!truth.unanswered) expect(Math.abs(surprise(log, truth))).toBeLessThan(4.5);
    }
    expect(cases).toBe(options.outcomes);
  });

  test('effects are finite, and every type of the log that is the world’s own has one', () => {
    for (const truth of truths) for (const effect of truth.total.values()) expect(Number.isFinite(effect)).toBe(true);
    const known = new Set(truths.flatMap(({ total }) => [...total.keys()]));
    const types = new Set(log.records.flatMap((record) => (record.kind === 'action' ? [record.type] : [])));
    expect([...types].filter((type) => !type.startsWith('elsewhere:') && !known.has(type))).toEqual([]);
  });

  test('several things are under way at once, amid what has no bearing on anything', () => {
    const threads = log.records
      .map(({ thread }) => thread)
      .filter((thread) => thread && !thread.startsWith('elsewhere'));
    const turns = threads.filter((thread, i) => thread !== threads[i - 1]).length;
    // Without interleaving there would be one turn a thread. A log of links has no threads of its own.
    if (threads.length > 0) expect(turns).toBeGreaterThan(1.2 * new Set(threads).size);
    expect(log.records.some(({ thread }) => thread?.startsWith('elsewhere'))).toBe(true);
  });

  test('under another name nothing of it bears its own', () => {
    const renamed = world.generate({ ...options, outcomes: 12, name: 'other' });
    const named = renamed.records.flatMap((record) => [
      record.id,
      record.thread ?? '',
      record.kind === 'action' || record.kind === 'outcome' ? record.type : '',
    ]);
    expect(named.filter((each) => !/^(other[-:/]|elsewhere[:/]|$)/.test(each))).toEqual([]);
  });
});
