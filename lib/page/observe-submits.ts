import { newId } from '../records/new-id.ts';
import { attributeOf, matches } from '../sites/asked-of-elements.ts';
import { compareTexts } from '../sites/compare-texts.ts';
import { kindOfThing } from '../sites/kind-of-thing.ts';
import type { FormAct } from '../sites/site-pack.ts';
import { asksToDelete, whatAControlDoes } from '../sites/what-a-control-does.ts';
import { actionOf, type BegunAct, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { listen } from './listen.ts';
import { quickName, selectorOf } from './name-of-control.ts';
import type { SecretFields } from './secret-fields.ts';

const LONGEST_TEXT = 4_000;
const LONGEST_REMARK = 500;
/** Longer texts are told by their size only: the form must not wait for us. */
const LONGEST_COMPARED = 500_000;

/** Forms that were sent, so that the click that sent them is not told as well. */
export interface Sent {
  /** Whether this control sent a form at or after a time (in event time stamps). */
  readonly since: (time: number, control: Element) => boolean;
  readonly note: (time: number, control: Element | null) => void;
  /** Whether a key is held down and repeats by itself: what it presses or sends again was done once. */
  readonly isKeyHeld: () => boolean;
}

export function createSent(capture: Capture): Sent {
  let last: { readonly time: number; readonly control: Element | null } | null = null;
  let held = false;
  listen(capture, 'keydown', 'click', (event) => {
    held = event.repeat;
  });
  listen(capture, 'keyup', 'click', () => {
    held = false;
  });
  listen(capture, 'pointerdown', 'click', () => {
    held = false;
  });
  return {
    isKeyHeld: () => held,
    since: (time, control) => last !== null && last.time >= time && last.control === control,
    note(time, control) {
      last = { time, control };
    },
  };
}

/**
 * Forms that the user sends. What a form means is said by the pack; of others it is read from their fields. A form that a
 * script sends by itself, or sends again, is left alone (done-by-user.ts). Everything is read and sent at once: the page is gone a
 * moment later.
 */
export function observeSubmits(capture: Capture, secrets: SecretFields, sent: Sent): void {
  listen(capture, 'submit', 'submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || capture.isPaused() || capture.claimed.has(event) || sent.isKeyHeld())
      return;
    const pack = capture.pack();
    const known = pack.forms.find(({ selector }) => matches(form, selector));
    const act: LabelledAct | null = known
      ? known.read(form, event.submitter)
      : isChatComposer(form)
        ? null
        : anyForm(form, event.submitter, secrets, capture.url());
    sent.note(event.timeStamp, event.submitter);
    if (!act) return;

    const begun = beginAct(capture);
    const control = selectorOf(event.submitter ?? form);
    if (known || act.features?.added_words !== undefined || !isWrittenInAFrame(form)) tell(begun, act, control);
    else whenFilled(() => tell(begun, anyForm(form, event.submitter, secrets, capture.url()), control));
  });

  function tell(begun: BegunAct, act: LabelledAct, control: string): void {
    const text = capture.keepsText() ? (act.text ?? act.label) : act.label;
    const { verb, object, features, context } = act;
    // What was pressed before and waits for a quiet moment is told first.
    capture.hurry();
    const taken = capture.record(
      actionOf(begun, { verb, object, text, features, control, ...(context && { context }) }),
    );
    // Apart from the text, because the page will not show it: it must not count when the words are looked for later.
    if (taken && act.remark !== undefined && capture.keepsText() && !LOOKS.has(verb)) {
      const { id, t, thread } = begun;
      const where = { t, ...(thread !== undefined && { thread }) };
      capture.record({ kind: 'statement', id: newId(), ...where, role: 'edit_summary', text: act.remark, links: [id] });
    }
    capture.hurry();
  }

  /** An editor in a frame puts its text into the form while that is sent: behind the page's own listeners it is there. */
  function whenFilled(run: () => void): void {
    let isTold = false;
    const once = capture.guard(() => {
      if (isTold) return;
      isTold = true;
      run();
    }, 'submit');
    capture.window.addEventListener('submit', once, { once: true, signal: capture.signal });
    // The page may keep the event to itself.
    capture.window.setTimeout(once);
  }

  /** A prompt is told as the user's words (observe-prompts.ts). */
  function isChatComposer(form: HTMLFormElement): boolean {
    return capture.pack().promptOf?.({ by: 'submit', target: form }, capture.page) != null;
  }
}

/** Whether the text of a form is written in a frame, and only carried by a field nobody sees. */
function isWrittenInAFrame(form: HTMLFormElement): boolean {
  const has = (selector: string) => [...Element.prototype.querySelectorAll.call(form, selector)];
  return has('iframe').length > 0 && has('textarea').some((field) => !field.checkVisibility());
}

