import { isSecretField } from '../privacy/is-secret-field.ts';
import { compareTexts } from '../sites/compare-texts.ts';
import type { Sending } from '../sites/site-pack.ts';
import type { Act, CapturePage } from './capture-page.ts';

/** Before a text is compared word by word it must be this short: a handler must not be felt. */
const LONGEST_COMPARED = 200_000;

/** What is sent: forms, and prompts of AI chats (as the user's own words). Trusted events only. Returns the undo. */
export function observeSubmits(page: CapturePage): () => void {
  const stop = new AbortController();
  const options = { capture: true, passive: true, signal: stop.signal } as const;
  /** A prompt may be seen twice: as a key and as the form it sends. */
  let lastPrompt: { text: string; at: number } | null = null;

  function promptIn(sending: Sending): boolean {
    const text = page.pack().promptOf?.(sending, document) ?? null;
    if (text === null) return false;
    if (lastPrompt && lastPrompt.text === text && Date.now() - lastPrompt.at < 1_000) return true;
    lastPrompt = { text, at: Date.now() };
    page.act({
      verb: 'prompt',
      object: 'answer',
      text,
      features: { words: text.split(/\s+/).length, has_question: text.includes('?') ? 1 : 0 },
    });
    page.statement(withoutOurLines(text));
    return true;
  }

  document.addEventListener(
    'keydown',
    page.wall.guard((event: KeyboardEvent) => {
      if (!event.isTrusted || event.isComposing || event.repeat || event.key !== 'Enter') return;
      const [target] = event.composedPath();
      if (target instanceof Element) promptIn({ by: 'keydown', target, key: event.key, shift: event.shiftKey });
    }),
    options,
  );
  document.addEventListener(
    'click',
    page.wall.guard((event: MouseEvent) => {
      const [target] = event.composedPath();
      if (event.isTrusted && target instanceof Element) promptIn({ by: 'click', target });
    }),
    options,
  );
  document.addEventListener(
    'submit',
    page.wall.guard((event: SubmitEvent) => {
      const form = event.target;
      if (!event.isTrusted || !(form instanceof HTMLFormElement)) return;
      if (promptIn({ by: 'submit', target: form })) return;
      const act = readForm(page, form, event.submitter);
      if (act) page.act(act);
    }),
    options,
  );
  return () => stop.abort();
}

/** What sending a form means: as the pack says, else by what was written in it. */
function readForm(page: CapturePage, form: HTMLFormElement, submitter: Element | null): Act | null {
  const known = page.pack().forms.find(({ selector }) => form.matches(selector));
  if (known) {
    const act = known.read(form, submitter);
    if (!act) return null;
    return { ...act, context: { ...act.context, ...(act.remark && page.keepText() ? { remark: act.remark } : {}) } };
  }
  const fields = [...form.elements].filter(
    (field): field is HTMLTextAreaElement => field instanceof HTMLTextAreaElement && mayRead(field),
  );
  const written = fields.find((field) => field.value !== field.defaultValue && field.value.length < LONGEST_COMPARED);
  if (!written) return { verb: isSearch(form) ? 'search' : 'submit', object: 'form' };
  const change = compareTexts(written.defaultValue, written.value);
  const remark = [...form.elements].find(
    (field): field is HTMLInputElement => field instanceof HTMLInputElement && field.type === 'text' && mayRead(field),
  )?.value;
  return {
    verb: 'save',
    object: written.defaultValue === '' ? 'text' : 'edit',
    text: change.added.join('\n') || undefined,
    features: {
      added_words: change.addedWords,
      removed_words: change.removedWords,
      added_lines: change.added.length,
      removed_lines: change.removed.length,
      has_summary: remark ? 1 : 0,
      size: written.value.length,
    },
    ...(remark && page.keepText() ? { context: { remark: remark.slice(0, 200) } } : {}),
  };
}

function isSearch(form: HTMLFormElement): boolean {
  return form.getAttribute('role') === 'search' || form.querySelector('input[type="search"]') !== null;
}

function mayRead(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  return !isSecretField({
    type: field.getAttribute('type'),
    autocomplete: field.getAttribute('autocomplete'),
    name: field.getAttribute('name'),
    id: field.getAttribute('id'),
    label: field.getAttribute('aria-label'),
  });
}

/** A prompt without the lines that Retrace itself put before it: those are no new words of the user's. */
function withoutOurLines(text: string): string {
  return text.startsWith('About me: ') ? text.slice(text.indexOf('\n') + 1 || text.length).trim() : text;
}
