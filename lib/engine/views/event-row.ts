import type { LogRecord } from '../../records/record.ts';
import type { EventRowView } from '../api.ts';
import type { Engine } from '../engine.ts';
import { titleOf } from './words.ts';

/** One row of the timeline. */
export function eventRow(engine: Engine, record: LogRecord): EventRowView {
  const type = 'type' in record ? (record.type ?? null) : null;
  return {
    id: record.id,
    kind: record.kind,
    t: record.t,
    app: record.app ?? null,
    thread: record.thread ?? null,
    type,
    title: titleOf(engine, { kind: record.kind, thread: record.thread, type: type ?? undefined }),
    text: textOf(record),
    value: record.kind === 'outcome' ? (record.value ?? 1) : null,
  };
}

function textOf(record: LogRecord): string | null {
  if (record.kind === 'setting') return `${record.name}: ${String(record.value)}`;
  if (record.kind === 'feedback') return [record.verdict, record.target?.text].filter(Boolean).join(': ');
  if (record.kind === 'decision') {
    return (
      record.candidates
        .filter(({ chosen }) => chosen)
        .map(({ ref }) => ref.text ?? ref.about ?? '')
        .join(' ') || null
    );
  }
  // A sighting's text is the title, which the row's own title names already.
  if (record.kind === 'observation' && record.features?.sighting === 1) return null;
  // Single words, and not a sentence of anybody's.
  if (record.form === 'summary') return record.text?.replaceAll(' ', ' · ') ?? null;
  return record.text ?? null;
}

/** Whether a record fits the words of a search: all of them in its text, type, thread or site. */
export function fitsWords(record: LogRecord, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const type = 'type' in record ? (record.type ?? '') : '';
  const hay = `${record.text ?? ''} ${type} ${record.thread ?? ''} ${record.app ?? ''}`.toLowerCase();
  return words.every((word) => hay.includes(word));
}
