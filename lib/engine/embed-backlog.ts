/**
 * Finds the meaning of texts that came in bulk, without ever holding more than a few: the user's own words first, of those the ones that
 * something came of, the newest before the older, then all else. Can be paused; taken up again, it passes over what has its vector.
 */
import { textToEmbed } from '../recall/document-of.ts';
import type { Position } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';

const RECORDS_AT_A_TIME = 32;

export interface BacklogParts {
  readonly readBackwards: (options: {
    readonly before?: Position;
    readonly limit: number;
    readonly accept: (record: LogRecord) => boolean;
  }) => Promise<readonly LogRecord[]>;
  readonly hasVector: (text: string) => boolean;
  /** Ids of prompts that something came of: asked again, reworded, rated, corrected, chosen among others. */
  readonly branched: () => Promise<ReadonlySet<string>>;
  /** For how many times as long as a few texts took it rests after them: 0 on mains. */
  readonly rest: () => number;
  /** @throws if there is no model. */
  readonly embed: (texts: readonly string[]) => Promise<void>;
  /** Hears how many texts are done. */
  readonly progress: (done: number) => void;
}

export class EmbedBacklog {
  readonly #parts: BacklogParts;
  #waiting: Promise<void> | null = null;
  #goOn: () => void = () => undefined;

  constructor(parts: BacklogParts) {
    this.#parts = parts;
  }

  get isPaused(): boolean {
    return this.#waiting !== null;
  }

  pause(paused: boolean): void {
    if (paused && !this.#waiting) {
      this.#waiting = new Promise((resolve) => {
        this.#goOn = resolve;
      });
    } else if (!paused) {
      this.#waiting = null;
      this.#goOn();
    }
  }

  /** Goes through the log once. */
  async run(): Promise<void> {
    let done = 0;
    const branched = await this.#parts.branched();
    const isBranched = (record: LogRecord) =>
      isOwnWords(record) && (branched.has(record.id) || branched.has(record.links?.[0] ?? ''));
    for (const accept of [isBranched, isOwnWords, () => true]) {
      let before: Position | undefined;
      for (;;) {
        if (this.#waiting) await this.#waiting;
        const records = await this.#parts.readBackwards({
          limit: RECORDS_AT_A_TIME,
          accept: (record) => accept(record) && this.#lacks(record),
          ...(before && { before }),
        });
        const last = records.at(-1);
        if (!last) break;
        const began = performance.now();
        await this.#parts.embed(records.flatMap((record) => textToEmbed(record) ?? []));
        const rest = this.#parts.rest() * (performance.now() - began);
        if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
        done += records.length;
        this.#parts.progress(done);
        before = { t: last.t, id: last.id };
      }
    }
  }

  #lacks(record: LogRecord): boolean {
    const text = textToEmbed(record);
    return text !== null && !this.#parts.hasVector(text);
  }
}

function isOwnWords(record: LogRecord): boolean {
  return record.kind === 'action' || (record.kind === 'statement' && record.role !== 'assistant');
}
