/**
 * Takes out what must never be stored: card and account numbers, one-time codes, passwords, keys and tokens. Pure; runs in the
 * page, before anything is sent (PRIVACY.md). E-mail addresses, phone numbers and account names stay here and become
 * keyed hashes before storage (hash-personal-ids.ts).
 *
 * Rather one harmless number too many than one secret: what is taken out leaves a word in brackets, so that a reader sees
 * that something was there.
 */
import type { Sighting } from '../engine/api.ts';
import type { Context, LogRecord } from '../records/record.ts';
import { asRead } from './as-read.ts';
import { changeAround, isLineEnd, isSpace } from './change-around.ts';
import { changeLongRuns } from './change-long-runs.ts';
import type { WordFilter } from './redact-words.ts';
import {
  addressCredentials,
  assignedSecrets,
  authorizations,
  CODE_WORDS,
  cardChecks,
  cards,
  codesAfterWords,
  codesBeforeWords,
  codesWithoutSpaces,
  ibans,
  keysInRun,
  keysOfAShape,
  PASSWORD_WORDS,
  pathSecrets,
  querySecrets,
  spokenPasswords,
} from './take-out-secrets.ts';

const MOST_PASSES = 4;

/*
 * What a secret has in any case, by patterns that cost next to nothing. To make a large one that takes letters of all scripts in
 * either case costs a page milliseconds, and most texts of a page need none.
 */
const MAY_HOLD_A_SHAPED_KEY =
  /-----BEGIN |eyJ|\b[spr]k[-_]|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|A(?:KIA|SIA|BIA|CCA)|AIza|ya29\.|(?:npm|hf|dop_v1|shpat|lin_api|pypi)[_-]|SG\./;
const MAY_HOLD_ANY = /[\d!@#$%^&*_+=?~:/\\-]|eyJ|[A-Za-z]{16}/;
const MAY_HOLD_A_PASSWORD = new RegExp(PASSWORD_WORDS, 'iu');
const MAY_HOLD_A_CODE = new RegExp(CODE_WORDS, 'iu');
/** Letters that are an S and a K in another case are among those of an account number. */
const MAY_HOLD_AN_IBAN = /[A-Za-z\u017f\u212a]{2}\d{2}/;
const MAY_HOLD_A_CARD = /\d(?:\D?\d){12}/;
/** Three digits, four in groups, or one beside a letter: no code has less. */
const MAY_BE_A_CODE = /\d(?:\d\d|(?:[ -]?\d){3}|[A-Za-z\u017f\u212a])|[A-Za-z\u017f\u212a]\d/;
/* Marks of what never goes beyond a space, or beyond a line. */
const ADDRESS = /:\/\//g;
const GIVEN_VALUE = /=/g;
const DIGIT = /\d/g;

/** A text without secrets. Running it again changes nothing. */
export function redactText(text: string): string {
  return asRead(text, redactPlain);
}

function redactPlain(text: string): string {
  if (!MAY_HOLD_ANY.test(text)) return text;
  let now = text;
  // Taking one thing out can lay bare the next (a code behind a token): again, until nothing changes.
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const next = redactRuns(redactShapes(now));
    if (next === now) return now;
    now = next;
  }
  return now;
}

/** For names of threads: only what is surely secret goes, since a long id in an address is what tells two things apart. */
export function redactThread(thread: string): string {
  return asRead(thread, redactShapes);
}

function redactShapes(text: string): string {
  let now = MAY_HOLD_A_SHAPED_KEY.test(text) ? keysOfAShape(text) : text;
  now = changeAround(now, ADDRESS, isSpace, addressCredentials);
  now = changeAround(now, GIVEN_VALUE, isSpace, querySecrets);
  now = assignedSecrets(authorizations(pathSecrets(now)));
  if (MAY_HOLD_AN_IBAN.test(now)) now = ibans(now);
  return MAY_HOLD_A_CARD.test(now) ? cards(now) : now;
}

function redactRuns(text: string): string {
  const now = MAY_HOLD_A_PASSWORD.test(text) ? spokenPasswords(text) : text;
  return changeLongRuns(changeAround(now, DIGIT, isLineEnd, redactCodes), keysInRun);
}

/** A code stands in one line with the word that says what it is. */
function redactCodes(line: string): string {
  if (!MAY_BE_A_CODE.test(line)) return line;
  let now = cardChecks(line);
  if (MAY_HOLD_A_CODE.test(now)) now = codesAfterWords(now);
  now = codesWithoutSpaces(now);
  return MAY_HOLD_A_CODE.test(now) ? codesBeforeWords(now) : now;
}

