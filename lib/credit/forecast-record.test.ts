import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { ForecastRecord } from './forecast-record.ts';

type Said = readonly [chance: number, came: boolean];

function recordOf(all: readonly Said[], record = new ForecastRecord()): ForecastRecord {
  for (const [chance, came] of all) record.take(chance, came);
  return record;
}

/** Forecasts of chance p where the truth is f(p). */
function forecasts(n: number, seed: number, truth: (p: number) => number): Said[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => {
    const p = random();
    return [p, random() < truth(p)];
  });
}
const overconfident = (p: number) => 0.5 + 0.3 * (p - 0.5);

const some = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
  minLength: 1,
  maxLength: 300,
});

test('scores are those of what was said: squared error, nats, and the distance of chance from frequency', () => {
  fc.assert(
    fc.property(some, (all) => {
      const record = new ForecastRecord();
      let [brier, logLoss] = [0, 0];
      for (const [chance, came] of all) {
        const said = record.recalibrated(chance);
        brier += (said - Number(came)) ** 2;
        logLoss -= Math.log(came ? said : 1 - said);
        record.take(chance, came);
      }
      const scores = record.scores!;
      expect(scores.n).toBe(all.length);
      expect(scores.brier).toBeCloseTo(brier / all.length, 9);
      expect(scores.log_loss).toBeCloseTo(logLoss / all.length, 9);
      expect(scores.ece >= 0 && scores.ece <= 1).toBe(true);
    }),
  );
  expect(new ForecastRecord().scores).toBeNull();
});

test('a chance of one half that comes half the time has no distance, a sure one that never comes nearly all', () => {
  expect(
    recordOf([
      [0.5, true],
      [0.5, false],
    ]).scores!.ece,
  ).toBeCloseTo(0, 9);
  expect(recordOf([[0.95, false]]).scores!.ece).toBeCloseTo(0.95, 9);
});

test('nothing is ever said to be certain, and what is said rises with the chance', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
      (seed, chances) => {
        const record = recordOf(forecasts(300, seed, overconfident));
        const said = chances.sort((a, b) => a - b).map((chance) => record.recalibrated(chance));
        for (const [i, each] of said.entries()) expect(each > 0 && each < 1 && each >= (said[i - 1] ?? 0)).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

test('forecasts that are too sure of themselves are taken back, and lose less for it', () => {
  const all = forecasts(1_500, 4, overconfident);
  const record = recordOf(all);
  expect(record.recalibrated(0.95)).toBeLessThan(0.87);
  expect(record.recalibrated(0.05)).toBeGreaterThan(0.13);
  const raw = all.reduce((sum, [p, came]) => sum - Math.log(Math.max(0.005, came ? p : 1 - p)), 0) / all.length;
  expect(record.scores!.log_loss).toBeLessThan(raw - 0.02);
});

test('forecasts that hold are left nearly as they are', () => {
  const record = recordOf(forecasts(1_500, 5, (p) => p));
  for (const p of [0.1, 0.3, 0.5, 0.7, 0.9]) expect(Math.abs(record.recalibrated(p) - p)).toBeLessThan(0.07);
});

test('skill is the share of the error that is spared: none for saying the frequency, nearly all for knowing', () => {
  expect(recordOf(forecasts(600, 6, () => 0.3).map(([, came]) => [0.3, came])).skill).toBeCloseTo(0, 1);
  expect(recordOf(forecasts(600, 7, () => 0.5).map(([, came]) => [Number(came), came])).skill).toBeGreaterThan(0.95);
});

test('saved and loaded in the middle it goes on to the same scores and the same chances', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.nat(250), (seed, cut) => {
      const all = forecasts(250, seed, overconfident);
      const loaded = recordOf(all.slice(cut), ForecastRecord.load(structuredClone(recordOf(all.slice(0, cut)).save())));
      expect(loaded.save()).toEqual(recordOf(all).save());
    }),
    { numRuns: 30 },
  );
});
