/** How the last few outcomes of a type were, against the many before them: what is unseen and lasts shows there. */

/** Outcomes that two running means remember. */
const FEW = 6;
const MANY = 60;

export class RecentOutcomes {
  #n = 0;
  #few = 0;
  #many = 0;

  /** In units of value; 0 at first. */
  get difference(): number {
    return this.#few - this.#many;
  }

  take(value: number): void {
    this.#n++;
    // At first both are plain means, and so the same.
    this.#few += (value - this.#few) / Math.min(this.#n, FEW);
    this.#many += (value - this.#many) / Math.min(this.#n, MANY);
  }

  save(): readonly [number, number, number] {
    return [this.#n, this.#few, this.#many];
  }

  static load([n, few, many]: readonly [number, number, number]): RecentOutcomes {
    const recent = new RecentOutcomes();
    recent.#n = n;
    recent.#few = few;
    recent.#many = many;
    return recent;
  }
}
