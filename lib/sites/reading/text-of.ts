/** Text of a part of a page, with bounds; for readers that are given a page. */

const NEVER_TEXT = /^(?:script|style|noscript|template|textarea|input|select|option|datalist|svg|iframe|object)$/i;
const INLINE =
  /^(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|ins|del|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr)$/i;
const MOST_NODES = 4_000;
const MOST_INDENT = 400;

/** A page can write a megabyte into an attribute; what is asked of one stands at its beginning. */
const LONGEST_ATTRIBUTE = 4_000;

/** An attribute, or the empty text. A form's own fields can stand in the way of its methods: then it has no attributes. */
export function attributeOf(element: Element, name: string): string {
  return typeof element.getAttribute === 'function'
    ? (element.getAttribute(name) ?? '').slice(0, LONGEST_ATTRIBUTE)
    : '';
}

/** Text below a node as one line of at most `most` characters, without hidden parts and without what `isLeftOut` says. */
export function textOf(root: Node, most: number, isLeftOut?: (element: Element) => boolean): string {
  const parts: string[] = [];
  let characters = 0;
  let nodes = 0;
  let node: Node | null = root;
  while (node) {
    if (++nodes > MOST_NODES || characters > most) break;
    let goesIn = false;
    if (node.nodeType === 3) {
      // Pages are indented: what is there before the first word is not counted.
      const part = (node as Text).data
        .slice(0, most * 2 + MOST_INDENT)
        .replace(/^\s+/, ' ')
        .slice(0, most * 2);
      parts.push(part);
      characters += part.trim().length;
    } else if (node.nodeType === 1) {
      const element = node as Element;
      const isShown = !NEVER_TEXT.test(element.nodeName) && !element.hasAttribute?.('hidden');
      goesIn = node === root || (isShown && !isLeftOut?.(element));
      if (!INLINE.test(element.nodeName)) parts.push(' ');
    }
    const inner: Node | null = goesIn || node === root ? node.firstChild : null;
    if (inner) {
      node = inner;
      continue;
    }
    // Counted here, too: a form whose field answers for its parent would never be left.
    while (node && node !== root && !node.nextSibling && ++nodes <= MOST_NODES) {
      node = node.parentNode;
      if (node && node.nodeType === 1 && !INLINE.test(node.nodeName)) parts.push(' ');
    }
    node = node && node !== root ? node.nextSibling : null;
  }
  return oneLine(parts.join('')).slice(0, most).trim();
}

/** A text as one line, without glyphs of icon fonts and marks that say nothing but the direction of writing. */
export function oneLine(text: string): string {
  return text
    .replace(/[\ue000-\uf8ff\u200b-\u200f\u202a-\u202e\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Lower case, without accents: `Priorität` is `prioritat`. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/ß/g, 'ss')
    .toLowerCase();
}

/** Words of the class names and the id: `trac-status isClosed` is [[trac, status], [is, closed]]. */
export function codeWordsOf(element: Element): string[][] {
  const names = `${attributeOf(element, 'class')} ${attributeOf(element, 'id')}`.trim();
  if (names === '' || names.length > 1_000) return [];
  return names.split(/\s+/).map(codeWords);
}

/** Words of one name of the code: `fixVersion`, `fix-version` and `fix_version` are [fix, version]. */
export function codeWords(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
