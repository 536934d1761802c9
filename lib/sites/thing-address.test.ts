import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thingAddress, wholeOfNewPart } from './thing-address.ts';

const at = (address: string) => thingAddress(new URL(address, 'https://a.example'));

test.each([
  [
    'a page of a wiki in the path or by parameter',
    '/index.php/Bridge',
    '/index.php?title=Bridge',
    '/index.php?title=Bridge&action=edit&section=1',
    '/index.php?title=Bridge&action=history',
    '/index.php?title=Bridge&diff=next&oldid=3',
    '/index.php?title=Bridge&action=submit',
    '/index.php?title=Bridge&oldid=5&useskin=vector',
    '/index.php?title=Bridge&action=edit&redlink=1',
  ],
  ['a page with a space in its name', '/index.php/Opening_hours', '/index.php?title=Opening%20hours&action=edit'],
  ['a page with a subpage', '/index.php/Talk:Bridge/%C3%96ffnung', '/index.php?title=Talk:Bridge/Öffnung&action=edit'],
  [
    'a page of another wiki',
    '/wiki/BridgeHours',
    '/wiki/BridgeHours?action=diff&version=2',
    '/wiki/BridgeHours?version=1',
    '/wiki/BridgeHours/history',
    '/wiki/BridgeHours/edit',
    '/wiki/BridgeHours#Section',
  ],
  [
    'a ticket',
    '/ticket/12',
    '/ticket/12/',
    '/ticket/12#comment:3',
    '/ticket/12?format=csv',
    '/ticket/12?replyto=1',
    '/ticket/12?cnum_edit=2',
    '/ticket/12?action=diff&version=3',
  ],
  [
    'an issue of a forge',
    '/ana/bridge/issues/3',
    '/ana/bridge/issues/3#issuecomment-99',
    '/ana/bridge/issues/3?notification_id=8',
    '/ana/bridge/issues/3/edit',
  ],
  [
    'a change of a forge',
    '/ana/bridge/pull/3',
    '/ana/bridge/pull/3/files',
    '/ana/bridge/pull/3/commits',
    '/ana/bridge/pull/3/files?diff=split',
  ],
  [
    'a document',
    '/document/d/1AbC2dEfGhIjKlMnOpQrStUvWxYz/edit',
    '/document/u/1/d/1AbC2dEfGhIjKlMnOpQrStUvWxYz/edit?usp=sharing',
    '/document/d/1AbC2dEfGhIjKlMnOpQrStUvWxYz/preview',
    '/document/d/1AbC2dEfGhIjKlMnOpQrStUvWxYz/edit?tab=t.0#heading=h.x',
  ],
  [
    'a topic of a forum',
    '/t/bridge-closed-in-winter/123',
    '/t/123',
    '/t/closed/123',
    '/t/bridge-closed-in-winter/123/4',
    '/t/bridge-closed-in-winter/123?page=2',
  ],
  [
    'a question',
    '/questions/123',
    '/questions/123/why-is-the-bridge-closed',
    '/questions/123/why-is-the-bridge-closed/456#456',
    '/questions/123/why-is-the-bridge-closed?answertab=votes&tab=votes',
  ],
  ['an object behind a verb', '/articles/5', '/articles/edit/5', '/articles/5/edit', '/articles/5/history'],
  ['a bug by parameter', '/show_bug.cgi?id=12', '/show_bug.cgi?id=12&format=multiple', '/show_bug.cgi?id=12#c4'],
  [
    'a ticket each of whose views is a script',
    '/Ticket/Display.html?id=1',
    '/Ticket/Update.html?id=1&Action=Respond&DefaultStatus=resolved',
    '/Ticket/ModifyPeople.html?id=1',
    '/Ticket/History.html?id=1',
    '/Ticket/Display.html?id=1&results=0eaffec57706a2c347ef1aee8f098207',
  ],
  ['a bug each of whose views is a script', '/show_bug.cgi?id=12', '/edit_bug.cgi?id=12', '/bug-history.cgi?id=12'],
  ['a topic by scripts', '/viewtopic.php?t=5', '/posting.php?mode=reply&t=5', '/viewtopic.php?t=5&start=20'],
  ['a ticket by paths with verbs', '/m/ticket/show?id=7', '/m/ticket/history?id=7', '/m/ticket/reply?id=7'],
  [
    'a ticket of a program with words of its own',
    '/tktview/5c19f3e5091c2fa2b5f7e6be1cda79d8d3d828ec',
    '/tktedit/5c19f3e5091c2fa2b5f7e6be1cda79d8d3d828ec',
    '/tktview/5c19f3e509',
  ],
  ['a page of a wiki by a parameter', '/wiki/Bridge', '/wiki?name=Bridge', '/wikiedit?name=Bridge'],
  ['a page by a script and a namespace', '/doku.php?id=harbour:bridge', '/doku.php?id=harbour:bridge&do=edit&rev=17'],
  [
    'an issue with its number in one word',
    '/demo/issue12',
    '/demo/issue12?@ok_message=issue%2012%20edited&@template=item',
  ],
  ['a page of a wiki that marks its views', '/wiki/bridge', '/wiki/bridge/_edit/', '/wiki/bridge/@@history'],
  [
    'a topic that is moderated',
    '/topic/5/bridge-closed',
    '/topic/5',
    '/topic/moderate/delete/5/',
    '/topic/moderate/lock/5/',
  ],
  [
    'a mail in any folder',
    '/mail/u/0/#inbox/FMfcgzGxRdPqabcdEFGH',
    '/mail/u/1/#label/Work/FMfcgzGxRdPqabcdEFGH',
    '/mail/#search/bridge/FMfcgzGxRdPqabcdEFGH',
  ],
  [
    'a card of a one-page app',
    '/app#/boards/7/cards/12',
    '/app#/boards/7/cards/12?tab=2',
    '/app/#/boards/7/cards/12/edit',
  ],
])('%s is one thing at all its addresses', (_, ...addresses) => {
  expect(new Set(addresses.map((address) => at(address).key)).size).toBe(1);
  expect(addresses.every((address) => at(address).named)).toBe(true);
});

