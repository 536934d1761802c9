import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashPersonalIds, personOf } from './hash-personal-ids.ts';

const KEY = new Uint8Array(32).fill(7);
const hash = (text: string) => hashPersonalIds(text, KEY);

test('no e-mail address survives, wherever it stands', () => {
  fc.assert(
    fc.property(fc.emailAddress(), fc.lorem(), fc.lorem(), (address, before, after) => {
      if (!/^[\w.%+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}$/i.test(address)) return;
      expect(hash(`${before} ${address}, ${after}`)).not.toContain(address);
    }),
  );
});

test.each(['+49 170 1234567', '+1 (415) 555-0132', '030 / 1234567', '@ana.k', 'Ana@Example.org'])(
  '%s is hashed',
  (id) => {
    expect(hash(`call ${id} now`)).toMatch(/^call person:[0-9a-f]{16} now$/);
  },
);

test('one person has one hash, whatever the case; another key gives another', () => {
  expect(hash('Ana@Example.org')).toBe(hash('ana@example.org'));
  expect(personOf('ana@example.org', KEY)).not.toBe(personOf('ana@example.org', new Uint8Array(32)));
});

test.each([
  'The bridge opens on 01.02.2026 at 09:41.',
  'Version 4.2.1 of 2026-02-01',
  'Room 12, 300 seats',
  'https://wiki.example/page/123456789',
])('%s is left as it is', (text) => {
  expect(hash(text)).toBe(text);
});

test('hashing twice changes nothing', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 12 }), fc.emailAddress(), (text, mail) => {
      const once = hash(`${text} ${mail}`);
      expect(hash(once)).toBe(once);
    }),
  );
});
