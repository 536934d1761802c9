import type { Attribute } from './attribution.ts';
import { meanValue } from './credit-by-weights.ts';

/** Losses that sum to less are rounding: an outcome is then shared in equal parts. */
const NO_LOSS = 1e-6;

/**
 * Removal effect in a first-order chain (Anderl et al. 2016): cases are walks from a start over action types to their
 * outcome; a type is worth what is lost when every walk that reaches it ends there with nothing.
 *
 * With V the expected value from each state and h(a) the chance that a walk reaches a, that loss is h(a)·V(a). The score is the
 * loss minus what it would be had nothing an effect, h(a)·ȳ. An outcome's value is shared among its steps by the losses of
 * their types, as usual.
 */
export const markovRemoval: Attribute = (cases) => {
  const types = [...new Set(cases.flatMap(({ steps }) => steps.map(({ type }) => type)))].sort();
  const indexOf = new Map(types.map((type, i) => [type, i + 1]));
  const size = types.length + 1;
  const visits = new Float64Array(size);
  const ends = new Float64Array(size);
  const moves = Array.from({ length: size }, () => new Float64Array(size));
  for (const { steps, value } of cases) {
    let at = 0;
    visits[0]!++;
    for (const { type } of steps) {
      const to = indexOf.get(type)!;
      moves[at]![to]!++;
      visits[to]!++;
      at = to;
    }
    ends[at]! += value;
  }
  const fundamental = inverseOfRemainder(moves, visits);
  const valueFrom = (state: number) =>
    fundamental[state]!.reduce((sum, g, s) => sum + (visits[s]! > 0 ? (g * ends[s]!) / visits[s]! : 0), 0);
  const mean = meanValue(cases);
  const losses = new Map<string, number>();
  const byType = new Map<string, number>();
  for (const [type, a] of indexOf) {
    const reached = fundamental[0]![a]! / fundamental[a]![a]!;
    const value = valueFrom(a);
    losses.set(type, Math.abs(reached * value));
    byType.set(type, reached * (value - mean));
  }
  return {
    byType,
    byOutcome: new Map(
      cases.map(({ outcome, value, steps }) => {
        const weights = steps.map(({ type }) => losses.get(type)!);
        const sum = weights.reduce((x, y) => x + y, 0);
        return [outcome, weights.map((weight) => (sum > NO_LOSS ? weight / sum : 1 / steps.length) * value)];
      }),
    ),
  };
};

/** (I − Q)⁻¹ with Q the chances to move on (Gauss and Jordan, with pivots). Walks end, so it exists. */
function inverseOfRemainder(moves: readonly Float64Array[], visits: Float64Array): Float64Array[] {
  const n = moves.length;
  const rows = moves.map((row, i) => {
    const wide = new Float64Array(2 * n);
    for (let j = 0; j < n; j++) wide[j] = Number(i === j) - (visits[i]! > 0 ? row[j]! / visits[i]! : 0);
    wide[n + i] = 1;
    return wide;
  });
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[best]![k]!)) best = i;
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    const pivot = rows[k]!;
    const by = pivot[k]!;
    for (let j = k; j < 2 * n; j++) pivot[j]! /= by;
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![k]!;
      if (i === k || factor === 0) continue;
      for (let j = k; j < 2 * n; j++) rows[i]![j]! -= factor * pivot[j]!;
    }
  }
  return rows.map((row) => row.slice(n));
}
