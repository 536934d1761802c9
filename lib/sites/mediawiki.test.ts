import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { shinglesOf, survivingShare } from '../records/shingles.ts';
import { ALL_PACKS } from './all-packs.ts';
import { mediawiki, titleInAddress } from './mediawiki.ts';
import { packFor, type SelectorWithEvidence } from './site-pack.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures/mediawiki');
const saved = readdirSync(FIXTURES)
  .filter((name) => name.endsWith('.html'))
  .map((name) => name.replace('.html', ''));
const pages = new Map<string, Document>();
function pageOf(name: string): Document {
  let page = pages.get(name);
  if (!page) {
    page = parseHTML(readFileSync(join(FIXTURES, `${name}.html`), 'utf8')).document as unknown as Document;
    pages.set(name, page);
  }
  return page;
}
const BRIDGE = new URL('http://wiki.example/index.php/Bridge');
const at = (query: string) => new URL(`http://wiki.example/index.php?${query}`);

const evidence: [string, SelectorWithEvidence][] = [
  ...Object.entries(mediawiki.selectors),
  ...mediawiki.controls.map((control): [string, SelectorWithEvidence] => [
    `${control.verb} ${control.object}`,
    control,
  ]),
];

test.each(evidence)('%s matches as often as claimed on every page it names', (_, { selector, found }) => {
  const seen = Object.fromEntries(
    Object.keys(found).map((name) => [name, pageOf(name).querySelectorAll(selector).length]),
  );
  expect(seen).toEqual(found);
  expect(Object.values(found).some((count) => count > 0)).toBe(true);
});

test('every saved page is recognised as MediaWiki, whatever its skin', () => {
  expect(saved.filter((name) => packFor(ALL_PACKS, pageOf(name), BRIDGE).id !== 'mediawiki')).toEqual([]);
});

test.each([
  ['view', BRIDGE, 'view', 'page:Bridge', 'Bridge'],
  ['view-minerva', BRIDGE, 'view', 'page:Bridge', 'Bridge'],
  ['edit', at('title=Bridge&action=edit'), 'edit', 'page:Bridge', 'Bridge'],
  ['edit-section', at('title=Bridge&action=edit&section=1'), 'edit', 'page:Bridge', 'Bridge'],
  ['edit-preview', at('title=Bridge&action=submit'), 'edit', 'page:Bridge', 'Bridge'],
  ['edit-forbidden', at('title=Rules&action=edit'), 'edit', 'page:Rules', 'Rules'],
  ['history', at('title=Bridge&action=history'), 'history', 'page:Bridge', 'Bridge'],
  ['diff', at('title=Bridge&diff=next&oldid=3'), 'diff', 'page:Bridge', 'Bridge'],
  ['old-version', at('title=Bridge&oldid=3'), 'old-version', 'page:Bridge', 'Bridge'],
  ['talk-view', at('title=Talk:Bridge/x'), 'view', 'page:Talk:Bridge/Öffnungszeiten', 'Talk:Bridge/Öffnungszeiten'],
  ['special-login', at('title=Special:UserLogin'), 'other', null, 'Special:UserLogin'],
  ['special-recent-changes', at('title=Special:RecentChanges'), 'other', null, 'Special:RecentChanges'],
] as const)('%s is a page of its kind and thread', (name, url, kind, thread, title) => {
  expect(mediawiki.kindOf(pageOf(name), url)).toBe(kind);
  expect(mediawiki.threadOf(pageOf(name), url)).toBe(thread);
  expect(mediawiki.titleOf(pageOf(name), url)).toBe(title);
});

test.each([
  ['http://w.example/index.php/Bridge_(old)', 'Bridge_(old)'],
  ['http://w.example/wiki/bridge', 'Bridge'],
  ['http://w.example/w/index.php?title=Talk:Bridge+opening%20dates&action=edit', 'Talk:Bridge_opening_dates'],
  ['http://w.example/wiki/%C3%96ffnungszeiten/Alt', 'Öffnungszeiten/Alt'],
  ['http://w.example/wiki/100%', '100%'],
  ['http://w.example/index.php', null],
])('the address %s names %s', (address, title) => {
  expect(titleInAddress(new URL(address))).toBe(title);
});

