/** What is read in stretches, with a pause after each, read without pauses. */
export function atOnce<T>(reading: Generator<void, T>): T {
  for (;;) {
    const { done, value } = reading.next();
    if (done) return value;
  }
}
