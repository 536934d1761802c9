/**
 * Other things a page names, with what it says of them: rows of lists, tables, feeds and search results, links in mails and
 * texts. What a row says of a thing goes under the same names as on the thing's own page (state-of-page.ts).
 */
import type { Mention } from '../../engine/api.ts';
import { entitiesOfAddress, entitiesOfText, entityOfTitle } from '../entities-of.ts';
import { thingAddress } from '../thing-address.ts';
import { addressOf } from './kind-of-page.ts';
import { isKnownSignal, isStatusWord, signalInCode, signalOfLabel, signalValue } from './signal-names.ts';
import { readBrackets, Signals, signalOfColumn, signalsOfRow } from './state-of-page.ts';
import { attributeOf, codeWordsOf, oneLine, textOf } from './text-of.ts';
import { whenIn } from './when-in.ts';
import { wordsOfMessage } from './words-of-message.ts';

const MOST_MENTIONS = 100;
const MOST_LINKS = 1_500;
const LINKS_IN_A_STRETCH = 3;
const LONGEST_TITLE = 200;
const LONGEST_TEXT = 300;
const MESSAGES =
  '[data-message-id], [class~="message" i], [class~="mail" i], [class~="email" i], article, [role="article"], [role="listitem"]';
/** Larger than this is no row but a part of the page. */
const LONGEST_ROW = 4_000;
const ROWS =
  'tr, li, dt, article, [role="row"], [role="listitem"], [role="article"], [role="option"], [class~="row"], [class~="item"], [class~="card"], [class$="-item"], [class*="-item "], [class$="-row"], [class*="-row "], [class$="-card"], [class*="-card "], [class*="result"]';
const FRAMES =
  'nav, footer, form:not(:has(main, article, nav, footer, table, li a[href])), [role="navigation"], [role="contentinfo"], [role="menu"], [role="menubar"], [role="tablist"], [class~="nav"], [class*="breadcrumb"], [class*="pagination"], [rel="next"], [rel="prev"]';
/** Names that sort things: what links to them says nothing of them. */
const GROUPING = /^url:(?:\/[^/]+){0,2}?\/(?:tags?|labels?|categor(?:y|ies)|c|topics|keywords|taxonomy)\//;
/** Containers of cards, whose heading says how the cards in them stand. */
const COLUMN =
  '[class~="list"], [class*="column"], [class*="lane"], [class*="stage"], [data-list], [data-column], [data-status]';
/** Lines of mails about a change: `* status: new => closed`. */
const CHANGE = /^[\s*•-]*([\p{L}][\p{L} ]{1,24}):\s*(?:[^=→>\n]{0,40}?)\s*(?:=>|→|->|⇒)\s*([\p{L}\d@][^\n]{0,39})$/u;
const NAME_COLUMN = /(?:^|[\s_-])(?:title|summary|subject|name|topic|issue|headline|betreff|link)(?:$|[\s_-])/i;

interface Found {
  readonly key: string;
  readonly url: URL;
  readonly isHere: boolean;
  readonly row: Element | null;
  readonly links: Element[];
}

/**
 * Things that `main` names, nearest to the top first; at most 100. `own`: the page's own thread, which is none of them. In
 * stretches, since a long list takes its time; what has left the page in between is passed over.
 */
export function* mentionsOfPage(
  main: Element,
  url: URL,
  own: string | null,
  title: string,
): Generator<void, readonly Mention[]> {
  const found = new Map<string, Found>();
  const primaryOf = new Map<Element, string>();
  let looked = 0;
  for (const link of main.querySelectorAll('a[href]')) {
    if (++looked > MOST_LINKS || found.size >= 2 * MOST_MENTIONS) break;
    if (looked % LINKS_IN_A_STRETCH === 0) yield;
    if (!main.contains(link)) continue;
    const target = addressOf(attributeOf(link, 'href'), url);
    if (!target) continue;
    const isHere = target.origin === url.origin;
    const thing = thingAddress(target);
    if (
      !thing.named ||
      thing.view === 'new' ||
      thing.view === 'settings' ||
      GROUPING.test(thing.key) ||
      (isHere && thing.key === own)
    )
      continue;
    const key = isHere ? thing.key : `${target.host} ${thing.key}`;
    const known = found.get(key);
    const row = rowOf(link, main);
    if (known) {
      if (known.row === row) known.links.push(link);
      continue;
    }
    if (isPerson(link) || link.closest(FRAMES)) continue;
    // One row is about one thing: what else it links to (people, projects, milestones) it only uses.
    if (row) {
      const primary = primaryOf.get(row) ?? primaryKey(row, url, own);
      if (primary === null) continue;
      primaryOf.set(row, primary);
      if (primary !== key) continue;
    } else if (textOf(link, 4) === '' && attributeOf(link, 'title') === '') continue;
    found.set(key, { key, url: target, isHere, row, links: [link] });
  }
  const mentions: Mention[] = [];
  for (const each of found.values()) {
    if (mentions.length >= MOST_MENTIONS) break;
    yield;
    const mention = mentionOf(each, title, main);
    if (mention) mentions.push(mention);
  }
  return mentions;
}

