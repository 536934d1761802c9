/** The counts of all talks, kept while they are right, or nearly: the whole log is walked for them. */
import { PROMPTS_OF_KINDS } from '../linking/kinds-of-request.ts';
import type { LogRecord } from '../records/record.ts';
import type { TalksView } from './api.ts';
import { Talks } from './views/talks.ts';

/** While much comes in, so much more time goes by between two walks than a walk takes. */
const REST = 10;

export interface TalksParts {
  readonly readLog: () => AsyncIterable<readonly LogRecord[]>;
  /** Another one whenever the log, or what is known of its texts, is another. */
  readonly state: () => string;
  readonly vectorOf: (text: string) => ArrayLike<number> | undefined;
  /** Finds the vectors of texts, if there is a model. */
  readonly embed: (texts: readonly string[]) => Promise<void>;
  readonly pause: () => Promise<void>;
}

export class TalksSoFar {
  readonly #parts: TalksParts;
  #kept: { readonly state: string; readonly view: TalksView; readonly staleAt: number } | null = null;
  #counting: Promise<TalksView> | null = null;
  #forgotten = 0;

  constructor(parts: TalksParts) {
    this.#parts = parts;
  }

  /** Something was deleted: what was counted before it is shown no more. */
  forget(): void {
    this.#kept = null;
    this.#counting = null;
    this.#forgotten++;
  }

  view(): Promise<TalksView> {
    const kept = this.#kept;
    if (kept && (kept.state === this.#parts.state() || performance.now() < kept.staleAt))
      return Promise.resolve(kept.view);
    if (this.#counting) return this.#counting;
    const counting = this.#count();
    this.#counting = counting;
    // What failed once may work the next time.
    counting.catch(() => {
      if (this.#counting === counting) this.#counting = null;
    });
    return counting;
  }

  async #count(): Promise<TalksView> {
    const { readLog, state, vectorOf, embed, pause } = this.#parts;
    const forgotten = this.#forgotten;
    await embed(PROMPTS_OF_KINDS);
    const began = performance.now();
    const before = state();
    const talks = new Talks();
    for await (const batch of readLog()) {
      for (const record of batch) talks.take(record);
      await pause();
    }
    const view = talks.view(vectorOf);
    // Deleted from meanwhile: counted anew.
    if (forgotten !== this.#forgotten) return this.view();
    const now = performance.now();
    this.#kept = { state: before, view, staleAt: now + REST * (now - began) };
    this.#counting = null;
    return view;
  }
}