test.each([
  ['/ticket/12', '/ticket/13'],
  ['/index.php/Bridge', '/index.php/Talk:Bridge'],
  ['/wiki/Bridge', '/wiki/Bridge/Hours'],
  ['/show_bug.cgi?id=12', '/show_bug.cgi?id=13'],
  ['/watch?v=abcdef12345', '/watch?v=abcdef12346'],
  ['/ana/bridge/issues/3', '/ben/bridge/issues/3'],
  ['/blog/2026/title-of-one-post', '/blog/2026/title-of-another-post'],
  ['/projects/12/issues', '/projects/12'],
  ['/app#/boards/7/cards/12', '/app#/boards/7/cards/13'],
  ['/?p=12', '/?p=13'],
  ['/Ticket/Display.html?id=1', '/Ticket/Display.html?id=2'],
  ['/Ticket/Display.html?id=1', '/User/Display.html?id=1'],
  ['/show_bug.cgi?id=12', '/show_user.cgi?id=12'],
  ['/viewtopic.php?t=5', '/viewforum.php?f=5'],
  ['/demo/issue1', '/demo/issue2'],
  ['/review/5', '/interview/5'],
])('%s and %s are two things', (a, b) => {
  expect(at(a).key).not.toBe(at(b).key);
});

test.each([
  ['/', 'list', false],
  ['/issues', 'list', false],
  ['/ana/bridge/issues?q=is%3Aopen', 'search', false],
  ['/query?status=!closed&order=priority', 'list', false],
  ['/search?q=bridge', 'search', false],
  ['/index.php?search=bridge&title=Special:Search', 'list', false],
  ['/index.php/Special:RecentChanges', 'list', false],
  ['/index.php?title=Special:UserLogin&returnto=Bridge', 'list', false],
  ['/login?next=/ticket/1', 'settings', false],
  ['/users/sign_in', 'settings', false],
  ['/prefs', 'settings', false],
  ['/settings/profile', 'settings', false],
  ['/newticket', 'new', false],
  ['/Ticket/Create.html?Queue=1', 'new', false],
  ['/tickets/submit/', 'new', false],
  ['/tktnew', 'new', false],
  ['/topic/publish/', 'new', false],
  ['/_create/?slug=bridge', 'new', false],
  ['/orders/5/submit', 'edit', true],
  ['/bridge/_settings/', 'settings', false],
  ['/bridge/_history/', 'history', false],
  ['/Ticket/Update.html?id=1', 'edit', true],
  ['/Ticket/History.html?id=1', 'history', true],
  ['/tktedit/5c19f3e509', 'edit', true],
  ['/demo/issue12', 'view', true],
  ['/demo/issue?@columns=title,id', 'list', false],
  ['/doku.php?id=start&do=recent', 'list', true],
  ['/doku.php?id=start&do=profile', 'settings', false],
  ['/ana/bridge/issues/new', 'new', false],
  ['/timeline?from=2026-11-25', 'list', false],
  ['/mail/u/0/', 'list', false],
  ['/wiki/Search', 'view', true],
  ['/wiki/History', 'view', true],
  ['/wiki/Settings', 'view', true],
  ['/wiki/NewBridge', 'view', true],
  ['/ticket/12', 'view', true],
  ['/index.php?title=Bridge&action=edit', 'edit', true],
  ['/index.php?title=Bridge&action=submit', 'edit', true],
  ['/index.php?title=Bridge&action=history', 'history', true],
  ['/index.php?title=Bridge&diff=next&oldid=3', 'diff', true],
  ['/index.php?title=Bridge&oldid=3', 'old-version', true],
  ['/wiki/Bridge?action=diff&version=2', 'diff', true],
  ['/wiki/Bridge?version=2', 'old-version', true],
  ['/articles/5/edit', 'edit', true],
  ['/document/d/1AbC2dEfGhIjKlMnOpQrStUvWxYz/edit', 'edit', true],
  ['/about-us', 'view', false],
])('%s is a page of its kind: %s', (address, view, named) => {
  expect(at(address)).toMatchObject({ view, named });
});

