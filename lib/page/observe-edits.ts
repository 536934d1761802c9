import type { Features } from '../records/record.ts';
import { attributeOf, closest, find, matches, tagOf } from '../sites/asked-of-elements.ts';
import { compareTexts } from '../sites/compare-texts.ts';
import { type ActDetails, actionOf, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { elementOf, hear, listen } from './listen.ts';
import { readWords } from './read-words.ts';
import type { SecretFields } from './secret-fields.ts';

const LONGEST_TEXT = 4_000;
/** What is read of a large editor: more is compared by its size only. */
const EDITOR_BOUNDS = { characters: 20_000, nodes: 2_000 };
const LONGEST_LABEL = 60;
/** Longer texts are told by their size only: comparing them would hold the page up. */
const LONGEST_COMPARED = 200_000;

/** A value that is moved step by step to where it is wanted stands still for so long when it is there. */
const SETTLES_IN_MS = 1_000;

const EDIT = { verb: 'edit', object: 'text' };

const SUBMITTER = 'button:not([type="button" i], [type="reset" i]), input:is([type="submit" i], [type="image" i])';

type EditKind = 'text' | 'choice' | 'toggle';

/** What a field held and holds, for whoever waits for a text to be finished (observe-drafts.ts). */
export interface Edits {
  /** The field or editor an event is about, if it may be read. */
  readonly fieldOf: (event: Event) => Element | null;
  /** Tells what has changed in a field since it was told last, unless a word is being composed in it. */
  readonly settle: (field: Element) => void;
  /** What a field held when it was told last. */
  readonly held: (field: Element) => string;
  /** What came and went between two texts of a field; with what the field is called. */
  readonly changeIn: (field: Element, old: string, now: string) => Pick<ActDetails, 'features' | 'text' | 'context'>;
  /** What the field holds now is told. */
  readonly told: (field: Element) => void;
}

/**
 * Edits the user committed: a field left after it was changed, a choice made, a rich editor left. Told are kind, size and
 * the words that came and went; the text only where it may be kept. Secret fields are never read; fields of a form the
 * pack reads itself are told by that form; half-composed input (IME) is waited for.
 */
export function observeEdits(capture: Capture, secrets: SecretFields): Edits {
  const before = new WeakMap<Element, string>();
  /** Fields into which the user wrote: what else changes there, others or the page have done. */
  const written = new WeakSet<Element>();
  /** Fields typed into since an undo was told: what was pasted there was told by itself. */
  const typed = new WeakSet<Element>();
  const moved = new Map<Element, number>();
  let composing = false;

  listen(capture, 'compositionend', 'edit', () => {
    composing = false;
  });
  for (const type of ['beforeinput', 'input', 'paste', 'cut', 'drop'] as const)
    listen(capture, type, 'edit', (event) => {
      if (type === 'input') composing = (event as InputEvent).isComposing;
      const field = fieldOf(event);
      noteTyping(event, type, field ?? editableOf(event));
      if (!field) return;
      // What stands there before the first of the user's words is not theirs, be it that the page wrote it since the field was entered.
      if (!before.has(field) || (type !== 'input' && !written.has(field))) told(field);
      written.add(field);
    });

  listen(capture, 'focusin', 'edit', (event) => {
    secrets.notice(event);
    const field = fieldOf(event);
    if (field) told(field);
  });

  listen(capture, 'change', 'edit', (event) => {
    const field = elementOf(event);
    if (!field || isRichEditor(field) || mayNotRead(field)) return;
    const kind = kindOf(field);
    if (STEPS.has(typeOf(field))) {
      window.clearTimeout(moved.get(field));
      moved.set(
        field,
        window.setTimeout(
          capture.guard(() => arrive(field), 'edit'),
          SETTLES_IN_MS,
        ),
      );
    } else if (kind === 'text') tellText(field);
    else if (kind) tellChoice(field, kind);
  });

  listen(capture, 'focusout', 'edit', (event) => {
    const field = fieldOf(event);
    if (!field) return;
    arrive(field);
    if (!isRichEditor(field)) return;
    // Leaving commits a half-composed word only after this event.
    if (composing) capture.later(() => tellText(field), 'edit');
    else tellText(field);
  });

  const { window } = capture;
  hear(capture, 'pagehide', 'edit', () => {
    for (const field of moved.keys()) arrive(field);
  });
  capture.signal.addEventListener('abort', () => {
    for (const timer of moved.values()) window.clearTimeout(timer);
  });

  /** A value that was moved is where it was wanted. */
  function arrive(field: Element): void {
    const timer = moved.get(field);
    if (!moved.delete(field)) return;
    window.clearTimeout(timer);
    if (kindOf(field) === 'text') tellText(field);
    else tellChoice(field, 'choice');
  }

  function fieldOf(event: Event): Element | null {
    const field = editableOf(event);
    return field && !mayNotRead(field) ? field : null;
  }

  /** What is taken back was there first: told before the undo, it is what was undone. */
  function noteTyping(event: Event, type: string, field: Element | null): void {
    const { inputType = '' } = event as Partial<InputEvent>;
    if (!field) return;
    if (type === 'input' && /^insert(?:Text|Comp|Line|Para)/.test(inputType)) typed.add(field);
    if (type !== 'beforeinput' || inputType !== 'historyUndo' || !typed.delete(field)) return;
    if (secrets.isSecret(field) || isComposerOfChat(field) || capture.isPaused()) return;
    if (!mayNotRead(field)) tellText(field);
    else send(field, EDIT, () => ({ features: { size: textIn(field).length } }));
  }

  function told(field: Element): void {
    before.set(field, textIn(field));
    written.delete(field);
  }

  function mayNotRead(field: Element): boolean {
    return secrets.isSecret(field) || isToldByItsForm(field) || isComposerOfChat(field);
  }

  /** What is sent as a prompt is told as the user's words, not as an edit (observe-prompts.ts). */
  function isComposerOfChat(field: Element): boolean {
    return capture.pack().promptOf !== undefined && (isRichEditor(field) || tagOf(field) === 'TEXTAREA');
  }

  function isToldByItsForm(field: Element): boolean {
    // A text area in a form is told when the form is sent: until then the page has not got it.
    return (
      (tagOf(field) === 'TEXTAREA' && isInFormThatIsSent(field)) ||
      capture.pack().forms.some(({ selector }) => closest(field, selector) !== null)
    );
  }

  function tellText(field: Element): void {
    // An editor that nobody told when it was entered may have been there before us.
    const old = before.get(field) ?? (isRichEditor(field) ? undefined : '');
    const isWritten = written.has(field);
    told(field);
    const now = before.get(field)!;
    if (old === undefined || old === now || !isWritten || capture.isPaused()) return;
    send(field, asks(field) ? { verb: 'search', object: 'site' } : EDIT, () => changeBetween(old, now));
  }

  function changeBetween(old: string, now: string): Pick<ActDetails, 'features' | 'text'> {
    const features = { size: now.length };
    if (old.length + now.length > LONGEST_COMPARED) return { features };
    const change = compareTexts(old, now);
    const added = change.added.join('\n').slice(0, LONGEST_TEXT);
    return {
      features: { ...features, added_words: change.addedWords, removed_words: change.removedWords },
      ...(capture.keepsText() && added !== '' && { text: added }),
    };
  }

  function tellChoice(field: Element, kind: EditKind): void {
    if (capture.isPaused()) return;
    const text = capture.keepsText() ? chosenIn(field).slice(0, LONGEST_LABEL) : '';
    const features = kind === 'toggle' ? { on: (field as HTMLInputElement).checked ? 1 : 0 } : levelOf(field);
    send(field, kind === 'toggle' ? { verb: 'toggle', object: 'box' } : { verb: 'choose', object: 'value' }, () => ({
      features,
      ...(text !== '' && { text }),
    }));
  }

  /** What it was and when is settled now; comparing and taking out secrets waits for a quiet moment. */
  function send(
    field: Element,
    doing: { readonly verb: string; readonly object: string },
    read: () => Pick<ActDetails, 'features' | 'text'>,
  ): void {
    const act = beginAct(capture);
    capture.later(() => {
      const made = actionOf(act, { ...doing, ...read(), ...named(field) });
      (capture.holds.get(field) ?? capture.record)(made);
    }, 'edit-text');
  }

  return {
    fieldOf,
    settle(field) {
      if (!composing) tellText(field);
    },
    held: (field) => before.get(field) ?? '',
    changeIn: (field, old, now) => ({ ...changeBetween(old, now), ...named(field) }),
    told,
  };
}

/** Whether a field is in a form with a control that sends it. Without one a script sends what is in it, and the form says nothing. */
function isInFormThatIsSent(field: Element): boolean {
  const form = closest(field, 'form');
  if (!form) return false;
  if (find(form, SUBMITTER)) return true;
  const id = attributeOf(form, 'id');
  const beside = id ? field.ownerDocument.querySelectorAll(`[form="${CSS.escape(id)}"]`) : [];
  return [...beside].some((control) => matches(control, SUBMITTER));
}

function named(field: Element): Pick<ActDetails, 'context'> {
  const label = labelOf(field);
  return label === '' ? {} : { context: { field: label } };
}

/** Whether a field outside of any form asks for something to be found. */
function asks(field: Element): boolean {
  return (typeOf(field) === 'search' || attributeOf(field, 'role') === 'searchbox') && closest(field, 'form') === null;
}

/** Where a slider stands, between 0 and 1; how many are chosen of many. */
function levelOf(field: Element): Features {
  if (field instanceof HTMLSelectElement) return field.multiple ? { chosen: field.selectedOptions.length } : {};
  if (!(field instanceof HTMLInputElement) || typeOf(field) !== 'range') return {};
  const [low, high] = [Number(field.min || 0), Number(field.max || 100)];
  const level = (Number(field.value) - low) / (high - low);
  return Number.isFinite(level) ? { level: Math.round(level * 100) / 100 } : {};
}

/** The words of what was chosen, where they are the page's own. */
function chosenIn(field: Element): string {
  if (field instanceof HTMLSelectElement) {
    const labels: string[] = [];
    for (let at = 0; at < Math.min(5, field.selectedOptions.length); at++)
      labels.push(field.selectedOptions[at]!.label);
    return labels.join(', ');
  }
  return typeOf(field) === 'radio' ? labelOf(field) : '';
}

/** The field or the whole editor an event is about. */
function editableOf(event: Event): Element | null {
  const element = elementOf(event);
  if (!element) return null;
  if (kindOf(element)) return element;
  return closest(element, '[contenteditable=""], [contenteditable="true"], [contenteditable="plaintext-only"]');
}

export function isRichEditor(field: Element): boolean {
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

/** Types of which the value is moved to where it is wanted, and changes on the way. */
const STEPS = new Set(['range', 'color', 'number', 'date', 'month', 'week', 'time', 'datetime-local']);

function typeOf(field: Element): string {
  return tagOf(field) === 'INPUT' ? (attributeOf(field, 'type') ?? '').toLowerCase() : '';
}

function kindOf(field: Element): EditKind | null {
  const tag = tagOf(field);
  if (tag === 'TEXTAREA') return 'text';
  if (tag === 'SELECT') return 'choice';
  if (tag !== 'INPUT') return null;
  const type = typeOf(field);
  if (type === 'checkbox') return 'toggle';
  if (type === 'radio' || type === 'range' || type === 'color') return 'choice';
  return TEXT_TYPES.has(type) ? 'text' : null;
}

export function textIn(field: Element, bounds = EDITOR_BOUNDS): string {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.value;
  return isRichEditor(field) ? readWords(field, bounds) : '';
}

/** What the field is called, where the page says it plainly. */
function labelOf(field: Element): string {
  const label = (field as Partial<HTMLInputElement>).labels?.[0];
  const name =
    attributeOf(field, 'aria-label') ??
    (label ? readWords(label, { characters: LONGEST_LABEL, nodes: 20 }) : null) ??
    attributeOf(field, 'placeholder') ??
    attributeOf(field, 'title') ??
    '';
  return name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_LABEL);
}
