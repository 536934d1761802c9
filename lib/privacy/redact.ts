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
import { hasLuhnCheckDigit } from './has-luhn-check-digit.ts';
import { hasMod97CheckDigits } from './has-mod-97-check-digits.ts';
import { looksLikeAKey } from './looks-like-a-key.ts';
import type { WordFilter } from './redact-words.ts';

/** Keys whose issuers gave them a shape. Sources: the secret-scanning pages of their issuers, as of November 2026. */
const SHAPED_KEYS = [
  /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  /\beyJ[\w-]{4,800}\.[\w-]{4,}(?:\.[\w-]*)*/g,
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or|svcacct|admin)?[-_]?[A-Za-z0-9][\w-]{15,}/g,
  /\bgh[pousr]_[A-Za-z0-9]{16,}/g,
  /\bgithub_pat_\w{16,}/g,
  /\bglpat-[\w-]{16,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g,
  /\bAIza[\w-]{30,}/g,
  /\bya29\.[\w-]{10,}/g,
  /\b(?:npm|hf|dop_v1|shpat|lin_api|pypi)[_-][A-Za-z0-9_-]{24,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
] as const;

const SECRET_NAMES =
  '[\\w-]{0,40}token|api_?key|apikey|access_?key|secret_?key|private_?key|key|client_?secret|secret|passwd|password|passphrase|pwd|pass|sig|signature|auth|authorization|session|\\w{0,9}sess(?:ion)?_?id|sid|sso|saml\\w{0,12}|confirmation|invitation|jwt|otp|ticket|code|nonce|state|hash|x-amz-[a-z-]+|x-goog-[a-z-]+';
const QUERY_SECRET = new RegExp(`([?&#;](?:${SECRET_NAMES})=)(?!\\[)[^&\\s#"'<>]+`, 'gi');
/** Addresses that let in whoever has them: what follows such a word is the key. */
const PATH_SECRET =
  /(\/[a-z_-]{0,24}(?:invit|reset|passw|verif|confirm|activat|magic|unsubscri|token|sso|join)[a-z_-]{0,24}\/)(?=[\w.~-]*(?:\d|[a-z][A-Z]))[\w.~-]{10,}/g;
const URL_CREDENTIALS = /(\b[a-z][a-z0-9+.-]{1,20}:\/\/)(?!\[)[^\s/@:]{1,200}:[^\s/@]{1,200}@/gi;
const AUTHORIZATION = /\b((?:Bearer|Basic|Token)\s+)(?=[\w+/.~-]{0,200}\d)[\w+/.~-]{12,}=*/g;
const ASSIGNED_SECRET =
  /(\b(?:api[ _-]?key|access[ _-]?key|secret[ _-]?key|client[ _-]?secret|secret|auth[ _-]?token|access[ _-]?token|token)["']?\s{0,3}[:=]\s{0,3}["']?)(?!\[)(?=[^\s"']{0,200}\d)[^\s"',;]{8,}/gi;
/** Words for a password, in the languages with most readers of the web. */
const PASSWORD_WORDS =
  'password|passwort|passphrase|passcode|kennwort|mot de passe|contrase(?:ñ|n)a|senha|palavra-passe|wachtwoord|has(?:ł|l)o|пароль|парола|лозинка|l(?:ö|o)senord|adgangskode|passord|salasana|(?:ş|s)ifre|parola|heslo|jelsz(?:ó|o)|κωδικός πρόσβασης|geslo|lozinka|mật khẩu|kata sandi|סיסמה|كلمة (?:المرور|السر)|पासवर्ड|รหัสผ่าน|密码|密碼|口令|パスワード|暗証番号|비밀번호';
const SPOKEN_PASSWORD = new RegExp(
  `((?:${PASSWORD_WORDS})(?:(?:\\s\\p{L}{2,12}){0,3}\\s{0,3}[:=：]\\s{0,3}|\\s+(?:is|ist|est|es|to|lautet|è|é|är|er|on|to jest|–|-)\\s+|\\s?[是は为為은는]\\s?)["'“„«「]?)(?!\\[)(?=\\S*[\\d!@#$%^&*_+=?~-])[^\\s"'”“»」]{4,}`,
  'giu',
);

/** Digits in groups, as cards and account numbers are written; long enough to hold a card. */
const DIGIT_RUN = /(?<![\p{L}\p{N}])\d(?:[ \u00a0\u202f.\-–+]?\d){12,29}(?![\p{L}\p{N}])/gu;
const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ \u00a0\u202f.-]?[A-Z0-9]){11,30}(?![\p{L}\p{N}])/giu;
const CARD_CHECK = /(\b(?:cvv2?|cvc2?|csc|cid|security code)\b[^\d\n]{0,12})\d{3,4}(?!\d)/gi;

/** Words that say a number is a code to be typed once. */
const CODE_WORDS =
  '(?:one[- ]?time|verification|security|access|login|log-in|sign-in|confirmation|authentication|auth|backup|recovery|2fa|mfa|otp|totp|sms|einmal|bestätigungs|sicherheits|zugangs|de vérification|de seguridad|de verificación|di verifica)[- ]?(?:code|pin|password|passwort|tan|token|kode|codes)?|otp|totp|passcode|pin|tan|m-?tan|code|código|codice|kode|codigo|(?:одноразовый |проверочный )?код(?: подтверждения| доступа| безопасности)?|kod(?: weryfikacyjny)?|koodi|kód|κωδικός|קוד|رمز(?: التحقق)?|mã(?: xác (?:minh|nhận))?';
/** Codes that are no secret. */
const HARMLESS_CODE =
  /(?:error|status|zip|postal|post|area|country|exit|source|bar|qr|promo|product|response|http|dress|language|colou?r|currency|airport|item|model|order|line|unicode|legacy|byte|sort|class)[- ]?$/i;
const CODE_AFTER = new RegExp(
  `(?<![\\p{L}\\p{N}])(${CODE_WORDS})(?![\\p{L}\\p{N}])((?:[^\\d\\n]{0,40}?[^\\p{L}\\p{N}\\n])??(?:[A-Z]{1,3}-)?)(\\d(?:[ -]?\\d){3,7}|(?=[A-Z0-9]{0,9}\\d)(?=[A-Z0-9]{0,9}[A-Z])[A-Z0-9]{6,10})(?![\\p{L}\\p{N}])`,
  'giu',
);
const CODE_BEFORE = new RegExp(
  `(?<![\\p{L}\\p{N}.:/-])((?:[A-Z]{1,3}-)?\\d(?:[ -]?\\d){3,7})(?=(?: is| ist| est| es|:| –| -)[^\\d\\n]{0,30}(?<![\\p{L}\\p{N}])(?:${CODE_WORDS})(?![\\p{L}\\p{N}]))`,
  'giu',
);
/** Where nothing is set between words, a word is found inside others, too. */
const CODE_WITHOUT_SPACES =
  /((?:验证码|驗證碼|校验码|动态码|動態碼|动态密码|認証コード|確認コード|認証番号|暗証番号|ワンタイムパスワード|인증 ?번호|인증 ?코드|รหัส(?: ?OTP)?)[^\d\n]{0,20})\d(?:[ -]?\d){3,7}(?!\d)/gu;
const YEAR = /^(?:19|20)\d\d$/;
const PLAIN_CODE_WORD = /^(?:code|código|codice|kode|codigo|pin|tan|код|kod|koodi|kód|κωδικός|קוד|رمز|mã)$/i;

const MOST_PASSES = 4;

/*
 * What a secret has in any case, by patterns that cost next to nothing. To make a large one that takes letters of all scripts in
 * either case costs a page milliseconds, and most texts of a page need none.
 */
const MAY_HOLD_ANY = /[\d!@#$%^&*_+=?~:/\\-]|eyJ|[A-Za-z]{16}/;
const MAY_HOLD_A_PASSWORD = new RegExp(PASSWORD_WORDS, 'iu');
const MAY_HOLD_A_CODE = new RegExp(CODE_WORDS, 'iu');
/** Letters that are an S and a K in another case are among those of an account number. */
const MAY_HOLD_AN_IBAN = /[A-Za-z\u017f\u212a]{2}\d{2}/;
const MAY_HOLD_A_CARD = /\d(?:\D?\d){12}/;

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
  let now = text;
  for (const shape of SHAPED_KEYS) now = now.replace(shape, '[key]');
  now = now.replace(URL_CREDENTIALS, '$1[secret]@');
  if (now.includes('=')) now = now.replace(QUERY_SECRET, '$1[secret]');
  now = now.replace(PATH_SECRET, '$1[secret]').replace(AUTHORIZATION, '$1[key]').replace(ASSIGNED_SECRET, '$1[secret]');
  if (MAY_HOLD_AN_IBAN.test(now))
    now = now.replace(IBAN, (found) => (hasMod97CheckDigits(found) ? '[iban]' : ibanInFront(found)));
  return MAY_HOLD_A_CARD.test(now) ? now.replace(DIGIT_RUN, redactCards) : now;
}

function redactRuns(text: string): string {
  let now = MAY_HOLD_A_PASSWORD.test(text) ? text.replace(SPOKEN_PASSWORD, '$1[secret]') : text;
  if (/\d/.test(now)) {
    now = now.replace(CARD_CHECK, '$1[code]');
    const mayHoldACode = MAY_HOLD_A_CODE.test(now);
    if (mayHoldACode) now = redactCodesAfter(now);
    now = now.replace(CODE_WITHOUT_SPACES, '$1[code]');
    if (mayHoldACode) now = now.replace(CODE_BEFORE, (code: string) => (YEAR.test(code) ? code : '[code]'));
  }
  return now.replace(/[A-Za-z0-9+/_=-]{32,}/g, redactKeysIn);
}

function redactCodesAfter(text: string): string {
  return text.replace(CODE_AFTER, (all: string, word: string, between: string, code: string, at: number) => {
    if (HARMLESS_CODE.test(text.slice(Math.max(0, at - 12), at))) return all;
    if (PLAIN_CODE_WORD.test(word) && YEAR.test(code)) return all;
    return `${word}${between}[code]`;
  });
}

/** A run may hold a path or several keys: each part is judged, then the whole. */
function redactKeysIn(run: string): string {
  if (!/[/=]/.test(run)) return looksLikeAKey(run) ? '[key]' : run;
  const parts = run.split('/').map((part) => (looksLikeAKey(part.replace(/=+$/, '')) ? '[key]' : part));
  const apart = parts.join('/');
  return apart === run && looksLikeAKey(run.replace(/[/=]/g, '')) ? '[key]' : apart;
}

/** An account number may be followed by other words the pattern also took: the longest beginning that checks goes. */
function ibanInFront(found: string): string {
  for (let end = found.length - 1; end >= 15; end--) {
    const beginning = found.slice(0, end);
    if (/[A-Z0-9]$/i.test(beginning) && hasMod97CheckDigits(beginning)) return `[iban]${found.slice(end)}`;
  }
  return found;
}

/** Card numbers inside a run of digits: wherever 13 to 19 of them begin like a card and check, at the ends of groups first. */
function redactCards(run: string): string {
  const places = [...run.matchAll(/\d/g)].map((match) => match.index);
  for (let start = 0; start + 13 <= places.length; start++) {
    const from = places[start]!;
    if (start > 0 && places[start - 1] === from - 1) continue;
    for (let length = Math.min(19, places.length - start); length >= 13; length--) {
      const to = places[start + length - 1]! + 1;
      if (/\d/.test(run.charAt(to))) continue;
      if (hasLuhnCheckDigit(run.slice(from, to))) return `${run.slice(0, from)}[card]${redactCards(run.slice(to))}`;
    }
  }
  return run;
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
