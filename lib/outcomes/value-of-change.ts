/** States that are plainly good or bad for the one whose work it is. Anything else is left at 0: the user can say. */
const GOOD = new Set([
  'merged',
  'approved',
  'accepted',
  'resolved',
  'fixed',
  'done',
  'closed',
  'published',
  'passed',
  'delivered',
  'paid',
]);
const BAD = new Set([
  'rejected',
  'declined',
  'reverted',
  'reopened',
  'failed',
  'blocked',
  'deleted',
  'wontfix',
  'invalid',
  'overdue',
  'spam',
]);

/**
 * What a changed state is worth, in [-1, 1], with how sure that is: by a short list of clear words, else nothing (value 0,
 * confidence .3). A count that changed is news, not a verdict.
 */
export function valueOfChange(before: string, now: string): { readonly value: number; readonly confidence: number } {
  const sign = (state: string) => {
    const words = state.toLowerCase().match(/[\p{L}]+/gu) ?? [];
    if (words.some((word) => BAD.has(word))) return -1;
    return words.some((word) => GOOD.has(word)) ? 1 : 0;
  };
  const change = Math.sign(sign(now) - sign(before));
  return change === 0 ? { value: 0, confidence: 0.3 } : { value: change, confidence: 0.8 };
}
