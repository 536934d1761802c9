import type { RatingOfTalk } from './read-chatgpt.ts';
import type { Rating } from './records-of-talk.ts';

/** Verdicts from the files beside the talks, until their talks come. Of two on one answer the later holds. */
export class Ratings {
  readonly #byTalk = new Map<string, Map<string, Rating>>();

  add({ talk, rating }: RatingOfTalk): void {
    let ratings = this.#byTalk.get(talk);
    if (!ratings) {
      ratings = new Map();
      this.#byTalk.set(talk, ratings);
    }
    const there = ratings.get(rating.id);
    if (!there || (rating.time ?? 0) >= (there.time ?? 0)) ratings.set(rating.id, rating);
  }

  /** Those of a talk; they are asked for once. */
  take(talk: string | null): readonly Rating[] {
    if (talk === null) return [];
    const ratings = [...(this.#byTalk.get(talk)?.values() ?? [])];
    this.#byTalk.delete(talk);
    return ratings;
  }

  /** Those whose talks never came. */
  *left(): Generator<RatingOfTalk> {
    for (const [talk, ratings] of this.#byTalk) for (const rating of ratings.values()) yield { talk, rating };
  }
}
