/**
 * Turns what names a person into a keyed hash before anything is stored: e-mail addresses, phone numbers and @account
 * names. The same person is the same token everywhere on this device, so linking still works; without the device key nobody
 * can tell who it is. Pure: the key is given (HMAC-SHA256, RFC 2104).
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Sighting } from '../engine/api.ts';
import type { Context, LogRecord } from '../records/record.ts';
import { asRead } from './as-read.ts';
import { changeAround, isSpace } from './change-around.ts';

/** 64 bits: among a million people two share a token with a chance of 3 in 100 million. */
const BYTES_OF_HASH = 8;
const LETTERS = 'abcdefghijklmnop';

/** What an address and an account name have in any case. */
const SIGN = /@/g;
const EMAIL =
  /(?:mailto:)?(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}])/giu;
const PHONE =
  /(?:tel:)?(?:(?<![\p{L}\p{N}.:/+-])|(?<=\/)(?=[+(]))(?:(?:\+|00)[1-9](?:[ \u00a0().\-/]{0,2}\d){7,14}|0[1-9]\d{1,4}[ \u00a0/-]{1,3}\d{2,8}(?:[ \u00a0-]\d{2,6}){0,3}|\(\d{3}\)[ \u00a0-]?\d{3}[ .-]\d{4}|[2-9]\d{2}([.-])\d{3}\1\d{4})(?![\p{L}\p{N}])/giu;
const ACCOUNT = /(?<![\p{L}\p{N}._%+@/-])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]{0,62}[\p{L}\p{N}_])?(?![\p{L}\p{N}_/])/gu;
/** Words behind an @ that are part of a language, not of a person. */
const NOT_A_NAME =
  /^@(?:media|import|font-face|keyframes|supports|charset|layer|container|page|param|params|returns?|type|typedef|deprecated|see|todo|throws|override|property|example|ts-ignore|ts-expect-error|here|channel|everyone|all)$/i;

/** A text with its e-mail addresses, phone numbers and @names as `person:` tokens. Running it again changes nothing. */
export function hashPersonalIds(text: string, key: Uint8Array): string {
  return /[@\d]/.test(text) ? asRead(text, (plain) => hashPlain(plain, key)) : text;
}

function hashPlain(text: string, key: Uint8Array): string {
  // To look for an address from every letter on takes longer than all else: neither it nor a name is without its sign, or has a space.
  const withoutEmails = changeAround(text, SIGN, isSpace, (part) =>
    part.replace(EMAIL, (found) => tokenOf('email', found.replace(/^mailto:/i, '').toLowerCase(), key)),
  );
  const withoutPhones = withoutEmails.replace(PHONE, (found) => tokenOf('phone', phoneDigits(found), key));
  return changeAround(withoutPhones, SIGN, isSpace, (part) =>
    part.replace(ACCOUNT, (found) => (NOT_A_NAME.test(found) ? found : tokenOf('account', found.toLowerCase(), key))),
  );
}

function phoneDigits(found: string): string {
  return found
    .replace(/^tel:/i, '')
    .replace(/^00/, '+')
    .replace(/(?!^\+)\D/g, '');
}

function tokenOf(kind: string, id: string, key: Uint8Array): string {
  const hash = hmac(sha256, key, utf8ToBytes(`${kind}:${id.normalize('NFC')}`));
  let letters = '';
  // Letters only: a token must not look like a number or a code to any other rule.
  for (const byte of hash.subarray(0, BYTES_OF_HASH)) letters += LETTERS[byte >> 4]! + LETTERS[byte & 15]!;
  return `person:${letters}`;
}

/** A record whose personal ids are hashes: in its text, thread, context, entities, control and refused options. */
export function hashRecord<R extends LogRecord>(record: R, key: Uint8Array): R {
  const { text, thread, context, entities } = record;
  const hash = (words: string) => hashPersonalIds(words, key);
  return {
    ...record,
    ...(text !== undefined && { text: hash(text) }),
    ...(thread !== undefined && { thread: hash(thread) }),
    ...(context !== undefined && { context: hashContext(context, key) }),
    ...(entities !== undefined && { entities: entities.map(hash) }),
    ...(record.kind === 'action' && record.control !== undefined && { control: hash(record.control) }),
    ...(record.kind === 'action' &&
      record.instead_of !== undefined && {
        instead_of: record.instead_of.map((option) =>
          option.text === undefined ? option : { ...option, text: hash(option.text) },
        ),
      }),
  };
}

/** As `hashRecord`, for what a page shows; before it is compared, so that its thread is the thread of the records. */
export function hashSighting(sighting: Sighting, key: Uint8Array): Sighting {
  const hash = (words: string) => hashPersonalIds(words, key);
  const { thread, title, state, worth, news, entities, replies, mentions } = sighting;
  return {
    ...sighting,
    thread: hash(thread),
    title: hash(title),
    state: hashContext(state, key),
    // Under the same names as in the state.
    ...(worth && { worth: hashContext(worth, key) }),
    ...(news && {
      news: news.map((each) => ({
        ...each,
        ...hashText(each, hash),
        // Found among the revisions of records, which are hashed.
        ...(each.revision !== undefined && { revision: hash(each.revision) }),
      })),
    }),
    ...(entities && { entities: entities.map(hash) }),
    ...(replies && {
      replies: replies.map((reply) => ({
        ...reply,
        key: hash(reply.key),
        ...hashText(reply, hash),
        ...(reply.by !== undefined && { by: hash(reply.by) }),
      })),
    }),
    ...(mentions && {
      mentions: mentions.map((mention) => ({
        ...mention,
        ...(mention.thread !== undefined && { thread: hash(mention.thread) }),
        entities: mention.entities.map(hash),
        title: hash(mention.title),
        state: hashContext(mention.state, key),
        ...hashText(mention, hash),
        ...(mention.said !== undefined && { said: hash(mention.said) }),
      })),
    }),
  };
}

function hashText({ text }: { readonly text?: string }, hash: (text: string) => string): { readonly text?: string } {
  return text === undefined ? {} : { text: hash(text) };
}

function hashContext<V extends Context[string]>(
  context: Readonly<Record<string, V>>,
  key: Uint8Array,
): Readonly<Record<string, V>> {
  const hashed: Record<string, V> = {};
  for (const [name, value] of Object.entries(context))
    hashed[hashPersonalIds(name, key)] = (typeof value === 'string' ? hashPersonalIds(value, key) : value) as V;
  return hashed;
}
