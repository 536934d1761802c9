import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { caseTable } from './case-table.ts';
import { playCases } from './cases-for-tests.ts';
import { type Repeats, strengthOf } from './features-of-case.ts';
import { howRepeatsCount } from './how-repeats-count.ts';
import { normalFrom } from './normal-draws.ts';

const SEEDS = [1, 2, 3];

interface World {
  readonly n?: number;
  readonly most?: number;
  readonly size?: number;
  readonly weigh?: (j: number) => number;
  /** How they count in cases of no weight. */
  readonly otherwise?: Repeats;
}

/** Two types, each done up to `most` times in a case, that count in this way; a third does nothing. */
function told(repeats: Repeats, world: World = {}): Repeats[] {
  const { n = 600, most = 8, size = 1, weigh = () => 1, otherwise = repeats } = world;
  return SEEDS.map((seed) => {
    const normal = normalFrom(seededRandom(seed + 100));
    const y = new Float64Array(n);
    const cases = playCases(n, seed, (yes, j, random) => {
      const times = ['a', 'b', 'c'].map((type) => [type, yes(0.5) ? Math.ceil(most * random()) : 0] as const);
      const [a, b] = times.map(([, k]) => (k > 0 ? strengthOf(weigh(j) > 0 ? repeats : otherwise, 1, k) : 0));
      y[j] = size * (a! - b!) + normal();
      return { done: times.flatMap(([type, k]) => new Array<string>(k).fill(type)), value: 0 };
    });
    return howRepeatsCount(
      caseTable(cases),
      y,
      Float64Array.from({ length: n }, (_, j) => weigh(j)),
    );
  });
}

test.each<[Repeats]>([['once'], ['saturating'], ['doubling']])('repeats that count %s are told to do so', (repeats) => {
  expect(told(repeats)).toEqual(new Array(SEEDS.length).fill(repeats));
});

test('where hardly anything is repeated, or cases are few, once says all', () => {
  expect(told('doubling', { most: 1 })).toEqual(new Array(SEEDS.length).fill('once'));
  expect(told('doubling', { n: 49 })).toEqual(new Array(SEEDS.length).fill('once'));
  expect(told('doubling', { n: 50 })).toContain('doubling');
});

test('where what is done does nothing, once says all', () => {
  expect(told('doubling', { size: 0 })).toEqual(new Array(SEEDS.length).fill('once'));
});

test('cases of no weight have no say', () => {
  const half = { n: 1_000, weigh: (j: number) => j % 2 };
  expect(told('once', { ...half, otherwise: 'doubling' })).toEqual(new Array(SEEDS.length).fill('once'));
  expect(told('doubling', { ...half, otherwise: 'once' })).toEqual(new Array(SEEDS.length).fill('doubling'));
});
