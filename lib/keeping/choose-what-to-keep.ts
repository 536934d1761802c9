/**
 * Which form each record gets within a budget of bytes.
 *
 * To keep the most value in so many bytes is a knapsack with one choice for each record: no words, its best word, its two best …,
 * or its text.
 *
 *     value of a word  = found × what it tells × √(texts it stands in)
 *     bytes of a word  = its place in the summary + its share of the table of names
 *     value of a text  = that of all its words + READING × read × what they are worth found by nothing else
 *     bytes of a text  = its own + its vector
 *
 * How often a word is asked for grows with how often it is used; in proportion, and all words used equally often would be worth the
 * same together, however many they are; not at all, and half a summary would be words that stand in no other text. The root is between
 * the two.
 *
 * The choices of a record are taken along their upper hull by falling value per byte, the price, until the budget is full
 * (multiple-choice knapsack; Sinha and Zoltners 1979): the optimum of the problem in which choices may be cut, and short of the
 * best whole one by no more than the last step. So one number, the price of a byte, says it all: what pays it stays, what does not
 * goes. A larger budget has a lower price, and whatever stayed at the higher one stays; words within a record, and forms, are nested.
 *
 * The price is one of a fixed ladder: the lowest at which the bytes, counted in full, are within the budget.
 */
import { documentOf } from '../recall/document-of.ts';
import { atOnce } from '../records/at-once.ts';
import type { LogRecord } from '../records/record.ts';
import { BYTES_OF_A_VECTOR, countBytesOfReduced, type WithVectors } from './bytes-of-log.ts';
import { DistinctiveWords } from './distinctive-words.ts';
import { idsKeptWhole } from './kept-whole.ts';
import { reduceRecord } from './reduce-record.ts';
import type { ValueOfKeeping } from './value-of-keeping.ts';

/** What one reading of a text is worth, in findings by its words. */
const READING = 10;
/** A word's place among the words of a summary: the distance from the one before, one or two bytes. */
const BYTES_OF_A_PLACE = 1.6;
const RECORDS_IN_A_STRETCH = 100;
/** Steps of the ladder of prices from one to twice it. */
const STEPS = 128;
/** Of the whole ladder: from a price at which everything pays to one at which nothing does. */
const [LOWEST, HIGHEST] = [-24 * STEPS, 12 * STEPS];

export interface Chosen {
  /** In the order of the log, each in its form; those that keep theirs are the same objects. */
  readonly records: readonly LogRecord[];
  /** What they take, counted in full. */
  readonly bytes: number;
  /** Least value a byte must have to be kept; 0: everything stays, infinite: nothing but skeletons. */
  readonly price: number;
  /** Bytes by which even skeletons are more than the budget; 0 where it holds. Below a skeleton no record goes. */
  readonly over: number;
}

/** What the words and the text of a record pay that may be reduced. */
interface Offer {
  readonly words: readonly { readonly word: string; readonly price: number; readonly bytes: number }[];
  /** Price of the whole text; null where it is gone already. */
  readonly whole: number | null;
  /** What the whole text takes more than the summary it comes after. */
  readonly bytesOfWhole: number;
}

/**
 * @param records the whole log in its order.
 * @param values of each record, by id.
 * @param budget bytes, as `bytesOfReduced` counts them.
 */
export function chooseWhatToKeep(
  records: readonly LogRecord[],
  values: ReadonlyMap<string, ValueOfKeeping>,
  budget: number,
  counted: WithVectors,
): Chosen {
  return atOnce(choosingWhatToKeep(records, values, budget, counted));
}

/** The same in stretches of a few milliseconds: of a long log it takes many seconds. */
export function* choosingWhatToKeep(
  records: readonly LogRecord[],
  values: ReadonlyMap<string, ValueOfKeeping>,
  budget: number,
  counted: WithVectors,
): Generator<void, Chosen> {
  const offers = yield* offersOf(records, values, counted);
  function* at(step: number): Generator<void, Chosen> {
    const price = step >= HIGHEST ? Number.POSITIVE_INFINITY : step <= LOWEST ? 0 : 2 ** (step / STEPS);
    const kept: LogRecord[] = [];
    for (const [i, record] of records.entries()) {
      kept.push(formAt(offers.get(record.id), record, price));
      if (i % RECORDS_IN_A_STRETCH === 0) yield;
    }
    const bytes = yield* countBytesOfReduced(kept, counted);
    return { records: kept, bytes, price, over: Math.max(0, bytes - budget) };
  }
  const whole = yield* at(LOWEST);
  if (whole.over === 0) return whole;
  const bare = yield* at(HIGHEST);
  if (bare.over > 0) return bare;
  const guess = yield* guessStep(offers, budget - bare.bytes);
  return yield* lowestThatHolds(guess, bare, at);
}