test('the state is the same on all pages of one thing at one time', () => {
  const state = { status: 'published', revision: 5 };
  for (const name of [
    'view-after-revert',
    'history-after-revert',
    'view-timeless',
    'edit-monobook',
    'history-minerva',
    'old-version',
    'diff',
  ])
    expect([name, mediawiki.stateOf(pageOf(name), BRIDGE)]).toEqual([name, state]);
  expect(mediawiki.stateOf(pageOf('view-missing'), BRIDGE)).toEqual({ status: 'missing' });
  expect(mediawiki.stateOf(pageOf('view-deleted'), BRIDGE)).toEqual({ status: 'deleted' });
});

test('only a page that shows the current text gives its text', () => {
  const giving = saved.filter((name) =>
    mediawiki.mainTextOf(pageOf(name), new URL(name.startsWith('diff') ? 'http://wiki.example/?diff=next' : BRIDGE)),
  );
  expect(giving.sort()).toEqual(
    [
      'talk-view',
      'view',
      'view-after-create',
      'view-after-null-edit',
      'view-after-revert',
      'view-after-save',
      'view-anonymous',
      'view-minerva',
      'view-monobook',
      'view-timeless',
      'view-vector-2022',
    ].sort(),
  );
});

test('the signed-in account is read, and nobody where nobody is', () => {
  expect(mediawiki.ownAccountOf!(pageOf('view'))).toBe('Ana');
  expect(mediawiki.ownAccountOf!(pageOf('view-minerva'))).toBe('Ana');
  expect(mediawiki.ownAccountOf!(pageOf('view-anonymous'))).toBeNull();
});

const HISTORY = at('title=Bridge&action=history');

test('an undo by somebody the wiki does not trust is news all the same, with the reason and without names', () => {
  expect(mediawiki.newsOf!(pageOf('history-after-revert'), HISTORY)).toEqual([
    {
      type: 'mediawiki:revert:edit',
      value: -1,
      confidence: 0.95,
      revision: '3',
      text: 'Undid revision 3 by you (talk): no source',
    },
  ]);
});

test('a tagged rollback is news', () => {
  expect(mediawiki.newsOf!(pageOf('history-after-rollback'), HISTORY)).toEqual([
    {
      type: 'mediawiki:revert:edit',
      value: -1,
      confidence: 1,
      revision: '7',
      text: 'Reverted edits by you (talk) to last revision by @Admin',
    },
  ]);
});

test('no news where nothing was reverted, where others were, and where nobody is signed in', () => {
  expect(mediawiki.newsOf!(pageOf('history'), HISTORY)).toEqual([]);
  expect(mediawiki.newsOf!(pageOf('history-admin'), HISTORY)).toEqual([]);
  expect(mediawiki.newsOf!(pageOf('view-after-revert'), BRIDGE)).toEqual([]);
});

test('other skins tell the same news', () => {
  for (const skin of ['vector-2022', 'monobook', 'timeless', 'minerva'])
    expect([skin, mediawiki.newsOf!(pageOf(`history-${skin}`), HISTORY).map(({ revision }) => revision)]).toEqual([
      skin,
      ['3'],
    ]);
});

test.each([
  ['view-after-save', 'publish:edit', 0.2],
  ['view-after-create', 'publish:edit', 0.2],
  ['edit-conflict', 'conflict:edit', -0.4],
  ['edit-forbidden', 'refuse:edit', -0.6],
  ['edit-refused', 'refuse:edit', -0.6],
  ['edit-spam', 'refuse:edit', -0.6],
] as const)('%s says at once what came of the edit: %s', (name, about, value) => {
  const url = at('title=Bridge&action=submit');
  expect(mediawiki.arrivalsOf!(pageOf(name), url).map((message) => [message.about, message.value])).toEqual([
    [about, value],
  ]);
});

