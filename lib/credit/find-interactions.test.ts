import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { caseTable } from './case-table.ts';
import { playCases } from './cases-for-tests.ts';
import { type FeatureMapData, FIRST_FREE } from './features-of-case.ts';
import { findInteractions } from './find-interactions.ts';
import { normalFrom } from './normal-draws.ts';
import { scaleOfNumbers } from './scaled-number.ts';

const TYPES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const N = 300;

interface View {
  readonly done: ReadonlySet<string>;
  readonly task: string;
  readonly load: number;
}

/** Cases by chance, whose errors are normal noise and what is planted; `seldom` is done in three cases, `also` in the same. */
function foundIn(seed: number, planted: (view: View) => number) {
  const views: View[] = [];
  const cases = playCases(N, seed, (yes, j, random) => {
    const done = [...TYPES.filter(() => yes(0.4)), ...(j % 100 === 50 ? ['seldom', 'also'] : [])];
    const context = { task: yes(0.5) ? 'write' : yes(0.5) ? 'plan' : 'read', load: Math.floor(100 * random()) };
    views.push({ done: new Set(done), ...context });
    return { done, value: 0, context };
  });
  const table = caseTable(cases);
  const loads = scaleOfNumbers(views.map(({ load }) => load));
  const named = table.contexts.flatMap(({ key, value }, i) => (value === null ? [] : [{ key, value, at: 50 + i }]));
  const main: FeatureMapData = {
    kinds: [],
    repeats: 'once',
    scaled: [{ key: 'load', ...loads, at: 40 }],
    named,
    types: table.types.map((type, i) => ({ type, at: FIRST_FREE + i })),
    formerly: [],
    inContext: [],
    together: [],
  };
  const normal = normalFrom(seededRandom(seed + 1_000));
  const errors = Float64Array.from(views, (view) => normal() + planted(view));
  const contexts = table.rows.map(({ before }) => ({ context: before }));
  const { inContext, together } = findInteractions(table, main, errors, new Float64Array(N).fill(1), contexts);
  return [
    ...inContext.map(({ type, key, value }) => `${type} × ${key}${value === null ? '' : ` ${value}`}`),
    ...together.map(({ types }) => [...types].sort().join(' × ')),
  ];
}

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed + 1);
const sign = (is: boolean) => (is ? 1 : -1);

test.each<[string, (view: View) => number]>([
  ['a × task write', ({ done, task }) => (done.has('a') ? 1.2 * sign(task === 'write') : 0)],
  ['b × load', ({ done, load }) => (done.has('b') ? (load - 50) / 30 : 0)],
  ['c × d', ({ done }) => 0.7 * sign(done.has('c')) * sign(done.has('d'))],
])('what is planted is found: %s', (name, planted) => {
  for (const seed of SEEDS.slice(0, 8)) expect(foundIn(seed, planted)).toContain(name);
});

test('of pure noise hardly ever is anything found, and neither of what types and contexts do each by itself', () => {
  const some = (planted: (view: View) => number) => SEEDS.filter((seed) => foundIn(seed, planted).length > 0).length;
  expect(some(() => 0)).toBeLessThanOrEqual(5);
  const alone = ({ done, task, load }: View) => Number(done.has('a')) + Number(task === 'write') + load / 100;
  expect(some(alone)).toBeLessThanOrEqual(5);
});

test('what was done together in three cases only is not looked at, however far off they were', () => {
  const wild = ({ done }: View) => (done.has('seldom') ? 30 : 0);
  for (const seed of SEEDS.slice(0, 8)) {
    expect(foundIn(seed, wild).filter((name) => name.includes('seldom') || name.includes('also'))).toEqual([]);
  }
});
