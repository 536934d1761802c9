import type { LogRecord } from '../records/record.ts';

/** What the index keeps of a record. */
export interface IndexedDocument {
  /** All that is searched by words. */
  readonly words: string;
  /** What is embedded: the record's own text, trimmed. Empty if it has none, or only a few of its words are left. */
  readonly meaning: string;
}

/** Ids, hashes and long numbers say nothing to a reader: not worth a place among the words. */
const OPAQUE = /^(?=.*\d)[a-z0-9]{12,}$|^[0-9a-f]{10,}$|^\d{7,}$/i;

/**
 * What of a record can be recalled: actions, outcomes, statements and observations, by their text, the words of their type
 * (`mail:send:message`), the name of their thread and of their entities. Null for what Retrace did itself (decisions,
 * annotations) and for what steers it (feedback, settings, tombstones).
 */
export function documentOf(record: LogRecord): IndexedDocument | null {
  if (!['action', 'outcome', 'statement', 'observation'].includes(record.kind)) return null;
  const text = record.text?.trim() ?? '';
  const type = 'type' in record ? (record.type ?? '') : '';
  const names = [...new Set([afterFirst(record.thread ?? '', '/'), ...(record.entities ?? [])])];
  const words = [text, ...[type, ...names].map(spoken)].filter((part) => part !== '').join('\n');
  return words === '' ? null : { words, meaning: record.form === undefined ? text : '' };
}

/** A thread is `host/kind:name` in the browser and `mail/t-17` elsewhere: its first part is the app. */
function afterFirst(thread: string, separator: string): string {
  return thread.slice(thread.indexOf(separator) + 1);
}

function spoken(name: string): string {
  return name
    .split(/[^\p{L}\p{M}\p{N}'’]+/u)
    .filter((part) => !OPAQUE.test(part))
    .join(' ');
}

/** The text whose vector a record needs, or null: what to hand to the embedder for it. */
export function textToEmbed(record: LogRecord): string | null {
  return documentOf(record)?.meaning || null;
}
