import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BayesianGlm, type Link, sigmoid } from './bayesian-glm.ts';
import { factorOf, inverseFactored, solveFactored } from './symmetric-solve.ts';

const D = 4;
const NOISE = 0.7;
const PRIOR = [0.01, 4, 4, 16];

interface Seen {
  readonly phi: { readonly at: number[]; readonly x: number[] };
  readonly y: number;
  readonly confidence: number;
}

const seen: fc.Arbitrary<Seen> = fc.record({
  phi: fc
    .array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: D - 1, maxLength: D - 1 })
    .map((xs) => [1, ...xs])
    .map((xs) => {
      const at = xs.map((_, i) => i).filter((i) => Math.abs(xs[i]!) > 0.3);
      return { at, x: at.map((i) => xs[i]!) };
    }),
  y: fc.double({ min: -1, max: 1, noNaN: true }),
  confidence: fc.double({ min: 0.05, max: 1, noNaN: true }),
});
const chances = seen.map((each) => ({ ...each, y: Number(each.y > 0) }));

function fresh(link: Link = 'identity'): BayesianGlm {
  const p = new Float64Array(D * D);
  PRIOR.forEach((precision, i) => {
    p[i * D + i] = 1 / precision;
  });
  return new BayesianGlm(link, new Float64Array(D), p, link === 'identity' ? NOISE : 1);
}

function learnt(link: Link, all: readonly Seen[]): BayesianGlm {
  const model = fresh(link);
  for (const { phi, y, confidence } of all) model.update(phi, y, confidence);
  return model;
}

function expectClose(a: ArrayLike<number>, b: ArrayLike<number>, digits = 7): void {
  expect(a.length).toBe(b.length);
  for (let i = 0; i < a.length; i++) expect(a[i]).toBeCloseTo(b[i]!, digits);
}

test('of values, one at a time is the same as all at once', () => {
  fc.assert(
    fc.property(fc.array(seen, { maxLength: 12 }), (all) => {
      const precision = new Float64Array(D * D);
      const right = new Float64Array(D);
      PRIOR.forEach((each, i) => {
        precision[i * D + i] = each;
      });
      for (const { phi, y, confidence } of all) {
        for (const [a, i] of phi.at.entries()) {
          right[i]! += (confidence / NOISE) * phi.x[a]! * y;
          for (const [b, j] of phi.at.entries()) precision[i * D + j]! += (confidence / NOISE) * phi.x[a]! * phi.x[b]!;
        }
      }
      const model = learnt('identity', all);
      const l = factorOf(precision, D);
      expectClose(model.w, solveFactored(l, D, right));
      expectClose(model.p, inverseFactored(l, D), 5);
    }),
  );
});

test('of values, an outcome left out is one that never came', () => {
  fc.assert(
    fc.property(fc.array(seen, { minLength: 1, maxLength: 12 }), fc.nat(), (all, which) => {
      const out = all[which % all.length]!;
      const others = learnt(
        'identity',
        all.filter((each) => each !== out),
      );
      const { w, p } = learnt('identity', all).among([0, 1, 2, 3], out);
      expectClose(w, others.w, 5);
      expectClose(p, others.p, 4);
    }),
  );
});

test('of chances, an outcome left out moves the chance away from it and makes it less sure', () => {
  fc.assert(
    fc.property(fc.array(chances, { minLength: 1, maxLength: 20 }), (all) => {
      const out = all.at(-1)!;
      const model = learnt('logit', all);
      const { w, p } = model.among(out.phi.at, out);
      const eta = out.phi.x.reduce((sum, x, k) => sum + x * w[k]!, 0);
      if (out.y === 1) expect(eta).toBeLessThanOrEqual(model.linear(out.phi));
      else expect(eta).toBeGreaterThanOrEqual(model.linear(out.phi));
      out.phi.at.forEach((column, k) => {
        expect(p[k * w.length + k]).toBeGreaterThanOrEqual(model.covariance(column, column) - 1e-12);
      });
    }),
  );
});

test('an outcome moves what is expected of its like towards it, and never makes anything less sure', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Link>('identity', 'logit'),
      fc.array(chances, { minLength: 1, maxLength: 20 }),
      (link, all) => {
        const model = learnt(link, all.slice(0, -1));
        const { phi, y, confidence } = all.at(-1)!;
        const [before, unsure] = [model.predict(phi), model.varianceOf(phi)];
        model.update(phi, y, confidence);
        const moved = model.predict(phi) - before;
        expect(moved * (y - before)).toBeGreaterThanOrEqual(-1e-12);
        expect(model.varianceOf(phi)).toBeLessThanOrEqual(unsure + 1e-12);
      },
    ),
  );
});

test('its covariance stays symmetric to the last bit: only one half is saved', () => {
  fc.assert(
    fc.property(fc.constantFrom<Link>('identity', 'logit'), fc.array(chances, { maxLength: 30 }), (link, all) => {
      const model = learnt(link, all);
      for (let i = 0; i < D; i++)
        for (let j = 0; j < i; j++) expect(model.covariance(i, j)).toBe(model.covariance(j, i));
    }),
  );
});

test('saved and loaded in the middle, it learns on to the same numbers', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<Link>('identity', 'logit'),
      fc.array(chances, { maxLength: 20 }),
      fc.nat(20),
      (link, all, cut) => {
        const loaded = BayesianGlm.load(structuredClone(learnt(link, all.slice(0, cut)).save()));
        for (const { phi, y, confidence } of all.slice(cut)) loaded.update(phi, y, confidence);
        expect(loaded.save()).toEqual(learnt(link, all).save());
      },
    ),
  );
});

test('a chance that is as good as sure stays finite when the opposite comes, a hundred times', () => {
  const model = fresh('logit');
  model.w[1] = 400;
  const phi = { at: [0, 1], x: [1, 4] };
  for (let k = 0; k < 100; k++) model.update(phi, 0);
  expect([...model.w, ...model.p].every(Number.isFinite)).toBe(true);
  expect(sigmoid(-800)).toBe(0);
  expect(sigmoid(800)).toBe(1);
});
