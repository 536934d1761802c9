/** Reading what nobody documents: a field is there, of the right kind, or it is not. Nothing here throws. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { instantOf } from '../records/validate-record.ts';

export type Loose = Readonly<Record<string, unknown>>;

export function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member of an object; never one that every object inherits, such as `constructor`. */
function memberOf(value: unknown, name: string): unknown {
  return isLoose(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function looseIn(value: unknown, name: string): Loose {
  const found = memberOf(value, name);
  return isLoose(found) ? found : {};
}

export function textIn(value: unknown, name: string): string | null {
  const found = memberOf(value, name);
  return typeof found === 'string' && found !== '' ? found : null;
}

export function listIn(value: unknown, name: string): readonly unknown[] {
  const found = memberOf(value, name);
  return Array.isArray(found) ? found : [];
}

/** Where numbers stop being seconds and are milliseconds: seconds until the year 5138. */
const FIRST_OF_MILLISECONDS = 1e11;
/** End of the year 9999, in ms. */
const LAST = 253_402_300_799_999;

/** Epoch milliseconds of a time as seconds, milliseconds or ISO text (UTC where it names no zone); null if it is none. */
export function timeIn(value: unknown, name: string): number | null {
  const found = memberOf(value, name);
  const ms = typeof found === 'number' ? inMs(found) : typeof found === 'string' ? timeOf(found) : Number.NaN;
  return Number.isFinite(ms) && ms > 0 && ms <= LAST ? ms : null;
}

function timeOf(text: string): number {
  if (/^\d+(?:\.\d+)?$/.test(text)) return inMs(Number(text));
  const instant = instantOf(text.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T').replace(/ (?=(?:Z|[+-]\d\d:?\d\d)$)/, ''));
  return instant === null ? Number.NaN : Date.parse(instant);
}

function inMs(time: number): number {
  return Math.round(time < FIRST_OF_MILLISECONDS ? time * 1_000 : time);
}

/** The beginning of a text, in UTF-16 units; a sign of two is not parted. */
export function cutText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const last = text.charCodeAt(longest - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? longest - 1 : longest);
}

/** A short name for words: the first hex digits of their SHA-256. */
export function nameFor(words: string, digits: 8 | 16): string {
  return bytesToHex(sha256(utf8ToBytes(words))).slice(0, digits);
}
