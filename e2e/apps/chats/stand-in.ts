/**
 * The page script of the stand-in chats: the real editors where the real sites have them (ProseMirror in ChatGPT, tiptap
 * in Claude), and answers that come in word by word. It knows nothing of Retrace.
 */
import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { baseKeymap } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { DOMParser } from 'prosemirror-model';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { MARKUPS } from './markup.ts';
import { startTalk } from './talk.ts';

declare global {
  interface Window {
    /** What the page saw, for the tests: texts that were sent, and keys that reached it. */
    seen: { sent: string[]; tabs: number };
  }
}

const form = document.querySelector<HTMLElement>('.composer')!;
const place = form.firstElementChild as HTMLElement;
const button = form.querySelector<HTMLElement>('[data-sends], [type="submit"], button:last-of-type')!;
const markup = MARKUPS[document.documentElement.dataset.markup ?? 'plain-chat']!;
const stopper = markup.control('stop');
const sender = Object.fromEntries([...button.attributes].map(({ name, value }) => [name, value]));
const talk = startTalk(document.querySelector('main')!, markup, (busy) => {
  isBusy = busy;
  // One button sends, and stops while an answer comes in, as on most chats.
  for (const { name } of [...button.attributes]) button.removeAttribute(name);
  for (const [name, value] of Object.entries(busy ? { type: 'button', ...stopper.attributes } : sender))
    button.setAttribute(name, value);
  button.classList.add('sender');
  button.textContent = busy ? (stopper.text ?? '◼') : 'Send';
});
let isBusy = false;
window.seen = { sent: talk.sent, tabs: 0 };

function submit(): void {
  if (form instanceof HTMLFormElement) form.requestSubmit();
  else sendDraft();
}

function sendNow(): true {
  submit();
  return true;
}

/** Puts a real editor where the page's static one was, with the same attributes. */
function proseMirror(): { text(): string; clear(): void } {
  const attributes = Object.fromEntries([...place.attributes].map(({ name, value }) => [name, value]));
  const state = () =>
    EditorState.create({
      doc: DOMParser.fromSchema(schema).parse(document.createElement('div')),
      plugins: [history(), keymap({ 'Mod-z': undo, 'Mod-y': redo, Enter: sendNow }), keymap(baseKeymap)],
    });
  const mount = document.createElement('div');
  place.replaceWith(mount);
  const view = new EditorView({ mount }, { state: state(), attributes });
  return {
    text: () => [...view.dom.children].map((block) => block.textContent ?? '').join('\n'),
    clear: () => view.updateState(state()),
  };
}

function tiptap(): { text(): string; clear(): void } {
  const attributes = Object.fromEntries([...place.attributes].map(({ name, value }) => [name, value]));
  const mount = document.createElement('div');
  place.replaceWith(mount);
  const editor = new Editor({
    element: { mount },
    extensions: [StarterKit],
    editorProps: {
      attributes,
      handleKeyDown: (_, event) => {
        if (event.key !== 'Enter' || event.shiftKey) return false;
        submit();
        return true;
      },
    },
  });
  return { text: () => editor.getText({ blockSeparator: '\n' }), clear: () => editor.commands.clearContent(true) };
}

function textarea(): { text(): string; clear(): void } {
  const field = place as HTMLTextAreaElement;
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  return {
    text: () => field.value,
    clear: () => {
      field.value = '';
    },
  };
}

function editable(): { text(): string; clear(): void } {
  place.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  });
  return { text: () => place.textContent ?? '', clear: () => place.replaceChildren() };
}

const EDITORS = { tiptap, prosemirror: proseMirror, textarea, editable };
const editor = EDITORS[(document.documentElement.dataset.editor ?? 'textarea') as keyof typeof EDITORS]();

function sendDraft(): void {
  const text = editor.text();
  editor.clear();
  talk.send(text);
}

button.addEventListener('click', (event) => {
  if (isBusy) {
    event.preventDefault();
    talk.stop();
  } else if (!(form instanceof HTMLFormElement)) sendDraft();
});
form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!isBusy) sendDraft();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Tab') window.seen.tabs++;
});
