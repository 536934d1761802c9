/** Each selector of each pack against the saved pages beside it, as often as claimed; and what the packs read there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { findsOf, packFromData } from '../pack-from-data.ts';
import { fittingPage } from '../page-rules.ts';
import { readSiteData } from '../site-data.ts';
import { KNOWN_SITES } from './known-sites.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures');
const pages = new Map<string, Document>();

function pageOf(pack: string, name: string): Document {
  const path = join(FIXTURES, pack, `${name}.html`);
  let page = pages.get(path);
  if (!page) {
    page = parseHTML(readFileSync(path, 'utf8')).document as unknown as Document;
    pages.set(path, page);
  }
  return page;
}

const savedOf = (pack: string) =>
  existsSync(join(FIXTURES, pack))
    ? readdirSync(join(FIXTURES, pack))
        .filter((name) => name.endsWith('.html'))
        .map((name) => name.replace('.html', ''))
    : [];

const evidence = KNOWN_SITES.flatMap((data) =>
  Object.entries(findsOf(data)).map(([name, find]) => [`${data.id} ${name}`, data, find] as const),
);

test.each(evidence)('%s matches as often as claimed on every page it names', (_, { id }, { css, found = {} }) => {
  const seen = Object.fromEntries(
    Object.keys(found).map((name) => [name, pageOf(id, name).querySelectorAll(css).length]),
  );
  expect(seen).toEqual(found);
});

test('every selector has a page that it matches, and a source that its pack names', () => {
  const bare = evidence.filter(
    ([, { sources = {} }, { found = {}, source = '' }]) =>
      !Object.values(found).some((count) => count > 0) || !Object.hasOwn(sources, source),
  );
  expect(bare.map(([name]) => name)).toEqual([]);
});

test('every pack has the form of one, an id of its own, and no saved page that nothing is read from', () => {
  expect(KNOWN_SITES.filter((data) => readSiteData(data) === null).map(({ id }) => id)).toEqual([]);
  expect(new Set(KNOWN_SITES.map(({ id }) => id)).size).toBe(KNOWN_SITES.length);
  const idle = KNOWN_SITES.flatMap((data) => {
    const used = new Set(Object.values(findsOf(data)).flatMap(({ found = {} }) => Object.keys(found)));
    return savedOf(data.id)
      .filter((name) => !used.has(name))
      .map((name) => `${data.id}/${name}`);
  });
  expect(idle).toEqual([]);
});

test('a pack says which of its pages shows a thing, so that it can be seen to fit', () => {
  const blind = KNOWN_SITES.filter(
    (data) =>
      data.pages.some(({ kind }) => kind === 'view') && !Object.values(findsOf(data)).some(({ expected }) => expected),
  );
  expect(blind.map(({ id }) => id)).toEqual([]);
});

test('on its own saved pages a pack is the one that is recognised, and no other', () => {
  const wrong = KNOWN_SITES.flatMap((data) => {
    const host = data.hosts[0]?.replace('*', 'team') ?? 'app.example';
    const url = new URL(`https://${host}/`);
    const marked = data.hosts.length > 0 ? savedOf(data.id) : Object.keys(data.marker?.found ?? {});
    return marked.flatMap((name) => {
      const first = KNOWN_SITES.find((each) => packFromData(each).recognises(pageOf(data.id, name), url));
      return first === data ? [] : [`${data.id}/${name}: ${first?.id}`];
    });
  });
  expect(wrong).toEqual([]);
});

/** What each pack must read from its pages, at an address of theirs. */
const READINGS: readonly (readonly [pack: string, page: string, address: string, read: object])[] = [
  [
    'trac',
    'ticket',
    'https://trac.example/ticket/12',
    {
      thread: 'ticket:12',
      title: 'Gate motor stops halfway',
      state: { status: 'new', type: 'defect', priority: 'major', milestone: 'spring' },
      own: 'ana',
      replies: [
        { by: '@ben', text: 'I looked at it, the relay is wet.', own: false, happened: '2026-03-02T09:00:00.000Z' },
        { by: '@ana', text: 'Ordered a new relay.', own: true, happened: '2026-03-02T10:00:00.000Z' },
      ],
    },
  ],
  [
    'trac',
    'ticket-closed',
    'https://example.org/projects/bridge/ticket/12',
    {
      thread: 'ticket:12/projects/bridge',
      state: {
        status: 'closed',
        resolution: 'fixed',
        type: 'defect',
        priority: 'major',
        milestone: 'spring',
        owner_set: 'yes',
      },
      worth: { resolution: 1 },
    },
  ],
  [
    'trac',
    'query',
    'https://trac.example/query?status=new',
    {
      thread: null,
      mentions: [
        {
          thread: 'ticket:12',
          title: 'Gate motor stops halfway',
          state: { status: 'new', type: 'defect', priority: 'major', milestone: 'spring' },
        },
        {
          thread: 'ticket:9',
          title: 'Paint the rail',
          state: { status: 'closed', resolution: 'fixed', type: 'task', priority: 'minor' },
        },
      ],
    },
  ],
  ['trac', 'wiki', 'https://trac.example/wiki/OpeningTimes', { thread: 'wiki:OpeningTimes', kind: 'view' }],
  [
    'trac',
    'wiki-edit',
    'https://trac.example/wiki/OpeningTimes?action=edit',
    { thread: 'wiki:OpeningTimes', kind: 'edit' },
  ],
  ['trac', 'newticket', 'https://trac.example/newticket', { thread: null, kind: 'edit' }],
  [
    'github',
    'issue',
    'https://github.com/town/bridge/issues/12#issuecomment-1',
    {
      thread: 'issue:town/bridge#12',
      entities: ['key:town/bridge#12'],
      title: 'Gate motor stops halfway',
      state: { status: 'open', labels: 'bug, gate' },
      own: 'ana',
      replies: [
        {
          key: 'issuecomment-1',
          by: '@ben',
          text: 'The relay is wet.',
          own: false,
          happened: '2026-03-02T09:00:00.000Z',
        },
        { key: 'issuecomment-2', by: '@ana', own: true },
      ],
    },
  ],
  [
    'github',
    'issue-closed',
    'https://github.com/town/bridge/issues/12',
    { state: { status: 'closed', labels: 'bug, gate' }, worth: { status: 0.5 } },
  ],
  ['github', 'issue-not-planned', 'https://github.com/town/bridge/issues/12', { worth: { status: -0.6 } }],
  [
    'github',
    'pull-merged',
    'https://github.com/town/bridge/pull/13',
    {
      thread: 'pull:town/bridge#13',
      title: 'Dry the relay box',
      state: { status: 'merged', labels: 'gate' },
      worth: { status: 1 },
      replies: [{ by: '@ben', text: 'Looks good to me.' }],
    },
  ],
  [
    'github',
    'pull-closed',
    'https://github.com/town/bridge/pull/13',
    { state: { status: 'closed', labels: 'gate' }, worth: { status: -0.7 } },
  ],
  [
    'github',
    'pull-open',
    'https://github.com/town/bridge/pull/13/files',
    { thread: 'pull:town/bridge#13', kind: 'diff' },
  ],
  [
    'github',
    'list',
    'https://github.com/town/bridge/issues?q=is%3Aopen',
    {
      mentions: [
        { thread: 'issue:town/bridge#12', title: 'Gate motor stops halfway', state: { status: 'open' } },
        { thread: 'issue:town/bridge#9', title: 'Paint the rail', state: { status: 'closed' } },
        { thread: 'pull:town/bridge#13', title: 'Dry the relay box', state: { status: 'merged' } },
      ],
    },
  ],
  [
    'gitlab',
    'merge-request-merged',
    'https://gitlab.example/town/bridge/-/merge_requests/13',
    {
      thread: 'merge-request:town/bridge!13',
      title: 'Dry the relay box',
      state: { status: 'merged' },
      worth: { status: 1 },
      replies: [
        { by: '@ben', happened: '2026-03-02T09:00:00.000Z' },
        { by: '@ana', text: 'Thank you.' },
      ],
    },
  ],
  [
    'gitlab',
    'issue-closed',
    'https://gitlab.com/town/bridge/-/work_items/12',
    { thread: 'issue:town/bridge#12', state: { status: 'closed' }, worth: { status: 0.5 } },
  ],
  [
    'gitlab',
    'list',
    'https://gitlab.com/town/bridge/-/merge_requests',
    {
      mentions: [
        { thread: 'merge-request:town/bridge!13', state: { status: 'merged' } },
        { thread: 'merge-request:town/bridge!14', state: { status: 'closed' } },
      ],
    },
  ],
  [
    'gitea',
    'issue',
    'https://codeberg.org/town/bridge/issues/12',
    {
      thread: 'issue:town/bridge#12',
      title: 'Gate motor stops halfway #12',
      state: { status: 'open' },
      replies: [{ by: '@ben', text: 'The relay is wet.' }],
    },
  ],
  [
    'gitea',
    'pull-merged',
    'https://git.example/town/bridge/pulls/13',
    { state: { status: 'merged' }, worth: { status: 1 } },
  ],
  [
    'gitea',
    'pull-closed',
    'https://git.example/town/bridge/pulls/13',
    { state: { status: 'closed' }, worth: { status: -0.7 } },
  ],
  [
    'gitea',
    'issue-closed',
    'https://git.example/town/bridge/issues/12',
    { state: { status: 'closed' }, worth: { status: 0.5 } },
  ],
  ['gitea', 'pull-draft', 'https://git.example/town/bridge/pulls/13', { state: { status: 'draft' } }],
  [
    'redmine',
    'issue',
    'https://redmine.example/issues/12',
    {
      thread: 'issue:12',
      title: 'Gate motor stops halfway',
      state: { status: 'new', priority: 'high', progress: 40 },
      own: 'ana',
      replies: [{ key: 'change-7', by: '@Ben_Smith', text: 'The relay is wet.' }],
    },
  ],
  [
    'redmine',
    'list',
    'https://redmine.example/projects/bridge/issues',
    {
      mentions: [
        { thread: 'issue:12', state: { status: 'new', priority: 'high' } },
        { thread: 'issue:9', state: { status: 'resolved', priority: 'low' } },
      ],
    },
  ],
  [
    'discourse',
    'topic',
    'https://forum.example/t/gate/12/2',
    {
      thread: 'topic:12',
      title: 'How to dry a relay',
      state: { status: 'open' },
      own: 'ana',
      replies: [{ by: '@ben', text: 'Use rice.', happened: '2026-03-02T10:00:00.000Z' }],
    },
  ],
  [
    'discourse',
    'topic-closed',
    'https://forum.example/t/gate/12',
    { state: { status: 'closed', solved: 'yes' }, worth: { solved: 1 }, replies: [{ value: 0.9 }] },
  ],
  [
    'gmail',
    'conversation',
    'https://mail.google.com/mail/u/0/#inbox/FMfcgzQXKLbDwVxyzABC',
    {
      thread: 'conversation:FMfcgzQXKLbDwVxyzABC',
      title: 'Opening times of the bridge',
      state: { messages: 2 },
      replies: [{ by: '@ben@example.org', text: 'When does the bridge open?' }, { text: 'At eight.' }],
    },
  ],
  [
    'gmail',
    'conversation',
    'https://mail.google.com/mail/u/0/#label/Work/FMfcgzQXKLbDwVxyzABC',
    { thread: 'conversation:FMfcgzQXKLbDwVxyzABC' },
  ],
  [
    'gmail',
    'list',
    'https://mail.google.com/mail/u/0/#inbox',
    { thread: null, mentions: [{ state: { unread: 'yes' } }, { state: {} }] },
  ],
  [
    'slack',
    'channel',
    'https://app.slack.com/client/T012AB/C034CD',
    {
      thread: 'channel:T012AB/C034CD',
      title: 'bridge-works',
      replies: [
        { by: '@Ben_Smith', text: 'The gate stops again.', happened: '2026-03-02T09:00:00.000Z' },
        { by: '@Ana', text: 'I am on it.' },
      ],
    },
  ],
  [
    'jira',
    'issue',
    'https://town.atlassian.net/browse/BRD-12',
    {
      thread: 'issue:BRD-12',
      entities: ['key:BRD-12'],
      title: 'Gate motor stops halfway',
      state: { status: 'in progress' },
      replies: [{ by: '@Ben_Smith', text: 'The relay is wet.' }],
    },
  ],
  [
    'jira',
    'issue',
    'https://town.atlassian.net/jira/software/projects/BRD/boards/1?selectedIssue=BRD-12',
    { thread: 'issue:BRD-12' },
  ],
  ['google-search', 'results', 'https://www.google.com/search?q=dry+a+relay', { thread: null, kind: 'other' }],
  [
    'stack-exchange',
    'question',
    'https://stackoverflow.com/questions/12/how-to-dry-a-relay',
    {
      thread: 'question:12',
      title: 'How to dry a relay?',
      state: { accepted: 'yes', score: 1204 },
      replies: [
        { key: 'answer-20', by: '@ben', value: 1, happened: '2026-03-02T09:00:00.000Z' },
        { key: 'answer-21', by: '@cleo' },
      ],
    },
  ],
  [
    'hacker-news',
    'item',
    'https://news.ycombinator.com/item?id=12',
    {
      thread: 'item:12',
      title: 'How to dry a relay',
      state: { points: 42 },
      own: 'ana',
      replies: [
        { by: '@ben', own: false, happened: '2026-03-02T09:00:00.000Z' },
        { by: '@ana', own: true },
      ],
    },
  ],
  [
    'trello',
    'card',
    'https://trello.com/c/AbC123/1-gate',
    { thread: 'card:AbC123', title: 'Gate motor stops halfway' },
  ],
  [
    'reddit',
    'post',
    'https://www.reddit.com/r/bridges/comments/abc12/how_to_dry_a_relay/',
    {
      thread: 'post:abc12',
      title: 'How to dry a relay',
      state: { score: '42' },
      replies: [{ text: 'Use rice.', happened: '2026-03-02T09:00:00.000Z' }, { text: 'Thank you.' }],
    },
  ],
  [
    'wordpress',
    'edit',
    'https://blog.example/wp-admin/post.php?post=12&action=edit',
    { thread: 'post:12', kind: 'edit', title: 'Opening times', state: { status: 'published' } },
  ],
];

