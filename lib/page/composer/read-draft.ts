/** What stands in a message box, and where the caret is. Reading only: nothing of the page is changed. */

/** The draft as its writer sees it: one line a paragraph, without the empty ones at the end. */
export function readDraft(composer: HTMLElement): string {
  return textOf(composer)
    .replace(/\u00a0/g, ' ')
    .trimEnd();
}

export function textOf(composer: HTMLElement): string {
  if (composer instanceof HTMLTextAreaElement) return composer.value;
  return [...blocksOf(composer)].join('\n');
}

function* blocksOf(composer: HTMLElement): Generator<string> {
  const blocks = [...composer.children].filter((child) => /^(P|DIV|LI|UL|OL|PRE|H\d|BLOCKQUOTE)$/.test(child.tagName));
  if (blocks.length === 0) yield composer.textContent ?? '';
  else for (const block of blocks) yield block.textContent ?? '';
}

/** How many characters of the draft stand after the caret; null if the caret is not in the box, or something is selected. */
export function charactersAfterCaret(composer: HTMLElement): number | null {
  if (composer instanceof HTMLTextAreaElement) {
    if (composer.selectionStart !== composer.selectionEnd) return null;
    return composer.value.length - (composer.selectionEnd ?? 0);
  }
  const selection = composer.ownerDocument.getSelection();
  if (!selection?.isCollapsed || !selection.anchorNode || !composer.contains(selection.anchorNode)) return null;
  const rest = composer.ownerDocument.createRange();
  rest.selectNodeContents(composer);
  rest.setStart(selection.anchorNode, selection.anchorOffset);
  return rest.toString().length;
}

export function isCaretAtEnd(composer: HTMLElement): boolean {
  return charactersAfterCaret(composer) === 0;
}

/** Puts the caret so that as many characters follow it as before. */
export function restoreCaret(composer: HTMLElement, after: number): void {
  if (composer instanceof HTMLTextAreaElement) {
    const at = Math.max(0, composer.value.length - after);
    composer.setSelectionRange(at, at);
    return;
  }
  const walker = composer.ownerDocument.createTreeWalker(composer, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  let left = after;
  for (const text of texts.reverse()) {
    if (left <= text.length) {
      composer.ownerDocument.getSelection()?.collapse(text, text.length - left);
      return;
    }
    left -= text.length;
  }
  composer.ownerDocument.getSelection()?.collapse(composer, 0);
}
