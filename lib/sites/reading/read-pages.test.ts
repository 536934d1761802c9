/** The generic readers on saved pages of real apps and on pages in the style of many. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { Mention, Reply } from '../../engine/api.ts';
import { anySite } from '../any-site.ts';
import { textOf } from './text-of.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const pageOf = (path: string) =>
  parseHTML(readFileSync(join(FIXTURES, `${path}.html`), 'utf8')).document as unknown as Document;
const htmlPage = (body: string, title = 'x') =>
  parseHTML(`<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`)
    .document as unknown as Document;
const read = (path: string, address: string) => {
  const page = pageOf(path);
  const url = new URL(address);
  return {
    kind: anySite.kindOf(page, url),
    thread: anySite.threadOf(page, url),
    title: anySite.titleOf(page, url),
    own: anySite.ownAccountOf(page),
    state: anySite.stateOf(page, url),
    entities: anySite.entitiesOf(page, url),
    replies: anySite.repliesOf(page, url),
    mentions: anySite.mentionsOf(page, url),
    text: anySite.mainTextOf(page, url),
  };
};
const brief = (replies: readonly Reply[]) => replies.map(({ by, own, value }) => [by, own, value]);
const of = (mentions: readonly Mention[], thread: string) => mentions.find((mention) => mention.thread === thread);

const T = 'http://trac.example';
const TICKET = { milestone: 'none', component: 'component1', version: 'none', tags: 'hours, winter' };

test.each([
  ['ticket-new', '/ticket/1', { status: 'new', priority: 'major', assignee: '@somebody', ...TICKET }],
  ['ticket-new-de', '/ticket/1', { status: 'new', priority: 'major', assignee: '@somebody', ...TICKET }],
  ['ticket-accepted', '/ticket/1', { status: 'accepted', priority: 'major', assignee: '@ben', ...TICKET }],
  [
    'ticket-closed',
    '/ticket/1',
    { status: 'closed', resolution: 'fixed', priority: 'critical', assignee: '@ben', ...TICKET },
  ],
  [
    'ticket-closed-de',
    '/ticket/1#comment:3',
    { status: 'closed', resolution: 'fixed', priority: 'critical', assignee: '@ben', ...TICKET },
  ],
  [
    'ticket-closed-anonymous',
    '/ticket/1?replyto=2',
    { status: 'closed', resolution: 'fixed', priority: 'critical', assignee: '@ben', ...TICKET },
  ],
])('Trac, %s: the state of the ticket, in whatever language', (name, path, state) => {
  const seen = read(`trac-in-two-languages/${name}`, T + path);
  expect(seen).toMatchObject({ kind: 'view', thread: 'url:/ticket/1', title: 'Bridge closes too early in winter' });
  expect(seen.state).toEqual(state);
  expect(seen.entities).toEqual([
    'url:trac.example/ticket/1',
    'key:trac.example#1',
    'title:bridge closes too early in winter',
  ]);
});

test.each(['ticket-closed', 'ticket-closed-de'])('Trac, %s: who said and changed what, and when', (name) => {
  const { replies, own } = read(`trac-in-two-languages/${name}`, `${T}/ticket/1`);
  expect(own).toBe('Ana');
  expect(brief(replies)).toEqual([
    ['@ben', false, undefined],
    ['@ana', true, undefined],
    ['@ben', false, undefined],
  ]);
  expect(replies[2]!.text).toMatch(/accepted → closed/);
  expect(replies[2]!.text).toMatch(/Fixed the timer of the gate\.$/);
  expect(replies.every(({ happened }) => happened?.startsWith('2026-11-25T23:1'))).toBe(true);
  expect(new Set(replies.map(({ key }) => key)).size).toBe(3);
});

test.each(['ticket-new', 'ticket-new-de'])('Trac, %s: nobody has answered yet', (name) => {
  expect(read(`trac-in-two-languages/${name}`, `${T}/ticket/1`).replies).toEqual([]);
});

test.each([
  ['wiki-view', '/wiki/BridgeHours', 'view', true],
  ['wiki-view-de', '/wiki/BridgeHours', 'view', true],
  ['wiki-edit', '/wiki/BridgeHours?action=edit', 'edit', false],
  ['wiki-edit-de', '/wiki/BridgeHours?action=edit', 'edit', false],
  ['wiki-history-de', '/wiki/BridgeHours?action=history', 'history', false],
  ['wiki-diff', '/wiki/BridgeHours?action=diff&version=2', 'diff', false],
  ['wiki-old-version', '/wiki/BridgeHours?version=1', 'old-version', false],
] as const)(
  'Trac, %s is one thing with the other pages of it, and only its own page shows its text',
  (name, path, kind, shows) => {
    const seen = read(`trac-in-two-languages/${name}`, T + path);
    expect(seen).toMatchObject({ kind, thread: 'url:/wiki/BridgeHours', state: {} });
    expect(seen.text !== null).toBe(shows);
    if (shows) expect(textOf(seen.text!, 5_000)).toContain('on weekdays from eight until four');
  },
);

test('Trac: versions of a page are contributions with their reasons', () => {
  for (const name of ['wiki-history', 'wiki-history-de']) {
    const { replies } = read(`trac-in-two-languages/${name}`, `${T}/wiki/BridgeHours?action=history`);
    expect(replies.map(({ key, by, own, text }) => [key, by, own, text])).toEqual([
      ['2', '@ben', false, 'the board says so'],
      ['1', '@ana', true, 'first'],
    ]);
  }
});

test.each([
  ['query', '/query?status=!closed&order=priority'],
  ['query-all-de', '/query?status=accepted&status=closed&status=new&order=priority&col=id&col=summary'],
  ['report', '/report/6'],
  ['timeline-de', '/timeline'],
  ['search-de', '/search?q=bridge'],
  ['roadmap', '/roadmap'],
  ['ticket-form', '/newticket'],
  ['ticket-form-de', '/newticket'],
  ['prefs', '/prefs'],
] as const)('Trac, %s is about no thing', (name, path) => {
  const seen = read(`trac-in-two-languages/${name}`, T + path);
  if (name !== 'report') expect(seen.thread).toBeNull();
  expect(seen.state).toEqual({});
});

test('Trac: lists, feeds, searches and texts say of a ticket what its own page says', () => {
  const closed = { status: 'closed', resolution: 'fixed' };
  const pages = {
    'query-all-de': '/query?status=closed',
    timeline: '/timeline',
    'timeline-de': '/timeline',
    search: '/search?q=bridge',
    'search-de': '/search?q=bridge',
    'wiki-view': '/wiki/BridgeHours',
    'wiki-view-de': '/wiki/BridgeHours',
  };
  for (const [name, path] of Object.entries(pages)) {
    const ticket = of(read(`trac-in-two-languages/${name}`, T + path).mentions, 'url:/ticket/1');
    expect(ticket?.state, name).toMatchObject(closed);
    expect(ticket?.entities, name).toContain('key:trac.example#1');
  }
  const row = of(read('trac-in-two-languages/query-all-de', `${T}/query?status=closed`).mentions, 'url:/ticket/1')!;
  expect(row.state).toEqual({ ...closed, assignee: '@ben' });
  expect(row.title).toBe('Bridge closes too early in winter');
});

const W = 'http://wiki.example';
test.each([
  ['view', '/index.php/Bridge', 'view'],
  ['view-vector-2022', '/index.php/Bridge', 'view'],
  ['view-minerva', '/index.php?title=Bridge', 'view'],
  ['edit', '/index.php?title=Bridge&action=edit', 'edit'],
  ['edit-section', '/index.php?title=Bridge&action=edit&section=1', 'edit'],
  ['edit-preview', '/index.php?title=Bridge&action=submit', 'edit'],
  ['history', '/index.php?title=Bridge&action=history', 'history'],
  ['diff', '/index.php?title=Bridge&diff=next&oldid=3', 'diff'],
  ['old-version', '/index.php?title=Bridge&oldid=3', 'old-version'],
] as const)('MediaWiki without its pack, %s: one thing in all its views', (name, path, kind) => {
  const seen = read(`mediawiki/${name}`, W + path);
  expect(seen).toMatchObject({ kind, thread: 'url:/index.php/Bridge', title: 'Bridge', own: 'Ana', state: {} });
  expect(seen.text !== null).toBe(kind === 'view');
});

test('MediaWiki without its pack: who undid the user is told, and only of the user', () => {
  const undone = read('mediawiki/history-after-revert', `${W}/index.php?title=Bridge&action=history`).replies;
  expect(brief(undone)).toEqual([
    ['@ben_smith', false, -1],
    ['@ben_smith', false, undefined],
    ['@ana', true, undefined],
    ['@admin', false, undefined],
  ]);
  expect(undone[0]).toMatchObject({ key: 'mw-revid:5', text: 'Undid revision 3 by Ana (talk): no source' });
  const rolledBack = read('mediawiki/history-after-rollback', `${W}/index.php?title=Harbour&action=history`).replies;
  expect(brief(rolledBack)[0]).toEqual(['@admin', false, -1]);
});

test.each(['special-recent-changes', 'special-login'])(
  'MediaWiki without its pack: %s is about no thing, whatever it is called',
  (name) => {
    expect(read(`mediawiki/${name}`, `${W}/index.php/Spezial:Seite`)).toMatchObject({ kind: 'list', thread: null });
  },
);

test('MediaWiki without its pack: recent changes mention the pages, not the people', () => {
  const { mentions } = read('mediawiki/special-recent-changes', `${W}/index.php/Special:RecentChanges`);
  expect(mentions.map(({ thread }) => thread)).toContain('url:/index.php/Lighthouse');
  expect(mentions.filter(({ thread }) => /User/.test(thread ?? ''))).toEqual([]);
});

const S = 'in-the-style-of';
test.each([
  [
    'forge-issue',
    'http://forge.example/ana/harbour/issues/3?notification_id=4',
    'url:/ana/harbour/issues/3',
    'Bridge closed sign is unreadable #3',
    { status: 'open', tags: 'paint', milestone: 'spring', assignee: '@ben' },
  ],
  [
    'forge-review',
    'http://forge.example/ana/harbour/pull/7/files',
    'url:/ana/harbour/pull/7',
    'Repaint the sign #7',
    { status: 'merged' },
  ],
  [
    'tracker-issue',
    'http://tracker.example/issues/12?tab=history',
    'url:/issues/12',
    'Ferry times are wrong on Sundays',
    {
      status: 'resolved',
      priority: 'high',
      assignee: '@ben_smith',
      version: 'winter',
      due: '12/01/2026',
      progress: 40,
    },
  ],
  [
    'tracker-issue-de',
    'http://tracker.example/issues/12#note-1',
    'url:/issues/12',
    'Ferry times are wrong on Sundays',
    {
      status: 'resolved',
      priority: 'high',
      assignee: '@ben_smith',
      version: 'winter',
      due: '12/01/2026',
      progress: 40,
    },
  ],
  [
    'board-issue',
    'http://board.example/browse/HAR-12',
    'url:/browse/HAR-12',
    'Ferry times are wrong',
    { type: 'bug', status: 'in progress', priority: 'major', resolution: 'unresolved', assignee: '@ben_smith' },
  ],
  [
    'board-issue-fr',
    'http://board.example/browse/HAR-12?focusedCommentId=3',
    'url:/browse/HAR-12',
    'Ferry times are wrong',
    { type: 'bug', status: 'in progress', priority: 'major', resolution: 'unresolved', assignee: '@ben_smith' },
  ],
  [
    'forum-topic',
    'http://forum.example/t/when-does-the-bridge-open/123/2',
    'url:/t/123',
    'When does the bridge open?',
    { tags: 'bridge, hours' },
  ],
  [
    'order',
    'http://shop.example/account/orders/1042',
    'url:/account/orders/1042',
    'Order #1042',
    { status: 'shipped', payment: 'paid' },
  ],
  [
    'order-de',
    'http://shop.example/account/orders/1042',
    'url:/account/orders/1042',
    'Bestellung #1042',
    { status: 'shipped', payment: 'bezahlt' },
  ],
  [
    'helpdesk',
    'http://help.example/tickets/77',
    'url:/tickets/77',
    'No puedo entrar al puerto',
    { status: 'pending', assignee: '@ben_smith', priority: 'high' },
  ],
  ['kanban', 'http://kanban.example/b/harbour', 'url:/b/harbour', 'Harbour', {}],
  [
    'blog-post',
    'http://blog.example/2026/11/a-day-on-the-bridge/?utm_source=x',
    'url:/2026/11/a-day-on-the-bridge',
    'A day on the bridge',
    {},
  ],
  [
    'mail',
    'http://mail.example/mail/u/0/#inbox/FMfcgzGxRdPqabcdEFGH',
    'url:/mail#FMfcgzGxRdPqabcdEFGH',
    'Re: [Demo] #12: Ferry times are wrong on Sundays',
    {},
  ],
])('%s: thread, title and state', (name, address, thread, title, state) => {
  const seen = read(`${S}/${name}`, address);
  expect(seen).toMatchObject({ thread, title });
  expect(seen.state).toEqual(state);
});

test.each([
  [
    'forge-issue',
    'http://forge.example/ana/harbour/issues/3',
    [
      ['@ana', true, undefined],
      ['@ben', false, undefined],
      ['@ana', true, undefined],
    ],
  ],
  [
    'forge-issue-de',
    'http://forge.example/ana/harbour/issues/3',
    [
      ['@ana', true, undefined],
      ['@ben', false, undefined],
      ['@ana', true, undefined],
    ],
  ],
  [
    'forge-review',
    'http://forge.example/ana/harbour/pull/7',
    [
      ['@ana', true, undefined],
      ['@ben', false, 1],
    ],
  ],
  ['tracker-issue-de', 'http://tracker.example/issues/12', [['@ben_smith', false, undefined]]],
  ['board-issue-fr', 'http://board.example/browse/HAR-12', [['@ben_smith', undefined, undefined]]],
  [
    'forum-topic',
    'http://forum.example/t/123',
    [
      ['@ana', true, undefined],
      ['@ben', false, 1],
    ],
  ],
  [
    'helpdesk',
    'http://help.example/tickets/77',
    [
      ['@ana', true, undefined],
      ['@ben_smith', false, undefined],
    ],
  ],
  ['blog-post', 'http://blog.example/2026/11/a-day-on-the-bridge/', [['@ben', undefined, undefined]]],
  [
    'mail',
    'http://mail.example/mail/#inbox/FMfcgzGxRdPqabcdEFGH',
    [
      ['@demo', undefined, undefined],
      ['@ben_smith', undefined, undefined],
    ],
  ],
  ['kanban', 'http://kanban.example/b/harbour', []],
  ['order', 'http://shop.example/account/orders/1042', []],
])('%s: who contributed, whose it is and what it is worth', (name, address, replies) => {
  const seen = read(`${S}/${name}`, address).replies;
  expect(brief(seen)).toEqual(replies);
  for (const { text, happened, shingles } of seen) {
    expect(text).not.toMatch(/comment(?:ed|ierte)|@|\d days? ago/);
    expect(happened).toMatch(/^2026-11-/);
    expect(shingles!.length).toBeGreaterThan(0);
  }
});

test('a list says of its things what their own pages say', () => {
  const { mentions } = read(`${S}/forge-issues`, 'http://forge.example/ana/harbour/issues');
  expect(mentions.map(({ thread, title, state }) => [thread, title, state])).toEqual([
    ['url:/ana/harbour/issues/3', 'Bridge closed sign is unreadable', {}],
    ['url:/ana/harbour/issues/2', 'Lamp at the north end', { status: 'closed' }],
  ]);
  const board = read(`${S}/kanban`, 'http://kanban.example/b/harbour').mentions;
  expect(board.map(({ title, state }) => [title, state.status])).toEqual([
    ['Paint the sign', 'to do'],
    ['Oil the gate', 'to do'],
    ['Count the boats', 'to do'],
    ['Buy rope', 'done'],
  ]);
  const told = read(`${S}/notifications`, 'http://forge.example/notifications').mentions;
  expect(told[0]).toMatchObject({ thread: 'url:/ana/harbour/issues/3', happened: '2026-11-21T09:30:00.000Z' });
  expect(told[1]).toMatchObject({ thread: 'url:/ana/harbour/pulls/7', state: { status: 'merged' } });
});

test('a mail and the page it tells of have names and state in common', () => {
  const { mentions, entities } = read(`${S}/mail`, 'http://mail.example/mail/#inbox/FMfcgzGxRdPqabcdEFGH');
  expect(mentions[0]).toMatchObject({ state: { status: 'closed', resolution: 'fixed' } });
  expect(mentions[0]!.entities).toEqual([
    'url:trac.example/ticket/12',
    'key:trac.example#12',
    'title:ferry times are wrong on sundays',
  ]);
  expect(mentions[0]!.thread).toBeUndefined();
  expect(entities).toContain('title:ferry times are wrong on sundays');
  expect(mentions[1]).toMatchObject({ title: 'Second lamp is broken at the quay', state: {} });
});

test('the page of the first visit does not lend its address to all others of a one-page app', () => {
  const page = parseHTML(
    '<html><head><link rel="canonical" href="https://a.example/tasks/7"></head><body><main><h1>x</h1></main></body></html>',
  ).document as unknown as Document;
  expect(anySite.threadOf(page, new URL('https://a.example/tasks/8'))).toBe('url:/tasks/8');
});

test('a badge of the thing is a signal; badges of rows, numbers, sentences and times are not', () => {
  const url = new URL('https://a.example/issues/3');
  const page = htmlPage(`<main><h1>x</h1><span class="badge">Open</span><span class="badge">12345</span>
    <span class="status">This is a whole sentence that goes on and on</span><div class="status-bar">Ready</div>
    <p class="meta">Updated: 3 minutes ago</p><p>Views: 120</p><span class="vote-count">12</span>
    <table><tr><td><span class="badge">Closed</span></td></tr></table>
    <ul><li><a href="/issues/4">y</a> <span class="status">closed</span></li></ul></main>`);
  expect(anySite.stateOf(page, url)).toEqual({ status: 'open', votes_count: 12 });
});

test('the same page says the same, and what its address carries besides changes nothing of it', () => {
  const pages = { 'ticket-closed': '/ticket/1', timeline: '/timeline', 'wiki-view': '/wiki/BridgeHours' };
  for (const [name, path] of Object.entries(pages)) {
    const plain = { ...read(`trac-in-two-languages/${name}`, T + path), text: null };
    expect({ ...read(`trac-in-two-languages/${name}`, T + path), text: null }).toEqual(plain);
    expect({
      ...read(`trac-in-two-languages/${name}`, `${T}${path}?utm_source=mail&sort=date#comment:2`),
      text: null,
    }).toEqual(plain);
  }
});

const tag = fc.constantFrom(
  'div',
  'main',
  'table',
  'tr',
  'td',
  'th',
  'ul',
  'li',
  'dl',
  'dt',
  'dd',
  'form',
  'h1',
  'a',
  'span',
  'time',
  'article',
  'select',
  'option',
  'section',
  'header',
);
const attributes = fc.array(
  fc.tuple(
    fc.constantFrom('class', 'id', 'href', 'title', 'role', 'datetime', 'data-status', 'headers', 'name', 'itemprop'),
    fc.oneof(
      fc.constantFrom(
        'comment',
        'status',
        'badge',
        'reply author',
        '/ticket/12',
        '#x',
        'list',
        '2026-01-01T00:00',
        'priority',
        'getAttribute',
        'querySelector',
        'approved',
      ),
      fc.string({ maxLength: 12 }),
    ),
  ),
  { maxLength: 3 },
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom('open', 'Status: closed', '', '12', 'See #3.', 'x'.repeat(3_000), '→'),
    fc.record({ tag, attributes, children: fc.array(tie('tree'), { maxLength: 5 }) }),
  ),
}));
interface Node3 {
  readonly tag: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly children: readonly unknown[];
}
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
function html(node: unknown): string {
  if (typeof node === 'string') return escaped(node);
  const { tag: name, attributes: list, children } = node as Node3;
  return `<${name} ${list.map(([key, value]) => `${key}="${escaped(value)}"`).join(' ')}>${children.map(html).join('')}</${name}>`;
}

test('no page breaks the readers, and what they say is bounded and short', () => {
  fc.assert(
    fc.property(
      fc.array(tree, { maxLength: 6 }),
      fc.constantFrom('/ticket/1', '/', '/x?q=1', '/wiki/A?action=history', '/a'),
      (nodes, path) => {
        const page = htmlPage(nodes.map(html).join(''));
        const url = new URL(path, 'https://a.example');
        const state = anySite.stateOf(page, url);
        for (const [name, value] of Object.entries(state)) {
          expect(name.length).toBeLessThanOrEqual(40);
          expect(String(value).length).toBeLessThanOrEqual(80);
        }
        expect(Object.keys(state).length).toBeLessThanOrEqual(25);
        expect(anySite.titleOf(page, url).length).toBeLessThanOrEqual(200);
        const replies = anySite.repliesOf(page, url);
        expect(replies.length).toBeLessThanOrEqual(50);
        for (const { key, text, by } of replies) {
          expect(key.length).toBeLessThanOrEqual(300);
          expect((text ?? '').length).toBeLessThanOrEqual(1_000);
          expect((by ?? '').length).toBeLessThanOrEqual(200);
        }
        const mentions = anySite.mentionsOf(page, url);
        expect(mentions.length).toBeLessThanOrEqual(100);
        for (const mention of mentions) {
          expect(mention.entities.length + (mention.thread === undefined ? 0 : 1)).toBeGreaterThan(0);
          expect(mention.title.length).toBeLessThanOrEqual(300);
          expect((mention.text ?? '').length).toBeLessThanOrEqual(1_000);
        }
        anySite.ownAccountOf(page);
        anySite.entitiesOf(page, url);
        anySite.mainTextOf(page, url);
      },
    ),
    { numRuns: 200 },
  );
});

test('every saved page in the style of an app is read by a test of this file', () => {
  const source = readFileSync(join(import.meta.dirname, 'read-pages.test.ts'), 'utf8');
  const pages = readdirSync(join(FIXTURES, S)).filter((name) => name.endsWith('.html'));
  expect(
    pages.filter(
      (name) =>
        !source.includes(`'${name.replace('.html', '')}'`) && !source.includes(`/${name.replace('.html', '')}\``),
    ),
  ).toEqual([]);
});