test('a page nobody was sent to by an act says nothing about one', () => {
  for (const name of ['view', 'edit', 'edit-preview', 'edit-undo', 'history', 'diff', 'view-missing', 'special-login'])
    expect([name, mediawiki.arrivalsOf!(pageOf(name), BRIDGE)]).toEqual([name, []]);
});

/** A form as the browser has it while it is sent: parsed HTML knows no current values. */
function formFrom(name: string, text: string, summary: string): HTMLFormElement {
  const page = parseHTML(readFileSync(join(FIXTURES, `${name}.html`), 'utf8')).document as unknown as Document;
  const form = page.querySelector<HTMLFormElement>('#editform')!;
  const field = form.querySelector('#wpTextbox1')!;
  Object.defineProperty(field, 'defaultValue', { value: field.textContent });
  Object.defineProperty(field, 'value', { value: text });
  form.querySelector('#wpSummary')!.setAttribute('value', summary);
  return form;
}
const read = mediawiki.forms[0]!.read;
const before = () => pageOf('edit').querySelector('#wpTextbox1')!.textContent!;

test('saving an edit tells what was added, as readers will see it, and the summary apart from it', () => {
  const line = 'It opens on [[weekday|weekdays]] from nine until five.<ref>https://h.example/times</ref>';
  const form = formFrom('edit', before().replace('\n== History', `${line}\n\n== History`), 'Times from the board');
  const act = read(form, form.querySelector('#wpSave'))!;
  expect(act).toMatchObject({
    verb: 'save',
    object: 'edit',
    text: 'It opens on weekdays from nine until five.',
    remark: 'Times from the board',
    features: {
      added_words: 8,
      removed_words: 0,
      added_lines: 1,
      removed_lines: 0,
      added_links: 1,
      added_sources: 1,
      removed_sources: 0,
      has_summary: 1,
      minor: 0,
      section: 0,
      new_page: 0,
    },
  });
});

test('taking text out is told by numbers; the heading a section edit puts into the summary is no summary', () => {
  const form = formFrom('edit', before().replace(/== History ==[\s\S]*/, ''), '/* History */ ');
  const act = read(form, form.querySelector('#wpSave'))!;
  expect(act.features).toMatchObject({ added_words: 0, removed_words: 15, removed_lines: 2, has_summary: 0 });
  expect(act.text).toBeUndefined();
  expect(act.remark).toBeUndefined();
});

test('preview and comparison are not saves', () => {
  const form = formFrom('edit', before(), '');
  expect(read(form, form.querySelector('#wpPreview'))?.verb).toBe('preview');
  expect(read(form, form.querySelector('#wpDiff'))?.verb).toBe('compare');
  expect(read(form, null)?.verb).toBe('save');
});

test('the words of a saved edit are all on the page it lands on, and none of them after it was undone', () => {
  const line =
    'The bridge opens on weekdays from nine until five in winter and until eight in summer.<ref>https://harbour.example/times</ref>';
  const form = formFrom('edit', before().replace('\n\n== History', `\n${line}\n\n== History`), '');
  const mine = shinglesOf(read(form, null)!.text!);
  const shown = (name: string) => {
    const page = parseHTML(readFileSync(join(FIXTURES, `${name}.html`), 'utf8')).document as unknown as Document;
    const text = mediawiki.mainTextOf(page, BRIDGE)!;
    for (const part of text.querySelectorAll(mediawiki.notMainText!)) part.remove();
    return new Set(shinglesOf(text.textContent ?? ''));
  };
  expect(survivingShare(mine, shown('view-after-save'))).toBe(1);
  expect(survivingShare(mine, shown('view-after-revert'))).toBe(0);
});

test('the pack fits every saved page that shows its thing, and says nothing of the others', () => {
  const fits = saved.map((name) => [name, mediawiki.fitsOn!(pageOf(name), BRIDGE)] as const);
  expect(fits.filter(([, each]) => each.some(({ missing }) => missing.length > 0)).map(([name]) => name)).toEqual([]);
  expect(fits.filter(([, each]) => each.length > 0).length).toBeGreaterThan(8);
  expect(mediawiki.fitsOn!(pageOf('special-login'), at('title=Special:UserLogin'))).toEqual([]);
});
