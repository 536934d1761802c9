/**
 * MediaWiki 1.35 to 1.43 on any host: pages, edits, histories, and what became of one's own revisions. Evidence: pages of
 * a real MediaWiki 1.39 in fixtures/mediawiki (how they were made stands there).
 *
 * Nothing here depends on the language of the interface: ids, classes, tags and the page's own configuration are read,
 * never words.
 */
import type { SightingNews } from '../engine/api.ts';
import type { Context } from '../records/record.ts';
import { compareTexts } from './compare-texts.ts';
import type { PackFit } from './pack-health.ts';
import { plainWikitext } from './plain-wikitext.ts';
import type {
  FormAct,
  KnownForm,
  NamedControl,
  PageKind,
  PageMessage,
  SelectorWithEvidence,
  SitePack,
} from './site-pack.ts';

const LONGEST_TEXT = 4_000;
const LONGEST_REMARK = 500;

const selectors = {
  generator: {
    selector: 'meta[name="generator"][content^="MediaWiki"]',
    found: { view: 1, 'edit-timeless': 1, 'history-minerva': 1, 'special-login': 1 },
  },
  body: { selector: 'body.mediawiki', found: { view: 1, 'edit-monobook': 1, 'history-vector-2022': 1 } },
  heading: { selector: '#firstHeading', found: { view: 1, edit: 1, 'history-minerva': 1, 'view-timeless': 1 } },
  text: {
    selector: '#mw-content-text .mw-parser-output',
    found: {
      view: 1,
      'view-after-save': 1,
      'view-vector-2022': 1,
      'view-monobook': 1,
      'view-timeless': 1,
      'view-minerva': 1,
      'view-missing': 0,
      edit: 0,
      history: 0,
    },
  },
  noText: { selector: '.noarticletext', found: { 'view-missing': 1, 'view-deleted': 1, view: 0 } },
  deletion: { selector: '.mw-logline-delete', found: { 'view-deleted': 1, 'view-missing': 0, view: 0 } },
  form: {
    selector: 'form#editform',
    found: { edit: 1, 'edit-section': 1, 'edit-preview': 1, 'edit-minerva': 1, 'edit-forbidden': 0, view: 0 },
  },
  field: { selector: '#wpTextbox1', found: { edit: 1, 'edit-conflict': 1, 'edit-forbidden': 1 } },
  summary: { selector: '#wpSummary', found: { edit: 1, 'edit-monobook': 1, 'edit-minerva': 1 } },
  minor: { selector: '#wpMinoredit', found: { edit: 1 } },
  baseRevision: { selector: 'input[name="editRevId"], input[name="parentRevId"]', found: { edit: 2 } },
  userPage: { selector: '#pt-userpage a', found: { view: 1, 'view-monobook': 1, 'view-anonymous': 0 } },
  rows: {
    selector: '#pagehistory li[data-mw-revid]',
    found: {
      history: 2,
      'history-after-revert': 4,
      'history-after-rollback': 3,
      'history-minerva': 4,
      'history-vector-2022': 4,
      view: 0,
    },
  },
  rowUser: { selector: '.history-user .mw-userlink', found: { history: 2, 'history-after-revert': 4 } },
  rowComment: { selector: '.comment', found: { history: 2, 'history-after-revert': 4 } },
  rowReverted: {
    selector: '.mw-tag-marker-mw-reverted',
    found: { 'history-after-rollback': 1, 'history-after-revert': 0 },
  },
  rowUndo: {
    selector: '.mw-tag-marker-mw-undo, .mw-tag-marker-mw-rollback, .mw-tag-marker-mw-manual-revert',
    found: { 'history-after-rollback': 1, 'history-after-revert': 1, history: 0 },
  },
  conflict: { selector: '.mw-explainconflict', found: { 'edit-conflict': 1, edit: 0 } },
  refused: { selector: '.permissions-errors', found: { 'edit-forbidden': 1, edit: 0, view: 0 } },
  problem: {
    selector:
      '#spamprotected, #mw-content-text .errorbox, #mw-content-text .mw-message-box-error, #mw-content-text .cdx-message--error',
    found: { 'edit-refused': 1, 'edit-spam': 1, edit: 0, view: 0, 'edit-preview': 0 },
  },
} as const satisfies Record<string, SelectorWithEvidence>;

