/** Two contents under one id: which of them stays, and whether they contradict each other. */
import { canonicalJson, contentHash } from './canonical-json.ts';
import type { LogRecord } from './record.ts';

/** From the most that can be left of a record to the least. */
const FORMS: readonly LogRecord['form'][] = [undefined, 'summary', 'skeleton'];
/** What a reduced record may have lost, or lost in part. */
const REDUCED_PARTS: ReadonlySet<string> = new Set(['form', 'text', 'features', 'instead_of', 'candidates']);

export interface TwoContents {
  readonly stays: LogRecord;
  /** Whether they say different things. A record and what is left of it do not: they are the same event. */
  readonly isConflict: boolean;
}

/**
 * The more reduced stays, so that a text that was let go does not come back with a copy of it; of two in one form, the one
 * with the lower hash. So it does not matter in which order they came.
 */
export function contentThatStays(one: LogRecord, other: LogRecord): TwoContents {
  const [a, b] = [formOf(one), formOf(other)];
  if (a !== b) return { stays: a > b ? one : other, isConflict: !isSameEvent(one, other) };
  const [mine, theirs] = [contentHash(one), contentHash(other)];
  if (mine === theirs) return { stays: other, isConflict: false };
  const isReducedTwice = one.form !== undefined && isSameEvent(one, other);
  return { stays: mine < theirs ? one : other, isConflict: !isReducedTwice };
}

/** Whether a record has more of itself left than another of its id has. */
export function hasMoreLeft(record: LogRecord, than: LogRecord): boolean {
  return formOf(record) < formOf(than) && isSameEvent(record, than);
}

function formOf({ form }: LogRecord): number {
  return FORMS.indexOf(form);
}

function isSameEvent(one: LogRecord, other: LogRecord): boolean {
  return canonicalJson(neverReduced(one)) === canonicalJson(neverReduced(other));
}

function neverReduced(record: LogRecord): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !REDUCED_PARTS.has(key)));
}
