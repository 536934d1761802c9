import { partsOf, wordsForAction, wordsForOutcome } from '../../lessons/words-for-types.ts';
import type { LogRecord } from '../../records/record.ts';
import type { Engine } from '../engine.ts';

/** The name of what a record is about, where one is known: its thread's title. */
export function entityOf(engine: Engine, thread: string | null | undefined): string | null {
  return engine.entities.titleOf(thread);
}

/** A record in a few words, for a row or a list of causes: "Saved an edit: Bridge". */
export function titleOf(
  engine: Engine,
  record: Pick<LogRecord, 'kind' | 'thread'> & { readonly type?: string | undefined },
): string {
  const entity = entityOf(engine, record.thread);
  return entity === null ? capital(plainTitle(record)) : `${capital(plainTitle(record))}: ${entity}`;
}

function plainTitle(record: Pick<LogRecord, 'kind'> & { readonly type?: string | undefined }): string {
  switch (record.kind) {
    case 'action':
      return wordsForAction(record.type ?? '');
    case 'outcome':
      return wordsForOutcome(record.type ?? '');
    case 'observation':
      return 'seen';
    case 'statement':
      return 'said';
    case 'decision':
      return 'offered lines';
    case 'feedback':
      return 'your verdict';
    case 'setting':
      return 'setting changed';
    case 'annotation':
      return 'note of a model';
    case 'tombstone':
      return 'deleted';
  }
}

/** "Your edit was reverted after 2 days": an outcome as a heading, with the entity in the middle where there is one. */
export function headingOf(type: string, entity: string | null, from: string | null, until: string): string {
  const { verb } = partsOf(type);
  const came = wordsForOutcome(type).replace(/^an? /, verb === 'change' ? '' : 'your ');
  const named =
    entity === null ? came : verb === 'change' ? `${entity}: ${came}` : came.replace(/^(your \S+)/, `$1 to ${entity}`);
  return capital(from === null ? named : `${named} after ${durationBetween(from, until)}`);
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "2 days", "26 hours", "1 minute": the largest unit of which there are at least two, else minutes. */
export function durationBetween(from: string, until: string): string {
  const ms = Math.max(0, Date.parse(until) - Date.parse(from));
  for (const [unit, length] of UNITS) {
    const n = Math.floor(ms / length);
    if (n >= 2 || (unit === 'minute' && n >= 1)) return `${n} ${unit}${n === 1 ? '' : 's'}`;
  }
  return 'less than a minute';
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