function rowOf(link: Element, main: Element): Element | null {
  const row = link.closest(ROWS);
  if (!row || row === main || !main.contains(row)) return null;
  return (row.textContent ?? '').length <= LONGEST_ROW ? row : null;
}

/** The thing a row is about: that of the link in its heading or its column of names, else of its first link to a thing. */
function primaryKey(row: Element, url: URL, own: string | null): string | null {
  let first: string | null = null;
  let named: string | null = null;
  let looked = 0;
  for (const link of row.querySelectorAll('a[href]')) {
    if (++looked > 30) break;
    const target = addressOf(attributeOf(link, 'href'), url);
    if (!target) continue;
    const isHere = target.origin === url.origin;
    const thing = thingAddress(target);
    if (!thing.named || thing.view === 'new' || thing.view === 'settings') continue;
    const key = isHere ? thing.key : `${target.host} ${thing.key}`;
    if (isPerson(link)) continue;
    const part = link.closest('h1, h2, h3, h4, h5, [role="heading"], td, th, [class*="title"], [class*="subject"]');
    if (part && row.contains(part) && (/^H\d$/.test(part.nodeName) || NAME_COLUMN.test(attributeOf(part, 'class'))))
      named ??= key;
    first ??= key;
  }
  const primary = named ?? first;
  return primary === own ? null : primary;
}

function isPerson(link: Element): boolean {
  return (
    /(?:^|\/)(?:users?|people|u|profiles?|members?|user(?:[ _]talk)?:[^/]*)(?:\/|:|$|\?)/i.test(
      attributeOf(link, 'href'),
    ) ||
    codeWordsOf(link)
      .flat()
      .some((word) => /^(?:author|avatar|assignee|user\w*)$/.test(word))
  );
}

function mentionOf({ key, url, isHere, row, links }: Found, pageTitle: string, main: Element): Mention | null {
  const title = titleOf(links, url, pageTitle, row);
  if (title === '') return null;
  const signals = new Signals();
  if (row) readCells(row, signals);
  for (const link of links) {
    const told = attributeOf(link, 'title') || attributeOf(link.querySelector('[title]') ?? link, 'title');
    if (told.length < 300) readBrackets(told, signals);
    readBrackets(textOf(link, 300), signals);
    const state = codeWordsOf(link)
      .flat()
      .find((word) => isStatusWord(word) && word !== 'active' && word !== 'new');
    if (state !== undefined) signals.put('status', state);
  }
  const scope = row ?? sentenceScope(links[0]!);
  readChanges(scope, signals);
  const state = row ? signalsOfRow(row, signals) : { ...signals.found };
  if (row && state.status === undefined) {
    const column = columnOf(row);
    if (column !== null) Object.assign(state, { status: column });
  }
  // A page that is named as the thing, at another place, is a message about it.
  const message = !isHere && isNamedIn(pageTitle, title, url) ? (links[0]!.closest(MESSAGES) ?? main) : null;
  const said = message && main.contains(message) ? wordsOfMessage(message, [title, pageTitle]) : '';
  const when = message ? whenIn(message) : row ? (whenIn(row) ?? whenInNext(row)) : undefined;
  const text = row ? snippetOf(row) : sentenceAround(scope, links[0]!);
  // A line of a feed says what somebody did; that is nobody's title.
  const subject = links.some(tellsOfAnAct) ? null : entityOfTitle(title);
  const entities = [...entitiesOfAddress(url), ...(subject ? [subject] : []), ...entitiesOfText(title)];
  return {
    ...(isHere && { thread: key }),
    entities: [...new Set(entities)].slice(0, 20),
    title,
    state,
    ...(text !== '' && { text }),
    ...(said !== '' && { said }),
    ...(when && { happened: when.at }),
  };
}

/** Whether a page's title names a thing: by its title, or by its number. */
function isNamedIn(pageTitle: string, title: string, url: URL): boolean {
  if (title.length >= 8 && pageTitle.toLowerCase().includes(title.toLowerCase())) return true;
  const number = numberOf(url);
  return number !== undefined && new RegExp(`[#-]${number}(?!\\d)`).test(pageTitle);
}

