/**
 * Contributions a page shows below its thing: comments, answers, reviews, entries of a change log, mails of a conversation,
 * versions of a history. Each has a name that stays when others come, so that the next visit knows which are new.
 */
import type { Reply } from '../../engine/api.ts';
import { shinglesOf } from '../../records/shingles.ts';
import { headedReplies } from './headed-replies.ts';
import { sameAccount } from './own-account.ts';
import { isPlaceOfReplies, isReplyBlock } from './parts-of-page.ts';
import { personOf } from './signal-names.ts';
import { signedReplies } from './signed-replies.ts';
import { attributeOf, codeWordsOf, textOf } from './text-of.ts';
import { type TimeMark, whenIn } from './when-in.ts';

const MOST_REPLIES = 50;
const MOST_CANDIDATES = 1_200;
const CANDIDATES_IN_A_STRETCH = 20;
const LONGEST_TEXT = 1_000;
/** Read of one contribution for the survival of one's own words. */
const LONGEST_BODY = 12_000;
const MOST_SHINGLES = 2_500;

const CANDIDATES =
  '[class*="comment" i], [id*="comment" i], [class*="reply" i], [class*="answer" i], [id*="answer" i], [class*="response" i], [class*="post" i], [id*="post" i], [class*="message" i], [class*="msg" i], [class*="review" i], [class*="journal" i], [id*="change" i], [class*="change" i], [class*="note" i], [id*="note" i], [class*="feedback" i], [class*="remark" i], [id*="followup" i], [class*="followup" i], [itemprop="comment"], [data-comment-id], [data-reply-id], [data-post-id], [data-message-id], [data-mw-revid], [data-note-id], [data-answer-id], [data-answerid]';
const AUTHORS =
  '[itemprop="author"], [rel="author"], [class*="author" i], [class*="username" i], [class*="user-name" i], [class*="userlink" i], [class*="sender" i], [class*="poster" i], [class*="creator" i], [class*="actor" i], [data-user], [data-user-card], [data-username], [data-author], a[href*="/user" i], a[href*="User:" i], a[href^="/@"], a[href*="/u/"], a[href*="/profile" i], a[href*="/people/"], [class*="from" i], [class~="user"], [class~="name"], [class~="by"], a[class*="user" i]';
const ROW_OF_HISTORY = 'tr, li[data-mw-revid], li';
const SAID =
  '[class~="comment"], [class~="sum"], [class*="summary"], [class*="message"], [class~="description"], [class~="subject"], [class*="commit-title"]';
const GOOD = new Set('approved approve approves approval lgtm accepted upvoted endorsed'.split(' '));
const BAD = new Set('rejected reject declined denied disapproved downvoted vetoed'.split(' '));
const OWN = new Set('own mine self outgoing yours'.split(' '));
const UNDOING = /(?:^|[\s_-])(?:undo|rollback|revert|manual-revert|reverted)(?:$|[\s_-])/;

interface Block {
  readonly element: Element;
  readonly when: TimeMark | undefined;
  readonly author: Element | null;
}

/**
 * The contributions in the order of the page; the latest 50, if there are more. `isHistory`: the page lists versions. In stretches,
 * since a long talk takes its time.
 */
export function* repliesOfPage(
  page: Document,
  main: Element,
  own: string | null,
  isHistory: boolean,
): Generator<void, readonly Reply[]> {
  const rows = isHistory ? yield* rowsOfHistory(main) : [];
  const isOfRows = rows.length > 0;
  const blocks = isOfRows ? rows : yield* blocksOf(page, main);
  if (blocks.length === 0 && !isHistory) {
    yield;
    const signed = yield* signedReplies(main, own);
    return (signed.length > 0 ? signed : yield* headedReplies(main, own)).slice(-MOST_REPLIES);
  }
  const keys = new Map<string, number>();
  const replies: Reply[] = [];
  for (const block of chosen(blocks)) {
    yield;
    const reply = replyOf(block, own, blocks, isOfRows);
    if (!reply) continue;
    const times = keys.get(reply.key) ?? 0;
    keys.set(reply.key, times + 1);
    replies.push(times === 0 ? reply : { ...reply, key: `${reply.key}~${times + 1}` });
  }
  return replies;
}

/** The latest: at the end of most pages, at the beginning of those that show the newest first. */
function chosen(blocks: readonly Block[]): readonly Block[] {
  if (blocks.length <= MOST_REPLIES) return blocks;
  const first = blocks[0]!.when?.at;
  const last = blocks.at(-1)!.when?.at;
  const newestFirst = first !== undefined && last !== undefined && first > last;
  return newestFirst ? blocks.slice(0, MOST_REPLIES) : blocks.slice(-MOST_REPLIES);
}

