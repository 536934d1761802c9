import { atOnce } from '../records/at-once.ts';
import { documentOf, matches } from '../sites/asked-of-elements.ts';
import { showsASecret } from './secret-by-markup.ts';

/** Words of a part of a page, read with bounds: a page can hold a megabyte where a label should be. */
export interface Bounds {
  readonly characters: number;
  readonly nodes: number;
}

const NEVER_WORDS = 'SCRIPT, STYLE, NOSCRIPT, TEMPLATE, TEXTAREA, INPUT, SELECT, OPTION';

/**
 * Text below an element as one line, up to the bounds. Blocks are set apart by a space. What `except` matches is left out, and so is
 * what is in fields, or shows what is in a secret one.
 */
export function readWords(element: Node, bounds: Bounds, except?: string): string {
  return atOnce(readWordsInStretches(element, bounds, except));
}

/** Nodes read between two pauses. */
const NODES_IN_A_STRETCH = 60;

/** As `readWords`, with pauses: for large pages, in quiet moments. */
export function* readWordsInStretches(element: Node, bounds: Bounds, except?: string): Generator<void, string> {
  const page = documentOf(element);
  if (!page || (element.nodeType === 1 && showsASecret(element as Element))) return '';
  const skipped = except ? `${NEVER_WORDS}, ${except}` : NEVER_WORDS;
  const isSkipped = (node: Element) => matches(node, skipped) || (node.tagName === 'OUTPUT' && showsASecret(node));
  let nodes = 0;
  const walker = Document.prototype.createTreeWalker.call(
    page,
    element,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    {
      // What is rejected counts as well: it could go on for longer than all that is read.
      acceptNode: (node: Node) =>
        ++nodes <= bounds.nodes && node.nodeType === 1 && isSkipped(node as Element)
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_ACCEPT,
    },
  );
  let text = '';
  let parts: string[] = [];
  let characters = 0;
  let read = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (nodes > bounds.nodes || characters >= bounds.characters) break;
    if (++read % NODES_IN_A_STRETCH === 0) {
      text = withParts(text, parts);
      parts = [];
      yield;
    }
    if (node.nodeType !== 3) {
      parts.push(isInline(node as Element) ? '' : ' ');
      continue;
    }
    const part = (node as Text).substringData(0, bounds.characters - characters);
    characters += part.length;
    parts.push(part);
  }
  return withParts(text, parts).trim().slice(0, bounds.characters);
}

/** A text that is one line already, with more behind it. */
function withParts(text: string, parts: readonly string[]): string {
  const more = parts.join('').replace(/\s+/g, ' ');
  return text + (text.endsWith(' ') ? more.trimStart() : more);
}

const INLINE = new Set([
  'A',
  'ABBR',
  'B',
  'BDI',
  'BDO',
  'CITE',
  'CODE',
  'EM',
  'I',
  'KBD',
  'MARK',
  'Q',
  'S',
  'SMALL',
  'SPAN',
  'STRONG',
  'SUB',
  'SUP',
  'U',
  'WBR',
  'INS',
  'DEL',
  'FONT',
]);

/** Whether an element stands within a line of words, by its tag. */
export function isInline(element: Element): boolean {
  return INLINE.has(element.tagName);
}
