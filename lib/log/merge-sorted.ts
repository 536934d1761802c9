import { compareInLogOrder, type Position } from '../records/order.ts';

/** Both lists in one, in log order; both must be in log order themselves. */
export function mergeSorted<P extends Position>(a: readonly P[], b: readonly P[]): P[] {
  const merged: P[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    merged.push(compareInLogOrder(a[i]!, b[j]!) <= 0 ? a[i++]! : b[j++]!);
  }
  while (i < a.length) merged.push(a[i++]!);
  while (j < b.length) merged.push(b[j++]!);
  return merged;
}
