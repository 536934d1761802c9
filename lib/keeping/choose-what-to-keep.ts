/**
 * Which form each record gets within a budget of bytes.
 *
 * To keep the most value in so many bytes is a knapsack whose items are the words of each record, and its whole text after them:
 *
 *     price of a word  = found × what it tells / (its place in the summary + its share of the table of names)
 *     price of a text  = READING × read × all that its words tell / (its bytes + its vector − its summary), at most that of its last word
 *
 * in nats a byte. Taken by falling price until the budget is full (Dantzig 1957), this is the optimum of the problem in which items
 * may be cut, and short of the best whole one by no more than the last item: a few bytes of a few words. So one number, the price
 * of a byte, says it all: what pays it stays, what does not goes. A larger budget has a lower price, and whatever stayed at the
 * higher one stays; words within a record, and forms, are nested.
 *
 * The price is one of a fixed ladder: the lowest at which the bytes, counted in full, are within the budget.
 */
import { documentOf } from '../recall/document-of.ts';
import type { LogRecord } from '../records/record.ts';
import { BYTES_OF_A_VECTOR, bytesOfReduced, type WithVectors } from './bytes-of-log.ts';
import { DistinctiveWords } from './distinctive-words.ts';
import { idsKeptWhole } from './kept-whole.ts';
import { reduceRecord } from './reduce-record.ts';
import type { ValueOfKeeping } from './value-of-keeping.ts';

/** What one reading of a text is worth, in findings by its words. */
const READING = 10;
/** A word's place among the words of a summary: the distance from the one before, one or two bytes. */
const BYTES_OF_A_PLACE = 1.6;
/** Steps of the ladder of prices from one to twice it. */
const STEPS = 128;
/** Of the whole ladder: from a price at which everything pays to one at which nothing does. */
const [LOWEST, HIGHEST] = [-24 * STEPS, 12 * STEPS];

export interface Chosen {
  /** In the order of the log, each in its form; those that keep theirs are the same objects. */
  readonly records: readonly LogRecord[];
  /** What they take, counted in full. */
  readonly bytes: number;
  /** Least value a byte must have to be kept, nats a byte; 0: everything stays, infinite: nothing but skeletons. */
  readonly price: number;
  /** Bytes by which even skeletons are more than the budget; 0 where it holds. Below a skeleton no record goes. */
  readonly over: number;
}

/** What the words and the text of a record pay that may be reduced. */
interface Offer {
  readonly words: readonly { readonly word: string; readonly price: number; readonly bytes: number }[];
  /** Price of the whole text; null where it is gone already. */
  readonly whole: number | null;
  /** What the whole text takes more than the summary of all its words. */
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
  const offers = offersOf(records, values, counted);
  const tried = new Map<number, Chosen>();
  const at = (step: number): Chosen => {
    let chosen = tried.get(step);
    if (!chosen) {
      const price = step >= HIGHEST ? Number.POSITIVE_INFINITY : step <= LOWEST ? 0 : 2 ** (step / STEPS);
      const kept = records.map((record) => formAt(offers.get(record.id), record, price));
      const bytes = bytesOfReduced(kept, counted);
      chosen = { records: kept, bytes, price, over: Math.max(0, bytes - budget) };
      tried.set(step, chosen);
    }
    return chosen;
  };
  const [whole, bare] = [at(LOWEST), at(HIGHEST)];
  if (whole.over === 0) return whole;
  if (bare.over > 0) return bare;
  return at(lowestThatHolds(guessStep(offers.values(), budget - bare.bytes), (step) => at(step).over === 0));
}

/** The lowest step of the ladder that holds, all above it holding too. @param guess where to look first: to count bytes takes time. */
function lowestThatHolds(guess: number, holds: (step: number) => boolean): number {
  let [fails, works] = [LOWEST - 1, HIGHEST];
  let reach = 8;
  for (let step = guess; works - fails > 1; ) {
    if (holds(step)) works = step;
    else fails = step;
    const beside = step === works ? step - reach : step + reach;
    reach *= 2;
    step = beside > fails && beside < works ? beside : Math.floor((fails + works) / 2);
  }
  return works;
}

/** The step at which what is paid for takes about so many bytes, by the bytes that prices are made with. */
function guessStep(offers: Iterable<Offer>, bytes: number): number {
  const items: { readonly price: number; readonly bytes: number }[] = [];
  for (const { words, whole, bytesOfWhole } of offers) {
    items.push(...words);
    if (whole !== null) items.push({ price: whole, bytes: bytesOfWhole });
  }
  items.sort((a, b) => b.price - a.price);
  let left = bytes;
  const last = items.find((item) => {
    left -= item.bytes;
    return left < 0;
  });
  const step = Math.round(STEPS * Math.log2(last?.price ?? 0));
  return Math.min(HIGHEST - 1, Math.max(LOWEST, step));
}

function offersOf(
  records: readonly LogRecord[],
  values: ReadonlyMap<string, ValueOfKeeping>,
  { vectors }: WithVectors,
): ReadonlyMap<string, Offer> {
  const distinctive = new DistinctiveWords(records);
  const keptWhole = idsKeptWhole(records);
  const offers = new Map<string, Offer>();
  for (const record of records) {
    if (keptWhole.has(record.id)) continue;
    const { found, read } = values.get(record.id)!;
    let tells = 0;
    let bytesOfSummary = 0;
    const words = distinctive
      .of(record)
      .map((each) => {
        const bytes = BYTES_OF_A_PLACE + (each.word.length + 1) / each.texts;
        tells += each.tells;
        bytesOfSummary += bytes;
        return { word: each.word, price: (found * each.tells) / bytes, bytes };
      })
      .sort((a, b) => b.price - a.price || (a.word < b.word ? -1 : 1));
    const bytes = bytesOfText(record) + (vectors && documentOf(record) !== null ? BYTES_OF_A_VECTOR : 0);
    const bytesOfWhole = Math.max(1, bytes - bytesOfSummary);
    const price = (READING * read * tells) / bytesOfWhole;
    offers.set(record.id, {
      words,
      bytesOfWhole,
      whole: record.form === undefined ? Math.min(price, words.at(-1)?.price ?? 0) : null,
    });
  }
  return offers;
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
