import { newId } from '../records/new-id.ts';
import { compareTexts } from '../sites/compare-texts.ts';
import type { FormAct } from '../sites/site-pack.ts';
import type { Capture } from './capture.ts';
import { listen } from './listen.ts';
import { quickName } from './name-of-control.ts';
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
}

export function createSent(): Sent {
  let last: { readonly time: number; readonly control: Element | null } | null = null;
  return {
    since: (time, control) => last !== null && last.time >= time && last.control === control,
    note(time, control) {
      last = { time, control };
    },
  };
}

/**
 * Forms that the user sends. What a form means is said by the pack; of others it is read from their fields. A form that a
 * script sends by itself, without a recent gesture, is left alone. Everything is read and sent at once: the page is gone a
 * moment later.
 */
export function observeSubmits(capture: Capture, secrets: SecretFields, sent: Sent): void {
  listen(capture, 'submit', 'submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || capture.window.navigator.userActivation?.isActive === false) return;
    if (capture.isPaused()) return;
    const pack = capture.pack();
    const known = pack.forms.find(({ selector }) => Element.prototype.matches.call(form, selector));
    const act: LabelledAct | null = known
      ? known.read(form, event.submitter)
      : isChatComposer(form)
        ? null
        : anyForm(form, event.submitter, secrets);
    sent.note(event.timeStamp, event.submitter);
    if (!act) return;

    const id = newId();
    const thread = capture.thread();
    const where = { t: capture.now(), ...(thread !== undefined && { thread }) };
    const text = capture.keepsText() ? (act.text ?? act.label) : act.label;
    const taken = capture.record({
      kind: 'action',
      id,
      ...where,
      type: `${pack.id}:${act.verb}:${act.object}`,
      ...(text !== undefined && text !== '' && { text }),
      features: act.features,
      ...(act.context && { context: act.context }),
    });
    // Apart from the text, because the page will not show it: it must not count when the words are looked for later.
    if (taken && act.remark !== undefined && capture.keepsText()) {
      capture.record({ kind: 'statement', id: newId(), ...where, role: 'edit_summary', text: act.remark, links: [id] });
    }
    capture.hurry();
  });

  /** A prompt is told as the user's words (observe-prompts.ts). */
  function isChatComposer(form: HTMLFormElement): boolean {
    return capture.pack().promptOf?.({ by: 'submit', target: form }, capture.page) != null;
  }
}

/** What may be told where no text is kept. */
type LabelledAct = FormAct & { readonly label?: string };

/** By attributes, not by properties: a field of the form named `id` or `action` would answer for the form. */
function anyForm(form: HTMLFormElement, submitter: Element | null, secrets: SecretFields): LabelledAct {
  const attribute = (name: string) => Element.prototype.getAttribute.call(form, name);
  const all = <E extends Element>(selector: string) => [
    ...(Element.prototype.querySelectorAll.call(form, selector) as NodeListOf<E>),
  ];
  const fields = all('input:not([type="hidden" i], [type="submit" i], [type="button" i]), textarea, select').length;
  const heading = (attribute('aria-label') ?? '').slice(0, 120);
  const label = [heading, submitter ? quickName(submitter) : ''].filter((part) => part !== '').join(': ');
  const named = label === '' ? {} : { label };
  if (attribute('role') === 'search' || all('input[type="search" i]').length > 0)
    return { verb: 'search', object: 'site', features: { fields }, ...named };

  const written = all<HTMLTextAreaElement>('textarea').find(
    (field) => !secrets.isSecret(field) && field.value !== field.defaultValue && field.value.length <= LONGEST_COMPARED,
  );
  if (!written) return { verb: 'send', object: 'form', features: { fields }, ...named };
  const change = compareTexts(written.defaultValue, written.value);
  const text = change.added.join('\n').slice(0, LONGEST_TEXT);
  const remark = all<HTMLInputElement>('input[type="text" i], input:not([type])')
    .find((field) => !secrets.isSecret(field) && field.value.trim() !== field.defaultValue.trim())
    ?.value.trim()
    .slice(0, LONGEST_REMARK);
  return {
    verb: 'save',
    object: written.defaultValue === '' ? 'text' : 'edit',
    features: {
      fields,
      added_words: change.addedWords,
      removed_words: change.removedWords,
      added_lines: change.added.length,
      removed_lines: change.removed.length,
      has_summary: remark ? 1 : 0,
      size: written.value.length,
    },
    ...(text !== '' && { text }),
    ...(remark && { remark }),
    ...named,
  };
}
