/**
 * The markup of each stand-in chat, after the selectors that maintained code finds on the real ones (docs/sites.md): how a turn, its
 * controls and the box of an edit look. What the controls do is the same for all (stand-in.ts).
 */

/** What a control of a turn is for. */
export type Use = 'copy' | 'good' | 'bad' | 'again' | 'edit' | 'stop' | 'save-edit' | 'cancel-edit';

type Attributes = Readonly<Record<string, string>>;

/** An element, made as a framework makes it; `data-use` is no part of any page: what a control is for is kept apart. */
export function h(tag: string, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

interface Control {
  readonly attributes: Attributes;
  readonly text?: string;
  readonly outline?: string;
}

export interface Markup {
  /** A turn of the user's: its row, and where its words go. */
  user(text: string, n: number): { readonly row: HTMLElement; readonly words: HTMLElement };
  answer(n: number): { readonly row: HTMLElement; readonly words: HTMLElement; busy?(is: boolean): void };
  /** Attributes, text and icon of a control. */
  control(use: Use): Control;
  /** What holds the controls of a turn. */
  bar(): HTMLElement;
  /** A list that keeps only so many rows in the page. */
  readonly keeps?: number;
}

const labelled =
  (labels: Readonly<Record<Use, string>>, ids: Partial<Record<Use, Attributes>> = {}) =>
  (use: Use) => ({
    attributes: { 'aria-label': labels[use], ...ids[use] },
  });
const ENGLISH: Readonly<Record<Use, string>> = {
  copy: 'Copy',
  good: 'Good response',
  bad: 'Bad response',
  again: 'Try again',
  edit: 'Edit message',
  stop: 'Stop',
  'save-edit': 'Send',
  'cancel-edit': 'Cancel',
};

const HASHED: Readonly<Record<Use, Control>> = {
  copy: { attributes: { class: '_b', title: 'Kopieren' } },
  good: { attributes: { class: '_b' }, outline: 'M7 10v12' },
  bad: { attributes: { class: '_b' }, outline: 'M17 14V2' },
  again: { attributes: { class: '_b', 'aria-label': 'Antwort neu erzeugen' } },
  edit: { attributes: { class: '_b', 'aria-label': 'Bearbeiten' } },
  stop: { attributes: { class: '_b', 'aria-label': 'Anhalten' } },
  'save-edit': { attributes: { class: '_b' }, text: 'Übernehmen' },
  'cancel-edit': { attributes: { class: '_b' }, text: 'Verwerfen' },
};

export const MARKUPS: Readonly<Record<string, Markup>> = {
  'chatgpt-classic': {
    user: (text, n) => {
      const words = h('div', { class: 'whitespace-pre-wrap' }, text);
      const message = h('div', { 'data-message-author-role': 'user', 'data-message-id': `m${n}` }, words);
      return {
        row: h(
          'section',
          { 'data-testid': `conversation-turn-${n}`, 'data-turn': 'user', 'data-turn-id': `t${n}` },
          message,
        ),
        words,
      };
    },
    answer: (n) => {
      const words = h('div', { class: 'markdown prose' });
      const message = h(
        'div',
        { 'data-message-author-role': 'assistant', 'data-message-id': `m${n}`, 'data-message-model-slug': 'stand-in' },
        words,
      );
      return {
        row: h(
          'section',
          { 'data-testid': `conversation-turn-${n}`, 'data-turn': 'assistant', 'data-turn-id': `t${n}` },
          message,
        ),
        words,
      };
    },
    control: labelled(ENGLISH, {
      copy: { 'data-testid': 'copy-turn-action-button' },
      good: { 'data-testid': 'good-response-turn-action-button' },
      bad: { 'data-testid': 'bad-response-turn-action-button' },
      stop: { 'data-testid': 'stop-button', 'aria-label': 'Stop streaming' },
    }),
    bar: () => h('div', { role: 'group', 'aria-label': 'Response actions' }),
    keeps: 8,
  },
  'chatgpt-new': {
    user: (text, n) => {
      const words = h('div', { 'data-user-message-bubble': '' }, text);
      return {
        row: h(
          'div',
          {
            'data-turn-key': `k${n}`,
            'data-chatgpt-search-unit-key': `k${n}:user`,
            'data-chatgpt-search-message-ids': `m${n}`,
          },
          words,
        ),
        words,
      };
    },
    answer: (n) => {
      const words = h('div', { 'data-markdown-text-style': 'assistant-message' });
      const row = h(
        'div',
        {
          'data-turn-key': `k${n}`,
          'data-chatgpt-search-unit-key': `k${n}:assistant`,
          'data-chatgpt-search-message-ids': `m${n}`,
        },
        words,
      );
      const status = h('div', { role: 'status', 'aria-busy': 'true' });
      return { row, words, busy: (is) => (is ? row.append(status) : status.remove()) };
    },
    control: labelled({ ...ENGLISH, again: 'Regenerate response' }),
    bar: () => h('div', { class: 'turn-action-controls' }),
    keeps: 8,
  },
  'chatgpt-mobile': {
    user: (text) => {
      const words = h('div', { class: 'wm-user-message' }, text);
      return { row: h('div', { class: 'wm-turn' }, words), words };
    },
    answer: () => {
      const words = h('div', { 'data-assistant-markdown': '', 'data-assistant-stream-block': '' });
      return { row: h('div', { class: 'wm-turn' }, words), words };
    },
    control: labelled(ENGLISH, { copy: { 'data-copy-message': '' } }),
    bar: () => h('div', { class: 'wm-actions' }),
  },
  claude: {
    user: (text, n) => {
      const words = h('div', { 'data-testid': 'user-message' }, text);
      return { row: h('div', { 'data-turn-key': `k${n}` }, h('div', { 'data-cds': 'UserMessage' }, words)), words };
    },
    answer: (n) => {
      const words = h('div', { 'data-testid': 'assistant-message' });
      const row = h('div', { 'data-turn-key': `k${n}`, 'data-is-streaming': 'false' }, words);
      return { row, words, busy: (is) => row.setAttribute('data-is-streaming', String(is)) };
    },
    control: labelled({ ...ENGLISH, again: 'Retry', edit: 'Edit', 'save-edit': 'Save', stop: 'Stop response' }),
    bar: () => h('div', { role: 'toolbar', 'data-cds': 'MessageActions', 'data-testid': 'message-actions' }),
  },
  'claude-classic': {
    user: (text) => {
      const words = h('div', { 'data-testid': 'user-message' }, h('p', { class: 'whitespace-pre-wrap' }, text));
      return { row: h('div', { 'data-test-render-count': '1' }, words), words };
    },
    answer: () => {
      const words = h('div', { class: 'font-claude-response' });
      const stream = h('div', { 'data-is-streaming': 'false' }, words);
      return {
        row: h('div', { 'data-test-render-count': '1' }, stream),
        words,
        busy: (is) => stream.setAttribute('data-is-streaming', String(is)),
      };
    },
    control: labelled(
      {
        ...ENGLISH,
        good: 'Give positive feedback',
        bad: 'Give negative feedback',
        again: 'Retry',
        edit: 'Edit',
        'save-edit': 'Save',
        stop: 'Stop response',
      },
      { copy: { 'data-testid': 'action-bar-copy' } },
    ),
    bar: () => h('div', { role: 'group', 'aria-label': 'Message actions' }),
  },
  'plain-chat': {
    user: (text) => {
      const words = h('p', {}, text);
      return { row: h('div', { class: 'message' }, h('b', {}, 'You'), words), words };
    },
    answer: () => {
      const words = h('div', {});
      return { row: h('div', { class: 'message' }, h('b', {}, 'Bot'), words), words };
    },
    control: (use) => ({
      attributes: {},
      text: {
        copy: 'Copy',
        good: '👍',
        bad: '👎',
        again: 'Regenerate',
        edit: 'Edit',
        stop: 'Stop',
        'save-edit': 'Save',
        'cancel-edit': 'Cancel',
      }[use],
    }),
    bar: () => h('div', { class: 'buttons' }),
  },
  // A chat nobody has heard of: hashed classes, German, icons without names, no form, a list that lets old turns go.
  'hashed-chat': {
    user: (text) => {
      const words = h('span', { class: '_q7' }, text);
      return {
        row: h('div', { class: '_k3f9' }, h('div', { class: '_a1' }, h('div', { class: '_z0' }, 'Du · 12:04'), words)),
        words,
      };
    },
    answer: () => {
      const words = h('div', { class: '_m2' });
      return {
        row: h(
          'div',
          { class: '_k3f9' },
          h('div', { class: '_a2' }, h('div', { class: '_z0' }, 'Plauder · 12:04'), words),
        ),
        words,
      };
    },
    control: (use) => HASHED[use],
    bar: () => h('div', { class: '_w' }),
    keeps: 6,
  },
};
