/** What became of messages: each is kept as something, or skipped because of something. */
export class Tally {
  readonly kept = new Map<string, number>();
  readonly skipped = new Map<string, number>();
  /** Messages there were, counted by themselves: kept and skipped must come to the same. */
  seen = 0;

  see(count = 1): void {
    this.seen += count;
  }

  keep(as: string, count = 1): void {
    this.kept.set(as, (this.kept.get(as) ?? 0) + count);
  }

  skip(because: string, count = 1): void {
    this.skipped.set(because, (this.skipped.get(because) ?? 0) + count);
  }
}
