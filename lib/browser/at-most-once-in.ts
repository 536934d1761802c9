/**
 * Lets something through at most once in a while: what a page's script may ask for, and would be a nuisance in a row.
 * @param gap in ms.
 */
export function atMostOnceIn(gap: number, now: () => number): () => boolean {
  let last = Number.NEGATIVE_INFINITY;
  return () => {
    const at = now();
    // A clock that was set back must not shut the door until it has caught up.
    if (at >= last && at - last < gap) return false;
    last = at;
    return true;
  };
}
