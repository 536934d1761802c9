/** What a caught value says of itself. */
export function wordsOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
