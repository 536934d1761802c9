/**
 * Personal ids become keyed hashes before anything is stored: linking works on the hashes, and without the device key nobody can
 * go back from them. The same person has the same hash everywhere on this device.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Context, LogRecord } from '../records/record.ts';

/** Hex digits of a hash that are kept: 64 bits, so that two of a million people do not meet by chance. */
const DIGITS = 16;

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;
/** International numbers, and national ones of at least nine digits that are grouped as numbers are. */
const PHONE =
  /(?<![\p{L}\p{N}.:/-])(?:\+\d[\d\s().-]{7,18}\d|\(?0\d{1,5}\)?[\s./-]{1,3}\d[\d\s./-]{4,14}\d)(?![\p{L}\p{N}])/gu;
/** Account names as chats and code hosts write them. */
const HANDLE = /(?<![\p{L}\p{N}._/@-])@[\p{L}\p{N}][\p{L}\p{N}_.-]{1,38}(?<![.-])/gu;
const ALREADY = /^person:[0-9a-f]{16}$/;

/** A person's id as it is stored. Case and the spelling of numbers do not matter. */
export function personOf(id: string, key: Uint8Array): string {
  const canonical = id.includes('@') ? id.toLowerCase().replace(/^@/, '') : id.replace(/[^\d+]/g, '');
  return `person:${bytesToHex(hmac(sha256, key, utf8ToBytes(canonical))).slice(0, DIGITS)}`;
}

/** A text with every e-mail address, phone number and account name replaced by its hash. Doing it twice changes nothing. */
export function hashPersonalIds(text: string, key: Uint8Array): string {
  if (!/[@\d]/.test(text)) return text;
  const hash = (id: string) => personOf(id, key);
  return text
    .replace(EMAIL, hash)
    .replace(PHONE, (found) => (isDate(found) ? found : hash(found)))
    .replace(HANDLE, hash);
}

/** A record as it may be stored: texts, title, entities and context hashed. */
export function hashRecord(record: LogRecord, key: Uint8Array): LogRecord {
  return {
    ...record,
    ...(record.text !== undefined && { text: hashPersonalIds(record.text, key) }),
    ...(record.thread !== undefined && { thread: hashPersonalIds(record.thread, key) }),
    ...(record.entities && {
      entities: record.entities.map((entity) => (ALREADY.test(entity) ? entity : hashPersonalIds(entity, key))),
    }),
    ...(record.context && { context: hashContext(record.context, key) }),
  };
}

function hashContext(context: Context, key: Uint8Array): Context {
  return Object.fromEntries(
    Object.entries(context).map(([name, value]) => [
      name,
      typeof value === 'string' ? hashPersonalIds(value, key) : value,
    ]),
  );
}

/** "01.02.2026" and "2026-02-01 10" look like numbers and are dates. */
function isDate(text: string): boolean {
  return /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(text.trim());
}