/* ---- which parts of the page are contributions ---- */

function* blocksOf(page: Document, main: Element): Generator<void, Block[]> {
  const scope =
    main.nodeName === 'BODY' || main.contains(page.querySelector('[class*="comment" i], [id*="comment" i]'))
      ? main
      : page.body;
  yield;
  const candidates: Element[] = [];
  let looked = 0;
  let asked = 0;
  for (const element of scope.querySelectorAll('*')) {
    if (++asked % CANDIDATES_IN_A_STRETCH === 0) yield;
    if (element.attributes.length === 0 || !element.matches(CANDIDATES)) continue;
    if (++looked > MOST_CANDIDATES) break;
    if (
      element.nodeName === 'FORM' ||
      element.nodeName === 'A' ||
      element.nodeName === 'INPUT' ||
      element.nodeName === 'BODY'
    )
      continue;
    if (isReplyBlock(element) && !element.querySelector('textarea, [contenteditable="true"]')) candidates.push(element);
    // A list that is named for what it holds: its entries need no name.
    else if (/^[UO]L$/.test(element.nodeName) && isPlaceOfReplies(element))
      candidates.push(...[...element.children].filter((entry) => !isReplyBlock(entry) && whenIn(entry)));
  }
  const containers = yield* containersOf(candidates);
  const set = new Set(candidates);
  // A part of a contribution is not one itself; a contribution below another one is, if it has its own author or time.
  const blocks: Block[] = [];
  const kept = new Map<Element, Block>();
  for (const [place, element] of candidates.entries()) {
    if (place % CANDIDATES_IN_A_STRETCH === 0) yield;
    if (containers.has(element)) continue;
    if (element.closest('nav, form, header[role="banner"], [hidden], table.diff, [role="search"]')) continue;
    const outer = outerOf(element, set, kept);
    const block: Block = { element, when: whenIn(element), author: authorIn(element) };
    if (!block.when && !block.author) continue;
    if (outer && block.when?.element === outer.when?.element && (block.author === outer.author || !block.author))
      continue;
    if (outer && outer.author === block.author && outer.author !== null) continue;
    kept.set(element, block);
    blocks.push(block);
  }
  return yield* withoutContainers(blocks);
}

/** Candidates that only hold others: what they say first of who and when is said by one of several alike inside them. */
function* containersOf(candidates: readonly Element[]): Generator<void, ReadonlySet<Element>> {
  const alike = new Map<Element | null, Map<string, number>>();
  const signatureOf = (element: Element) =>
    `${element.nodeName} ${attributeOf(element, 'class').split(/\s+/).slice(0, 2).join(' ')}`;
  for (const element of candidates) {
    const counts = alike.get(element.parentElement) ?? new Map<string, number>();
    alike.set(element.parentElement, counts);
    counts.set(signatureOf(element), (counts.get(signatureOf(element)) ?? 0) + 1);
  }
  const isOneOfSeveral = (element: Element) => (alike.get(element.parentElement)?.get(signatureOf(element)) ?? 0) > 1;
  const containers = new Set<Element>();
  for (const [place, element] of candidates.entries()) {
    if (place % CANDIDATES_IN_A_STRETCH === 0) yield;
    const inner: Element[] = [];
    for (let i = place + 1; i < candidates.length && element.contains(candidates[i]!); i++) {
      if (isOneOfSeveral(candidates[i]!)) inner.push(candidates[i]!);
    }
    if (inner.length < 2) continue;
    const mark = whenIn(element)?.element ?? authorIn(element);
    if (mark && inner.some((part) => part.contains(mark))) containers.add(element);
  }
  return containers;
}

const FURTHEST_UP = 200;

function outerOf(
  element: Element,
  candidates: ReadonlySet<Element>,
  kept: ReadonlyMap<Element, Block>,
): Block | undefined {
  let up = 0;
  for (let around = element.parentElement; around && ++up <= FURTHEST_UP; around = around.parentElement) {
    if (candidates.has(around)) {
      const block = kept.get(around);
      if (block) return block;
    }
  }
  return undefined;
}

/** A block whose time and author are those of a block inside it, and that holds several of them, only holds them. */
function* withoutContainers(blocks: readonly Block[]): Generator<void, Block[]> {
  const kept: Block[] = [];
  for (const [place, block] of blocks.entries()) {
    if (place % CANDIDATES_IN_A_STRETCH === 0) yield;
    if (!isContainer(block, blocks)) kept.push(block);
  }
  return kept;
}

