import type { AttributedCase } from './attribution.ts';

/** Cases a type occurs in, and what came of them. */
export interface TypeCount {
  n: number;
  sum: number;
  squares: number;
}

/** For each type the cases it occurs in, each counted once however often it was done, and the same of all cases. */
export function valuesByType(cases: readonly AttributedCase[]): { of: Map<string, TypeCount>; all: TypeCount } {
  const of = new Map<string, TypeCount>();
  const all = { n: 0, sum: 0, squares: 0 };
  for (const { steps, value } of cases) {
    add(all, value);
    for (const type of new Set(steps.map((step) => step.type))) {
      const count = of.get(type) ?? { n: 0, sum: 0, squares: 0 };
      of.set(type, count);
      add(count, value);
    }
  }
  return { of, all };
}

function add(count: TypeCount, value: number): void {
  count.n++;
  count.sum += value;
  count.squares += value * value;
}

/** Credits where all steps of one type share what that type is worth in this case. */
export function sharedByType({ steps }: AttributedCase, worth: (type: string) => number): number[] {
  const times = new Map<string, number>();
  for (const { type } of steps) times.set(type, (times.get(type) ?? 0) + 1);
  return steps.map(({ type }) => worth(type) / times.get(type)!);
}