const controls: readonly NamedControl[] = [
  {
    selector: '#ca-edit a, a#ca-edit, #ca-ve-edit a',
    verb: 'open',
    object: 'editor',
    found: { view: 1, 'view-minerva': 1, 'edit-forbidden': 0 },
  },
  { selector: '.mw-editsection a', verb: 'open', object: 'editor', found: { view: 2 } },
  { selector: '#ca-viewsource a', verb: 'open', object: 'source', found: { 'edit-forbidden': 1 } },
  { selector: '#ca-history a', verb: 'open', object: 'history', found: { view: 1, 'view-timeless': 1 } },
  { selector: '#ca-talk a', verb: 'open', object: 'discussion', found: { view: 1 } },
  { selector: '#ca-watch a, a#ca-watch', verb: 'watch', object: 'page', found: { view: 1, 'view-minerva': 1 } },
  { selector: '#ca-unwatch a, a#ca-unwatch', verb: 'unwatch', object: 'page', found: { 'talk-view': 1 } },
  { selector: '#ca-move a', verb: 'open', object: 'move', found: { view: 1 } },
  {
    selector: '.mw-history-undo a, .mw-diff-undo a',
    verb: 'undo',
    object: 'edit',
    found: { history: 1, 'history-after-revert': 3, diff: 1 },
  },
  { selector: '.mw-rollback-link a', verb: 'rollback', object: 'edit', found: { 'history-admin': 1, history: 0 } },
  { selector: '#mw-editform-cancel a', verb: 'cancel', object: 'edit', found: { edit: 1 } },
];

const editForm: KnownForm = { ...selectors.form, read: readEditForm };

export const mediawiki: SitePack = {
  id: 'mediawiki',
  recognises: (page) => has(page, selectors.generator) && has(page, selectors.body),
  kindOf,
  threadOf,
  titleOf: (page, url) => titleFrom(page, url)?.replaceAll('_', ' ') ?? textOf(page, selectors.heading),
  stateOf,
  mainTextOf: (page, url) => (kindOf(page, url) === 'view' ? page.querySelector(selectors.text.selector) : null),
  ownAccountOf,
  newsOf,
  nounOf: (page, url) => (kindOf(page, url) === 'other' ? null : 'page'),
  fitsOn,
  arrivalsOf,
  notMainText: '.mw-editsection, #toc, .toc, .catlinks, .navbox, style, script, .mw-empty-elt, .reference',
  quietRegions:
    '.postedit-container, .mw-notification-area, #mw-notification-area, .mw-notification, #wikiPreview, #siteNotice',
  controls,
  forms: [editForm],
  selectors,
};

/** What a page that shows its thing has in every skin; one that does not exist shows no text. */
function fitsOn(page: Document, url: URL): readonly PackFit[] {
  if (kindOf(page, url) !== 'view' || has(page, selectors.noText)) return [];
  const expected = { heading: selectors.heading, text: selectors.text };
  const missing = Object.entries(expected).filter(([, selector]) => !has(page, selector));
  return [{ pack: 'mediawiki', missing: missing.map(([name]) => name) }];
}

function has(page: ParentNode, { selector }: SelectorWithEvidence): boolean {
  return page.querySelector(selector) !== null;
}

