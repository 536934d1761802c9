import type { LogRecord } from '../records/record.ts';
import type { Tally } from './message-tally.ts';

/** What was found in an export; grows while it is read. Plain data: it can be stored with a cursor and gone on with. */
export interface ImportReport {
  /** Files by what they hold. */
  files: Record<string, number>;
  /** Files that were not read, by reason. */
  passedOver: Record<string, number>;
  conversations: number;
  /** All messages, by what they were kept as or why they were skipped; the sum is `seen`. */
  readonly messages: Record<string, number>;
  /** Those of `messages` that were skipped. */
  readonly skipped: Record<string, number>;
  /** Messages there are, counted by themselves. */
  seen: number;
  /** Records by kind and type: `action chatgpt:prompt:answer`. */
  readonly records: Record<string, number>;
  /** Secrets and persons that were taken out, by kind. */
  readonly redacted: Record<string, number>;
  /** What was wrong and is left aside or mended, by kind. */
  readonly faults: Record<string, number>;
  /** Times of the first and of the last record. */
  first: string | null;
  last: string | null;
  /** Sentences about files that could not be read to their end. */
  readonly problems: string[];
}

export function emptyReport(): ImportReport {
  return {
    files: {},
    passedOver: {},
    conversations: 0,
    messages: {},
    skipped: {},
    seen: 0,
    records: {},
    redacted: {},
    faults: {},
    first: null,
    last: null,
    problems: [],
  };
}

export function addCount(counts: Record<string, number>, what: string, by = 1): void {
  counts[what] = (counts[what] ?? 0) + by;
}

export function addTally(report: ImportReport, { kept, skipped, seen }: Tally): void {
  report.seen += seen;
  for (const [what, count] of kept) addCount(report.messages, what, count);
  for (const [why, count] of skipped) {
    addCount(report.messages, why, count);
    addCount(report.skipped, why, count);
  }
}

export function addRecord(report: ImportReport, record: LogRecord): void {
  const type = 'type' in record ? record.type : undefined;
  const role = record.kind === 'statement' ? record.role : undefined;
  addCount(report.records, [record.kind, type ?? role].filter((part) => part !== undefined).join(' '));
  if (report.first === null || record.t < report.first) report.first = record.t;
  if (report.last === null || record.t > report.last) report.last = record.t;
}

const MARK = /\[(card|iban|key|secret|code|word)\]/g;
const PERSON = /person:[a-p]{16}/g;

/** Counts what cleaning took out of a text. */
export function addRedactions(report: ImportReport, before: string | undefined, after: string | undefined): void {
  if (before === after || after === undefined) return;
  const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([mark, kind]) => kind ?? mark);
  const there = new Map<string, number>();
  for (const kind of found(before ?? '', MARK)) there.set(kind, (there.get(kind) ?? 0) + 1);
  for (const kind of found(after, MARK)) {
    const already = there.get(kind) ?? 0;
    if (already > 0) there.set(kind, already - 1);
    else addCount(report.redacted, kind);
  }
  const persons = found(after, PERSON).length - found(before ?? '', PERSON).length;
  if (persons > 0) addCount(report.redacted, 'person', persons);
}
