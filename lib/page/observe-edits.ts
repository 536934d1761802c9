import { newId } from '../records/new-id.ts';
import { compareTexts } from '../sites/compare-texts.ts';
import type { Capture } from './capture.ts';
import { elementOf, listen } from './listen.ts';
import { readWords } from './read-words.ts';
import type { SecretFields } from './secret-fields.ts';

const LONGEST_TEXT = 4_000;
/** What is read of a large editor: more is compared by its size only. */
const EDITOR_BOUNDS = { characters: 20_000, nodes: 2_000 };
const LONGEST_LABEL = 60;

type EditKind = 'text' | 'choice' | 'toggle';

/**
 * Edits the user committed: a field left after it was changed, a choice made, a rich editor left. Told are kind, size and
 * the words that came and went; the text only where it may be kept. Secret fields are never read; fields of a form the
 * pack reads itself are told by that form; half-composed input (IME) is waited for.
 */
export function observeEdits(capture: Capture, secrets: SecretFields): void {
  const before = new WeakMap<Element, string>();
  let composing = false;

  listen(capture, 'compositionstart', 'edit', () => {
    composing = true;
  });
  listen(capture, 'compositionend', 'edit', () => {
    composing = false;
  });

  listen(capture, 'focusin', 'edit', (event) => {
    secrets.notice(event);
    const field = editableOf(event);
    if (field && !mayNotRead(field)) before.set(field, textIn(field));
  });

  listen(capture, 'change', 'edit', (event) => {
    const field = elementOf(event);
    if (!field || isRichEditor(field) || mayNotRead(field)) return;
    const kind = kindOf(field);
    if (kind === 'text') tell(field, before.get(field) ?? '', textIn(field));
    else if (kind) tellChoice(field, kind);
  });

  listen(capture, 'focusout', 'edit', (event) => {
    const field = editableOf(event);
    if (!field || !isRichEditor(field) || mayNotRead(field)) return;
    const old = before.get(field);
    const settle = () => {
      const now = textIn(field);
      if (old !== undefined && now !== old) tell(field, old, now);
      before.set(field, now);
    };
    // Leaving commits a half-composed word only after this event.
    if (composing) capture.later(settle, 'edit');
    else settle();
  });

  function mayNotRead(field: Element): boolean {
    return secrets.isSecret(field) || isToldByItsForm(field) || isComposerOfChat(field);
  }

  /** What is sent as a prompt is told as the user's words, not as an edit (observe-prompts.ts). */
  function isComposerOfChat(field: Element): boolean {
    return capture.pack().promptOf !== undefined && (isRichEditor(field) || field.tagName === 'TEXTAREA');
  }

  function isToldByItsForm(field: Element): boolean {
    // A text area in a form is told when the form is sent: until then the page has not got it.
    return (
      (field.tagName === 'TEXTAREA' && field.closest('form') !== null) ||
      capture.pack().forms.some(({ selector }) => field.closest(selector) !== null)
    );
  }

  function tell(field: Element, old: string, now: string): void {
    if (old === now || capture.isPaused()) return;
    send(field, 'edit:text', () => {
      const change = compareTexts(old, now);
      const added = change.added.join('\n').slice(0, LONGEST_TEXT);
      return {
        features: { added_words: change.addedWords, removed_words: change.removedWords, size: now.length },
        ...(capture.keepsText() && added !== '' && { text: added }),
      };
    });
  }

  function tellChoice(field: Element, kind: EditKind): void {
    if (capture.isPaused()) return;
    const chosen = field instanceof HTMLSelectElement ? (field.selectedOptions[0]?.label ?? '') : '';
    const on = field instanceof HTMLInputElement && field.checked ? 1 : 0;
    const text = capture.keepsText() ? chosen.slice(0, LONGEST_LABEL) : '';
    const features: Record<string, number> = kind === 'toggle' ? { on } : {};
    send(field, kind === 'toggle' ? 'toggle:box' : 'choose:value', () => ({
      features,
      ...(text !== '' && { text }),
    }));
  }

  /** What it was and when is settled now; comparing and taking out secrets waits for a quiet moment. */
  function send(field: Element, doing: string, read: () => { text?: string; features: Record<string, number> }): void {
    const id = newId();
    const t = capture.now();
    const thread = capture.thread();
    const pack = capture.pack().id;
    capture.later(() => {
      const label = labelOf(field);
      capture.record({
        kind: 'action',
        id,
        t,
        ...(thread !== undefined && { thread }),
        type: `${pack}:${doing}`,
        ...read(),
        ...(label !== '' && { context: { field: label } }),
      });
    }, 'edit-text');
  }
}

/** The field or the whole editor an event is about. */
function editableOf(event: Event): Element | null {
  const element = elementOf(event);
  if (!element) return null;
  if (kindOf(element)) return element;
  return element.closest('[contenteditable=""], [contenteditable="true"], [contenteditable="plaintext-only"]');
}

function isRichEditor(field: Element): boolean {
  return field instanceof HTMLElement && field.isContentEditable && !kindOf(field);
}

const TEXT_TYPES = new Set([
  '',
  'text',
  'search',
  'email',
  'url',
  'tel',
  'number',
  'date',
  'month',
  'week',
  'time',
  'datetime-local',
]);

function kindOf(field: Element): EditKind | null {
  if (field.tagName === 'TEXTAREA') return 'text';
  if (field.tagName === 'SELECT') return 'choice';
  if (field.tagName !== 'INPUT') return null;
  const type = (field.getAttribute('type') ?? '').toLowerCase();
  if (type === 'checkbox') return 'toggle';
  if (type === 'radio') return 'choice';
  return TEXT_TYPES.has(type) ? 'text' : null;
}

function textIn(field: Element): string {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.value;
  return isRichEditor(field) ? readWords(field, EDITOR_BOUNDS) : '';
}

/** What the field is called, where the page says it plainly. */
function labelOf(field: Element): string {
  const label = (field as Partial<HTMLInputElement>).labels?.[0];
  const name =
    field.getAttribute('aria-label') ??
    (label ? readWords(label, { characters: LONGEST_LABEL, nodes: 20 }) : null) ??
    field.getAttribute('placeholder') ??
    field.getAttribute('title') ??
    '';
  return name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_LABEL);
}
