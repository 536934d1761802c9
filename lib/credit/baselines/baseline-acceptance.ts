/** What every baseline must do, whatever its rule. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../records/seeded-random.ts';
import type { Attribute, AttributedCase } from './attribution.ts';

/** A case whose steps are an hour and ten events apart, the last an hour before the outcome. */
export function caseOf(outcome: string, value: number, ...types: readonly string[]): AttributedCase {
  const t = Date.UTC(2026, 0, 1);
  return {
    outcome,
    t,
    value,
    steps: types.map((type, i) => ({
      action: `${outcome}-${i}`,
      type,
      t: t - (types.length - i) * 3_600_000,
      eventsBefore: (types.length - i) * 10,
    })),
  };
}

const typeNames = fc.constantFrom('a', 'b', 'c', 'd', '');
const values = fc.oneof(fc.constantFrom(0, 1, -1), fc.double({ min: -1, max: 1, noNaN: true }));
export const someCases = fc
  .array(fc.tuple(values, fc.array(typeNames, { maxLength: 6 })), { maxLength: 12 })
  .map((list) => list.map(([value, types], j) => caseOf(`o${j}`, value, ...types)));

export interface Promised {
  /** Credits of one outcome sum to its value, where anything was done. */
  readonly sharesTheValue: boolean;
  /** The order of the cases does not matter. */
  readonly orderFree: boolean;
  /** Finds a cause that is present in half of the cases, whatever its place. */
  readonly findsCause?: boolean;
}

export function describeBaseline(
  attribute: Attribute,
  { sharesTheValue, orderFree, findsCause = true }: Promised,
): void {
  describe('as every baseline', () => {
    test('nothing comes of nothing', () => {
      const { byType, byOutcome } = attribute([]);
      expect([byType.size, byOutcome.size]).toEqual([0, 0]);
    });

    test('an outcome for which nothing was done has no credits, and adds no type', () => {
      const { byType, byOutcome } = attribute([caseOf('o', 1)]);
      expect([byType.size, byOutcome.get('o')]).toEqual([0, []]);
    });

    test('every type has a finite score and every step a finite credit', () => {
      fc.assert(
        fc.property(someCases, (cases) => {
          const { byType, byOutcome } = attribute(cases);
          expect([...byType.keys()].sort()).toEqual(
            [...new Set(cases.flatMap(({ steps }) => steps.map(({ type }) => type)))].sort(),
          );
          expect([...byType.values()].filter((score) => !Number.isFinite(score))).toEqual([]);
          for (const { outcome, steps } of cases) {
            const credits = byOutcome.get(outcome)!;
            expect(credits).toHaveLength(steps.length);
            expect(credits.filter((credit) => !Number.isFinite(credit))).toEqual([]);
          }
        }),
      );
    });

    test('the same cases give the same answer, and are left as they were', () => {
      fc.assert(
        fc.property(someCases, (cases) => {
          const before = structuredClone(cases);
          expect(attribute(cases)).toEqual(attribute(cases));
          expect(cases).toEqual(before);
        }),
      );
    });

    test('where all outcomes are equal, no type stands out', () => {
      const cases = ['ab', 'bc', 'ca', 'abc', 'b'].map((types, j) => caseOf(`o${j}`, 1, ...types));
      const scores = [...attribute(cases).byType.values()];
      for (const score of scores) expect(Math.abs(score)).toBeLessThan(orderFree ? 1e-9 : 1);
    });

    if (sharesTheValue) {
      test('credits of one outcome sum to its value', () => {
        fc.assert(
          fc.property(someCases, (cases) => {
            const { byOutcome } = attribute(cases);
            for (const { outcome, value, steps } of cases) {
              const sum = byOutcome.get(outcome)!.reduce((a, b) => a + b, 0);
              expect(sum).toBeCloseTo(steps.length === 0 ? 0 : value, 9);
            }
          }),
        );
      });
    }

    if (orderFree) {
      test('the order of the cases does not matter', () => {
        fc.assert(
          fc.property(someCases, (cases) => {
            const [one, other] = [attribute(cases), attribute([...cases].reverse())];
            for (const [type, score] of one.byType) expect(other.byType.get(type)!).toBeCloseTo(score, 9);
            for (const [outcome, credits] of one.byOutcome) {
              for (const [i, credit] of credits.entries()) {
                expect(other.byOutcome.get(outcome)![i]!).toBeCloseTo(credit, 9);
              }
            }
          }),
        );
      });
    }

    if (findsCause) {
      test('of eight types the one that helps has the highest score, and the one that hurts the lowest', () => {
        const { byType } = attribute(plantedCases(600, 5));
        const ranked = [...byType].sort(([, a], [, b]) => b - a).map(([type]) => type);
        expect([ranked[0], ranked.at(-1)]).toEqual(['helps', 'hurts']);
        expect(byType.get('helps')!).toBeGreaterThan(0);
        expect(byType.get('hurts')!).toBeLessThan(0);
      });
    }
  });
}

/** Eight types, each done in half of the cases, in any order; one of them helps and one hurts. */
function plantedCases(n: number, seed: number): AttributedCase[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, j) => {
    const done = ['helps', 'hurts', 'c', 'd', 'e', 'f', 'g', 'h']
      .filter(() => random() < 0.5)
      .map((type) => ({ type, place: random() }))
      .sort((a, b) => a.place - b.place)
      .map(({ type }) => type);
    const chance = 0.5 + 0.35 * Number(done.includes('helps')) - 0.35 * Number(done.includes('hurts'));
    return caseOf(`o${j}`, random() < chance ? 1 : 0, ...done);
  });
}
