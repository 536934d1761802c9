/**
 * Contributions that no name in the code sets apart, on pages of older apps: above each stands a line that says who and when, as
 * `ben added on 2026-11-27 02:28:26`, in a heading, in a cell or over several cells of a row. What follows, up to the next such line, is theirs.
 */
import type { Reply } from '../../engine/api.ts';
import { inOrderOfPage } from './in-stretches.ts';
import { replyBy } from './signed-replies.ts';
import { attributeOf, textOf } from './text-of.ts';

const HEADS = ['tr', 'h2, h3, h4, h5, h6', 'td > span, dt', 'div > div:first-child', 'p:first-child'];
const ANY_HEAD = HEADS.join();
const MOST_HEADS = 600;
const HEADS_IN_A_STRETCH = 20;
const LONGEST_HEAD = 140;
const LONGEST_BODY = 12_000;
const MOST_PARTS = 30;
const LEVELS_UP = 4;
const NAME = '([\\p{L}\\d][\\p{L}\\d_.@-]{0,30}(?: \\p{L}[\\p{L}.-]{0,20}){0,2}?)';
const DATE = '\\d{4}[-/]\\d\\d[-/]\\d\\d[ T.]\\d\\d:\\d\\d';
const DONE = '(?:added|wrote|writes|said|says|commented|replied|posted|answered|schrieb|a écrit|escribió)';
/** `Author: ben Date: …`, `(1) By ana on …`, `ben added on …`. */
const HEAD = new RegExp(
  `(?:(?:^|\\s)(?:by|author:?|from:|von|autor:?|par|auteur ?:?|por|da|door)\\s+${NAME}|^${NAME}\\s+${DONE})[,:\\s]+(?:\\p{L}+:? ){0,2}(${DATE})`,
  'iu',
);
/** Behind the time stand seconds and links at most. */
const SAYS_MORE = /\p{L}{4}/u;
const ASIDE = /[([][^)\]]{0,40}[)\]]|\b(?:edit|reply|quote|delete|remove|link|permalink|source)\b/gi;
/** Changed, created, submitted: that is said of the whole. */
const OF_THE_WHOLE = /(?:created|changed|modified|updated|submitted|opened|reported|erstellt|geändert)\b/i;

interface Head {
  readonly element: Element;
  readonly name: string;
  /** The time as it is written. */
  readonly at: string;
}

/** The contributions of a page below such lines, in its order. @param own name of the account that is signed in. */
export function* headedReplies(main: Element, own: string | null): Generator<void, readonly Reply[]> {
  const lines: Head[] = [];
  for (const selector of HEADS) {
    let looked = 0;
    for (const element of main.querySelectorAll(selector)) {
      if (++looked > MOST_HEADS) break;
      if (looked % HEADS_IN_A_STRETCH === 0) yield;
      const head = headIn(element);
      if (head) lines.push(head);
    }
    yield;
  }
  const heads: Head[] = [];
  for (const line of lines.sort((a, b) => inOrderOfPage(a.element, b.element)))
    if (!heads.some(({ element }) => element.contains(line.element))) heads.push(line);
  const all = new Set(heads.map(({ element }) => element));
  const replies: Reply[] = [];
  for (const head of heads) {
    yield;
    const reply = replyBy(head, wordsBelow(head.element, all, main), own, numberOf(head.element));
    if (reply) replies.push(reply);
  }
  return replies;
}

function headIn(element: Element): Head | null {
  const text = textOf(element, LONGEST_HEAD + 1, (part) => part.nodeName === 'FORM');
  if (text.length > LONGEST_HEAD || OF_THE_WHOLE.test(text)) return null;
  const found = HEAD.exec(text);
  const name = found?.[1] ?? found?.[2];
  const isLine = found && !SAYS_MORE.test(text.slice(found.index + found[0].length).replace(ASIDE, ''));
  return isLine && name !== undefined ? { element, name, at: found[3]! } : null;
}

/** What stands below a line: after it, or after what only it is in. */
function wordsBelow(head: Element, heads: ReadonlySet<Element>, main: Element): string {
  let from = head;
  for (let level = 0; !from.nextElementSibling && level < LEVELS_UP; level++) {
    const around = from.parentElement;
    if (!around || around === main) return '';
    from = around;
  }
  const parts: string[] = [];
  for (
    let part = from.nextElementSibling;
    part && parts.length < MOST_PARTS && !heads.has(part);
    part = part.nextElementSibling
  ) {
    if ([...part.querySelectorAll(ANY_HEAD)].slice(0, MOST_PARTS).some((inner) => heads.has(inner))) break;
    if (part.nodeName !== 'FORM') parts.push(textOf(part, LONGEST_BODY, (inner) => inner.nodeName === 'FORM'));
  }
  return parts.join(' ').trim().slice(0, LONGEST_BODY);
}

/** Its number in a link of the line, or in the id around it. */
function numberOf(head: Element): string | undefined {
  const link = head.querySelector('a[href]');
  const linked = link && /([\w-]*\d[\w-]*)$/.exec(attributeOf(link, 'href').split(/[?#]/)[0]!)?.[1];
  const id = attributeOf(head.parentElement ?? head, 'id');
  return linked ?? (/\d/.test(id) ? id : undefined);
}
