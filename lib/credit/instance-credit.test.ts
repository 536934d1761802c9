import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Threads } from '../linking/threads.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { Credit } from './credit.ts';
import { effectsOf } from './effect-of-action.ts';
import { creditOf } from './instance-credit.ts';

const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();

const cases = fc.array(
  fc.record({
    types: fc.array(fc.nat(6), { maxLength: 8 }),
    value: fc.double({ min: -1, max: 1, noNaN: true }),
    place: fc.constantFrom('a', 'b'),
  }),
  { minLength: 1, maxLength: 40 },
);

function learn(data: readonly { types: number[]; value: number; place: string }[]) {
  const threads = new Threads();
  const credit = new Credit();
  let i = 0;
  let last: OutcomeRecord | undefined;
  data.forEach(({ types, value, place }, j) => {
    for (const type of types) {
      threads.apply({
        kind: 'action',
        id: `a${i}`,
        t: at(i++),
        type: `t${type}`,
        thread: `w/${j}`,
        context: { place },
      } as LogRecord);
    }
    last = { kind: 'outcome', id: `o${j}`, t: at(i++), type: 'o', thread: `w/${j}`, value } as OutcomeRecord;
    credit.learn(last, threads.candidatesOf(last), {});
  });
  return { threads, credit, last: last! };
}

test('baseline, credits, rest and the unexplained add up to the value, however few are shown', () => {
  fc.assert(
    fc.property(cases, fc.nat(10), (data, k) => {
      const { threads, credit, last } = learn(data);
      const { row } = credit.outcome(last.id)!;
      const answer = creditOf(row, threads.candidatesOf(last), credit.model('o')!, k, seededRandom(1));
      const sum = answer.credits.reduce((total, { mean }) => total + mean, 0);
      expect(answer.baseline + sum + answer.rest + answer.unexplained).toBeCloseTo(answer.value, 9);
      expect(answer.credits.length).toBeLessThanOrEqual(k);
      for (const { mean, lo, hi, p_top } of answer.credits) {
        expect([mean, lo, hi, p_top].every(Number.isFinite)).toBe(true);
        expect(lo <= mean && mean <= hi && p_top >= 0 && p_top <= 1).toBe(true);
      }
    }),
  );
});

test('of one outcome ever, nothing is claimed: its credits are linked and their ranges hold zero', () => {
  const { threads, credit, last } = learn([{ types: [1, 2], value: -1, place: 'a' }]);
  const answer = creditOf(
    credit.outcome(last.id)!.row,
    threads.candidatesOf(last),
    credit.model('o')!,
    10,
    seededRandom(1),
  );
  for (const { status, lo, hi } of answer.credits) expect([status, lo < 0 && hi > 0]).toEqual(['linked', true]);
  expect(effectsOf(credit.model('o')!)).toEqual([]);
});

test('an outcome does not explain itself: the first ever lies in the unexplained', () => {
  for (const value of [-1, 0.5, 1]) {
    const { threads, credit, last } = learn([{ types: [1, 2], value, place: 'a' }]);
    const { row } = credit.outcome(last.id)!;
    const answer = creditOf(row, threads.candidatesOf(last), credit.model('o')!, 10, seededRandom(1));
    expect(Math.abs(answer.baseline)).toBeLessThan(0.1 * Math.abs(value));
    expect(answer.unexplained / value).toBeGreaterThan(0.9);
  }
});

test('two actions of one type share its credit', () => {
  const { threads, credit, last } = learn(
    Array.from({ length: 30 }, (_, i) => ({ types: i % 2 ? [1, 1] : [2], value: i % 2, place: 'a' })),
  );
  const answer = creditOf(
    credit.outcome(last.id)!.row,
    threads.candidatesOf(last),
    credit.model('o')!,
    10,
    seededRandom(1),
  );
  expect(answer.credits[0]!.mean).toBeCloseTo(answer.credits[1]!.mean, 12);
  expect(answer.credits[0]!.mean).toBeGreaterThan(0.1);
});

test('ten thousand action types are no trouble, and an update stays bounded', () => {
  const credit = new Credit();
  const threads = new Threads();
  for (let j = 0; j < 400; j++) {
    for (let k = 0; k < 25; k++) {
      threads.apply({
        kind: 'action',
        id: `a${j}-${k}`,
        t: at(j * 30 + k),
        type: `t${j * 25 + k}`,
        thread: `w/${j}`,
      } as LogRecord);
    }
    const outcome = {
      kind: 'outcome',
      id: `o${j}`,
      t: at(j * 30 + 28),
      type: 'o',
      thread: `w/${j}`,
      value: j % 2,
    } as OutcomeRecord;
    credit.learn(outcome, threads.candidatesOf(outcome), {});
  }
  expect(credit.model('o')!.model.dimensions).toBeLessThanOrEqual(512);
});
