/** Words of a part of a page, read with bounds: a page can hold a megabyte where a label should be. */
export interface Bounds {
  readonly characters: number;
  readonly nodes: number;
}

const NEVER_WORDS = 'SCRIPT, STYLE, NOSCRIPT, TEMPLATE, TEXTAREA, INPUT, SELECT, OPTION';

/**
 * Text below an element as one line, up to the bounds. Blocks are set apart by a space. What `except` matches is left out.
 */
export function readWords(element: Node, bounds: Bounds, except?: string): string {
  const page = element.ownerDocument;
  if (!page) return '';
  const skipped = except ? `${NEVER_WORDS}, ${except}` : NEVER_WORDS;
  const walker = Document.prototype.createTreeWalker.call(
    page,
    element,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    {
      acceptNode: (node: Node) =>
        node.nodeType === 1 && (node as Element).matches(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    },
  );
  const parts: string[] = [];
  let characters = 0;
  let nodes = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (++nodes > bounds.nodes || characters >= bounds.characters) break;
    if (node.nodeType !== 3) {
      parts.push(isInline(node as Element) ? '' : ' ');
      continue;
    }
    const part = (node as Text).substringData(0, bounds.characters - characters);
    characters += part.length;
    parts.push(part);
  }
  return parts.join('').replace(/\s+/g, ' ').trim().slice(0, bounds.characters);
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

function isInline(element: Element): boolean {
  return INLINE.has(element.tagName);
}
