import type { LogRecord } from '../../records/record.ts';
import type { DeletePreviewView } from '../api.ts';
import type { Engine } from '../engine.ts';
import { cards } from './you.ts';

/** What a deletion takes with it: how many events, from when to when, and which cards lose how much of their evidence. */
export function deletePreview(engine: Engine, records: readonly LogRecord[], now: string): DeletePreviewView {
  const gone = new Set(records.map(({ id }) => id));
  const weakened = cards(engine, now).flatMap((card) => {
    const evidence = [...card.for, ...card.against].map(({ id }) => id);
    const left = evidence.filter((id) => !gone.has(id)).length;
    return left === evidence.length ? [] : [{ id: card.id, text: card.text, before: evidence.length, after: left }];
  });
  return { events: records.length, first: records[0]?.t ?? null, last: records.at(-1)?.t ?? null, weakened };
}
