/**
 * What was said of the context earlier still holds: a task named once at the start of a thread is its task at the end. Kept
 * per thread and per episode (which goes first) from all that is seen of it: acts, visits, words, outcomes.
 */
import type { Context, LogRecord } from '../records/record.ts';
import { frameOf, hourBandOf, stateOf, weekdayOf } from './state-of.ts';

/** Keys kept per thread: the latest said. */
const MOST_KEYS = 64;
/** A key with more different words than this names things rather than describing a state, such as a revision. */
const MOST_WORDS_OF_A_KEY = 256;
/** Different keys that are watched for being names; further keys are not carried. */
const MOST_WATCHED_KEYS = 512;
/** Known to be names before they have shown it, and what is said of one outcome alone. */
const NAMES: ReadonlySet<string> = new Set([
  'revision',
  'changed_signal',
  'changed_to',
  'valued_by',
  'valued_model',
  'noticed_in',
  'awaited_type',
]);
const NOTHING: Context = {};
const MOST_SHARED_STATES = 2_000;

export interface CarriedContextSnapshot {
  readonly said: readonly (readonly [place: string, said: Context])[];
  /** Words seen of each key; null once it has proved to be a name. */
  readonly words: readonly (readonly [key: string, words: readonly string[] | null])[];
}

export class CarriedContext {
  readonly #said = new Map<string, Context>();
  readonly #words = new Map<string, Set<string> | null>();
  /** Last state made of a place, and states without anything carried: equal states are one object. Not saved. */
  readonly #made = new Map<
    string,
    { readonly said: readonly Context[]; readonly frame: string; readonly state: Context }
  >();
  readonly #bare = new Map<string, Context>();

  /** State as of a record that is not taken (yet). @param places its thread, then its episode, where it has them. */
  asOf(places: readonly string[], record: LogRecord): Context {
    return stateOf(record, merged(places.map((place) => this.#said.get(place) ?? NOTHING)));
  }

  /** Takes a record and returns the state as of it. Equal states in a row are one object. */
  take(places: readonly string[], record: LogRecord): Context {
    const own = record.context ?? NOTHING;
    const said = places.map((place) => {
      const before = this.#said.get(place) ?? NOTHING;
      const after = isEmpty(own) ? before : this.#after(before, own);
      if (after !== before) this.#said.set(place, after);
      return after;
    });
    const last = places.at(-1);
    if (last === undefined || (isEmpty(own) && said.every(isEmpty))) {
      return isEmpty(own) ? this.#bareState(record) : stateOf(record);
    }
    const frame = frameKey(record);
    const made = this.#made.get(last);
    if (made && made.frame === frame && made.said.every((each, i) => each === said[i])) {
      if (Object.keys(own).every((key) => made.state[key] === own[key])) return made.state;
    }
    const state = stateOf(record, merged(said));
    // What the record says and nobody carries on is its own alone.
    if (Object.keys(own).every((key) => said.at(-1)![key] === own[key])) this.#made.set(last, { said, frame, state });
    return state;
  }

  #after(before: Context, own: Context): Context {
    const news = Object.entries(own).filter(([key, value]) => before[key] !== value);
    const carried = news.filter(([key, value]) => this.#carries(key, value));
    const stale = Object.keys(before).some((key) => this.#words.get(key) === null);
    if (carried.length === 0 && !stale) return before;
    const after: Record<string, string | number> = {};
    const renewed = new Set(carried.map(([key]) => key));
    for (const [key, value] of Object.entries(before)) {
      if (!renewed.has(key) && this.#words.get(key) !== null) after[key] = value;
    }
    for (const [key, value] of carried) after[key] = value;
    for (const key of Object.keys(after).slice(0, -MOST_KEYS)) delete after[key];
    return after;
  }

  #carries(key: string, value: string | number): boolean {
    if (NAMES.has(key)) return false;
    let words = this.#words.get(key);
    if (words === undefined) {
      if (this.#words.size >= MOST_WATCHED_KEYS) return false;
      words = new Set();
      this.#words.set(key, words);
    }
    if (words === null) return false;
    if (typeof value === 'string') words.add(value);
    if (words.size <= MOST_WORDS_OF_A_KEY) return true;
    this.#words.set(key, null);
    return false;
  }

  #bareState(record: LogRecord): Context {
    const key = frameKey(record);
    let state = this.#bare.get(key);
    if (!state) {
      if (this.#bare.size >= MOST_SHARED_STATES) this.#bare.clear();
      state = frameOf(record.app, hourBandOf(record.t), weekdayOf(record.t));
      this.#bare.set(key, state);
    }
    return state;
  }

  save(): CarriedContextSnapshot {
    return {
      said: [...this.#said],
      words: [...this.#words].map(([key, words]) => [key, words && [...words]] as const),
    };
  }

  static load(snapshot: CarriedContextSnapshot): CarriedContext {
    const carried = new CarriedContext();
    for (const [place, said] of snapshot.said) carried.#said.set(place, said);
    for (const [key, words] of snapshot.words) carried.#words.set(key, words && new Set(words));
    return carried;
  }
}

/** The later ones first: an episode knows better than its thread. */
function merged(said: readonly Context[]): Context {
  return said.length === 1 ? said[0]! : Object.assign({}, ...said);
}

function frameKey(record: LogRecord): string {
  return `${hourBandOf(record.t)} ${weekdayOf(record.t)} ${record.app ?? ''}${record.app === undefined ? '' : ' '}`;
}

function isEmpty(context: Context): boolean {
  for (const _ in context) return false;
  return true;
}
