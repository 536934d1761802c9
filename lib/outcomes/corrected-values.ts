/**
 * What the user said outcomes are worth, learnt for the site: the next outcome of the same type there, with the same state or similar
 * words, gets the value they gave. Derived from the log alone; an undone correction is as if never given.
 */
import type { FeedbackRecord, LogRecord, OutcomeRecord } from '../records/record.ts';

/** Outcomes whose words are remembered for a correction that may come. */
const MOST_REMEMBERED = 3_000;
const MOST_CORRECTIONS = 500;
const MOST_WORDS = 40;
/** Words in common, of all words of both. */
const SIMILAR_FROM = 0.6;

/** What of an outcome a correction goes by. */
interface Kind {
  readonly place: string;
  readonly state: string | null;
  readonly words: readonly string[];
}

interface Correction extends Kind {
  /** Id of the feedback. */
  readonly by: string;
  readonly outcome: string;
  readonly value: number;
}

export interface CorrectedValuesSnapshot {
  readonly kinds: readonly (readonly [string, Kind])[];
  readonly corrections: readonly Correction[];
}

export class CorrectedValues {
  readonly #kinds = new Map<string, Kind>();
  #corrections: Correction[] = [];

  /** Takes a record in log order. */
  apply(record: LogRecord): void {
    if (record.kind === 'outcome' && record.features?.censored !== 1) {
      this.#kinds.set(record.id, kindOf(record));
      if (this.#kinds.size > MOST_REMEMBERED) this.#kinds.delete(this.#kinds.keys().next().value!);
    } else if (record.kind === 'feedback') this.#applyFeedback(record);
  }

  #applyFeedback({ id, verdict, of, value }: FeedbackRecord): void {
    if (of === undefined) return;
    if (verdict === 'undo') this.#corrections = this.#corrections.filter(({ by }) => by !== of);
    if (verdict !== 'value' || typeof value !== 'number') return;
    const kind = this.#kinds.get(of);
    if (!kind) return;
    this.#corrections.push({ ...kind, by: id, outcome: of, value: Math.min(1, Math.max(-1, value)) });
    if (this.#corrections.length > MOST_CORRECTIONS) this.#corrections.shift();
  }

  /** The value the user gave the like of an outcome on its site; of several the last one given. Null: none. */
  valueFor(outcome: OutcomeRecord): number | null {
    const kind = kindOf(outcome);
    return this.#corrections.findLast((correction) => isLike(correction, kind))?.value ?? null;
  }

  save(): CorrectedValuesSnapshot {
    return { kinds: [...this.#kinds], corrections: [...this.#corrections] };
  }

  static load({ kinds, corrections }: CorrectedValuesSnapshot): CorrectedValues {
    const values = new CorrectedValues();
    for (const [id, kind] of kinds) values.#kinds.set(id, kind);
    values.#corrections.push(...corrections);
    return values;
  }
}

function kindOf({ app, space, type, text, context }: OutcomeRecord): Kind {
  const state = context?.changed_to;
  const words =
    String(text ?? '')
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu) ?? [];
  return {
    place: [space ?? '', app ?? '', type].join('\n'),
    state: state === undefined ? null : String(state).toLowerCase().trim(),
    // The words before the colon are the thing's title, which is another one each time.
    words: state === undefined ? [...new Set(words)].slice(0, MOST_WORDS) : [],
  };
}

function isLike(a: Kind, b: Kind): boolean {
  if (a.place !== b.place || a.state !== b.state) return false;
  if (a.state !== null || (a.words.length === 0 && b.words.length === 0)) return true;
  const common = a.words.filter((word) => b.words.includes(word)).length;
  return common / (a.words.length + b.words.length - common) >= SIMILAR_FROM;
}
