/**
 * Forms and editors that were written in and left without being sent: by going to another page, inside the app or out of it, by
 * closing the tab, or by not coming back for half an hour. Kept while it lasts are counts, never what is typed.
 *
 * Nothing was abandoned that was sent, saved or carried off; that the page itself took in (its field is empty again); or that saves
 * itself: an editor counts only in a form or beside a button that sends. A search is no form to be filled. A page that is left as a
 * whole may be taken up again: whoever hears `left` waits for that. Firefox delivers nothing of a tab that is closed in that
 * moment: there it is not known.
 */
import type { ActionRecord, OutcomeRecord } from '../../records/record.ts';
import { attributeOf, closest, tagOf } from '../../sites/asked-of-elements.ts';
import type { Capture } from '../capture.ts';
import { elementOf, hear, listen } from '../listen.ts';
import { readWords } from '../read-words.ts';
import { outcomeAtOnce } from './outcome-at-once.ts';
import { maySend, verbOf } from './verbs.ts';

const FEWEST_CHARACTERS = 20;
const AWAY_FOR_IN_MS = 30 * 60_000;
/** An app that goes to another page has put its form away by then. */
const SETTLE_IN_MS = 3_000;
const MOST_DRAFTS = 10;
const MOST_FIELDS = 20;
const FURTHEST_BUTTON = 6;
const MOST_BUTTONS = 30;

const SENDS = /^(?:save|create|send|submit|reply|comment|review|publish|add|confirm)$/;
const BUTTONS = 'button, [role="button"], input[type="submit" i], input[type="button" i]';
/** Acts by which a person says that they are rid of it. */
const GIVES_UP = /:(?:cancel:|close:dialog$)/;
const WRITTEN_IN = /^(?:|text|email|url|tel|number)$/;

interface Draft {
  readonly place: Element;
  readonly thread: string | undefined;
  /** Fields that were typed in. */
  readonly fields: Set<Element>;
  readonly since: number;
  /** Epoch milliseconds of the last input. */
  last: number;
  typed: number;
  /** Whether all that is in it is where it was to go. */
  sent: boolean;
  /** Last edit that was told of it. */
  edit: string | null;
  /** Whether it has to be sent at all; null: not looked yet. */
  mustBeSent: boolean | null;
}

/** What a press on a button does, as the verb of an action type. */
export type VerbOfButton = (button: Element) => string;

export interface Unsent {
  readonly acted: (act: ActionRecord) => void;
  /** The address has changed inside the page. */
  readonly moved: () => void;
}

