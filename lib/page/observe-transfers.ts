import { redactText } from '../privacy/redact.ts';
import { shinglesOf } from '../records/shingles.ts';
import { kindOfThing } from '../sites/kind-of-thing.ts';
import { type ActDetails, actionOf, type BegunAct, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { elementOf, listen } from './listen.ts';
import { selectorOf } from './name-of-control.ts';
import type { SecretFields } from './secret-fields.ts';

/** More of a text than this is not compared: where it came from is known by its beginning. */
const LONGEST_CLIP = 20_000;
const MOST_NODES = 1_000;
const LONGEST_KEPT = 300;
/** The key and the edit it makes come this close together, in milliseconds. */
const SAME_DOING_IN_MS = 100;
const MOST_KINDS = 5;
const DEEPEST_EDITOR = 200;

/**
 * What is carried from one place to another and what is taken back: copies, cuts, pastes, drops, files chosen, undo and
 * redo. Of texts, word hashes go along where text may be kept (never stored; they find the copy a paste came from), else
 * only their size. Of files: how many, of what kinds, how large; no names.
 */
export function observeTransfers(capture: Capture, secrets: SecretFields): void {
  let dragging: Element | null = null;
  let undone = Number.NEGATIVE_INFINITY;

  for (const verb of ['copy', 'cut'] as const)
    listen(capture, verb, 'transfer', (event) => {
      const place = elementOf(event);
      if (!place || secrets.isSecret(place) || capture.claimed.has(event)) return;
      const text = selectedText(capture, place);
      if (text !== '') tell(place, () => ({ verb, object: 'text', ...ofText(text) }));
    });

  listen(capture, 'paste', 'transfer', (event) => {
    const place = elementOf(event);
    if (place && !secrets.isSecret(place)) tellData('paste', place, event.clipboardData);
  });

  listen(capture, 'dragstart', 'transfer', (event) => {
    dragging = elementOf(event);
  });
  listen(capture, 'dragend', 'transfer', () => {
    dragging = null;
  });
  listen(capture, 'drop', 'transfer', (event) => {
    const place = elementOf(event);
    const thing = dragging;
    dragging = null;
    if (!place || secrets.isSecret(place)) return;
    // A thing of the page that was moved within it, and not a text dragged into a field.
    if (thing && !isEditable(place)) {
      const url = capture.url();
      tell(place, () => ({ verb: 'move', object: kindOfThing(url) ?? 'thing' }));
    } else tellData('drop', place, event.dataTransfer);
  });

  listen(capture, 'change', 'transfer', (event) => {
    const field = elementOf(event);
    if (!(field instanceof HTMLInputElement) || field.type !== 'file' || !field.files?.length) return;
    const files = ofFiles(field.files);
    tell(field, () => files);
  });

  listen(capture, 'beforeinput', 'transfer', (event) => {
    const { inputType } = event as InputEvent;
    if (inputType !== 'historyUndo' && inputType !== 'historyRedo') return;
    takenBack(inputType === 'historyUndo' ? 'undo' : 'redo', event, 'text');
  });
  listen(capture, 'keydown', 'transfer', (event) => {
    if (event.repeat || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    const place = elementOf(event);
    // In a plain field the browser says itself whether there was anything to take back.
    if (!place || place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement) return;
    takenBack(key === 'y' || event.shiftKey ? 'redo' : 'undo', event, isEditable(place) ? 'text' : null);
  });

  function takenBack(verb: 'undo' | 'redo', event: Event, object: string | null): void {
    if (event.timeStamp - undone < SAME_DOING_IN_MS) return;
    undone = event.timeStamp;
    const place = elementOf(event);
    if (!place || secrets.isSecret(place)) return;
    const url = capture.url();
    tell(place, () => ({ verb, object: object ?? kindOfThing(url) ?? 'thing' }));
  }

  function tellData(verb: 'paste' | 'drop', place: Element, data: DataTransfer | null): void {
    if (!data) return;
    if (data.files.length > 0) {
      const files = ofFiles(data.files);
      tell(place, () => ({ ...files, context: { ...files.context, by: verb } }));
      return;
    }
    const text = data.getData('text/plain').slice(0, LONGEST_CLIP);
    const form = data.types.includes('text/html') ? 'html' : 'text';
    if (text === '') return;
    const act = tell(place, () => ({ verb, object: 'text', ...ofText(text), context: { form } }));
    // Followed by whoever listens, in a quiet moment: taking out secrets takes its time.
    if (act && isEditable(place))
      capture.later(
        () => capture.pastes.tell({ act: act.id, field: editorOf(place), text: redactText(text) }),
        'transfer',
      );
  }

  function tell(place: Element, read: () => ActDetails): BegunAct | null {
    if (capture.isPaused()) return null;
    const act: BegunAct = beginAct(capture);
    capture.later(() => capture.record(actionOf(act, { ...read(), control: selectorOf(place) })), 'transfer');
    return act;
  }

  function ofText(text: string): Pick<ActDetails, 'features' | 'text' | 'clip'> {
    const clean = redactText(text.slice(0, LONGEST_CLIP));
    const features = { size: text.length, words: (clean.match(/[\p{L}\p{N}]+/gu) ?? []).length };
    return capture.keepsText()
      ? { features, text: clean.replace(/\s+/g, ' ').trim().slice(0, LONGEST_KEPT), clip: shinglesOf(clean) }
      : { features };
  }
}

function ofFiles(files: FileList): ActDetails {
  const list = [...files].slice(0, 100);
  const kinds = new Set(list.map(({ type }) => /^[a-z]+\/[\w.+-]{1,60}$/.exec(type)?.[0] ?? 'other'));
  return {
    verb: 'upload',
    object: 'file',
    features: { files: files.length, size: list.reduce((sum, { size }) => sum + size, 0) },
    context: { kinds: [...kinds].slice(0, MOST_KINDS).join(' ') },
  };
}

/** What is selected, by the nodes alone: asking the selection for its words would make the browser lay the page out. */
function selectedText(capture: Capture, place: Element): string {
  if (place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement) {
    const { selectionStart, selectionEnd } = place;
    if (selectionStart === null || selectionEnd === null) return '';
    return place.value.slice(selectionStart, Math.min(selectionEnd, selectionStart + LONGEST_CLIP));
  }
  const selection = capture.window.getSelection();
  if (!selection || selection.rangeCount === 0) return '';
  const range = selection.getRangeAt(0);
  const { startContainer, startOffset, endContainer, endOffset, commonAncestorContainer } = range;
  const walker = Document.prototype.createTreeWalker.call(capture.page, commonAncestorContainer, NodeFilter.SHOW_TEXT);
  walker.currentNode = startContainer;
  const parts: string[] = [];
  let size = 0;
  for (let node: Node | null = startContainer, seen = 0; node && seen < MOST_NODES; node = walker.nextNode(), seen++) {
    if (node !== startContainer && range.comparePoint(node, 0) > 0) break;
    if (node.nodeType === 3) {
      const from = node === startContainer ? startOffset : 0;
      const to = node === endContainer ? endOffset : (node as Text).length;
      const part = (node as Text).substringData(from, Math.max(0, Math.min(to - from, LONGEST_CLIP - size)));
      parts.push(part);
      size += part.length;
    }
    if (size >= LONGEST_CLIP) break;
  }
  return parts.join(' ').trim();
}

function isField(place: Element): boolean {
  return place instanceof HTMLInputElement || place instanceof HTMLTextAreaElement;
}

function isEditable(place: Element): boolean {
  return isField(place) || (place instanceof HTMLElement && place.isContentEditable);
}

/** The field, or the whole rich editor, that a place is in. */
function editorOf(place: Element): Element {
  let editor = place;
  // Up to a bound: a form can have a field that answers for its parent.
  for (let up = 0; up < DEEPEST_EDITOR && !isField(editor); up++) {
    const around = editor.parentElement;
    if (!(around instanceof HTMLElement) || !around.isContentEditable) break;
    editor = around;
  }
  return editor;
}
