import type { Tally } from './message-tally.ts';
import type { Talk } from './records-of-talk.ts';
import type { StatedWords } from './stated-words.ts';

/** One talk as a reader of a product's export gives it. */
export interface ReadTalk {
  readonly talk: Talk;
  /** Custom instructions and saved memories that stand in it. */
  readonly stated: readonly StatedWords[];
  /** Messages of a kind that nobody told us of. */
  readonly observed: readonly {
    readonly key: string;
    readonly type: string;
    readonly text: string;
    /** Epoch milliseconds; null if not said. */
    readonly time: number | null;
  }[];
  readonly tally: Tally;
}