/**
 * What is chosen at the lowest step of the ladder that holds, where the lowest of all does not.
 * @param guess where to look first: to count bytes takes time.
 * @param bare what is chosen at the highest step, which holds.
 */
function* lowestThatHolds(
  guess: number,
  bare: Chosen,
  at: (step: number) => Generator<void, Chosen>,
): Generator<void, Chosen> {
  let [fails, works] = [LOWEST, HIGHEST];
  let best = bare;
  let reach = 8;
  for (let step = guess; works - fails > 1; ) {
    const chosen = yield* at(step);
    if (chosen.over === 0) {
      works = step;
      best = chosen;
    } else fails = step;
    const beside = step === works ? step - reach : step + reach;
    reach *= 2;
    step = beside > fails && beside < works ? beside : Math.floor((fails + works) / 2);
  }
  return best;
}

/** The step at which what is paid for takes about so many bytes, by the bytes that prices are made with. */
function* guessStep(offers: ReadonlyMap<string, Offer>, bytes: number): Generator<void, number> {
  const bytesAt = new Float64Array(HIGHEST - LOWEST + 1);
  const note = (price: number, of: number) => {
    bytesAt[stepOf(price) - LOWEST]! += of;
  };
  let seen = 0;
  for (const { words, whole, bytesOfWhole } of offers.values()) {
    if (seen++ % RECORDS_IN_A_STRETCH === 0) yield;
    for (const word of words) note(word.price, word.bytes);
    if (whole !== null) note(whole, bytesOfWhole);
  }
  let step = HIGHEST;
  for (let left = bytes - bytesAt[HIGHEST - LOWEST]!; left >= 0 && step > LOWEST; left -= bytesAt[step - LOWEST]!)
    step--;
  return Math.min(HIGHEST - 1, step);
}

function stepOf(price: number): number {
  return Math.min(HIGHEST, Math.max(LOWEST, Math.round(STEPS * Math.log2(price))));
}

function* offersOf(
  records: readonly LogRecord[],
  values: ReadonlyMap<string, ValueOfKeeping>,
  { vectors }: WithVectors,
): Generator<void, ReadonlyMap<string, Offer>> {
  const distinctive = new DistinctiveWords();
  for (const [i, record] of records.entries()) {
    distinctive.take(record);
    if (i % RECORDS_IN_A_STRETCH === 0) yield;
  }
  const keptWhole = idsKeptWhole(records);
  const offers = new Map<string, Offer>();
  for (const [i, record] of records.entries()) {
    if (i % RECORDS_IN_A_STRETCH === 0) yield;
    if (keptWhole.has(record.id)) continue;
    const { found, read } = values.get(record.id)!;
    const words = distinctive
      .of(record)
      .map(({ word, tells, texts }) => {
        const worth = tells * Math.sqrt(texts);
        const bytes = BYTES_OF_A_PLACE + (word.length + 1) / texts;
        return { word, worth, bytes, price: (found * worth) / bytes };
      })
      .sort((a, b) => b.price - a.price || (a.word < b.word ? -1 : 1));
    const bytes = bytesOfText(record) + (vectors && documentOf(record) !== null ? BYTES_OF_A_VECTOR : 0);
    const worth = words.reduce((sum, each) => sum + each.worth, 0);
    offers.set(record.id, {
      words,
      ...priceOfText(words, { bytes, value: (found + READING * read) * worth }, found, record),
    });
  }
  return offers;
}

/** The price at which a text stays whole: the least gain per byte over any summary of the record, so that it beats them all. */
function priceOfText(
  words: readonly { readonly worth: number; readonly bytes: number; readonly price: number }[],
  text: { readonly bytes: number; readonly value: number },
  found: number,
  { form }: LogRecord,
): Pick<Offer, 'whole' | 'bytesOfWhole'> {
  if (form !== undefined) return { whole: null, bytesOfWhole: 0 };
  let [value, bytes] = [text.value, text.bytes];
  let whole = value / Math.max(1, bytes);
  for (const word of words) {
    value -= found * word.worth;
    bytes -= word.bytes;
    whole = Math.min(whole, value / Math.max(1, bytes));
  }
  const summary = words.reduce((sum, word) => sum + (word.price >= whole ? word.bytes : 0), 0);
  return { whole, bytesOfWhole: Math.max(1, text.bytes - summary) };
}

function bytesOfText({ text = '' }: LogRecord): number {
  return new TextEncoder().encode(text).length;
}

/** The form in which a record pays a price. */
function formAt(offer: Offer | undefined, record: LogRecord, price: number): LogRecord {
  if (!offer || price === 0 || (offer.whole !== null && offer.whole >= price)) return record;
  const words = offer.words.filter((each) => each.price >= price).map(({ word }) => word);
  if (record.form === 'summary' && words.length === offer.words.length) return record;
  return words.length > 0 ? reduceRecord(record, 'summary', words) : reduceRecord(record, 'skeleton');
}
