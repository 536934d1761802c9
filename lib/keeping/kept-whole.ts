import type { LogRecord } from '../records/record.ts';
import { readByPatterns } from '../user-model/read-statement.ts';

/** Roles under which somebody wrote down what holds of the user for good. */
const WRITTEN_DOWN: ReadonlySet<string> = new Set(['settings', 'assistant_memory', 'import']);

/**
 * Whether a record is never reduced, whatever the budget: the user's verdicts and settings, tombstones, what was said to
 * Retrace itself, what is written down of the user elsewhere, and every message of theirs in which the user model reads a
 * statement. So no belief changes when records are reduced, and each still shows the words it rests on.
 *
 * What else is said in a chat is a request or an answer, not a statement of the user about themselves: it may be reduced.
 */
export function isKeptWhole(record: LogRecord): boolean {
  switch (record.kind) {
    case 'feedback':
    case 'setting':
    case 'tombstone':
    case 'annotation':
      return true;
    case 'statement':
      if (record.app === 'retrace' || WRITTEN_DOWN.has(record.role ?? '')) return true;
      return record.role === 'user' && record.text !== undefined && readByPatterns(record.text).length > 0;
    default:
      // A reply that a mail told of is compared, by its words, with what its own page will show.
      return record.kind === 'outcome' && record.context?.noticed_in !== undefined;
  }
}

/** Ids of all records of a log that are never reduced. What a thing was last seen to be called is its title, and stays one. */
export function idsKeptWhole(records: Iterable<LogRecord>): ReadonlySet<string> {
  const kept = new Set<string>();
  const titles = new Map<string, string>();
  for (const record of records) {
    if (isKeptWhole(record)) kept.add(record.id);
    if (record.features?.sighting === 1 && record.thread !== undefined && record.text) {
      titles.set(`${record.space ?? ''}\n${record.thread}`, record.id);
    }
  }
  for (const id of titles.values()) kept.add(id);
  return kept;
}
