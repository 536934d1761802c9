/** Weights of the next three and of the last three lines of a thread (science 4.3). */
const NEXT = [0.4, 0.2, 0.1] as const;
const LAST = [0.3, 0.15, 0.05] as const;

/**
 * Scores of one thread's lines, each averaged with its neighbours': the answer often stands beside the line that has the
 * question's words. An average, not a sum: a sum lets long threads win by their length.
 * @param scores in the order of the thread.
 */
export function averageWithNeighbours(scores: readonly number[]): number[] {
  return scores.map((own, i) => {
    let sum = own;
    let weights = 1;
    for (let step = 1; step <= NEXT.length; step++) {
      const next = scores[i + step];
      if (next !== undefined) {
        sum += NEXT[step - 1]! * next;
        weights += NEXT[step - 1]!;
      }
      const last = scores[i - step];
      if (last !== undefined) {
        sum += LAST[step - 1]! * last;
        weights += LAST[step - 1]!;
      }
    }
    return sum / weights;
  });
}
