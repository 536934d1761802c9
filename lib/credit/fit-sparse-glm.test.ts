import { expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { type BayesianGlm, type Link, type Sparse, sigmoid } from './bayesian-glm.ts';
import { type FeatureKind, type FitInput, fitSparseGlm } from './fit-sparse-glm.ts';
import { normalFrom } from './normal-draws.ts';

const REAL: Readonly<Record<number, number>> = { 1: 1.5, 2: -1.5, 3: 1.2 };
const TYPES = 30;
const KINDS: readonly FeatureKind[] = ['one', ...new Array<FeatureKind>(TYPES).fill('type')];

/** Thirty types by chance, of which three do something. */
function world(link: Link, n: number, seed: number): FitInput {
  const random = seededRandom(seed);
  const normal = normalFrom(random);
  const y = new Float64Array(n);
  const rows = Array.from({ length: n }, (_, j): Sparse => {
    const at = [0, ...Array.from({ length: TYPES }, (_, i) => i + 1).filter(() => random() < 0.4)];
    const eta = -0.5 + at.reduce((sum, i) => sum + (REAL[i] ?? 0), 0);
    y[j] = link === 'logit' ? Number(random() < sigmoid(eta)) : 0.2 * eta + 0.3 * normal();
    return { at, x: at.map(() => 1) };
  });
  return { link, kinds: KINDS, rows, y, weights: new Float64Array(n).fill(1) };
}

function fitted(input: FitInput): BayesianGlm {
  const steps = fitSparseGlm(input);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

test.each<[Link, number]>([
  ['logit', 1],
  ['identity', 0.2],
])('planted weights are recovered and what does nothing is held near nothing (%s)', (link, unit) => {
  for (const seed of [1, 2, 3]) {
    const { w, d, p } = fitted(world(link, 800, seed));
    for (let i = 1; i < d; i++) {
      const truth = unit * (REAL[i] ?? 0);
      const wrong = Math.abs(w[i]! - truth) / unit;
      expect(wrong).toBeLessThan(truth === 0 ? 0.6 : 0.8);
      if (truth !== 0) expect(w[i]! * truth).toBeGreaterThan(0);
      expect(p[i * d + i]).toBeGreaterThan(0);
    }
    const nulls = Array.from({ length: d - 1 }, (_, i) => i + 1).filter((i) => REAL[i] === undefined);
    const typical = nulls.reduce((sum, i) => sum + Math.abs(w[i]!), 0) / nulls.length / unit;
    expect(typical).toBeLessThan(0.1);
  }
});

test('what is planted sparse is predicted better than by one ridge for all', () => {
  let [sparse, ridge] = [0, 0];
  for (const seed of [4, 5, 6]) {
    const [known, fresh] = [world('logit', 250, seed), world('logit', 1_000, seed + 100)];
    const loss = (model: BayesianGlm) =>
      fresh.rows.reduce((sum, phi, j) => sum - Math.log(fresh.y[j] ? model.predict(phi) : 1 - model.predict(phi)), 0) /
      1_000;
    sparse += loss(fitted(known));
    // Contexts share one normal prior.
    ridge += loss(fitted({ ...known, kinds: KINDS.map((kind) => (kind === 'type' ? 'context' : kind)) }));
  }
  expect(sparse).toBeLessThan(ridge);
});

test('the smaller the chance to be wrong, the more is known: four times the outcomes, half the deviation', () => {
  const deviation = (n: number) => {
    const { p, d } = fitted(world('logit', n, 7));
    return Math.sqrt(p[d + 1]!);
  };
  expect(deviation(1_600) / deviation(400)).toBeLessThan(0.65);
});

test('a weight of an outcome counts as so many outcomes, and one of nought as none', () => {
  const input = world('identity', 120, 8);
  const twice = { ...input, rows: [...input.rows, ...input.rows], y: Float64Array.from([...input.y, ...input.y]) };
  const [doubled, weighed] = [
    fitted({ ...twice, weights: new Float64Array(240).fill(1) }),
    fitted({ ...input, weights: new Float64Array(120).fill(2) }),
  ];
  const half = fitted({ ...twice, weights: Float64Array.from({ length: 240 }, (_, j) => Number(j < 120)) });
  const once = fitted(input);
  for (let i = 0; i < KINDS.length; i++) {
    expect(doubled.w[i]).toBeCloseTo(weighed.w[i]!, 6);
    expect(half.w[i]).toBeCloseTo(once.w[i]!, 6);
  }
});

test('from where it begins makes no difference to where it ends', () => {
  const input = world('logit', 400, 9);
  const [cold, warm] = [fitted(input), fitted({ ...input, from: Float64Array.from([0, 2, -2, 1]) })];
  for (let i = 0; i < KINDS.length; i++) expect(warm.w[i]).toBeCloseTo(cold.w[i]!, 1);
});

test.each<[string, (j: number) => number, Link]>([
  ['all the same', () => 1, 'logit'],
  ['all nothing', () => 0, 'logit'],
  ['all the same value', () => 0.5, 'identity'],
  ['told apart for sure', (j) => j % 2, 'logit'],
])('outcomes that are %s give finite weights', (_, value, link) => {
  const rows = Array.from({ length: 50 }, (_, j): Sparse => ({ at: j % 2 ? [0, 1] : [0, 2], x: [1, 1] }));
  const y = Float64Array.from(rows, (_, j) => value(j));
  const { w, p, noise } = fitted({
    link,
    kinds: ['one', 'type', 'interaction'],
    rows,
    y,
    weights: new Float64Array(50).fill(1),
  });
  expect([...w, ...p, noise].every(Number.isFinite)).toBe(true);
  expect(Math.max(...w.map(Math.abs))).toBeLessThan(20);
});

test('weights that are all nought, and no features but one, are no fault', () => {
  const rows: Sparse[] = [{ at: [0], x: [1] }];
  const { w } = fitted({
    link: 'logit',
    kinds: ['one'],
    rows,
    y: new Float64Array([1]),
    weights: new Float64Array([0]),
  });
  expect(Number.isFinite(w[0])).toBe(true);
});
