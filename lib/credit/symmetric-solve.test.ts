import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factorOf, inverseFactored, logDeterminant, solveFactored } from './symmetric-solve.ts';

/** A positive definite matrix: BBᵀ and a little of the identity. */
const systems = fc.integer({ min: 1, max: 7 }).chain((d) => {
  const number = fc.double({ min: -3, max: 3, noNaN: true });
  const list = (length: number) => fc.array(number, { minLength: length, maxLength: length });
  return fc.tuple(list(d * d), list(d)).map(([b, right]) => {
    const a = new Float64Array(d * d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j < d; j++) {
        for (let k = 0; k < d; k++) a[i * d + j]! += b[i * d + k]! * b[j * d + k]!;
      }
      a[i * d + i]! += 0.1;
    }
    return { d, a, right };
  });
});

function times(a: Float64Array, d: number, x: ArrayLike<number>): number[] {
  return Array.from({ length: d }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < d; j++) sum += a[i * d + j]! * x[j]!;
    return sum;
  });
}

test('a solution multiplied back is the right-hand side', () => {
  fc.assert(
    fc.property(systems, ({ d, a, right }) => {
      const back = times(a, d, solveFactored(factorOf(a, d), d, right));
      for (const [i, each] of back.entries()) expect(each).toBeCloseTo(right[i]!, 7);
    }),
  );
});

test('the inverse times the matrix is the identity, and the inverse is symmetric to the last bit', () => {
  fc.assert(
    fc.property(systems, ({ d, a }) => {
      const inverse = inverseFactored(factorOf(a, d), d);
      for (let j = 0; j < d; j++) {
        const column = Float64Array.from({ length: d }, (_, i) => inverse[i * d + j]!);
        for (const [i, each] of times(a, d, column).entries()) expect(each).toBeCloseTo(Number(i === j), 7);
        for (let i = 0; i < j; i++) expect(inverse[i * d + j]).toBe(inverse[j * d + i]);
      }
    }),
  );
});

test('only the lower triangle is read', () => {
  fc.assert(
    fc.property(systems, ({ d, a }) => {
      const half = a.map((x, at) => (at % d > Math.floor(at / d) ? Number.NaN : x));
      expect(factorOf(half, d)).toEqual(factorOf(a, d));
    }),
  );
});

test('the determinant is that of two by two, and scales with each dimension', () => {
  fc.assert(
    fc.property(systems, fc.double({ min: 0.1, max: 10, noNaN: true }), ({ d, a }, scale) => {
      const ln = logDeterminant(factorOf(a, d), d);
      const scaled = logDeterminant(
        factorOf(
          a.map((x) => scale * x),
          d,
        ),
        d,
      );
      expect(scaled).toBeCloseTo(ln + d * Math.log(scale), 7);
      if (d === 2) expect(Math.exp(ln) / (a[0]! * a[3]! - a[1]! * a[2]!)).toBeCloseTo(1, 6);
    }),
  );
});

test.each([
  ['two columns alike', [1, 1, 1, 1]],
  ['one column empty', [1, 0, 0, 0]],
  ['nothing at all', [0, 0, 0, 0]],
  ['below zero by rounding', [1, 0, 0, -1e-18]],
])('a direction without variance gives finite numbers: %s', (_, entries) => {
  const l = factorOf(Float64Array.from(entries), 2);
  for (const x of l) expect(Number.isFinite(x)).toBe(true);
  expect(Number.isFinite(logDeterminant(l, 2))).toBe(true);
});