test('what says where a visitor came from, how they look and who they are changes no key', () => {
  const noise = fc.subarray([
    'utm_source=x',
    'tab=files',
    'sort=new',
    'page=3',
    'fbclid=1',
    'authuser=1',
    'lang=de',
    'ref=mail',
    'highlight=a',
    'sid=12',
  ]);
  const thing = fc.constantFrom('/ticket/12', '/wiki/Bridge', '/a/b/issues/3', '/?p=12', '/show_bug.cgi?id=4', '/x/y');
  fc.assert(
    fc.property(thing, noise, fc.constantFrom('', '#comment-4', '#top'), (address, more, hash) => {
      const query = [address.split('?')[1], ...more].filter(Boolean).join('&');
      expect(at(`${address.split('?')[0]}${query === '' ? '' : `?${query}`}${hash}`).key).toBe(at(address).key);
    }),
  );
});

test('no address breaks it, its key is bounded, and the key of a key is the key', () => {
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
      const { key } = thingAddress(new URL(address));
      expect(key.length).toBeLessThanOrEqual(400);
      expect(key.startsWith('url:/')).toBe(true);
    }),
  );
});

test('a new part belongs to its thing, a new thing to none', () => {
  const at = (path: string) => new URL(path, 'https://tracker.example');
  expect(wholeOfNewPart(at('/attachment/ticket/5/?action=new'))).toBe('url:/ticket/5');
  expect(thingAddress(at('/issues/5/comments/new'))).toMatchObject({ key: 'url:/issues/5', view: 'view' });
  expect(['/issues/new', '/projects/3/issues/new', '/newticket'].map((path) => wholeOfNewPart(at(path)))).toEqual([
    null,
    null,
    null,
  ]);
});
