/** Log files line by line: what is a record, what is refused, and what a repeated id means. */
import { isSameKey, nameOfFormerKey } from '../log/device-key.ts';
import { bytesOfKey, keyLineOf } from '../log/read-log-file.ts';
import { contentThatStays } from '../records/content-that-stays.ts';
import { inLogOrder } from '../records/order.ts';
import type { EndLine, HeaderLine, KeyLine, LogRecord } from '../records/record.ts';
import { validateRecord } from '../records/validate-record.ts';

/** Gathers the lines of one or more log files. Their order does not matter. */
export class LogLines {
  readonly #records = new Map<string, LogRecord>();
  readonly #places = new Map<string, string>();
  readonly #keys = new Map<string, Uint8Array>();

  /** Takes one line, found at `place`; returns why it was refused, or null. Blank lines, headers and ends are no records and no fault. */
  take(text: string, place: string): string | null {
    if (text.trim() === '') return null;
    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      return 'it is not JSON';
    }
    if (isFrame(parsed)) return this.#takeFrame(parsed);
    const checked = validateRecord(parsed);
    if (!checked.ok) return checked.reason;
    return this.#add(checked.record, place);
  }

  #takeFrame(line: HeaderLine | KeyLine | EndLine): string | null {
    if (line.kind === 'header') return refuseHeader(line);
    if (line.kind === 'end') return null;
    const key = keyLineOf(line);
    if (key === null) return 'it holds no key';
    const bytes = bytesOfKey(key);
    const other = this.#keys.get(key.name);
    // Two devices call their own key by one name.
    this.#keys.set(other && !isSameKey(other, bytes) ? nameOfFormerKey(bytes) : key.name, bytes);
    return null;
  }

  #add(record: LogRecord, place: string): string | null {
    const there = this.#records.get(record.id);
    if (!there) {
      this.#records.set(record.id, record);
      this.#places.set(record.id, place);
      return null;
    }
    const { stays, isConflict } = contentThatStays(record, there);
    this.#records.set(record.id, stays);
    if (!isConflict) return null;
    return `its id “${record.id}” is taken by a record with other content; the one with the lower SHA-256 stays`;
  }

  /** Where the record with this id stood first, as `FILE:LINE`. */
  placeOf(id: string): string {
    return this.#places.get(id) ?? '?';
  }

  /** Keys that came with encrypted files, by name: by them tombstones are obeyed. */
  get keys(): ReadonlyMap<string, Uint8Array> {
    return this.#keys;
  }

  /** All records in log order. */
  records(): LogRecord[] {
    return inLogOrder(this.#records.values());
  }
}

function isFrame(value: unknown): value is HeaderLine | KeyLine | EndLine {
  const kind = typeof value === 'object' && value !== null ? (value as { kind?: unknown }).kind : undefined;
  return kind === 'header' || kind === 'key' || kind === 'end';
}

function refuseHeader({ format, version }: { format?: unknown; version?: unknown }): string | null {
  if (format !== 'retrace-log') return `its format is “${String(format)}”, not “retrace-log”`;
  return version === 1 ? null : `it is of version ${String(version)}; this Retrace reads version 1`;
}