function isContainer(block: Block, blocks: readonly Block[]): boolean {
  const inner = blocks.filter((other) => other !== block && block.element.contains(other.element));
  if (inner.length === 0) return false;
  const isInside = (part: Element | null | undefined) => part && inner.some(({ element }) => element.contains(part));
  return Boolean(isInside(block.when?.element) || (!block.when && isInside(block.author)));
}

/** The rows of the longest list or table of a history whose rows say who or when. */
function* rowsOfHistory(main: Element): Generator<void, Block[]> {
  const byPlace = new Map<Element, Block[]>();
  let looked = 0;
  for (const row of main.querySelectorAll(ROW_OF_HISTORY)) {
    if (++looked > MOST_CANDIDATES) break;
    if (looked % CANDIDATES_IN_A_STRETCH === 0) yield;
    if (!row.querySelector('a[href], input') || row.closest('nav, header, footer')) continue;
    const author = authorIn(row);
    const when = whenIn(row);
    if (!author && !when) continue;
    const place = row.closest('table, [id*="history" i]') ?? row.parentElement;
    if (!place) continue;
    const rows = byPlace.get(place) ?? [];
    rows.push({ element: row, when, author });
    byPlace.set(place, rows);
  }
  return [...byPlace.values()].reduce((longest, rows) => (rows.length > longest.length ? rows : longest), []);
}

function authorIn(element: Element): Element | null {
  let looked = 0;
  for (const author of element.querySelectorAll(AUTHORS)) {
    if (++looked > 12) return null;
    const text = textOf(author, 61);
    if (text === '' || text.length > 60 || text.split(' ').length > 5 || !/\p{L}/u.test(text)) continue;
    if (author.nodeName === 'INPUT' || author.nodeName === 'BUTTON') continue;
    return author;
  }
  return null;
}

/* ---- what one of them says ---- */

function replyOf(
  { element, when, author }: Block,
  own: string | null,
  all: readonly Block[],
  isHistory: boolean,
): Reply | null {
  const others = new Set(
    all.filter((other) => other.element !== element && element.contains(other.element)).map((other) => other.element),
  );
  const isLeftOut = (part: Element): boolean =>
    others.has(part) ||
    part === when?.element ||
    part === author ||
    (author === null &&
      part === when?.element.parentElement &&
      part !== element &&
      nameBeside(when.element) !== null) ||
    /^(?:FORM|BUTTON|NAV)$/.test(part.nodeName) ||
    (part !== element && (isAround(part) || isHeadOf(part, author, when)));
  // A row of a history says what was done in one of its parts; the others are sizes, links and times.
  const said = isHistory ? element.querySelector(SAID) : null;
  const body = (said && textOf(said, LONGEST_BODY, isLeftOut)) || textOf(element, LONGEST_BODY, isLeftOut);
  const name = author ? nameOf(author) : when ? nameBeside(when.element) : null;
  const value = verdictOf(element, own);
  if (body === '' && value === undefined) return null;
  const words = body.replace(/^[\s,.:;·•|–—-]+/, '');
  const shingles = shinglesOf(words);
  const isOwn = ownOf(element, name, own);
  const by = name === null ? null : personOf(name);
  return {
    key: keyOf(element, when, by, words),
    ...(words !== '' && { text: words.slice(0, LONGEST_TEXT) }),
    ...(shingles.length > 0 && { shingles: shingles.slice(0, MOST_SHINGLES) }),
    ...(by !== null && { by }),
    ...(isOwn !== undefined && { own: isOwn }),
    ...(when && { happened: when.at }),
    ...(value !== undefined && { value }),
  };
}

/** The line that says who and when, and what they did in words of the interface. */
function isHeadOf(part: Element, author: Element | null, when: TimeMark | undefined): boolean {
  const holds = (author !== null && part.contains(author)) || (when !== undefined && part.contains(when.element));
  return (
    holds &&
    (part.nodeName === 'HEADER' ||
      part.nodeName === 'FOOTER' ||
      codeWordsOf(part).some((words) =>
        words.some((word) => /^(?:header|head|heading|meta|metadata|byline|info|infos|details)$/.test(word)),
      ))
  );
}

/** What stands around the words of a contribution: links to act on it, its number. */
function isAround(part: Element): boolean {
  const name = part.nodeName;
  if (/^H[1-6]$/.test(name))
    return (part.textContent ?? '').length < 200 && part.querySelector('a, time, [class*="author" i]') !== null;
  return codeWordsOf(part).some(
    (words) =>
      words.some((word) =>
        /^(?:actions?|toolbar|buttons?|inlinebuttons|permalink|avatar|timestamp|date|time|threading|cnum|controls|menu|undo|rollback|historylink|tools)$/.test(
          word,
        ),
      ) &&
      words.length <= 4 &&
      !words.some((word) => /^(?:body|content|text)$/.test(word)),
  );
}

