import { newId } from '../../records/new-id.ts';
import { closest, contains } from '../../sites/asked-of-elements.ts';
import { textOf } from '../../sites/chat-site.ts';
import { compareDrafts } from '../../sites/compare-drafts.ts';
import { countWords } from '../../sites/count-words.ts';
import { actionOf, type BegunAct, beginAct } from '../begin-act.ts';
import type { Capture } from '../capture.ts';
import { elementOf, listen } from '../listen.ts';
import type { Exchange } from './exchange.ts';
import type { Talk } from './observe-chat.ts';
import { showsPrompt } from './turn-of.ts';

const LONGEST_PROMPT = 8_000;
/** A box that opens this soon after its pencil was pressed is the one that was asked for. */
const OPENS_WITHIN_IN_MS = 5_000;
/** The page has so long to show the changed prompt as a turn. */
const SHOWN_WITHIN_IN_MS = 6_000;
const LOOK_EVERY_IN_MS = 250;
const HIGHEST = 7;
const BOX = 'textarea, [contenteditable=""], [contenteditable="true"], [contenteditable="plaintext-only"]';
const BUTTON = 'button, [role="button"], input[type="submit"]';

interface Editing {
  readonly field: Element;
  old: string;
  readonly exchange: Exchange | null;
}

/**
 * A prompt that its user edits in its place and sends anew. A box that opens with the words of a prompt (or right after a pencil was
 * pressed) is being edited; it was sent if the box is gone and the page shows the new words as a turn. Whatever the buttons say.
 */
export function observePromptEdits(capture: Capture, talk: Talk, claim: (event: Event) => void): void {
  let editing: Editing | null = null;
  let pencil = Number.NEGATIVE_INFINITY;
  let timer = 0;

  listen(capture, 'focusin', 'chat', (event) => {
    const reader = capture.pack().chat;
    const entered = reader && elementOf(event);
    const field = entered && closest(entered, BOX);
    if (!reader || !field || editing?.field === field || field === reader.composerOf(capture.page)) return;
    open(field, textOf(field) ?? '');
  });

  function open(field: Element, old: string): void {
    const exchange = talk.exchanges().findLast(({ prompt }) => old !== '' && tidy(prompt) === tidy(old)) ?? null;
    if (exchange || performance.now() - pencil < OPENS_WITHIN_IN_MS) editing = { field, old, exchange };
  }

  listen(capture, 'click', 'chat', (event) => {
    const reader = capture.pack().chat;
    const target = reader && elementOf(event);
    if (!reader || !target) return;
    if (editing?.field.isConnected && belongsTo(editing.field, target)) commit(event);
    else {
      const path = event.composedPath().slice(0, HIGHEST).filter(isElement);
      if (reader.verbOf(path)?.verb === 'edit-prompt') pencil = performance.now();
    }
  });
  listen(capture, 'keydown', 'chat', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !editing) return;
    const target = elementOf(event);
    if (target && contains(editing.field, target)) commit(event);
  });

  function commit(event: Event): void {
    const edit = editing;
    const now = edit && textOf(edit.field)?.slice(0, LONGEST_PROMPT);
    if (!edit || !now || tidy(now) === tidy(edit.old) || capture.isPaused()) return;
    claim(event);
    const act = beginAct(capture);
    const until = performance.now() + SHOWN_WITHIN_IN_MS;
    const byKey = event.type === 'keydown';
    const look = capture.guard(() => {
      const reader = capture.pack().chat;
      if (!reader || capture.signal.aborted) return;
      if (!isOpen(edit.field)) {
        if (showsPrompt(capture.page, reader, now)) {
          editing = null;
          sent(act, edit, now);
          return;
        }
        if (showsPrompt(capture.page, reader, edit.old)) {
          editing = null;
          capture.record(actionOf(act, { verb: 'cancel', object: 'prompt' }));
          return;
        }
      }
      if (performance.now() < until) timer = capture.window.setTimeout(look, LOOK_EVERY_IN_MS);
      else if (!byKey) capture.record(actionOf(act, { verb: 'press', object: 'button' }));
    }, 'chat');
    capture.window.clearTimeout(timer);
    timer = capture.window.setTimeout(look, LOOK_EVERY_IN_MS / 2);
  }
  capture.signal.addEventListener('abort', () => capture.window.clearTimeout(timer));

  function sent(act: BegunAct, { old, exchange }: Editing, prompt: string): void {
    const change = compareDrafts(old, prompt, true);
    const before = talk.edited({ act, prompt, ours: exchange?.ours ?? [] }, exchange);
    const keeps = capture.keepsText();
    const features = {
      words: countWords(prompt),
      has_question: prompt.includes('?') ? 1 : 0,
      kept: Math.round(change.kept * 100) / 100,
      added_words: change.addedWords,
      removed_words: change.removedWords,
      ...before,
    };
    const refused = { ...(keeps && { text: old }), features: { words: countWords(old) } };
    const links = exchange?.asked ?? [];
    capture.record(actionOf(act, { verb: 'edit-prompt', object: 'prompt', features, instead_of: [refused], links }));
    if (!keeps) return;
    const { id, t, thread } = act;
    const where = { t, ...(thread !== undefined && { thread }) };
    capture.record({ kind: 'statement', id: newId(), ...where, role: 'user', text: prompt, links: [id] });
  }
}

/** Whether a control stands in the same small part of the page as the box. */
function belongsTo(field: Element, target: Element): boolean {
  const control = closest(target, BUTTON);
  if (!control) return false;
  for (let part = field.parentElement, i = 0; part && i < HIGHEST; part = part.parentElement, i++) {
    const around = Element.prototype.querySelectorAll.call(part, BUTTON);
    if (around.length > 0) return contains(part, control) && around.length <= 8;
  }
  return false;
}

function isOpen(field: Element): boolean {
  return field.isConnected && closest(field, '[hidden]') === null;
}

function isElement(target: EventTarget): target is Element {
  return (target as Partial<Node>).nodeType === 1;
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
