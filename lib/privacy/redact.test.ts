import fc from 'fast-check';
import { expect, test } from 'vitest';
import { atOnce } from '../records/at-once.ts';
import type { ActionRecord } from '../records/record.ts';
import { redactRecord, redactSighting, redactText, redactThread } from './redact.ts';

const digits = (length: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length });
const text = (alphabet: string, min: number, max = min) =>
  fc.array(fc.constantFrom(...alphabet), { minLength: min, maxLength: max }).map((letters) => letters.join(''));
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LOWER = UPPER.toLowerCase();
const NUMBERS = '0123456789';
const ALL = UPPER + LOWER + NUMBERS;

const card = fc
  .tuple(fc.constantFrom('4', '51', '37', '6011', '2221'), fc.constantFrom(15, 16, 19), digits(19))
  .map(([start, length, rest]) => {
    const body = (start + rest.join('')).slice(0, length - 1);
    let sum = 0;
    for (let i = 0; i < body.length; i++) {
      let digit = Number(body[body.length - 1 - i]);
      if (i % 2 === 0) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
      sum += digit;
    }
    return body + ((10 - (sum % 10)) % 10);
  });
const grouped = (secret: fc.Arbitrary<string>) =>
  fc
    .tuple(secret, fc.constantFrom('', ' ', '-', '\u00a0', '.'))
    .map(([value, gap]) => value.replace(/(.{4})(?=.)/g, `$1${gap}`));
const iban = fc
  .tuple(fc.constantFrom('DE', 'FR', 'GB', 'NO', 'MT'), text(UPPER + NUMBERS, 11, 27))
  .map(([land, account]) => {
    let rest = 0;
    for (const c of `${account}${land}00`) {
      const value = Number.parseInt(c, 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return `${land}${String(98 - rest).padStart(2, '0')}${account}`;
  });
const key = fc.oneof(
  text(ALL, 24, 48).map((body) => `sk-${body}`),
  text(ALL, 36).map((body) => `ghp_${body}`),
  text(UPPER + NUMBERS, 16).map((body) => `AKIA${body}`),
  text(ALL, 35).map((body) => `AIza${body}`),
  text(NUMBERS + LOWER, 24, 40).map((body) => `xoxb-${body}`),
  fc.tuple(text(ALL, 20, 60), text(ALL, 30, 80), text(ALL, 43)).map((parts) => `eyJ${parts.join('.')}`),
  text(`${NUMBERS}abcdef`, 40, 64).filter((hex) => /\d/.test(hex) && /[a-f]/.test(hex)),
  text(`${ALL}+/`, 60, 88),
);
const code = fc
  .tuple(
    fc.constantFrom(
      'Your verification code is',
      'OTP:',
      'one-time code',
      'security code:',
      'PIN',
      'Ihr Bestätigungscode lautet',
    ),
    text('123456789', 1),
    text(NUMBERS, 4, 7),
  )
  .map(([words, first, rest]) => ({ secret: first + rest, shown: `${words} ${first}${rest}` }));
const query = text(ALL, 6, 30).map((secret) => ({ secret, shown: `https://a.example/x?page=2&token=${secret}&b=1` }));
const password = text(ALL, 5, 20).map((body) => ({ secret: `${body}7!`, shown: `password: ${body}7!` }));
const bare = (secrets: fc.Arbitrary<string>) => secrets.map((secret) => ({ secret, shown: secret }));

const planted = fc.oneof(bare(grouped(card)), bare(grouped(iban)), bare(key), code, query, password);
const words = fc.constantFrom(
  '',
  'Please keep this: ',
  'The bridge opens at nine. ',
  'Rechnung über 12,50 € ',
  'row 3, ',
  '(',
);
const after = fc.constantFrom('', ' and no more.', ', thank you', ')', '\nBest, Ana');

test('of 10,000 planted secrets none survives, wherever it stands', () => {
  fc.assert(
    fc.property(words, planted, after, (before, { secret, shown }, behind) => {
      expect(redactText(before + shown + behind)).not.toContain(secret);
    }),
    { numRuns: 10_000, seed: 3 },
  );
});

test('redacting twice is redacting once', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          planted.map((p) => p.shown),
          fc.string(),
          fc.string({ unit: 'grapheme' }),
        ),
      ),
      (parts) => {
        const once = redactText(parts.join(' '));
        expect(redactText(once)).toBe(once);
      },
    ),
    { numRuns: 2_000, seed: 4 },
  );
});