function nameOf(author: Element): string {
  const stated = attributeOf(author, 'data-username') || attributeOf(author, 'data-author');
  if (stated !== '') return stated;
  // "Ben says:": the name is set apart from the words around it.
  const part = author.querySelector('.fn, [itemprop="name"], a, strong, b');
  return (part && textOf(part, 60)) || textOf(author, 60);
}

/** `3 hours ago · ben`: who stands beside when, and nothing else. */
function nameBeside(time: Element): string | null {
  const around = time.parentElement;
  const text = around ? textOf(around, 50, (part) => part === time) : '';
  const name = text.replace(/^[\s·•|,–—-]+|[\s·•|,:–—-]+$/g, '').replace(/^(?:by|von|par|por|da|door)\s+/i, '');
  return /^[\p{L}\d][\p{L}\d_.@-]{1,30}(?: \p{Lu}[\p{L}.-]{0,20}){0,2}$/u.test(name) &&
    !/^(?:edited|posted|ago|reply|on|at)$/i.test(name)
    ? name
    : null;
}

function ownOf(element: Element, name: string | null, own: string | null): boolean | undefined {
  if (codeWordsOf(element).some((words) => words.length <= 3 && words.some((word) => OWN.has(word)))) return true;
  if (own === null || name === null) return undefined;
  return sameAccount(own, name);
}

/** A verdict in the code of a contribution: a review that approves, a version that undoes the user's own. */
function verdictOf(element: Element, own: string | null): number | undefined {
  let looked = 0;
  for (const part of [element, ...element.querySelectorAll('[class]')]) {
    if (++looked > 60) break;
    const names = attributeOf(part, 'class');
    if (names === '' || names.length > 300) continue;
    if (/changes[-_]requested|request[-_]changes/i.test(names)) return -0.7;
    for (const words of codeWordsOf(part)) {
      if (words.length > 4 || words.includes('not') || words.includes('btn') || words.includes('button')) continue;
      if (words.some((word) => GOOD.has(word))) return 1;
      if (words.some((word) => BAD.has(word))) return -1;
    }
    // Who undoes names whom: that of another's contribution is no verdict on the user's.
    if (own !== null && UNDOING.test(names) && namesAccount(element, own)) return -1;
  }
  return undefined;
}

/** Whether a contribution of somebody else links to the user by name. */
function namesAccount(element: Element, own: string): boolean {
  const by = authorIn(element);
  if (by && sameAccount(textOf(by, 60), own)) return false;
  let looked = 0;
  for (const link of element.querySelectorAll('a[href]')) {
    if (++looked > 30) return false;
    if (link !== by && sameAccount(textOf(link, 60), own)) return true;
  }
  return false;
}

/** A name that stays: its id or number in the code, the address of it, else who, when and the first words. */
function keyOf(element: Element, when: TimeMark | undefined, by: string | null, words: string): string {
  for (const part of [element, element.firstElementChild]) {
    if (!part) continue;
    for (const name of [
      'id',
      'data-comment-id',
      'data-reply-id',
      'data-post-id',
      'data-message-id',
      'data-mw-revid',
      'data-note-id',
      'data-answer-id',
      'data-answerid',
      'data-id',
      'data-key',
    ]) {
      const id = attributeOf(part, name);
      if (id !== '' && id.length <= 80 && /\d/.test(id)) return `${name === 'id' ? '' : `${name.slice(5)}:`}${id}`;
    }
    for (const { name, value } of [...part.attributes].slice(0, 20))
      if (/^data-[a-z-]{2,20}-id$/.test(name) && /^\d{1,20}$/.test(value)) return `${name.slice(5)}:${value}`;
  }
  let looked = 0;
  for (const link of element.querySelectorAll(
    'a[href*="#"], a[href*="version="], a[href*="oldid="], a[href*="rev="], a[href*="/comment"]',
  )) {
    if (++looked > 6) break;
    const href = attributeOf(link, 'href');
    const place = /#([\w:.-]*\d[\w:.-]*)$/.exec(href)?.[1] ?? /[?&](?:version|oldid|rev)=(\d+)/.exec(href)?.[1];
    if (place !== undefined && place.length <= 80) return place;
  }
  const radio = element.querySelector('input[type="radio"][value]');
  if (radio && /^\d+$/.test(attributeOf(radio, 'value'))) return `version:${attributeOf(radio, 'value')}`;
  const [hash] = shinglesOf(`${by ?? ''} ${words.slice(0, 200)}`.replace(/\d+/g, ''));
  return `${when?.at ?? ''}|${(hash ?? 0).toString(36)}`;
}
