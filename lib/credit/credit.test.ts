import { expect, test } from 'vitest';
import { Threads } from '../linking/threads.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { Credit } from './credit.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 8) + minute * 60_000).toISOString();

/** Two outcome types over a few threads; not every outcome has candidates. */
function logOf(n: number, seed: number): LogRecord[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, i): LogRecord => {
    const base = { id: `r${String(i).padStart(4, '0')}`, t: at(i), thread: `w/${Math.floor(random() * (n / 5))}` };
    if (random() < 0.7) return { ...base, kind: 'action', type: `app:do:${Math.floor(random() * 5)}` };
    return {
      ...base,
      kind: 'outcome',
      type: random() < 0.5 ? 'app:come:reply' : 'app:rate:work',
      value: Math.round(random() * 4 - 2) / 2,
    };
  });
}

/** As the engine does it. */
function apply(records: readonly LogRecord[], state = { threads: new Threads(), credit: new Credit() }) {
  for (const record of records) {
    if (record.kind === 'outcome') {
      state.credit.learn(record, state.threads.candidatesOf(record), state.threads.stateAsOf(record));
    }
    state.threads.apply(record);
  }
  return state;
}

function restarted({ threads, credit }: ReturnType<typeof apply>): ReturnType<typeof apply> {
  const loaded = Threads.load(structuredClone(threads.save()));
  return { threads: loaded, credit: Credit.load(structuredClone(credit.save()), (id) => loaded.done(id)) };
}

test('saved and loaded at any point it goes on to the same state', () => {
  const records = logOf(240, 1);
  const whole = apply(records).credit.save();
  for (const cut of [0, 1, 37, 120, 239, 240]) {
    const state = apply(records.slice(cut), restarted(apply(records.slice(0, cut))));
    expect(state.credit.save()).toEqual(whole);
  }
});

test('each outcome is kept with its candidates and what was foretold of it, in log order', () => {
  const records = logOf(120, 2);
  const outcomes = records.filter((record): record is OutcomeRecord => record.kind === 'outcome');
  const { credit } = restarted(apply(records));
  expect([...credit.outcomes()].map(({ id }) => id)).toEqual(outcomes.map(({ id }) => id));
  for (const { id, thread, t } of outcomes) {
    const { candidates, foretold } = credit.outcome(id)!;
    const before = records.filter((record) => record.kind === 'action' && record.thread === thread && record.t < t);
    expect(candidates.filter(({ by }) => by === 'thread').map(({ done }) => done.id)).toEqual(
      before.map((record) => record.id),
    );
    expect(foretold[0]![0]).toBe(-1);
  }
});

test('each outcome type has a history of its own, and one that never came has none', () => {
  const records = logOf(120, 3);
  const { credit } = apply(records);
  expect([...credit.types].sort()).toEqual(['app:come:reply', 'app:rate:work']);
  for (const type of credit.types) {
    expect(credit.history(type)!.n).toBe(
      records.filter((record) => record.kind === 'outcome' && record.type === type).length,
    );
  }
  expect([credit.history('never'), credit.outcome('never')]).toEqual([undefined, undefined]);
});

test('its steps end, and then there is nothing to do until more is learnt', () => {
  let state = apply([]);
  let steps = 0;
  for (const record of logOf(200, 4)) {
    state = apply([record], state);
    for (let k = 0; state.credit.step(); k++, steps++) expect(k).toBeLessThan(1_000);
    expect(state.credit.step()).toBe(false);
  }
  expect(steps).toBeGreaterThan(20);
});

test('a candidate whose act is gone is left out on loading', () => {
  const { credit } = apply(logOf(120, 5));
  const none = Credit.load(structuredClone(credit.save()), () => undefined);
  for (const { candidates } of none.outcomes()) expect(candidates).toEqual([]);
  expect([...none.outcomes()]).toHaveLength([...credit.outcomes()].length);
});
