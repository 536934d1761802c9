import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { packsFor } from './all-packs.ts';
import { anySite } from './any-site.ts';
import { packFromData } from './pack-from-data.ts';
import { trac } from './packs/trac.ts';
import { isHostOf, packsForHost, withoutEvidence } from './packs-for-host.ts';
import { readSiteData, type SiteData, type StateData } from './site-data.ts';
import { packFor } from './site-pack.ts';

const pageOf = (html: string) =>
  parseHTML(`<!DOCTYPE html><html><body>${html}</body></html>`).document as unknown as Document;
const AT = new URL('https://app.example/item/12?tab=a#b');

/** A pack that says nothing. */
const BARE: SiteData = {
  format: 1,
  id: 'bare',
  name: 'Bare',
  hosts: ['app.example'],
  seenLive: null,
  pages: [],
  states: [],
  mentions: [],
  controls: [],
  forms: [],
  messages: [],
};

const css = fc.oneof(
  fc.constantFrom(
    'h1',
    '.state',
    'li',
    'a[href]',
    'div > span',
    '[',
    'a:unknown-pseudo(',
    '#x .y',
    'time',
    ':not(',
    '*',
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const pattern = fc.constantFrom('^/item/(\\d+)', '/(.*)', '[', '(?<=x)', '^$', '.');
const find = fc.record({ css, expected: fc.boolean() });
const state = fc.record({
  css,
  name: fc.constantFrom('status', 'kind', 'count'),
  read: fc.constantFrom<StateData['read'][]>('text', 'number', 'count', 'list', {
    attribute: 'data-state',
  }) as fc.Arbitrary<NonNullable<StateData['read']>>,
  pick: pattern,
  worth: fc.constant({ open: 1, closed: -1 }),
});
const anyData: fc.Arbitrary<SiteData> = fc.record({
  format: fc.constant(1 as const),
  id: fc.constantFrom('pack', 'own-app'),
  name: fc.constant('Pack'),
  hosts: fc.constantFrom<string[][]>([], ['app.example']),
  seenLive: fc.constant(null),
  pages: fc.array(
    fc.record({
      path: pattern,
      thread: fc.constantFrom('item:$1', 'none', '$9'),
      noun: fc.constantFrom('item', 'list'),
      kind: fc.constantFrom('view' as const, 'edit' as const, 'other' as const),
    }),
    { maxLength: 3 },
  ),
  title: find,
  text: find,
  account: fc.record({ css, pick: pattern }),
  states: fc.array(state, { maxLength: 4 }),
  replies: fc.record({ item: find, author: css, text: css, time: css }),
  mentions: fc.array(fc.record({ row: find, link: css, states: fc.array(state, { maxLength: 2 }) }), { maxLength: 2 }),
  controls: fc.array(fc.record({ css, act: fc.constant('press:thing') }), { maxLength: 2 }),
  forms: fc.array(fc.record({ css, act: fc.constant('send:form'), field: css, remark: css }), { maxLength: 2 }),
  messages: fc.array(fc.record({ css, value: fc.constantFrom(-1, 0, 0.5) }), { maxLength: 2 }),
});

const scrap = fc.constantFrom(
  '<h1>Title</h1>',
  '<span class="state" data-state="Open">Open</span>',
  '<ul><li><a href="/item/3">Three</a></li><li><a href="::bad::">?</a></li></ul>',
  '<time datetime="2026-03-02T09:00:00Z">then</time><time datetime="never">?</time>',
  '<form><input name="querySelector"><textarea>x</textarea></form>',
  '<div><span>1,234,567</span></div>',
  `<p>${'word '.repeat(30_000)}</p>`,
  '<a>no address</a><a href="javascript:1">script</a>',
  '</div></p>',
);
const anyPage = fc.array(scrap, { maxLength: 8 }).map((scraps) => pageOf(scraps.join('')));

test('whatever the data and the page, every reader answers, and within bounds', () => {
  fc.assert(
    fc.property(anyData, anyPage, (data, page) => {
      const pack = packFromData(data);
      expect(typeof pack.recognises(page, AT)).toBe('boolean');
      expect(pack.titleOf(page, AT).length).toBeLessThanOrEqual(200);
      const state = pack.stateOf(page, AT);
      expect(Object.keys(state).length).toBeLessThanOrEqual(20);
      for (const word of Object.values(state)) expect(String(word).length).toBeLessThanOrEqual(200);
      for (const worth of Object.values(pack.worthOf!(page, AT))) expect(Math.abs(worth)).toBeLessThanOrEqual(1);
      pack.threadOf(page, AT);
      pack.mainTextOf(page, AT);
      pack.ownAccountOf!(page);
      pack.entitiesOf!(page, AT);
      pack.fitsOn!(page, AT);
      const replies = pack.repliesOf!(page, AT);
      expect(replies.length).toBeLessThanOrEqual(50);
      for (const { key, text = '', happened } of replies) {
        expect(key).not.toBe('');
        expect(text.length).toBeLessThanOrEqual(1_000);
        if (happened !== undefined) expect(new Date(happened).toISOString()).toBe(happened);
      }
      const mentions = pack.mentionsOf?.(page, AT) ?? [];
      expect(mentions.length).toBeLessThanOrEqual(100);
      for (const { thread, entities } of mentions) expect(thread !== undefined || entities.length > 0).toBe(true);
      const form = page.querySelector('form');
      if (form) {
        for (const known of pack.forms)
          expect(known.read(form as HTMLFormElement, null)).toMatchObject({ verb: 'send', object: 'form' });
      }
    }),
    { numRuns: 300 },
  );
});

test('a pack that says nothing reads a page as the pack behind it', () => {
  fc.assert(
    fc.property(anyPage, (page) => {
      const pack = packFromData(BARE);
      expect(pack.titleOf(page, AT)).toBe(anySite.titleOf(page, AT));
      expect(pack.stateOf(page, AT)).toEqual(anySite.stateOf(page, AT));
      expect(pack.threadOf(page, AT)).toBe(anySite.threadOf(page, AT));
      expect(pack.kindOf(page, AT)).toBe(anySite.kindOf(page, AT));
      expect(pack.mainTextOf(page, AT)).toBe(anySite.mainTextOf(page, AT));
    }),
    { numRuns: 50 },
  );
});

test('all data that is made is of the form, or is refused for a pattern that is none', () => {
  fc.assert(
    fc.property(anyData, (data) => {
      const read = readSiteData(JSON.parse(JSON.stringify(data)));
      const states = [...data.states, ...data.mentions.flatMap((mention) => mention.states)];
      const patterns = [...data.pages.map(({ path }) => path), ...states.map(({ pick }) => pick!)];
      expect(read === null).toBe([...patterns, data.account!.pick!].includes('['));
    }),
  );
});

test.each([
  ['a pattern that repeats what repeats', { ...BARE, pages: [{ path: '^(a+)+$', noun: 'x', kind: 'view' }] }],
  ['a worth above 1', { ...BARE, states: [{ name: 'status', css: 'b', worth: { open: 2 } }] }],
  ['an act without an object', { ...BARE, controls: [{ css: 'b', act: 'press' }] }],
  ['an id that would change the type', { ...BARE, id: 'a:b' }],
  ['another format', { ...BARE, format: 2 }],
  ['no object at all', 'pack'],
])('%s is refused', (_, data) => {
  expect(readSiteData(data)).toBeNull();
});

test('a host is one of a pack exactly, or below one written with a star', () => {
  expect(isHostOf({ hosts: ['github.com'] }, 'github.com')).toBe(true);
  expect(isHostOf({ hosts: ['github.com'] }, 'github.com.example.org')).toBe(false);
  expect(isHostOf({ hosts: ['*.atlassian.net'] }, 'team.atlassian.net')).toBe(true);
  expect(isHostOf({ hosts: ['*.atlassian.net'] }, 'evilatlassian.net')).toBe(false);
});

test('a known host gets its own pack alone, any other those that recognise their pages, and none its evidence', () => {
  const hosted = { ...BARE, hosts: ['known.example'] };
  expect(packsForHost([hosted, trac], 'known.example').map(({ id }) => id)).toEqual(['bare']);
  expect(packsForHost([hosted, trac], 'other.example').map(({ id }) => id)).toEqual(['trac']);
  const sent = JSON.stringify(withoutEvidence(trac));
  expect(sent).not.toMatch(/"(?:found|sources?)"/);
  expect(sent.length).toBeLessThan(6_000);
});

const OWN: SiteData = {
  ...BARE,
  id: 'own-app-example',
  pages: [{ path: '^/item/[^/]+$', noun: 'thing', kind: 'view' }],
  title: { css: '.name', on: ['thing'], expected: true },
  states: [{ name: 'status', css: '.flag', on: ['thing'], worth: { 'on hold': -1 } }],
  messages: [{ css: '.yay', value: 0.5 }],
};

test("the user's own pack goes first, on pages like the one it was taught on, and changes no type", () => {
  const page = pageOf('<h1>Shop</h1><p class="name">Order 12</p><b class="flag">On hold</b>');
  const pack = packFor(packsFor(false, [OWN]), page, AT);
  expect(pack.id).toBe('web');
  expect(pack.titleOf(page, AT)).toBe('Order 12');
  expect(pack.stateOf(page, AT)).toEqual({ status: 'on hold' });
  expect(pack.worthOf!(page, AT)).toEqual({ status: -1 });
  expect(pack.fitsOn!(page, AT)).toEqual([{ pack: 'own-app-example', missing: [] }]);
  expect(pack.threadOf(page, AT)).toBe(anySite.threadOf(page, AT));
  const elsewhere = new URL('https://app.example/cart');
  expect(pack.titleOf(page, elsewhere)).toBe('Shop');
  expect(pack.fitsOn!(page, elsewhere)).toEqual([]);
});

test("a known site's pack stays behind the user's own", () => {
  const known = { ...BARE, states: [{ name: 'priority', css: '.prio' }] };
  const page = pageOf('<p class="name">Order 12</p><b class="prio">High</b>');
  const pack = packFor(packsFor(false, [OWN, known]), page, AT);
  expect(pack.id).toBe('bare');
  expect([pack.titleOf(page, AT), pack.stateOf(page, AT)]).toEqual(['Order 12', { priority: 'high' }]);
});
