/**
 * The page script of the stand-in chats: the real editors where the real sites have them (ProseMirror in ChatGPT, tiptap
 * in Claude), and an answer that says it is none. It knows nothing of Retrace.
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

declare global {
  interface Window {
    /** What the page saw, for the tests: texts that were sent, and keys that reached it. */
    seen: { sent: string[]; tabs: number };
  }
}

window.seen = { sent: [], tabs: 0 };
const form = document.querySelector<HTMLFormElement>('.composer')!;
const place = form.firstElementChild as HTMLElement;

function send(text: string): void {
  if (text.trim() === '') return;
  window.seen.sent.push(text);
  const turn = document.createElement('div');
  turn.textContent = text;
  document.querySelector('main')!.append(turn);
}

function sendNow(): true {
  form.requestSubmit();
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
        form.requestSubmit();
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
    form.requestSubmit();
  });
  return {
    text: () => field.value,
    clear: () => {
      field.value = '';
    },
  };
}

const kind = document.documentElement.dataset.editor;
const editor = kind === 'tiptap' ? tiptap() : kind === 'prosemirror' ? proseMirror() : textarea();
form.addEventListener('submit', (event) => {
  event.preventDefault();
  send(editor.text());
  editor.clear();
});
document.addEventListener('keydown', (event) => {
  if (event.key === 'Tab') window.seen.tabs++;
});
