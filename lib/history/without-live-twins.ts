/**
 * What was recorded live stands in an export once more, under the ids of the product. Such twins are left out, and what came of them in
 * the export is linked to the record that is there: one happening is one record.
 */
import type { LogRecord } from '../records/record.ts';

/** Clocks of a browser and of a product are not the same, and a prompt is told when it is sent. */
const SAME_WITHIN_IN_MS = 3 * 60_000;

/** Types live capture gives to what an export calls otherwise (docs/vocabulary.md). */
const LIVE_TYPES: Readonly<Record<string, RegExp>> = {
  'chat.prompt': /^[\w-]+:(?:prompt:answer|edit-prompt:prompt)$/,
  'chat.regenerate': /^[\w-]+:regenerate:answer$/,
  'chat.regenerated': /^[\w-]+:regenerate:answer$/,
  'chat.edit_resend': /^[\w-]+:edit-prompt:prompt$/,
  'chat.branch': /^[\w-]+:edit-prompt:prompt$/,
  'chat.reworded': /^[\w-]+:edit-prompt:answer$/,
  'chat.rated': /^[\w-]+:rate:answer$/,
  'chat.corrected': /^[\w-]+:correct:answer$/,
};

export interface WithoutTwins {
  readonly records: readonly LogRecord[];
  /** How many were there already. */
  readonly twins: number;
}

/**
 * @param records of one or more talks, as read from an export.
 * @param live what is known of their threads already.
 */
export function withoutLiveTwins(records: readonly LogRecord[], live: readonly LogRecord[]): WithoutTwins {
  const byThread = Map.groupBy(
    live.filter(({ id }) => !/^(?:chatgpt|claude|gemini)\//.test(id)),
    ({ thread }) => thread ?? '',
  );
  if (byThread.size === 0) return { records, twins: 0 };
  const taken = new Set<string>();
  /** Id in the export → id of the record that is there. */
  const known = new Map<string, string>();
  const rest: LogRecord[] = [];
  for (const record of records) {
    const twin = twinOf(record, byThread.get(record.thread ?? '') ?? [], taken);
    if (!twin) {
      rest.push(record);
      continue;
    }
    taken.add(twin.id);
    known.set(record.id, twin.id);
  }
  return {
    records: rest.map((record) =>
      record.links?.some((id) => known.has(id))
        ? { ...record, links: record.links.map((id) => known.get(id) ?? id) }
        : record,
    ),
    twins: known.size,
  };
}

function twinOf(record: LogRecord, live: readonly LogRecord[], taken: ReadonlySet<string>): LogRecord | undefined {
  const type = 'type' in record ? record.type : undefined;
  const fits = type === undefined ? null : LIVE_TYPES[type];
  let nearest: LogRecord | undefined;
  let distance = SAME_WITHIN_IN_MS;
  for (const other of live) {
    if (other.kind !== record.kind || taken.has(other.id)) continue;
    const isSame =
      fits !== null
        ? fits?.test((other as { type?: string }).type ?? '') === true
        : record.kind === 'statement' && other.kind === 'statement' && other.role === record.role;
    const apart = Math.abs(Date.parse(other.t) - Date.parse(record.t));
    if (!isSame || apart > distance) continue;
    nearest = other;
    distance = apart;
  }
  return nearest;
}
