/**
 * What was made where it has no page yet: a ticket is filed in a form, an event entered in a dialog, and only the next page of
 * the app is its own. Remembered is the last act in an app (of one space) that may make a thing, until another act or the first
 * page that was never there before; that page is what was made.
 */
import type { ActionRecord, LogRecord } from '../records/record.ts';
import { isPresence, makes, onlyLooks, verbOf, writes } from './kinds-of-act.ts';

/** Later, a page one comes to is another matter. */
const MADE_WITHIN_IN_MS = 60_000;
/** Filling fields is a part of making. */
const FILLS: ReadonlySet<string> = new Set(['edit', 'paste', 'drop', 'toggle', 'choose']);

interface Making<What> {
  readonly t: string;
  readonly thread: string | null;
  readonly what: What;
}

export type MadeThingsSnapshot<What> = readonly (readonly [place: string, making: Making<What>])[];

/** @typeParam What is handed back: plain data. */
export class MadeThings<What> {
  readonly #byPlace: Map<string, Making<What>>;

  constructor(saved: MadeThingsSnapshot<What> = []) {
    this.#byPlace = new Map(saved);
  }

  /**
   * Takes an act, in log order.
   * @param isKnown whether its thread was there before: what is saved there is a change of it.
   * @param what is to be remembered of it.
   */
  act(record: ActionRecord, isKnown: boolean, what: What): void {
    if (isPresence(record) || onlyLooks(record.type)) return;
    const { t, thread = null, type } = record;
    const isChange = verbOf(type) === 'save' && thread !== null && isKnown;
    // On a page of no thing whatever is sent makes one, be its button called a reply.
    const isNew = makes(type) || (thread === null && writes(type) && !FILLS.has(verbOf(type)));
    if (isNew && !isChange) this.#byPlace.set(placeOf(record), { t, thread, what });
    else if (!FILLS.has(verbOf(type))) this.#byPlace.delete(placeOf(record));
  }

  /**
   * A page of a thing is come to or seen.
   * @returns what was remembered of the act that made the thing; null: it was there before, or nobody knows.
   */
  page(record: LogRecord, isNew: boolean): What | null {
    const making = this.#byPlace.get(placeOf(record));
    if (!making) return null;
    this.#byPlace.delete(placeOf(record));
    const isIt = isNew && making.thread !== record.thread;
    return isIt && Date.parse(record.t) - Date.parse(making.t) <= MADE_WITHIN_IN_MS ? making.what : null;
  }

  save(): MadeThingsSnapshot<What> {
    return [...this.#byPlace];
  }
}

/** An app in a space; neither can hold a line break. */
function placeOf({ app, space }: LogRecord): string {
  return `${space ?? ''}\n${app ?? ''}`;
}