function textOf(page: ParentNode, { selector }: SelectorWithEvidence): string {
  return (page.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/**
 * One value of the configuration that a page carries in its head (`RLCONF={…}`). It is read from the text of the script,
 * since the page's own variables are out of reach; by pattern, since 1.35 writes `!0` for true, which is no JSON.
 */
function configOf(page: Document, name: string): string | number | boolean | null {
  for (const script of page.querySelectorAll('head script:not([src])')) {
    const source = script.textContent ?? '';
    if (!/RLCONF\s*=/.test(source)) continue;
    const found = new RegExp(`"${name}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|-?\\d+|true|false|null|!0|!1)`).exec(
      source,
    )?.[1];
    if (found === undefined) return null;
    if (found === '!0' || found === '!1') return found === '!0';
    return JSON.parse(found) as string | number | boolean | null;
  }
  return null;
}

function numberIn(page: Document, name: string): number {
  const value = configOf(page, name);
  return typeof value === 'number' ? value : 0;
}

function kindOf(page: Document, url: URL): PageKind {
  if (namespaceOf(page, url) < 0) return 'other';
  const action = configOf(page, 'wgAction') ?? url.searchParams.get('action') ?? 'view';
  if (has(page, selectors.form) || action === 'edit' || action === 'submit') return 'edit';
  if (action === 'history') return 'history';
  if (url.searchParams.has('diff')) return 'diff';
  if (action !== 'view') return 'other';
  const shown = numberIn(page, 'wgRevisionId');
  return shown > 0 && shown !== numberIn(page, 'wgCurRevisionId') ? 'old-version' : 'view';
}

function namespaceOf(page: Document, url: URL): number {
  const known = configOf(page, 'wgNamespaceNumber');
  if (typeof known === 'number') return known;
  return /^Special:/i.test(titleFrom(page, url) ?? 'Special:') ? -1 : 0;
}

function threadOf(page: Document, url: URL): string | null {
  if (namespaceOf(page, url) < 0) return null;
  const title = titleFrom(page, url);
  return title === null ? null : `page:${title}`;
}

/** Title with underscores, as the wiki itself writes it; namespaces are part of it. */
function titleFrom(page: Document, url: URL): string | null {
  const known = configOf(page, 'wgPageName');
  if (typeof known === 'string' && known !== '') return known;
  return titleInAddress(url);
}

/** Title in `?title=…`, `/index.php/…` or `/wiki/…`, in the wiki's own spelling; null if the address names none. */
export function titleInAddress(url: URL): string | null {
  const named = url.searchParams.get('title') ?? /\/(?:index\.php|wiki|w)\/(.+)$/.exec(url.pathname)?.[1];
  if (!named) return null;
  let title = named;
  try {
    title = decodeURIComponent(named);
  } catch {
    // A stray percent sign is part of the title, then.
  }
  title = title.replace(/[ _]+/g, '_').replace(/^_|_$/g, '');
  return title === '' ? null : title.charAt(0).toUpperCase() + title.slice(1);
}

function stateOf(page: Document, url: URL): Context {
  if (namespaceOf(page, url) < 0) return {};
  const revision = numberIn(page, 'wgCurRevisionId');
  const missing = has(page, selectors.noText);
  const status =
    has(page, selectors.deletion) && missing ? 'deleted' : missing || revision === 0 ? 'missing' : 'published';
  return { status, ...(revision > 0 && { revision }) };
}

function ownAccountOf(page: Document): string | null {
  const known = configOf(page, 'wgUserName');
  if (typeof known === 'string' && known !== '') return known;
  return textOf(page, selectors.userPage) || null;
}

function readEditForm(form: HTMLFormElement, submitter: Element | null): FormAct | null {
  const field = form.querySelector<HTMLTextAreaElement>(selectors.field.selector);
  if (!field) return null;
  const button = submitter?.getAttribute('name') ?? 'wpSave';
  const verb = button === 'wpPreview' ? 'preview' : button === 'wpDiff' ? 'compare' : 'save';
  const summary = form.querySelector<HTMLInputElement>(selectors.summary.selector)?.value ?? '';
  // A section's heading is put into the summary by the form itself: it says nothing of the user's.
  const remark = summary.replace(/\/\*.*?\*\//g, '').trim();
  const change = compareTexts(field.defaultValue, field.value);
  const added = change.added.join('\n');
  const removed = change.removed.join('\n');
  const text = plainWikitext(added).slice(0, LONGEST_TEXT);
  const base = [...form.querySelectorAll<HTMLInputElement>(selectors.baseRevision.selector)]
    .map(({ value }) => value)
    .find((value) => /^[1-9]\d*$/.test(value));
  const section = form.querySelector<HTMLInputElement>('input[name="wpSection"]')?.value ?? '';
  return {
    verb,
    object: 'edit',
    features: {
      added_words: change.addedWords,
      removed_words: change.removedWords,
      added_lines: change.added.length,
      removed_lines: change.removed.length,
      added_links: Math.max(0, linksIn(added) - linksIn(removed)),
      removed_links: Math.max(0, linksIn(removed) - linksIn(added)),
      added_sources: Math.max(0, sourcesIn(added) - sourcesIn(removed)),
      removed_sources: Math.max(0, sourcesIn(removed) - sourcesIn(added)),
      has_summary: remark === '' ? 0 : 1,
      minor: form.querySelector<HTMLInputElement>(selectors.minor.selector)?.checked ? 1 : 0,
      section: section === '' ? 0 : 1,
      new_page: base === undefined ? 1 : 0,
      size: field.value.length,
    },
    ...(text !== '' && { text }),
    ...(remark !== '' && { remark: remark.slice(0, LONGEST_REMARK) }),
  };
}

function linksIn(wikitext: string): number {
  return wikitext.match(/\[\[/g)?.length ?? 0;
}

function sourcesIn(wikitext: string): number {
  return wikitext.match(/<ref[\s>]|(?<!<ref[^>]{0,80}>[^<]{0,80})https?:\/\//gi)?.length ?? 0;
}

interface Row {
  readonly revision: string;
  readonly user: string;
  readonly element: Element;
  readonly undoes: boolean;
}

/**
 * Own revisions that were undone, by the history page. Two ways, because the tag `mw-reverted` (since 1.36) is only given to
 * what somebody the wiki trusts has reverted: by that tag; and by a later undo or rollback of somebody else that names the
 * revision or its author.
 */
function newsOf(page: Document, url: URL): readonly SightingNews[] {
  if (kindOf(page, url) !== 'history') return [];
  const own = ownAccountOf(page);
  if (own === null) return [];
  // Newest first, as the page lists them.
  const rows: Row[] = [...page.querySelectorAll(selectors.rows.selector)].map((element) => ({
    revision: element.getAttribute('data-mw-revid') ?? '',
    user: textOf(element, selectors.rowUser),
    element,
    undoes: has(element, selectors.rowUndo),
  }));
  const users = new Set(rows.map(({ user }) => user));
  const news: SightingNews[] = [];
  rows.forEach((row, place) => {
    if (row.user !== own) return;
    const later = rows
      .slice(0, place)
      .reverse()
      .filter(({ undoes }) => undoes);
    const tagged = has(row.element, selectors.rowReverted);
    const by = later.find((candidate) => names(candidate, row, own)) ?? (tagged ? later[0] : undefined);
    if (by?.user === own || (!by && !tagged)) return;
    const said = by ? commentOf(by.element, own, users) : '';
    news.push({
      type: 'mediawiki:revert:edit',
      value: -1,
      confidence: tagged ? 1 : 0.95,
      revision: row.revision,
      ...(said !== '' && { text: said }),
    });
  });
  return news;
}

/** Whether an undoing row says that it undoes this one: by its number, or, as a rollback does, by the author of the rows right below. */
function names(undoing: Row, row: Row, own: string): boolean {
  const comment = undoing.element.querySelector(selectors.rowComment.selector);
  const named = comment?.querySelector('a');
  if (!comment || named?.textContent?.trim() !== own) return false;
  const words = comment.textContent ?? '';
  if (new RegExp(`(?<!\\d)${row.revision}(?!\\d)`).test(words)) return true;
  if (!undoing.element.querySelector('.mw-tag-marker-mw-rollback')) return false;
  let below = undoing.element.nextElementSibling;
  while (below && textOf(below, selectors.rowUser) === own) {
    if (below === row.element) return true;
    below = below.nextElementSibling;
  }
  return false;
}

/** The reverter's reason; people are named as accounts (hashed before storage), the user is "you". */
function commentOf(row: Element, own: string, users: ReadonlySet<string>): string {
  const comment = row.querySelector(selectors.rowComment.selector);
  if (!comment) return '';
  let said = '';
  for (const part of comment.childNodes) {
    const words = part.textContent ?? '';
    const name = words.trim();
    if (part.nodeName !== 'A') said += words;
    else if (name === own) said += 'you';
    else said += users.has(name) ? accountName(name) : words;
  }
  return said.replace(/\s+/g, ' ').trim().slice(0, LONGEST_REMARK);
}

function accountName(name: string): string {
  return `@${name.replaceAll(' ', '_')}`;
}

function arrivalsOf(page: Document, url: URL): readonly PageMessage[] {
  const saved = configOf(page, 'wgPostEdit');
  if (saved === 'saved' || saved === 'created' || saved === 'restored') return [{ about: 'publish:edit', value: 0.2 }];
  if (kindOf(page, url) !== 'edit') return [];
  if (has(page, selectors.conflict)) {
    return [{ about: 'conflict:edit', value: -0.4, text: textOf(page, selectors.conflict).slice(0, LONGEST_REMARK) }];
  }
  for (const selector of [selectors.refused, selectors.problem]) {
    const text = textOf(page, selector).slice(0, LONGEST_REMARK);
    if (text !== '') return [{ about: 'refuse:edit', value: -0.6, text }];
  }
  return [];
}