/** The words of a text that an editor wrote as the code of a page. */
function wordsOf(field: HTMLTextAreaElement, value: string): string {
  if (!/^\s*<\w/.test(value) || field.checkVisibility()) return value;
  const lines = value.replace(/<(?:br|\/p|\/div|\/li|\/h\d)\b/gi, '\n$&');
  return (new DOMParser().parseFromString(lines, 'text/html').body.textContent ?? '').trim();
}

const LOOKS = new Set(['preview', 'compare']);
/** Buttons beside the one that deletes. */
const KEEPS = new Set(['cancel', 'close', 'search', 'login', 'logout']);
const SENDS_NOTHING = new Set(['cancel', 'search', 'filter', 'login', 'logout']);
/** Buttons under a new text that say what it is; of others it is a text that was saved. */
const SAYS_MORE = new Set([
  'delete',
  'create',
  'send',
  'reply',
  'comment',
  'publish',
  'approve',
  'reject',
  'close',
  'reopen',
  'merge',
]);

/** What may be told where no text is kept. */
type LabelledAct = FormAct & { readonly label?: string };

/** By attributes, not by properties: a field of the form named `id` or `action` would answer for the form. */
function anyForm(form: HTMLFormElement, submitter: Element | null, secrets: SecretFields, url: URL): LabelledAct {
  const attribute = (name: string) => attributeOf(form, name);
  const all = <E extends Element>(selector: string) => [
    ...(Element.prototype.querySelectorAll.call(form, selector) as NodeListOf<E>),
  ];
  const fields = all('input:not([type="hidden" i], [type="submit" i], [type="button" i]), textarea, select').length;
  const heading = (attribute('aria-label') ?? '').slice(0, 120);
  const label = [heading, submitter ? quickName(submitter) : ''].filter((part) => part !== '').join(': ');
  const named = label === '' ? {} : { label };
  const doing = submitter ? whatAControlDoes(submitter, 'button', url, quickName(submitter)) : null;
  // A form without fields may lead to an editor; one that has any is sent by its button, whatever that is called.
  const says = doing !== null && doing.verb !== 'press' && (doing.verb !== 'open' || fields === 0);
  const isGet = !/post|dialog/i.test(attribute('method') ?? '');
  // A button that only leads on is a link.
  const deletes = !isGet && asksToDelete(url) && (doing === null || !KEEPS.has(doing.verb));
  const means = deletes
    ? { verb: 'delete', object: kindOfThing(url) ?? 'thing' }
    : says
      ? doing
      : isGet && fields === 0
        ? { verb: 'open', object: 'link' }
        : null;
  if (attribute('role') === 'search' || all('input[type="search" i]').length > 0 || isSearch())
    return { verb: 'search', object: 'site', features: { fields }, ...named };

  // Sent only to look at it: what was written is kept until it is sent (linking/drafts.ts). Or to be rid of it.
  const looks = means !== null && LOOKS.has(means.verb);
  if (means && SENDS_NOTHING.has(means.verb)) return { ...means, features: { fields }, ...named };

  function isSearch(): boolean {
    const asks = all<HTMLInputElement>('input').filter((field) =>
      /^(?:q|query|search|s|keywords?|wd|text)$/i.test(field.name),
    );
    return asks.length === 1 && isGet && (fields <= 2 || means?.verb === 'search');
  }

  const texts = all<HTMLTextAreaElement>('textarea').filter(
    (field) => !secrets.isSecret(field) && field.value.length <= LONGEST_COMPARED,
  );
  const written = texts.find((field) => field.value !== field.defaultValue);
  const remark = remarkIn(texts.length > 0 ? all<HTMLInputElement>('input[type="text" i], input:not([type])') : []);
  const said = { ...(remark !== '' && { remark }), ...named };
  if (!written)
    return {
      ...(means ?? { verb: 'send', object: 'form' }),
      features: { fields, ...(remark !== '' && { has_summary: 1 }) },
      ...said,
    };
  const now = wordsOf(written, written.value);
  const change = compareTexts(wordsOf(written, written.defaultValue), now);
  const text = change.added.join('\n').slice(0, LONGEST_TEXT);
  return {
    ...(means && looks
      ? means
      : written.defaultValue !== ''
        ? { verb: 'save', object: 'edit' }
        : means && SAYS_MORE.has(means.verb)
          ? means
          : { verb: 'save', object: 'text' }),
    features: {
      fields,
      added_words: change.addedWords,
      removed_words: change.removedWords,
      added_lines: change.added.length,
      removed_lines: change.removed.length,
      has_summary: remark === '' ? 0 : 1,
      size: now.length,
      was_empty: written.defaultValue === '' ? 1 : 0,
    },
    ...(text !== '' && { text }),
    ...said,
  };

  /** What the user says about it, in a line beside it. */
  function remarkIn(lines: readonly HTMLInputElement[]): string {
    const line = lines.find((field) => !secrets.isSecret(field) && field.value.trim() !== field.defaultValue.trim());
    return line?.value.trim().slice(0, LONGEST_REMARK) ?? '';
  }
}
