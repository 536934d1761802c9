const MOST_NODES = 400;

/** The words below an element in one line, up to a length; a page can hold a megabyte where a label should be. */
export function wordsIn(element: Element | null, longest: number): string {
  if (!element) return '';
  const parts: string[] = [];
  let length = 0;
  let nodes = 0;
  // By hand and in order: textContent would build all of it first.
  const waiting: Node[] = [element];
  while (waiting.length > 0 && length < longest * 2 && nodes++ < MOST_NODES) {
    const node = waiting.pop()!;
    if (node.nodeType === 3) {
      const part = (node.nodeValue ?? '').slice(0, longest * 2);
      length += part.length;
      parts.push(part);
    } else if (node.nodeType === 1 && !/^(?:script|style|template|noscript|svg)$/i.test(node.nodeName)) {
      if (parts.length > 0 && !/^(?:a|b|i|em|strong|span|code|bdi|mark|small|time)$/i.test(node.nodeName))
        parts.push(' ');
      const inner: Node[] = [];
      for (let child = node.firstChild; child && inner.length < MOST_NODES; child = child.nextSibling)
        inner.push(child);
      waiting.push(...inner.reverse());
    }
  }
  return parts.join('').replace(/\s+/g, ' ').trim().slice(0, longest).trim();
}
