import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entitiesOfAct, entitiesOfAddress, entitiesOfText, entityOfTitle, scopeOf } from './entities-of.ts';

test.each([
  ['https://trac.example/ticket/12#comment:3', ['url:trac.example/ticket/12', 'key:trac.example#12']],
  ['https://trac.example/ticket/12?action=diff&version=2', ['url:trac.example/ticket/12', 'key:trac.example#12']],
  [
    'https://www.forge.example/ana/bridge/issues/3',
    ['url:forge.example/ana/bridge/issues/3', 'key:forge.example/ana/bridge#3'],
  ],
  [
    'https://forge.example/ana/bridge/-/merge_requests/3/diffs',
    ['url:forge.example/ana/bridge/-/merge_requests/3', 'key:forge.example/ana/bridge#3'],
  ],
  ['https://jira.example/browse/BRIDGE-12', ['url:jira.example/browse/BRIDGE-12', 'key:BRIDGE-12']],
  [
    'https://forge.example/ana/bridge/commit/1a2b3c4d5e6f',
    ['url:forge.example/ana/bridge/commit/1a2b3c4d5e6f', 'commit:1a2b3c4'],
  ],
  ['https://wiki.example/index.php?title=Bridge&action=edit', ['url:wiki.example/index.php/Bridge']],
  [
    'https://docs.example/document/u/1/d/1AbC2dEfGhIjKlMnOpQrStUvWxYz/edit',
    ['url:docs.example/document/d/1AbC2dEfGhIjKlMnOpQrStUvWxYz', 'doc:1AbC2dEfGhIjKlMnOpQrStUvWxYz'],
  ],
])('%s is known as %j', (address, names) => {
  expect(entitiesOfAddress(address)).toEqual(names);
});

test.each([
  'https://trac.example/',
  'https://trac.example/timeline',
  'https://a.example/search?q=bridge',
  'https://a.example/login?next=/ticket/1',
  'mailto:ana@example.org',
  'javascript:void(0)',
  'https://a.example/about',
  'nonsense',
])('%s names nothing: everybody goes there', (address) => {
  expect(entitiesOfAddress(address)).toEqual([]);
});

test.each([
  ['See BRIDGE-12 and bridge-13, not UTF-8, ISO-8601 or COVID-19.', ['key:BRIDGE-12']],
  ['Fixed in commit 1a2b3c4d5e and deadbeef; commit 1234567 is a number.', ['commit:1a2b3c4']],
  ['The plan is in Plan_v2.pdf, see README.md and example.com/x.', ['file:plan_v2.pdf']],
  ['Ask ana@example.org, not noreply@example.org.', ['mail:ana@example.org']],
  ['It is at https://trac.example/ticket/12.', ['url:trac.example/ticket/12', 'key:trac.example#12']],
  ['As in doi 10.1145/3292500.3330701, 2026.', ['doi:10.1145/3292500.3330701']],
  ['Ticket #12 in 2026', []],
])('in “%s” are named %j', (text, names) => {
  expect(entitiesOfText(text)).toEqual(names);
});

test('a bare number is a name where its site is known', () => {
  const scope = scopeOf(new URL('https://trac.example/wiki/Bridge'));
  expect(entitiesOfText('See #12.', scope)).toEqual(['key:trac.example#12']);
  expect(scopeOf(new URL('https://forge.example/ana/bridge/issues/3'))).toBe('forge.example/ana/bridge');
  expect(scopeOf(new URL('https://shop.example/orders/3'))).toBeNull();
});

test.each([
  ['Re: [Demo] #12: Bridge closes too early in winter', 'Bridge closes too early in winter'],
  ['AW: WG: [Demo] #12: Bridge closes too early in winter (closed: fixed)', 'Bridge closes too early in winter'],
  ['BRIDGE-12 Bridge closes too early in winter', '[BRIDGE-12] Bridge closes too early in winter'],
  [
    'Re: [ana/bridge] Bridge closes too early in winter (#3)',
    'Bridge closes too early in winter · Issue #3 · ana/bridge',
  ],
])('the mail “%s” and the page “%s” have their title in common', (subject, title) => {
  expect(entityOfTitle(subject)).toBe(entityOfTitle(title));
  expect(entityOfTitle(subject)).not.toBeNull();
});

test.each(['Inbox', 'Re: Hello', 'Home page', '#12', 'Weekly report', ''])(
  '“%s” is too common to be a name',
  (title) => {
    expect(entityOfTitle(title)).toBeNull();
  },
);

test('an act is about what its text names and where its link leads, not about the page it is on', () => {
  const page = new URL('https://trac.example/ticket/12');
  expect(entitiesOfAct('same as #13', page)).toEqual(['key:trac.example#13']);
  expect(entitiesOfAct(undefined, page, '/ticket/13')).toEqual(['url:trac.example/ticket/13', 'key:trac.example#13']);
  expect(entitiesOfAct(undefined, page, '/ticket/12#comment:2')).toEqual([]);
  expect(entitiesOfAct(undefined, page, '/')).toEqual([]);
});

test('names are few, short, and the same again', () => {
  const words = fc.array(
    fc.constantFrom(
      'AB-12',
      '#3',
      'plan.pdf',
      'a@b.example',
      'https://x.example/ticket/4',
      'commit abcdef12',
      'and',
      '\n',
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        words.map((list) => list.join(' ')),
        fc.string({ maxLength: 500 }),
      ),
      (text) => {
        const names = entitiesOfText(text, 'x.example');
        expect(names.length).toBeLessThanOrEqual(20);
        expect(names.every((name) => name.length <= 200)).toBe(true);
        expect(entitiesOfText(text, 'x.example')).toEqual(names);
      },
    ),
  );
});