test.each([
  'The bridge opens on weekdays from nine until five in winter and until eight in summer.',
  'Meeting on 2026-11-24 at 14:20, room 4.12, 3rd floor; bring 12 copies of report 2025/113.',
  'Call +49 170 1234567 or write to ana@harbour.example, or @ana.',
  'ISBN 978-3-16-148410-0, order 1234567, invoice 2026-000123, 1,000,000.00 EUR, 192.168.178.20, v1.30.0-rc.2',
  'getElementsByClassName and Opening-dates-of-the-harbour-bridge-2026-11-24 are no secrets.',
  'See https://wiki.example/index.php?title=Bridge&action=history&limit=50#mw-body and issue #482.',
  'error code 4040, zip code 94110, the code of 2019 says so; a source code of 12000 lines',
  'id 123e4567-e89b-12d3-a456-426614174000 of Donaudampfschifffahrtselektrizitätenhauptbetriebswerk',
  'The password is required. Der Pin liegt auf dem Tisch. Token budgets are small.',
  'const total = items.reduce((sum, item) => sum + item.price * 100, 0); // 1700000000000 ms',
  'Zwischen 1871 und 1902 wurde die Brücke zweimal erneuert (siehe S. 12–14, 23).',
  '',
])('ordinary text stays as it is: %s', (ordinary) => {
  expect(redactText(ordinary)).toBe(ordinary);
});

test.each([
  ['Card 4111 1111 1111 1111 12/27, cvc 123', 'Card [card] 12/27, cvc [code]'],
  ['IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX', 'IBAN [iban] BIC COBADEFFXXX'],
  ['G-123456 is your Google verification code', '[code] is your Google verification code'],
  ['Authorization: Bearer abc123def456ghi789', 'Authorization: Bearer [key]'],
  ['https://ana:hunter2@host.example/x', 'https://[secret]@host.example/x'],
  ['api_key="a1b2c3d4e5f6"', 'api_key="[secret]"'],
])('%s becomes %s', (input, output) => {
  expect(redactText(input)).toBe(output);
});

test('every part of a record that holds words is redacted, and nothing else changes', () => {
  const record: ActionRecord = {
    kind: 'action',
    id: '01J',
    t: '2026-03-02T09:14:05.120Z',
    type: 'web:edit:text',
    thread: 'url:/reset/eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSMeK',
    text: 'OTP 482913',
    entities: ['sk-abcdefghijklmnopqrstuvwx'],
    context: { control: 'PIN 4829', n: 4 },
    instead_of: [{ text: 'password=Tr0ub4dor&3' }, { features: { a: 1 } }],
  };
  const clean = redactRecord(record);
  expect(JSON.stringify(clean)).not.toMatch(/eyJ|482913|sk-|4829|Tr0ub/);
  expect(clean).toMatchObject({ id: '01J', type: 'web:edit:text', context: { n: 4 } });
  expect(redactRecord(clean)).toEqual(clean);
});

test('the long id of a document stays in its thread, since it is what tells two documents apart', () => {
  const thread = 'url:/notes/0123456789abcdef0123456789abcdef';
  expect(redactThread(thread)).toBe(thread);
});

test('a megabyte of digits, letters or brackets is done in seconds, where backtracking would take minutes', () => {
  for (const piece of [
    '1 ',
    '4111 1111 ',
    'code ',
    'a.b@',
    'eyJaaaa.',
    '-----BEGIN ',
    'DE89',
    'password is ',
    'Ab1_',
  ]) {
    const start = performance.now();
    redactText(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - start, piece).toBeLessThan(8_000);
  }
});

test('what a page shows of replies and of other things holds no secret, and a name with one is none', () => {
  const secret = 'ghp_abcdefghijklmnopqrstuvwxyz012345';
  const doc = 'doc:1AbC2dEfGhIjKlMnOpQrStUvWxYz0123456789abcd';
  const seen = atOnce(
    redactSighting({
      id: '1',
      t: '2026-03-02T09:14:05.120Z',
      thread: 'url:/x',
      title: 'x',
      state: {},
      entities: [doc, `file:${secret}.pdf`],
      replies: [{ key: '1', text: `the key is ${secret}`, by: '@ana' }, { key: secret }],
      mentions: [
        { thread: `url:/${secret}`, entities: [doc], title: secret, state: { status: secret }, text: secret },
        { entities: [`title:${secret}`], title: 'y', state: {} },
      ],
    }),
  );
  expect(JSON.stringify(seen)).not.toContain(secret);
  expect(seen.entities).toEqual([doc]);
  expect(seen.mentions?.map(({ entities }) => entities)).toEqual([[doc], []]);
});