/**
 * A record without secrets in any of its words, and without the words the user never wants stored. Word hashes (`clip`)
 * stay: they are never stored. The same record again for the same input.
 */
export function redactRecord<R extends LogRecord>(record: R, words: WordFilter | null = null): R {
  const { clean, cleanThread } = cleaners(words);
  const { text, thread, context, entities } = record;
  return {
    ...record,
    ...('type' in record && record.type !== undefined && words && { type: withoutWords(record.type, words) }),
    ...(text !== undefined && { text: clean(text) }),
    ...(thread !== undefined && { thread: cleanThread(thread) }),
    ...(context !== undefined && { context: cleanContext(context, clean) }),
    ...(entities !== undefined && { entities: cleanEntities(entities, words) }),
    ...(record.kind === 'action' && record.control !== undefined && { control: clean(record.control) }),
    ...(record.kind === 'action' &&
      record.instead_of !== undefined && {
        instead_of: record.instead_of.map((option) =>
          option.text === undefined ? option : { ...option, text: clean(option.text) },
        ),
      }),
  };
}

/** What a page shows of a thing, and of other things, without secrets and without the user's words. In stretches: there can be much of it. */
export function* redactSighting<S extends Omit<Sighting, 'app' | 'space'>>(
  sighting: S,
  words: WordFilter | null = null,
): Generator<void, S> {
  const { clean, cleanThread } = cleaners(words);
  const { thread, title, state, worth, news, entities, replies, mentions } = sighting;
  return {
    ...sighting,
    thread: cleanThread(thread),
    title: clean(title),
    state: cleanContext(state, clean),
    // Under the same names as in the state.
    ...(worth && { worth: cleanContext(worth, clean) }),
    ...(news && {
      news: news.map((each) => ({
        ...each,
        ...(words && { type: withoutWords(each.type, words) }),
        ...(each.revision !== undefined && { revision: clean(each.revision) }),
        ...cleanText(each, clean),
      })),
    }),
    ...(entities && { entities: cleanEntities(entities, words) }),
    ...(replies && {
      replies: yield* eachInTurn(replies, (reply) => ({
        ...reply,
        key: cleanThread(reply.key),
        ...cleanText(reply, clean),
        ...(reply.by !== undefined && { by: clean(reply.by) }),
      })),
    }),
    ...(mentions && {
      mentions: yield* eachInTurn(mentions, (mention) => ({
        ...mention,
        ...(mention.thread !== undefined && { thread: cleanThread(mention.thread) }),
        entities: cleanEntities(mention.entities, words),
        title: clean(mention.title),
        state: cleanContext(mention.state, clean),
        ...cleanText(mention, clean),
        ...(mention.said !== undefined && { said: clean(mention.said) }),
      })),
    }),
  };
}

/** As `map`, with a pause after each. */
function* eachInTurn<T>(parts: readonly T[], clean: (part: T) => T): Generator<void, T[]> {
  const cleaned: T[] = [];
  for (const part of parts) {
    cleaned.push(clean(part));
    yield;
  }
  return cleaned;
}

interface Cleaners {
  readonly clean: (text: string) => string;
  readonly cleanThread: (thread: string) => string;
}

const WITHOUT_WORDS: Cleaners = { clean: redactText, cleanThread: redactThread };

/** The user's words first: a word cut in two by a bracket would no longer be found. */
function cleaners(words: WordFilter | null): Cleaners {
  if (!words) return WITHOUT_WORDS;
  return { clean: (text) => redactText(words(text)), cleanThread: (thread) => redactThread(words(thread)) };
}

/**
 * Names of things. Long ids are what tells two documents apart, so addresses are treated as threads are. A name with a secret or
 * one of the user's words in it is no name: what is left of it would be shared by things that have nothing in common.
 */
function cleanEntities(entities: readonly string[], words: WordFilter | null): readonly string[] {
  const { clean, cleanThread } = cleaners(words);
  return entities.filter((name) => {
    const isAddress = /^(?:url|doc|key|commit|doi):/.test(name);
    return (isAddress ? cleanThread(name) : clean(name)) === name;
  });
}

/** A type is compared whole and has no brackets. */
function withoutWords(type: string, words: WordFilter): string {
  return words(type).replaceAll('[word]', 'word');
}

function cleanText({ text }: { readonly text?: string }, clean: (text: string) => string): { readonly text?: string } {
  return text === undefined ? {} : { text: clean(text) };
}

/** Names, too: a page's table gives them. */
function cleanContext(context: Context, clean: (text: string) => string): Context {
  const cleaned: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(context))
    cleaned[clean(name)] = typeof value === 'string' ? clean(value) : value;
  return cleaned;
}
