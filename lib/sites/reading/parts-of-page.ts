/** Parts of a page, told by landmarks, roles and the names that most pages give them. */
import { onceAReading } from './once-a-reading.ts';
import { attributeOf, codeWordsOf, textOf } from './text-of.ts';

/** What is no part of the thing: menus, frames, and what is typed into. A form around the whole page is none of these. */
export const NOT_THE_THING =
  'script, style, noscript, template, nav, aside, footer, select, textarea, button, dialog, form:not(:has(main, article, nav, footer, [role="main"])), [hidden], [aria-hidden="true"], [role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="search"], [role="menu"], [role="menubar"], [role="toolbar"], [role="tablist"], [role="alert"], [role="status"], [role="log"], [role="dialog"], [aria-live], #comments, .comments, #changelog, #respond, [itemprop="comment"]';

/** Where the thing of a page is, from the surest sign to the weakest. */
const MAINS = [
  'main, [role="main"]',
  '[itemprop="articleBody"], [itemprop="mainEntity"]',
  '#main-content, #mw-content-text, #maincontent, #main, #content, #page-content, #contents',
  '.main-content, .page-content, #primary, .content-wrapper, .main, .content',
] as const;
const MOST_CANDIDATES = 3;

/** The part of a page that is about its thing; the whole body, if nothing sets it apart. Null: a page without a body. */
export const mainOf = onceAReading((page: Document): Element | null => {
  for (const selector of MAINS) {
    // Mostly the first is the one, and a page is searched no further than to the first.
    const first = page.querySelector(selector);
    if (first && isShownMain(first)) return first;
    const next = first && [...page.querySelectorAll(selector)].slice(1, MOST_CANDIDATES).find(isShownMain);
    if (next) return next;
    if (selector === MAINS[0]) {
      const skippedTo = skippedToIn(page);
      if (skippedTo) return skippedTo;
    }
  }
  const articles = page.querySelectorAll('article');
  return articles.length === 1 ? articles[0]! : page.body;
});

const SKIPS_TO = /skip|content|inhalt|contenu|contenido|contenuto|conte[úu]do/i;

/** Where the link that skips the menus leads. */
function skippedToIn(page: Document): Element | null {
  const link = page.querySelector('a[href^="#"]');
  const said = link ? ['href', 'class', 'id', 'title'].map((name) => attributeOf(link, name)) : [];
  if (!link || !SKIPS_TO.test(`${said.join(' ')} ${textOf(link, 100)}`.slice(0, 300))) return null;
  const place = page.getElementById(attributeOf(link, 'href').slice(1));
  const part = place?.nodeName === 'A' ? place.parentElement : place;
  return part && !/^(?:BODY|NAV|FORM|H\d|INPUT)$/.test(part.nodeName) && part.childElementCount > 1 ? part : null;
}

function isShownMain(element: Element): boolean {
  if (element.hasAttribute('hidden') || isInReply(element)) return false;
  return element.firstElementChild !== null || (element.textContent ?? '').trim() !== '';
}

const FURTHEST_UP = 6;

/** A part of one contribution is not the main part, whatever it is called. */
function isInReply(element: Element): boolean {
  let up = 0;
  for (let around = element.parentElement; around && around.nodeName !== 'BODY'; around = around.parentElement)
    if (++up > FURTHEST_UP || isReplyBlock(around)) return up <= FURTHEST_UP;
  return false;
}

/** Parts of a page around its thing: nothing in them is told of it. */
export function isFrame(element: Element, main: Element): boolean {
  const name = element.nodeName.toUpperCase();
  if (name === 'NAV' || name === 'FOOTER' || name === 'DIALOG' || name === 'BUTTON' || name === 'TEXTAREA') return true;
  if (name === 'FORM') return element.querySelector('main, article, nav, footer') === null;
  if (name === 'HEADER')
    return main.nodeName === 'BODY' && element.parentElement === main && element.querySelector('h1') === null;
  if (element.hasAttribute('hidden') || attributeOf(element, 'aria-hidden') === 'true') return true;
  const role = attributeOf(element, 'role');
  if (
    role !== '' &&
    /^(?:navigation|banner|contentinfo|search|menu|menubar|toolbar|tablist|alert|status|log|dialog|tree)$/.test(role)
  )
    return true;
  return attributeOf(element, 'aria-live') !== '' && attributeOf(element, 'aria-live') !== 'off';
}

const REPLY = new Set(
  'comment reply answer response post message msg review journal change note remark feedback'.split(' '),
);
/** Beside these a reply's word names a part of one, or a place where one is written. */
const PART_OF_REPLY = new Set(
  'body text content header head footer meta actions action author user name date time count link button btn form box input editor area field title toolbar avatar icon image img menu preview options tools permalink number id wrapper wrap container list section thread stack edit add new write compose submit reference badge label tag info summary subject status state type error success warning flash panel type property details hidden row col column page nav'.split(
    ' ',
  ),
);
const MANY = new Set(
  'comments replies answers responses messages reviews journals changelog changes notes history activity timeline discussion discussions conversation feed thread events stream posts followup followups'.split(
    ' ',
  ),
);

/** Whether an element is named as one contribution: a comment, an answer, a review, an entry of a change log. */
export function isReplyBlock(element: Element): boolean {
  if (attributeOf(element, 'itemprop') === 'comment') return true;
  const names = codeWordsOf(element);
  if (names.length === 0) return hasIdOfReply(element);
  return (
    names.some(
      (words) =>
        words.length <= 5 &&
        words.some((word) => REPLY.has(word)) &&
        !words.some((word) => PART_OF_REPLY.has(word)) &&
        !MANY.has(words.findLast((word) => !/^\d+$/.test(word)) ?? ''),
    ) || hasIdOfReply(element)
  );
}

function hasIdOfReply(element: Element): boolean {
  return [
    'data-comment-id',
    'data-reply-id',
    'data-answerid',
    'data-answer-id',
    'data-post-id',
    'data-message-id',
    'data-mw-revid',
    'data-note-id',
  ].some((name) => element.hasAttribute(name));
}

/** Whether an element is named as the place of many contributions. */
export function isPlaceOfReplies(element: Element): boolean {
  return codeWordsOf(element).some(
    (words) =>
      words.length <= 4 &&
      words.some((word) => MANY.has(word)) &&
      !words.some((word) => /^(?:count|link|btn|button|icon|tab)$/.test(word)),
  );
}
