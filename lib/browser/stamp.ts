import type { Sighting } from '../engine/api.ts';
import type { LogRecord } from '../records/record.ts';
import type { Caller } from './messages.ts';

/**
 * Says where a record comes from, by the sender and never by the payload: `app` is the sender's host, a thread lies
 * below it, and the space is left to settings. A page can so never speak for another site. A record whose type names Retrace
 * itself is refused by the caller.
 */
export function stampRecord(record: LogRecord, caller: Caller): LogRecord {
  return { ...record, app: caller.site, space: undefined, thread: below(caller.site, record.thread) } as LogRecord;
}

export function stampSighting(sighting: Omit<Sighting, 'app' | 'space'>, caller: Caller): Sighting {
  return { ...sighting, app: caller.site, space: undefined, thread: `${caller.site}/${sighting.thread}` };
}

/** Kinds of record that a page's script may send; the others are the user's or Retrace's own to write. */
export function mayComeFromPage(record: { readonly kind?: unknown }): boolean {
  return (
    record.kind === 'action' ||
    record.kind === 'outcome' ||
    record.kind === 'observation' ||
    record.kind === 'statement'
  );
}

function below(site: string, thread: string | undefined): string | undefined {
  return thread === undefined ? undefined : `${site}/${thread}`;
}
