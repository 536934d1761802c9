/** Redaction looks for each kind of secret only where one may be. What it finds must be what is found by looking everywhere. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asRead } from './as-read.ts';
import { redactText, redactThread } from './redact.ts';
import * as secrets from './take-out-secrets.ts';

const shapes = [
  secrets.keysOfAShape,
  secrets.addressCredentials,
  secrets.querySecrets,
  secrets.pathSecrets,
  secrets.authorizations,
  secrets.assignedSecrets,
  secrets.ibans,
  secrets.cards,
];
const runs = [
  secrets.spokenPasswords,
  secrets.cardChecks,
  secrets.codesAfterWords,
  secrets.codesWithoutSpaces,
  secrets.codesBeforeWords,
  (text: string) => text.replace(/[A-Za-z0-9+/_=-]{32,}/g, secrets.keysInRun),
];
const all = (steps: readonly ((text: string) => string)[]) => (text: string) =>
  steps.reduce((now, step) => step(now), text);
const fourTimes = (change: (text: string) => string) => all([change, change, change, change]);

/** Parts of secrets, words that tell of one, and what stands between: nearly a secret in every way there is. */
const PARTS = [
  ...'code|CODE |pin|Pin: |tan |otp|cvv 123|security code|1234|12 34|123-456|123 456|A1B2C3|abcDEF123|a1|G-123456|FB-12345|0|1'.split(
    '|',
  ),
  ...'is|2024 is the code|1234 is your code|error code 12345|error|[code]|[key]|[word]|code: 2024|код 1234|验证码|м|x|A|_'.split(
    '|',
  ),
  ...'password: |Passwort ist |пароль: |密码是abc123|hunter2!|\u017fecret|pa\u017f\u017fword: x1y2|\u212aey|secret: |token = '.split(
    '|',
  ),
  ...'?token=|&key=|sessionid=|sig=|=|id|://|https://|user:pw@|a@b.example|/invite/|/reset/|Bearer |%20|%40|%3D|%E4|/'.split(
    '|',
  ),
  ...'sk-live-|AKIAABCDEFGHIJKLMNOP|eyJabcdef.abcd|ghp_0123456789abcdefXYZ|-----BEGIN PRIVATE KEY-----'.split('|'),
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef0123456789|f00ba4deadbeef0123456789abcdef01'.split('|'),
  ...'4111 1111 1111 1111|DE89 3704 0044 0532 0130 00|4111-1111|1111'.split('|'),
  ...[
    '\n',
    '\r',
    '\t',
    '\v',
    '\f',
    '\0',
    ' ',
    '-',
    '_',
    '.',
    ',',
    ';',
    '#',
    '|',
    '"',
    "'",
    '<',
    '>',
    '\u00a0',
    '\u202f',
  ],
  ...['–', 'é', 'ß', '😀', '\ud800'],
];
const text = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...PARTS) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
      { weight: 2, arbitrary: fc.string({ maxLength: 6 }) },
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

test('a text without secrets is what is left of it after looking everywhere for each kind', () => {
  const everywhere = fourTimes(all([...shapes, ...runs]));
  fc.assert(
    fc.property(text, (each) => {
      expect(redactText(each)).toBe(asRead(each, everywhere));
    }),
    { numRuns: 10_000 },
  );
});

test('so is the name of a thread', () => {
  const everywhere = all(shapes);
  fc.assert(
    fc.property(text, (each) => {
      expect(redactThread(each)).toBe(asRead(each, everywhere));
    }),
    { numRuns: 5_000 },
  );
});
