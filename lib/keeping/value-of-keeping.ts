/**
 * What it is worth to keep an event, from what the log says of it, and from nothing else: no clock, no chance.
 *
 *     found = 1 + surprise + read                      weighs the words by which it is found
 *     read  = 1 − (1 − credit)(1 − may come)(1 − reuse)(1 − .02)  weighs the text itself
 *
 * A text pays twice. By its words it is found (`distinctive-words.ts` says how much each tells); and it is read again, as an episode
 * that is offered, as the evidence of a lesson, or by the user who asks what an outcome came of. Each reason to read it is a chance
 * of its own, so they are put together as chances are (noisy or; Pearl 1988). Any text is read again now and then: one in fifty.
 *
 * - surprise: |y − ŷ| / 2 of an outcome against what was expected just before it (science 3.3: the surprise of Titans, Behrouz and
 *   others 2024, is the error of the memory on what comes next). What is new in a text is in its words already.
 * - credit: Σ over outcomes |ŷ after the act − ŷ before it|, at most 1: the differences of the forecast along a case are the credit of
 *   its steps (RUDDER, Arjona-Medina and others 2019), made before the outcome was known.
 * - may come: what the act may yet be credited for. The chance that an outcome that usually follows it still comes
 *   (`AwaitedOutcomes`, a cure model), or the share of all acts of known outcomes whose outcome took longer than the act is old:
 *   the text of an act in a thread pays while consequences still come, and no longer.
 * - reuse: 1 − 2^−n for n times that it was offered or judged.
 */
import type { Credit } from '../credit/credit.ts';
import { isPresence } from '../linking/kinds-of-act.ts';
import type { AwaitedOutcomes } from '../outcomes/awaited-outcomes.ts';
import { atOnce } from '../records/at-once.ts';
import type { LogRecord } from '../records/record.ts';

/** Chance that a text is read again for no reason we know of. */
const ANYHOW = 0.02;
const RECORDS_IN_A_STRETCH = 1_000;

/** Each part in [0, 1]. */
export interface ValueOfKeeping {
  readonly surprise: number;
  readonly credit: number;
  readonly mayCome: number;
  readonly reuse: number;
  /** What each nat of its words is worth, in [1, 3]. */
  readonly found: number;
  /** Chance that its text is read again, in [0, 1]. */
  readonly read: number;
}

export interface KnownOfLog {
  /** The whole log, in its order. */
  readonly records: readonly LogRecord[];
  readonly credit: Pick<Credit, 'outcomes'>;
  readonly awaited: Pick<AwaitedOutcomes, 'waitingAt'>;
}

/** The value of each record of a log as of its end, by id. */
export function valuesOfKeeping(known: KnownOfLog): ReadonlyMap<string, ValueOfKeeping> {
  return atOnce(findValuesOfKeeping(known));
}

/** The same in stretches, each of a few milliseconds. */
export function* findValuesOfKeeping({
  records,
  credit,
  awaited,
}: KnownOfLog): Generator<void, ReadonlyMap<string, ValueOfKeeping>> {
  const now = records.at(-1)?.t ?? '';
  const received = new Map<string, number>();
  const surprises = new Map<string, number>();
  const delays: number[] = [];
  let seen = 0;
  for (const { id, t, happened, value, foretold, candidates } of credit.outcomes()) {
    if (seen++ % RECORDS_IN_A_STRETCH === 0) yield;
    const at = Date.parse(happened ?? t);
    if (foretold.length > 0) surprises.set(id, Math.abs(value - foretold.at(-1)![1]) / 2);
    for (const [i, [place, expected]] of foretold.entries()) {
      const act = candidates[place]?.done.id;
      if (act === undefined || i === 0) continue;
      received.set(act, (received.get(act) ?? 0) + Math.abs(expected - foretold[i - 1]![1]));
    }
    for (const { done, link } of candidates) if (link === 1) delays.push(at - Date.parse(done.t));
  }
  delays.sort((a, b) => a - b);
  const waiting = new Map<string, number>();
  for (const { action, chance } of awaited.waitingAt(now)) {
    waiting.set(action, Math.max(chance, waiting.get(action) ?? 0));
  }
  const uses = usesOf(records);

  const values = new Map<string, ValueOfKeeping>();
  for (const [i, record] of records.entries()) {
    if (i % RECORDS_IN_A_STRETCH === 0) yield;
    const age = Date.parse(now) - Date.parse(record.t);
    const surprise = atMostOne(surprises.get(record.id) ?? 0);
    const credited = atMostOne(received.get(record.id) ?? 0);
    const mayCome = Math.max(waiting.get(record.id) ?? 0, hasCase(record) ? shareAbove(delays, age) : 0);
    const reuse = 1 - 2 ** -(uses.get(record.id) ?? 0);
    const read = 1 - (1 - credited) * (1 - mayCome) * (1 - reuse) * (1 - ANYHOW);
    values.set(record.id, { surprise, credit: credited, mayCome, reuse, found: 1 + surprise + read, read });
  }
  return values;
}

/** Something done in a case: an outcome of its thread or episode may be credited to it. */
function hasCase(record: LogRecord): boolean {
  if (record.kind !== 'action' && record.kind !== 'decision') return false;
  return (record.thread !== undefined || record.episode !== undefined) && !isPresence(record);
}

/** How often each record was offered as an episode, or judged by the user. */
function usesOf(records: readonly LogRecord[]): Map<string, number> {
  const uses = new Map<string, number>();
  const use = (id: string) => uses.set(id, (uses.get(id) ?? 0) + 1);
  const byText = new Map<string, string>();
  for (const record of records) {
    if (record.kind === 'feedback' && record.of !== undefined) use(record.of);
    if (record.kind === 'decision') {
      for (const { ref, chosen } of record.candidates) {
        const id = chosen && ref.kind === 'episode' ? byText.get(`${ref.about}\n${ref.text}`) : undefined;
        if (id !== undefined) use(id);
      }
    }
    if ((record.kind === 'action' || record.kind === 'outcome') && record.text) {
      byText.set(`${record.type}\n${record.text.trim()}`, record.id);
    }
  }
  return uses;
}

/** @param sorted ascending. */
function shareAbove(sorted: readonly number[], bound: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= bound) low = middle + 1;
    else high = middle;
  }
  return sorted.length === 0 ? 0 : (sorted.length - low) / sorted.length;
}

function atMostOne(x: number): number {
  return Math.min(1, x);
}