/** The number at the end of an address. */
function numberOf(url: URL): string | undefined {
  return /(\d+)(?:[/#?]|$)/.exec(url.pathname.slice(url.pathname.lastIndexOf('/')))?.[1];
}

function tellsOfAnAct(link: Element): boolean {
  return link.querySelector('[class*="author"], [class*="user"], [class*="time"], time') !== null;
}

/** The longest text of the links to one thing: the title rather than its number. */
function titleOf(links: readonly Element[], target: URL, pageTitle: string, row: Element | null): string {
  let title = '';
  for (const link of links.slice(0, 6)) {
    const text = textOf(link, LONGEST_TITLE, (part) => /^(?:time|date|count)$/i.test(attributeOf(part, 'class')));
    if (text.length > title.length) title = text;
  }
  if (/^https?:\/\//.test(title)) {
    // A bare address in a mail: its subject is about it, if the number of the thing is in both.
    const number = numberOf(target);
    return number !== undefined && new RegExp(`(?<!\\d)${number}(?!\\d)`).test(pageTitle) ? pageTitle : title;
  }
  // A list may link a number or a hash only, and have the title beside it.
  if (row?.nodeName === 'TR' && /\d/.test(title) && !title.includes(' ')) {
    const headings = headingsOf(row.closest('table')!);
    const at = headings.findIndex((heading) => NAME_COLUMN.test(textOf(heading, 40)));
    const beside = at >= 0 && row.children[at] ? textOf(row.children[at], LONGEST_TITLE) : '';
    if (beside.length > title.length) return beside;
  }
  if (title.replace(/[^\p{L}]/gu, '').length < 3) {
    const told = attributeOf(links[0]!, 'title') || attributeOf(links[0]!, 'aria-label');
    const plain = oneLine(told).slice(0, LONGEST_TITLE);
    if (plain.length > title.length) title = plain;
  }
  return title;
}

/** Lines that say what a signal was and what it is now. */
function readChanges(scope: Element, signals: Signals): void {
  const text = scope.textContent ?? '';
  if (text.length > LONGEST_ROW || !/=>|→|->|⇒/.test(text)) return;
  for (const line of text.split('\n').slice(0, 80)) {
    const found = CHANGE.exec(line.trim());
    if (!found) continue;
    const name = signalInCode(found[1]!.trim().replace(/ /g, '-'))?.name ?? signalOfLabel(found[1]!);
    if (name !== null && isKnownSignal(name)) signals.put(name, found[2]!.trim());
  }
}

/** The heading of the column a card is in, on boards. */
function columnOf(row: Element): string | null {
  const column = row.parentElement?.closest(COLUMN);
  if (!column || column.querySelector('h1')) return null;
  const stated = attributeOf(column, 'data-status');
  const heading = column.querySelector('h2, h3, h4, [class*="title"], [class*="header"], [role="heading"]');
  if (!heading || row.contains(heading)) return stated !== '' && isStatusWord(stated) ? stated.toLowerCase() : null;
  const next = column.nextElementSibling ?? column.previousElementSibling;
  if (next?.nodeName !== column.nodeName) return null;
  const value = signalValue('status', textOf(heading, 41).replace(/\s*\(?\d+\)?$/, ''));
  return typeof value === 'string' && value !== 'none' ? value : null;
}

/** Cells of a table's row, under the names of their columns. */
function readCells(row: Element, signals: Signals): void {
  if (row.nodeName !== 'TR') return;
  const table = row.closest('table');
  const headings = table ? headingsOf(table) : [];
  let place = 0;
  for (const cell of row.children) {
    const name = signalOfColumn(cell, headings[place]);
    // What can be changed in its place has a form beside its value.
    const text = textOf(cell, 91, (part) => part.nodeName === 'FORM');
    if (name !== null && (text !== '' || !cell.querySelector('input, select, textarea'))) signals.put(name, text);
    place += Math.max(1, Number(attributeOf(cell, 'colspan')) || 1);
  }
}

function headingsOf(table: Element): readonly Element[] {
  const row = table.querySelector('thead tr') ?? table.querySelector('tr');
  if (!row || row.querySelector('td')) return [];
  return [...row.children];
}

function whenInNext(row: Element) {
  const next = row.nodeName === 'DT' ? row.nextElementSibling : null;
  return next?.nodeName === 'DD' ? whenIn(next) : undefined;
}

function snippetOf(row: Element): string {
  const text = textOf(row, LONGEST_TEXT, (part) => /^(?:BUTTON|FORM)$/.test(part.nodeName));
  const next = row.nodeName === 'DT' ? row.nextElementSibling : null;
  return next?.nodeName === 'DD' ? `${text} ${textOf(next, LONGEST_TEXT)}`.slice(0, LONGEST_TEXT) : text;
}

function sentenceScope(link: Element): Element {
  return link.closest('p, td, div, section, blockquote, pre') ?? link;
}

/** The sentence a link stands in. */
function sentenceAround(scope: Element, link: Element): string {
  const whole = textOf(scope, 4_000);
  const words = textOf(link, 120);
  const at = whole.indexOf(words);
  if (at < 0 || words === '') return whole.slice(0, LONGEST_TEXT);
  const before = Math.max(whole.lastIndexOf('. ', at), whole.lastIndexOf('! ', at), whole.lastIndexOf('? ', at)) + 1;
  const ends = ['. ', '! ', '? '].map((end) => whole.indexOf(end, at + words.length)).filter((end) => end >= 0);
  const after = ends.length === 0 ? whole.length : Math.min(...ends) + 1;
  return whole
    .slice(Math.max(before, at - LONGEST_TEXT / 2), after)
    .trim()
    .slice(0, LONGEST_TEXT);
}
