/**
 * Where on a chat's page the user's prompt and its answer stand, by structure alone: the block that holds the prompt's words is
 * the user's; what grows beside it afterwards is the answer. Knows no site, no class and no language.
 */

const LONGEST_NEEDLE = 80;
const MOST_TEXT_NODES = 40_000;
const HIGHEST = 14;

const MOST_PROSE = 4_000;
const NO_TALK =
  'nav, aside, header, footer, form, button, [role="button"], [role="navigation"], [role="complementary"]';

/** Places that repeat a prompt without being its turn: titles in a list of chats, the box itself. */
const NOT_A_TURN =
  'nav, aside, header, footer, title, script, style, noscript, template, textarea, select, [contenteditable=""], [contenteditable="true"], [role="navigation"], [role="complementary"], [role="dialog"], [role="tooltip"], [aria-live]:empty';

/** The last element on the page that shows these words itself; null if there is none. */
export function promptBlockIn(root: Element, prompt: string, outside: Element | null): Element | null {
  const needle = needleOf(prompt);
  if (needle === '') return null;
  const walker = root.ownerDocument.createTreeWalker(root, 4);
  let found: Element | null = null;
  let nodes = 0;
  for (let node = walker.nextNode(); node && nodes < MOST_TEXT_NODES; node = walker.nextNode(), nodes++) {
    const text = (node as Text).data;
    if (text.length < needle.length || !tidy(text).includes(needle)) continue;
    const parent = node.parentElement;
    if (!parent || parent.closest(NOT_A_TURN) || outside?.contains(parent)) continue;
    found = parent;
  }
  return found;
}

/**
 * The block beside the user's in which something was written since: of all that was touched, what says most for how near it is, by
 * how far up the part of the page is that holds both. A title in a list of chats is far away; a sign of delivery says little.
 */
export function answerBlockBeside(user: Element, touched: Iterable<Element>, composer: Element | null): Element | null {
  const candidates: Candidate[] = [];
  for (const element of touched) {
    if (!element.isConnected || user.contains(element) || element.contains(user)) continue;
    if (composer && (composer.contains(element) || element.contains(composer))) continue;
    if (element.closest(NO_TALK)) continue;
    const beside = besideOf(user, element);
    if (beside && !(composer && beside.block.contains(composer))) candidates.push(beside);
  }
  return bestOf(candidates);
}

/** What follows the user's block, before the message box: for answers that were there before anybody looked. */
export function firstTextAfter(user: Element, composer: Element | null): Element | null {
  const candidates: Candidate[] = [];
  let block: Element | null = user;
  for (let height = 0; block && height < HIGHEST && block.localName !== 'body'; height++, block = block.parentElement) {
    for (let next = block.nextElementSibling; next; next = next.nextElementSibling) {
      if (composer && (next === composer || next.contains(composer))) return bestOf(candidates);
      if (!next.matches(NO_TALK) && !/^(?:SCRIPT|STYLE)$/.test(next.tagName)) candidates.push({ block: next, height });
    }
    if (composer && block.contains(composer)) break;
  }
  return bestOf(candidates);
}

interface Candidate {
  readonly block: Element;
  /** How many steps up from the user's block the part of the page is that holds both. */
  readonly height: number;
}

function bestOf(candidates: readonly Candidate[]): Element | null {
  let best: Element | null = null;
  let most = 0;
  for (const { block, height } of candidates) {
    const worth = proseLength(block) / (1 + height) ** 2;
    if (worth <= most) continue;
    most = worth;
    best = block;
  }
  return best;
}

/** The block that holds `element` and stands beside the one that holds `user`. */
function besideOf(user: Element, element: Element): Candidate | null {
  let height = 0;
  for (let common = user.parentElement; common && height < HIGHEST * 2; common = common.parentElement, height++) {
    if (!common.contains(element)) continue;
    let block = element;
    for (let up = 0; up < HIGHEST * 2 && block.parentElement && block.parentElement !== common; up++)
      block = block.parentElement;
    return { block, height };
  }
  return null;
}

/** Characters of text below an element that stand on no control. */
function proseLength(block: Element): number {
  const walker = block.ownerDocument.createTreeWalker(block, 4);
  let length = 0;
  for (let node = walker.nextNode(); node && length < MOST_PROSE; node = walker.nextNode()) {
    const text = tidy((node as Text).data);
    if (text !== '' && !node.parentElement?.closest('button, [role="button"], script, style')) length += text.length;
  }
  return length;
}

/** What a prompt is looked for by: the beginning of its longest line among the first. */
function needleOf(prompt: string): string {
  const lines = prompt.split('\n', 12).map(tidy);
  const longest = lines.reduce((best, line) => (line.length > best.length ? line : best), '');
  return longest.slice(0, LONGEST_NEEDLE).trim();
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