/** @param left hears what the page was left with, and null when it is here again. */
export function observeUnsent(
  capture: Capture,
  verbOfButton: VerbOfButton,
  left: (unsent: OutcomeRecord | null) => void,
): Unsent {
  const { window, page, signal } = capture;
  const drafts = new Map<Element, Draft>();
  /** Open when the user said to be rid of something; told when they are gone, be it with their page. */
  let cancelled: readonly Draft[] = [];
  let timer = 0;

  listen(capture, 'input', 'unsent', (event) => {
    const { inputType = '', data } = event as InputEvent;
    // A text pasted in is not typed: one click brings it again.
    if (!/^insert(?:Text|CompositionText|LineBreak|Paragraph)$/.test(inputType)) return;
    const field = elementOf(event);
    if (!field) return;
    const place = placeOf(field);
    if (!place) return;
    const draft = drafts.get(place) ?? begin(place);
    if (draft.fields.size < MOST_FIELDS) draft.fields.add(editorOf(field));
    draft.typed += inputType === 'insertText' ? (data?.length ?? 1) : 1;
    draft.last = Date.now();
    draft.sent = false;
    if (draft.mustBeSent === null && draft.typed >= FEWEST_CHARACTERS) {
      draft.mustBeSent = false;
      capture.later(() => {
        draft.mustBeSent = mustBeSent(draft);
      }, 'unsent');
    }
  });

  function begin(place: Element): Draft {
    if (drafts.size >= MOST_DRAFTS) drafts.delete(drafts.keys().next().value!);
    const now = Date.now();
    const draft: Draft = {
      place,
      thread: capture.thread(),
      fields: new Set(),
      since: now,
      last: now,
      typed: 0,
      sent: false,
      edit: null,
      mustBeSent: null,
    };
    drafts.set(place, draft);
    return draft;
  }

  // Whoever sends it, be it the page that saves by itself: nothing was abandoned then.
  const submitted = (event: Event) => {
    const form = elementOf(event);
    const draft = event.isTrusted && form && drafts.get(form);
    if (draft) draft.sent = true;
  };
  window.addEventListener('submit', capture.guard(submitted, 'unsent'), { capture: true, passive: true, signal });
  for (const carried of ['copy', 'cut'] as const)
    listen(capture, carried, 'unsent', (event) => taken(elementOf(event)));
  listen(capture, 'keydown', 'unsent', (event) => {
    // Apps send by it, and tell nobody.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) taken(elementOf(event));
  });

  function taken(field: Element | null): void {
    const place = field && placeOf(field);
    const draft = place && drafts.get(place);
    if (draft) draft.sent = true;
  }

  function mustBeSent({ place }: Draft): boolean {
    // In a chat, what is left unsent is told by whoever follows the talk.
    if (capture.pack().promptOf !== undefined) return false;
    if (place instanceof HTMLFormElement) return !isSearch(place);
    let at: Element | null = place;
    for (let step = 0; at && step < FURTHEST_BUTTON; step++, at = at.parentElement) {
      const buttons = [...Element.prototype.querySelectorAll.call(at, BUTTONS)].slice(0, MOST_BUTTONS);
      if (buttons.some((button) => SENDS.test(verbOfButton(button)))) return true;
    }
    return false;
  }

  function isOpen(draft: Draft): boolean {
    return (
      draft.mustBeSent === true &&
      !draft.sent &&
      draft.typed >= FEWEST_CHARACTERS &&
      charactersIn(draft) >= FEWEST_CHARACTERS
    );
  }

  function outcomeOf(draft: Draft): OutcomeRecord {
    return outcomeAtOnce(capture, {
      about: 'abandon:form',
      value: -0.3,
      confidence: draft.place instanceof HTMLFormElement ? 0.6 : 0.4,
      features: { characters: draft.typed, seconds: Math.round((draft.last - draft.since) / 1_000) },
      act: draft.edit,
      thread: draft.thread,
    });
  }

  const openDrafts = () => [...drafts.values()].filter(isOpen);

  function tell(unsent: readonly Draft[]): void {
    for (const draft of unsent) {
      if (drafts.get(draft.place) !== draft || draft.sent || capture.isPaused()) continue;
      drafts.delete(draft.place);
      capture.record(outcomeOf(draft));
    }
  }

  function whenSettled(run: () => void): void {
    const waiting = window.setTimeout(capture.guard(run, 'unsent'), SETTLE_IN_MS);
    signal.addEventListener('abort', () => window.clearTimeout(waiting), { once: true });
  }

  hear(capture, 'pagehide', 'unsent', () => {
    if (cancelled.length > 0) {
      tell(cancelled.slice(-1));
      capture.hurry();
      return;
    }
    // The one written in last: of a whole page left behind, one is enough.
    const draft = openDrafts().sort((a, b) => b.last - a.last)[0];
    if (draft && !capture.isPaused()) left(outcomeOf(draft));
  });
  hear(capture, 'pageshow', 'unsent', ({ persisted }) => {
    if (persisted && drafts.size > 0) left(null);
  });
  hear(capture, 'visibilitychange', 'unsent', () => {
    window.clearTimeout(timer);
    if (page.visibilityState === 'hidden' && drafts.size > 0)
      timer = window.setTimeout(
        capture.guard(() => tell(openDrafts()), 'unsent'),
        AWAY_FOR_IN_MS,
      );
  });
  signal.addEventListener('abort', () => window.clearTimeout(timer));

  return {
    acted(act) {
      const verb = verbOf(act.type);
      const at = Date.parse(act.t);
      for (const draft of drafts.values()) {
        if (verb === 'edit' && act.thread === draft.thread && at >= draft.since) draft.edit = act.id;
        else if (maySend(act.type) && draft.last <= at) draft.sent = true;
      }
      if (!GIVES_UP.test(act.type)) return;
      const now = openDrafts().filter(({ thread }) => thread === act.thread);
      if (now.length === 0) return;
      cancelled = now;
      whenSettled(() => {
        cancelled = cancelled.filter((draft) => !now.includes(draft));
        tell(now.filter((draft) => isGone(draft.place) || charactersIn(draft) === 0));
      });
    },
    moved() {
      if (drafts.size === 0) return;
      const before = new Set(drafts.values());
      whenSettled(() => tell(openDrafts().filter((draft) => before.has(draft) && !draft.place.isConnected)));
    },
  };
}

function isGone(place: Element): boolean {
  return !place.isConnected || !place.checkVisibility();
}

/** What is sent as one: the form, or the editor or text area by itself. Null: nothing that is written to be sent. */
function placeOf(field: Element): Element | null {
  const form = closest(field, 'form');
  if (tagOf(field) === 'INPUT')
    return form && WRITTEN_IN.test((attributeOf(field, 'type') ?? '').toLowerCase()) ? form : null;
  return form ?? (isWritable(field) ? editorOf(field) : null);
}

function isWritable(field: Element): boolean {
  return tagOf(field) === 'TEXTAREA' || (field as Partial<HTMLElement>).isContentEditable === true;
}

function editorOf(field: Element): Element {
  return closest(field, '[contenteditable=""], [contenteditable="true"], [contenteditable="plaintext-only"]') ?? field;
}

/** A form that asks: for one line, by an address that can be sent again. */
function isSearch(form: HTMLFormElement): boolean {
  const attribute = (name: string) => (attributeOf(form, name) ?? '').toLowerCase();
  const has = (selector: string) => Element.prototype.querySelector.call(form, selector) !== null;
  if (attribute('role') === 'search' || has('input[type="search" i]')) return true;
  return attribute('method') !== 'post' && !has('textarea, [contenteditable]') && !has('input[type="email" i]');
}

/** What stands in the fields that were typed in and was not there before. */
function charactersIn({ fields }: Draft): number {
  let characters = 0;
  for (const field of fields) {
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
      if (field.value !== field.defaultValue) characters += field.value.length;
    } else characters += readWords(field, { characters: FEWEST_CHARACTERS, nodes: 200 }).length;
  }
  return characters;
}
