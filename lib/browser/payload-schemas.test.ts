import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkedPayload } from './payload-schemas.ts';
import type { MessageName, Payload } from './protocol.ts';

const T = '2026-03-02T09:00:00.000Z';

test('what our scripts send passes unchanged', () => {
  const sighting = { id: 's', t: T, thread: 'page:A', title: 'A', state: { revision: 3 }, shingles: [1, 2], news: [] };
  expect(checkedPayload('capture>engine:sighting', sighting)).toEqual(sighting);
  const used = { offer: 'o', t: T, verdict: 'added' as const, kept: [0] };
  expect(checkedPayload('chat>engine:used', used)).toEqual(used);
  const unsent = { kind: 'outcome' as const, id: 'u', t: T, type: 'web:abandon:form', value: -0.3, features: { n: 1 } };
  expect(checkedPayload('capture>browser:left', { unsent })).toEqual({ unsent });
  expect(checkedPayload('capture>browser:left', { unsent: null })).toEqual({ unsent: null });
  // What a form held is not for the trail.
  expect(checkedPayload('capture>browser:left', { unsent: { ...unsent, text: 'Dear' } })).toEqual({ unsent });
  const records = [{ kind: 'action', id: 'a', t: T, type: 'x', later: { field: 1 } }];
  expect(checkedPayload('capture>log:append', { records, keepsText: true })).toEqual({ records, keepsText: true });
});

type FromPage = Extract<MessageName, `${'capture' | 'chat' | 'teach'}>${string}`>;
/** Every message of a content script that carries anything; one that is missing here does not compile. */
const FROM_PAGES = Object.keys({
  'capture>log:append': true,
  'capture>engine:sighting': true,
  'capture>browser:doing': true,
  'capture>browser:packs': true,
  'capture>browser:fit': true,
  'capture>browser:trail': true,
  'capture>browser:shown': true,
  'capture>browser:left': true,
  'teach>browser:keep': true,
  'chat>engine:offer': true,
  'chat>engine:used': true,
  'chat>browser:open-panel': true,
} satisfies { readonly [N in FromPage as Payload<N> extends undefined ? never : N]: true }) as FromPage[];

test('anything else is refused with a reason, and nothing makes it throw another way', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FROM_PAGES), fc.anything(), (name, payload) => {
      expect(() => checkedPayload(name, payload)).toThrow(`${name} was not understood`);
    }),
  );
});

test('what is too long, too much or out of bounds is refused', () => {
  const sighting = { id: 's', t: T, thread: 'page:A', title: 'A', state: {} };
  const left = { kind: 'outcome', id: 'u', t: T, type: 'web:abandon:form', value: -0.3 };
  const bad: readonly (readonly [FromPage, object])[] = [
    ['capture>log:append', { records: Array.from({ length: 501 }, () => ({})), keepsText: true }],
    ['capture>log:append', { records: ['act', 7, null], keepsText: true }],
    ['capture>log:append', { records: [] }],
    ['capture>engine:sighting', { ...sighting, title: 'x'.repeat(1_001) }],
    ['capture>engine:sighting', { ...sighting, t: 'tomorrow' }],
    ['capture>engine:sighting', { ...sighting, state: { status: {} } }],
    ['capture>engine:sighting', { ...sighting, state: { n: Number.NaN } }],
    ['capture>engine:sighting', { ...sighting, worth: { status: 2 } }],
    ['capture>engine:sighting', { ...sighting, shingles: Array.from({ length: 30_001 }, () => 1) }],
    ['capture>engine:sighting', { ...sighting, mentions: Array.from({ length: 101 }, () => ({})) }],
    ['capture>browser:doing', { secret: false, dropped: -1 }],
    ['capture>browser:doing', { secret: false, dropped: 1e9 }],
    ['capture>browser:packs', { ids: ['x'.repeat(121)] }],
    ['capture>browser:fit', { fits: Array.from({ length: 6 }, () => ({ pack: 'a', missing: [] })) }],
    ['capture>browser:trail', { reloaded: 'yes' }],
    ['capture>browser:shown', { notices: Array.from({ length: 21 }, () => 1) }],
    ['capture>browser:shown', { notices: ['Saved.'] }],
    ['capture>browser:left', {}],
    ['capture>browser:left', { unsent: { ...left, kind: 'action' } }],
    ['capture>browser:left', { unsent: { ...left, value: 2 } }],
    ['capture>browser:left', { unsent: { ...left, links: ['a', 'b', 'c', 'd', 'e', 'f'] } }],
    ['capture>browser:left', { unsent: { ...left, features: { typed: 'words' } } }],
    ['teach>browser:keep', { taught: { title: { css: 'x'.repeat(501) } } }],
    ['chat>engine:offer', { draft: 'x'.repeat(20_001), t: T }],
    ['chat>engine:offer', { draft: 'x', t: T, budget: 1e9 }],
    ['chat>engine:used', { offer: 'o', t: T, verdict: 'sent', kept: [] }],
    ['chat>browser:open-panel', { route: 'x'.repeat(201) }],
  ];
  for (const [name, payload] of bad) expect(() => checkedPayload(name, payload)).toThrow(`${name} was not understood`);
});
