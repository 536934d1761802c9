/**
 * What the log may hold, on a hundred thousand generated strings: a secret planted anywhere in any field of a record or a
 * sighting is gone after redaction in the page and hashing before storage; and ordinary prose is left as it is.
 */
import { expect, test } from 'vitest';
import type { Sighting } from '../engine/api.ts';
import { atOnce } from '../records/at-once.ts';
import type { ActionRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { hashRecord, hashSighting } from './hash-personal-ids.ts';
import { redactRecord, redactSighting, redactText } from './redact.ts';
import { createWordFilter } from './redact-words.ts';

const KEY = new Uint8Array(32).fill(9);
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const DIGITS = '0123456789';
const ALL = UPPER + LOWER + DIGITS;
const WORDS = ['Falcon', 'Ana Lima', 'Müller', 'Δελφίνι', 'Проект Заря', '企鹅计划', "O'Brien", 'Zürich-7'];

interface Planted {
  readonly shown: string;
  /** No part of it may be left. */
  readonly secret: string;
}

const random = seededRandom(20_261_125);
const below = (n: number) => Math.floor(random() * n);
const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
const run = (alphabet: string, min: number, max = min) =>
  Array.from({ length: min + below(max - min + 1) }, () => alphabet[below(alphabet.length)]).join('');
const bare = (secret: string): Planted => ({ shown: secret, secret });

function luhn(beginning: string, length: number): string {
  const body = beginning + run(DIGITS, length - 1 - beginning.length);
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    let digit = Number(body[body.length - 1 - i]);
    if (i % 2 === 0) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return body + ((10 - (sum % 10)) % 10);
}

/** As people and forms write it: in fours, as on an American Express card, or in one. */
function card(): Planted {
  const number = pick([
    () => luhn(pick(['4', '51', '55', '2221', '6011', '3528']), 16),
    () => luhn(pick(['34', '37']), 15),
    () => luhn('4', 13),
    () => luhn('62', 19),
    () => luhn('36', 14),
  ])();
  const gap = pick(['', ' ', '-', '.', '\u00a0', '\u202f', '–']);
  const sizes = pick([
    [4, 4, 4, 4, 3],
    [4, 6, 5, 4],
    [6, 13],
    [4, 6, 4, 5],
  ]);
  const groups: string[] = [];
  for (let at = 0, i = 0; at < number.length; at += sizes[i++] ?? 4)
    groups.push(number.slice(at, at + (sizes[i] ?? 4)));
  return bare(groups.join(gap));
}

/** Lengths by country (ISO 13616 registry, 2024). */
const IBAN_LENGTHS = { NO: 15, BE: 16, DK: 18, NL: 18, CH: 21, DE: 22, GB: 22, IE: 22, AE: 23, ES: 24, SE: 24, PT: 25 };
const LONGER_IBANS = { FR: 27, IT: 27, GR: 27, PL: 28, BR: 29, MT: 31 };

function iban(): Planted {
  const [land, length] = pick(Object.entries({ ...IBAN_LENGTHS, ...LONGER_IBANS }));
  const account = run(pick([DIGITS, DIGITS + UPPER]), length - 4);
  let rest = 0;
  for (const c of `${account}${land}00`) {
    const value = Number.parseInt(c, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  const whole = `${land}${String(98 - rest).padStart(2, '0')}${account}`;
  const written = pick([0, 1, 2]) === 0 ? whole.toLowerCase() : whole;
  return bare(written.replace(/(.{4})(?=.)/g, `$1${pick(['', ' ', '\u00a0', '-'])}`));
}

const KEYS: readonly (() => string)[] = [
  () => `sk-${run(ALL, 24, 48)}`,
  () => `sk_live_${run(ALL, 24)}`,
  () => `ghp_${run(ALL, 36)}`,
  () => `github_pat_${run(ALL, 22)}_${run(ALL, 59)}`,
  () => `glpat-${run(ALL, 20)}`,
  () => `AKIA${run(UPPER + DIGITS, 16)}`,
  () => `AIza${run(ALL, 35)}`,
  () => `xoxb-${run(DIGITS, 12)}-${run(ALL, 24)}`,
  () => `npm_${run(ALL, 36)}`,
  () => `SG.${run(ALL, 22)}.${run(ALL, 43)}`,
  () => `eyJ${run(ALL, 20, 60)}.eyJ${run(ALL, 30, 80)}.${run(ALL, 43)}`,
  () => `a1${run('0123456789abcdef', 38, 62)}`,
];

function pem(): Planted {
  const body = Array.from({ length: 3 }, () => run(`${ALL}+/`, 64)).join('\n');
  const kind = pick(['', 'RSA ', 'EC ', 'OPENSSH ']);
  return { shown: `-----BEGIN ${kind}PRIVATE KEY-----\n${body}\n-----END ${kind}PRIVATE KEY-----`, secret: body };
}

function password(): Planted {
  const secret = `${run(ALL, 5, 16)}${pick(DIGITS.split(''))}${pick(['!', '?', '#', '$', ''])}`;
  const before = pick([
    'password: ',
    'Password = ',
    'my password is ',
    'Passwort: ',
    'Das Passwort lautet ',
    'Kennwort: ',
    'mot de passe : ',
    'contraseña: ',
    'la contraseña es ',
    'senha: ',
    'wachtwoord: ',
    'hasło: ',
    'passphrase is ',
    'пароль: ',
    'password di accesso: ',
    'lösenord: ',
    'adgangskode: ',
    'salasana: ',
    'şifre: ',
    '密码：',
    'パスワード：',
    '비밀번호: ',
  ]);
  return { shown: before + secret, secret };
}

function code(): Planted {
  const secret = pick('123456789'.split('')) + run(DIGITS, 3, 7);
  const shown = pick([
    `Your verification code is ${secret}`,
    `OTP: ${secret}`,
    `one-time code ${secret}`,
    `${secret} is your login code`,
    `Ihr Bestätigungscode lautet ${secret}`,
    `votre code de vérification : ${secret}`,
    `código de verificación: ${secret}`,
    `PIN ${secret}`,
    `código: ${secret}`,
    `код подтверждения: ${secret}`,
    `验证码：${secret}`,
    `認証コード：${secret}`,
  ]);
  // A year after a plain "PIN" or "code" is read as a year.
  return /^(?:19|20)\d\d$/.test(secret) ? code() : { shown, secret };
}

const TOKEN = () => {
  const secret = run(ALL, 8, 30);
  return pick<Planted>([
    { secret, shown: `https://a.example/x?page=2&token=${secret}&b=1` },
    { secret, shown: `https://a.example/cb#access_token=${secret}` },
    { secret: `${secret}1`, shown: `api_key="${secret}1"` },
    { secret: `${secret}1x2y`, shown: `Authorization: Bearer ${secret}1x2y` },
    { secret, shown: `https://ana:${secret}@host.example/x` },
  ]);
};

const PERSON: readonly (() => Planted)[] = [
  () => bare(`${run(LOWER, 3, 8)}.${run(LOWER, 3, 8)}+${run(LOWER, 2)}@${run(LOWER, 4, 9)}.example`),
  () => bare(`+${pick(['1', '44', '49', '81'])} ${run('123456789', 3)} ${run(DIGITS, 3)} ${run(DIGITS, 4)}`),
  () => bare(`+49${run('123456789', 3)}${run(DIGITS, 7)}`),
  () => bare(`(${run('23456789', 3)}) ${run('23456789', 3)}-${run(DIGITS, 4)}`),
];

function userWord(): Planted {
  const word = pick(WORDS);
  const shown = pick([word, word.toUpperCase(), word.toLowerCase(), word.normalize('NFD'), encodeURI(word)]);
  return bare(shown);
}

/** In an address, with its percent signs. */
function inAddress(): Planted {
  const { shown, secret } = pick([card, iban, () => pick(PERSON)(), userWord])();
  const before = pick(['https://a.example/x?q=', '/find?page=2&name=', 'https://a.example/u/']);
  return { shown: before + encodeURIComponent(shown), secret: encodeURIComponent(secret) };
}

/** In an address that lets in whoever has it. */
function inPath(): Planted {
  const secret = `${run(ALL, 9, 20)}${pick(DIGITS.split(''))}`;
  const word = pick([
    'invite',
    'reset-password',
    'password_resets',
    'verify-email',
    'magic-link',
    'join',
    'unsubscribe',
  ]);
  return { shown: `https://a.example/${word}/${secret}`, secret };
}

const KINDS: readonly (() => Planted)[] = [
  inAddress,
  inPath,
  card,
  iban,
  () => bare(pick(KEYS)()),
  pem,
  password,
  code,
  TOKEN,
  () => pick(PERSON)(),
  userWord,
];

const SURROUNDINGS = [
  ['', ''],
  ['Please keep this: ', ' and no more.'],
  ['Rechnung über 12,50 € – ', ', danke'],
  ['(', ')'],
  ['Счёт от 3 марта: ', ' спасибо'],
  ['こちらです： ', ' どうぞ'],
  ['ראה ', ' תודה'],
  ['انظر ', ' شكرا'],
  ['🙂 ', ' 🙃'],
  ['line one\n', '\nBest, Ben'],
  ['ΑΦΜ ', '; ok'],
  ['"', '"'],
] as const;

function planted(): Planted {
  const { shown, secret } = pick(KINDS)();
  const [before, after] = pick(SURROUNDINGS);
  return { shown: before + shown + after, secret };
}

const T = '2026-03-02T09:14:05.120Z';
const STRINGS_OF_A_RECORD = 6;
const STRINGS_OF_A_SIGHTING = 14;
const ROUNDS = 100_000 / (STRINGS_OF_A_RECORD + STRINGS_OF_A_SIGHTING);

test('of 100,000 strings with a planted secret, in every field of records and sightings, none is stored', () => {
  const filter = createWordFilter(WORDS);
  const leaked: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const plants = Array.from({ length: STRINGS_OF_A_RECORD + STRINGS_OF_A_SIGHTING }, planted);
    const s = plants.map(({ shown }) => shown);
    const record: ActionRecord = {
      kind: 'action',
      id: 'a',
      t: T,
      type: 'web:save:page',
      text: s[0]!,
      context: { title: s[1]!, [s[2]!]: 1 },
      entities: [s[3]!],
      control: s[4]!,
      instead_of: [{ text: s[5]! }],
    };
    const sighting: Sighting = {
      id: 's',
      t: T,
      app: 'a.example',
      thread: 'page:A',
      title: s[6]!,
      state: { status: s[7]!, [s[8]!]: 2 },
      news: [{ type: 'web:change:x', value: 0, text: s[9]! }],
      entities: [s[10]!],
      replies: [
        { key: '1', text: s[11]!, by: s[12]! },
        { key: '2', text: s[13]! },
      ],
      mentions: [
        { entities: [s[14]!], title: s[15]!, state: { status: s[16]!, [s[17]!]: 1 }, text: s[18]! },
        { entities: [], title: s[19]!, state: {} },
      ],
    };
    const stored = JSON.stringify([
      hashRecord(redactRecord(record, filter), KEY),
      hashSighting(atOnce(redactSighting(sighting, filter)), KEY),
    ]);
    for (const { secret, shown } of plants)
      if (stored.includes(JSON.stringify(secret).slice(1, -1))) leaked.push(JSON.stringify({ secret, shown }));
  }
  expect(leaked.slice(0, 20)).toEqual([]);
}, 60_000);

test('what is surely secret, and the words of the user, go from threads and keys of replies, too', () => {
  const filter = createWordFilter(WORDS);
  for (let round = 0; round < 5_000; round++) {
    const { shown, secret } = pick([card, iban, () => bare(pick(KEYS.slice(0, -1))()), userWord, inPath])();
    const record = redactRecord({ kind: 'observation', id: 'o', t: T, thread: `page: ${shown}` }, filter);
    expect(record.thread).not.toContain(secret);
  }
});

const NAMES = ['Ben', 'Ana', 'the harbour office', 'Mr Ito', 'the team', 'Frau Weber', 'our supplier'];
const THINGS = ['bridge', 'timetable', 'release', 'invoice', 'lamp', 'pull request', 'ticket', 'report', 'pump'];
const TEMPLATES: readonly (() => string)[] = [
  () => `${pick(NAMES)} will look at the ${pick(THINGS)} on ${1 + below(28)}.${1 + below(12)}.202${below(8)}.`,
  () => `The ${pick(THINGS)} costs ${1 + below(999)}.${10 + below(89)} € and ships in ${1 + below(9)} days.`,
  () => `Version ${below(20)}.${below(40)}.${below(99)} fixes #${below(99_999)} and #${below(9_999)}.`,
  () => `Meeting at ${10 + below(12)}:${10 + below(49)} in room ${below(9)}.${below(40)}, ${below(30)} people.`,
  () => `Part no. ${100 + below(899)}-${1_000 + below(8_999)} fits the ${pick(THINGS)} of ${1950 + below(76)}.`,
  () => `Order ${1_000_000 + below(8_999_999)} was sent on 2026-0${1 + below(9)}-${10 + below(18)} by ${pick(NAMES)}.`,
  () =>
    `See https://wiki.example/${pick(THINGS).replace(' ', '_')}?page=${below(90)}&lang=en#part-${below(9)} for more.`,
  () => `The error code ${400 + below(110)} came ${below(900)} times from 10.0.${below(255)}.${below(255)}.`,
  () => `ISBN 978-3-16-148410-0, page ${below(900)}, is what ${pick(NAMES)} quoted.`,
  () =>
    `Die ${pick(['Brücke', 'Rechnung', 'Pumpe'])} kostet ${1 + below(9)}.${100 + below(899)},${10 + below(89)} Euro.`,
  () => `Le ${pick(['pont', 'rapport', 'billet'])} ouvre à ${below(24)} h ${10 + below(49)}, le ${1 + below(28)} mai.`,
  () => `Population grew from ${1 + below(9)},${100 + below(899)},${100 + below(899)} to ${below(9)} million.`,
  () => `Commit ${run('0123456789abcdef', 7, 12)} changed ${below(900)} lines in ${below(40)} files.`,
  () => `The password policy asks ${pick(NAMES)} for a longer one every ${below(12)} months.`,
  () => `${pick(NAMES)} lost the key to the ${pick(THINGS)}; the token gesture was nice.`,
  () => `Zip code ${10_000 + below(89_999)}, house ${below(300)}, third floor.`,
  () => `Запуск назначен на ${1 + below(28)} марта ${2020 + below(7)} года, осталось ${below(90)} дней.`,
  () => `会議は${1 + below(12)}月${1 + below(28)}日${below(24)}時に始まります。`,
  () => `Model KX-${1_000 + below(8_999)}-B, serial ${run(UPPER, 2)}${run(DIGITS, 6)}, weighs ${below(90)} kg.`,
  () =>
    `Between ${1800 + below(100)} and ${1900 + below(99)} it was rebuilt twice (pp. ${below(90)}–${90 + below(90)}).`,
  () => `The ${pick(THINGS)} has id 123e4567-e89b-12d3-a456-4266141740${10 + below(89)}, says ${pick(NAMES)}.`,
  () => `I prefer the ${pick(THINGS)} without a picture, ${pick(NAMES)} prefers it with ${below(9)}.`,
];

test('of 2,000 ordinary sentences with dates, prices, versions and numbers at most 1 in 100 is changed', () => {
  const sentences = Array.from({ length: 2_000 }, (_, i) => TEMPLATES[i % TEMPLATES.length]!());
  const changed = sentences.filter((sentence) => {
    const record = { kind: 'statement', id: 'x', t: T, text: sentence } as const;
    return hashRecord(redactRecord(record), KEY).text !== sentence;
  });
  expect(changed.length, changed.slice(0, 10).join('\n')).toBeLessThanOrEqual(sentences.length / 100);
});

test('the words of the user are taken out whole: a longer word that holds one stays', () => {
  const filter = createWordFilter(['Falcon', 'Ana', 'word'])!;
  expect(filter('Falconry and banana stay, FALCON goes, so does Ana’s')).toBe(
    'Falconry and banana stay, [word] goes, so does [word]’s',
  );
  expect(filter(filter('a word'))).toBe('a [word]');
  expect(redactText(filter('falcon'))).toBe('[word]');
  expect(createWordFilter(['  '])).toBeNull();
});

test('no text of a page takes longer than a moment, whatever it repeats', () => {
  const parts = [
    'token=',
    'pin ',
    'code ',
    '1',
    '1 ',
    'a@',
    'a.',
    'AB12',
    'password: ',
    'eyJ',
    'sk-',
    'x-',
    '://a:',
    '%40',
  ];
  const more = ['/join', 'a1', '/', '=', 'GB82WEST', 'otp ', '验证码', ' is ', ':', '"', ' ', '-', '+', ...parts];
  const filter = createWordFilter(['Ana Lima', 'a+b', '企鹅']);
  let [longest, by] = [0, ''];
  for (const a of parts)
    for (const b of more) {
      const text = `${(a + b).repeat(20_000 / (a + b).length)}!`;
      const began = performance.now();
      redactRecord({ kind: 'statement', id: 'a', t: T, text }, filter);
      const took = performance.now() - began;
      if (took > longest) [longest, by] = [took, a + b];
    }
  // 25 ms on a machine with nothing else to do.
  expect(longest, by).toBeLessThan(250);
});
