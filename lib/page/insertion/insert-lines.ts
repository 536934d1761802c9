/**
 * Puts lines before the user's draft, as plain text of their own: the draft and the caret stay, one undo takes it out, Send is
 * never pressed. By `execCommand('insertText')`, because that is the one way that textareas, ProseMirror and tiptap all
 * take as typing, with their own history. It is tried once: editors that commit later would show a retry twice.
 */
import { charactersAfterCaret, readDraft, restoreCaret } from '../composer/read-draft.ts';

export type Inserted = 'inserted' | 'refused';

/** @param text the exact text; a paragraph of its own. Resolves when it was read back. */
export async function insertLines(composer: HTMLElement, text: string): Promise<Inserted> {
  const draft = readDraft(composer);
  const after = charactersAfterCaret(composer) ?? 0;
  composer.focus();
  if (composer instanceof HTMLTextAreaElement) insertIntoTextarea(composer, text);
  else insertIntoEditor(composer, text);
  restoreCaret(composer, after);
  await nextTurn();
  const now = readDraft(composer);
  return startsWithLines(now, text) && now.replace(/\s+/g, ' ').endsWith(draft.replace(/\s+/g, ' '))
    ? 'inserted'
    : 'refused';
}

/** Whether the text stands first in the draft, whatever the editor made of its white space. */
export function startsWithLines(draft: string, text: string): boolean {
  return draft.replace(/\s+/g, ' ').trimStart().startsWith(text.replace(/\s+/g, ' '));
}

/** Takes the lines out again, as one step that can be undone itself. */
export function takeOut(composer: HTMLElement, text: string): void {
  const after = charactersAfterCaret(composer) ?? 0;
  composer.focus();
  if (composer instanceof HTMLTextAreaElement) {
    const end = composer.value.startsWith(`${text}\n\n`) ? text.length + 2 : text.length;
    composer.setSelectionRange(0, end);
    composer.ownerDocument.execCommand('delete');
  } else {
    const paragraph = composer.firstElementChild;
    const next = paragraph?.nextElementSibling;
    const selection = composer.ownerDocument.getSelection();
    if (!paragraph || !selection) return;
    const range = composer.ownerDocument.createRange();
    range.setStart(paragraph, 0);
    if (next) range.setEnd(next, 0);
    else range.setEnd(paragraph, paragraph.childNodes.length);
    selection.removeAllRanges();
    selection.addRange(range);
    composer.ownerDocument.execCommand('delete');
  }
  restoreCaret(composer, after);
}

function insertIntoTextarea(composer: HTMLTextAreaElement, text: string): void {
  composer.setSelectionRange(0, 0);
  composer.ownerDocument.execCommand('insertText', false, composer.value === '' ? text : `${text}\n\n`);
}

/** In an editor the text becomes the first paragraph: typed at the very start, then divided from what follows. */
function insertIntoEditor(composer: HTMLElement, text: string): void {
  const { ownerDocument } = composer;
  const selection = ownerDocument.getSelection();
  if (!selection) return;
  const first = composer.firstElementChild ?? composer;
  selection.collapse(first, 0);
  ownerDocument.execCommand('insertText', false, text);
  if (composer.textContent !== text) ownerDocument.execCommand('insertParagraph');
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}
