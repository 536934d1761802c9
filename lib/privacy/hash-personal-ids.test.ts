import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sighting } from '../engine/api.ts';
import type { StatementRecord } from '../records/record.ts';
import { hashPersonalIds, hashRecord, hashSighting } from './hash-personal-ids.ts';
import { redactText } from './redact.ts';

const KEY = new Uint8Array(32).fill(7);
const OTHER_KEY = new Uint8Array(32).fill(8);
const letters = fc
  .array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), { minLength: 2, maxLength: 10 })
  .map((l) => l.join(''));
const email = fc.tuple(letters, letters, letters).map(([a, b, c]) => `${a}.${b}@${c}.example`);
const account = letters.filter((name) => name.length > 3).map((name) => `@q${name}9`);
const phone = fc
  .tuple(
    fc.integer({ min: 20, max: 99 }),
    fc.integer({ min: 100, max: 999 }),
    fc.integer({ min: 1_000_000, max: 9_999_999 }),
  )
  .map(([land, area, line]) => `+${land} ${area} ${line}`);

test('no e-mail address, phone number or account name survives', () => {
  fc.assert(
    fc.property(
      fc.oneof(email, account, phone),
      fc.constantFrom('', 'Ask ', '(', 'cc: '),
      fc.constantFrom('', '.', ') now', ', please'),
      (id, before, after) => {
        const hashed = hashPersonalIds(before + id + after, KEY);
        expect(hashed).not.toContain(id);
        expect(hashed).toMatch(/person:[a-p]{16}/);
      },
    ),
    { numRuns: 3_000 },
  );
});

test('hashing twice is hashing once, and redaction leaves hashes alone', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(email, account, phone, fc.string())), (parts) => {
      const once = hashPersonalIds(parts.join(' '), KEY);
      expect(hashPersonalIds(once, KEY)).toBe(once);
    }),
  );
  const token = hashPersonalIds('a@b.example', KEY);
  expect(redactText(`code ${token}`)).toBe(`code ${token}`);
});

test('one person is one token however the address is written, and another key makes another token', () => {
  expect(hashPersonalIds('Ana@Harbour.Example', KEY)).toBe(hashPersonalIds('mailto:ana@harbour.example', KEY));
  expect(hashPersonalIds('+49 170 123 4567', KEY)).toBe(hashPersonalIds('0049-170-1234567', KEY));
  expect(hashPersonalIds('@Ana', KEY)).toBe(hashPersonalIds('@ana', KEY));
  expect(hashPersonalIds('@ana', KEY)).not.toBe(hashPersonalIds('@ana', OTHER_KEY));
});

test.each([
  'The bridge opened on 24.11.2026 at 14:20 and cost 1,250,000 in 2025/26.',
  'Version 1.30.0, 192.168.178.20, 2026-11-24, 978-3-16-148410-0, room 0-12',
  'Install @noble/hashes with @media and @param, or 5@3 apples',
  'See rows 100-200 and 300-400; 10 000 000 people',
])('ordinary text stays as it is: %s', (ordinary) => {
  expect(hashPersonalIds(ordinary, KEY)).toBe(ordinary);
});

test('records and sightings of one person have one thread', () => {
  const record: StatementRecord = {
    kind: 'statement',
    id: '1',
    t: '2026-03-02T09:14:05.120Z',
    thread: 'mail/with/ana@harbour.example',
    text: 'Write to ana@harbour.example',
    entities: ['@ana'],
    context: { to: 'ana@harbour.example', n: 2 },
  };
  const hashed = hashRecord(record, KEY);
  expect(JSON.stringify(hashed)).not.toContain('ana');
  expect(hashed.context?.n).toBe(2);
  const sighting: Sighting = {
    id: '2',
    t: record.t,
    app: 'mail',
    thread: record.thread!,
    title: 'Mail with ana@harbour.example',
    state: { from: '@ana', '@ana': 'approved' },
    worth: { '@ana': 1 },
    news: [
      { type: 'x:y:z', value: 0, text: 'by @ana', revision: '@ana' },
      { type: 'x:y:z', value: 0 },
    ],
    entities: ['mail:ana@harbour.example', '@ana'],
    replies: [{ key: '@ana|1', text: 'thanks, @ana', by: '@ana' }, { key: 'comment-2' }],
    mentions: [
      { thread: 'mail/with/ana@harbour.example', entities: ['@ana'], title: 'For @ana', state: { assignee: '@ana' } },
      { entities: ['mail:ana@harbour.example'], title: 'x', state: {}, text: 'see ana@harbour.example' },
      { entities: ['key:A-1'], title: 'x', state: {}, said: 'Ask @ana, or write to ana@harbour.example' },
    ],
  };
  const seen = hashSighting(sighting, KEY);
  expect(seen.mentions?.[0]?.thread).toBe(hashed.thread);
  expect(seen.entities?.[0]).toBe(`mail:${seen.mentions?.[1]?.entities[0]?.slice('mail:'.length)}`);
  expect(seen.thread).toBe(hashed.thread);
  // What a signal is worth stays with its signal, and news with the revision a record bears.
  expect(Object.keys(seen.state)).toEqual(expect.arrayContaining(Object.keys(seen.worth!)));
  expect(seen.news?.[0]?.revision).toBe(hashed.entities?.[0]);
  expect(JSON.stringify(seen)).not.toContain('ana');
});
