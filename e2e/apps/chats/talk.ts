/** The talk of a stand-in chat: prompts, answers that come in word by word, and what the controls of a turn do. */
import { h, type Markup, type Use } from './markup.ts';

const WORD_EVERY_IN_MS = 25;

/** What the stand-ins answer; a prompt that asks for a long one gets five times as much. */
const ANSWERS = [
  'The bridge opens at nine in the morning and closes at five on weekdays. On Sundays it opens one hour later, and in winter it stays closed when there is ice on the river.',
  'Dear team, we meet for lunch on Friday at noon in the garden behind the office. Please tell me by Wednesday whether you can come, and bring a coat because it may be cold.',
  'There are three ways to do it: by hand, with a script, or not at all. The script takes ten minutes to write and saves an hour every week, so it pays for itself very soon.',
];

export interface Talk {
  send(text: string): void;
  /** Ends the answer that is being written. True if there was one. */
  stop(): boolean;
  /** Every prompt that was sent, and every prompt that was sent anew. */
  readonly sent: string[];
}

export function startTalk(list: HTMLElement, markup: Markup, onBusy: (is: boolean) => void): Talk {
  let turn = list.children.length;
  let writing: { end(): void } | null = null;
  let answers = 0;
  const sent: string[] = [];

  function button(use: Use, run: (button: HTMLElement) => void): HTMLElement {
    const { attributes, text, outline } = markup.control(use);
    const made = h('button', { type: 'button', ...attributes }, text ?? '');
    const drawing = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    drawing.setAttribute('width', '14');
    drawing.setAttribute('height', '14');
    if (outline) {
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', outline);
      drawing.append(path);
    }
    if (!text) made.append(drawing);
    made.addEventListener('click', () => run(made));
    made.classList.add(`use-${use}`);
    return made;
  }

  function keepTheNewest(): void {
    while (markup.keeps && list.children.length > markup.keeps) list.firstElementChild!.remove();
  }

  function write(words: HTMLElement, row: HTMLElement, prompt: string, busy?: (is: boolean) => void): void {
    const answer = ANSWERS[answers++ % ANSWERS.length]!;
    const all = (/\blong\b/.test(prompt) ? Array(5).fill(answer).join(' ') : answer).split(' ');
    words.replaceChildren(h('p'));
    row.querySelector('.talk-bar')?.remove();
    let count = 0;
    const timer = setInterval(() => {
      words.firstElementChild!.textContent = all.slice(0, ++count).join(' ');
      if (count >= all.length) end();
    }, WORD_EVERY_IN_MS);
    const end = () => {
      clearInterval(timer);
      writing = null;
      busy?.(false);
      onBusy(false);
      const bar = markup.bar();
      bar.classList.add('talk-bar');
      bar.append(
        button('copy', () => void navigator.clipboard.writeText(words.textContent ?? '')),
        button('good', press),
        button('bad', press),
        button('again', () => write(words, row, prompt, busy)),
      );
      row.append(bar);
    };
    writing = { end };
    busy?.(true);
    onBusy(true);
  }

  function press(pressed: HTMLElement): void {
    pressed.setAttribute('aria-pressed', String(pressed.getAttribute('aria-pressed') !== 'true'));
  }

  function send(text: string): void {
    if (text.trim() === '') return;
    writing?.end();
    sent.push(text);
    const asked = markup.user(text, ++turn);
    addControls(asked, text);
    list.append(asked.row);
    // The answer's row comes a moment later, as the network has it.
    setTimeout(() => {
      const answer = markup.answer(++turn);
      list.append(answer.row);
      keepTheNewest();
      write(answer.words, answer.row, text, answer.busy?.bind(answer));
    }, 150);
  }

  function addControls(asked: { readonly row: HTMLElement; readonly words: HTMLElement }, text: string): void {
    const bar = markup.bar();
    bar.classList.add('talk-bar');
    bar.append(
      button('copy', () => void navigator.clipboard.writeText(text)),
      button('edit', () => {
        const box = h('textarea', { rows: '2' }) as HTMLTextAreaElement;
        box.value = text;
        const close = () => {
          edit.remove();
          asked.row.append(asked.words, bar);
        };
        const edit = h(
          'div',
          { class: '_e' },
          box,
          button('cancel-edit', close),
          button('save-edit', () => {
            while (asked.row.nextElementSibling) asked.row.nextElementSibling.remove();
            asked.row.remove();
            send(box.value);
          }),
        );
        asked.words.remove();
        bar.remove();
        asked.row.append(edit);
        box.focus();
      }),
    );
    asked.row.append(bar);
  }

  return {
    send,
    sent,
    stop() {
      writing?.end();
      return true;
    },
  };
}