test.each(READINGS)('%s reads %s at %s', (id, name, address, wanted) => {
  const data = KNOWN_SITES.find((each) => each.id === id)!;
  const pack = packFromData(data);
  const page = pageOf(id, name);
  const url = new URL(address);
  const read = {
    thread: pack.threadOf(page, url),
    kind: pack.kindOf(page, url),
    title: pack.titleOf(page, url),
    state: pack.stateOf(page, url),
    worth: pack.worthOf?.(page, url),
    own: pack.ownAccountOf?.(page) ?? null,
    replies: pack.repliesOf?.(page, url),
    mentions: pack.mentionsOf?.(page, url),
    entities: pack.entitiesOf?.(page, url),
  };
  expect(read).toMatchObject(wanted);
  expect(Object.keys((wanted as { state?: object }).state ?? read.state).sort()).toEqual(
    Object.keys(read.state).sort(),
  );
  if (pack.kindOf(page, url) === 'view' && fittingPage(data.pages, url)) {
    expect(pack.fitsOn?.(page, url)).toEqual([{ pack: id, missing: [] }]);
  }
});

test('every pack is read somewhere', () => {
  const read = new Set(READINGS.map(([pack]) => pack));
  expect(KNOWN_SITES.map(({ id }) => id).filter((id) => !read.has(id))).toEqual([]);
});
