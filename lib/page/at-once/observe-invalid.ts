/**
 * Forms the browser itself did not send, because a field is not as it must be. No submit is told then: what the user did is the
 * click on the button, and of that the first field is the consequence, with what the browser says of it.
 */
import type { ActionRecord } from '../../records/record.ts';
import type { Capture } from '../capture.ts';
import { elementOf, listen } from '../listen.ts';
import { accessibleName } from '../read-control.ts';
import { isSecretByMarkup } from '../secret-by-markup.ts';
import { outcomeAtOnce } from './outcome-at-once.ts';

/** A page may check its fields by itself at any time; only what comes this soon after a press was a try to send, and once of it. */
const TRIED_WITHIN_IN_MS = 500;
/** The press that tried it was told at most this long before. */
const PRESSED_WITHIN_IN_MS = 2_000;
const LONGEST_LABEL = 60;
const LONGEST_MESSAGE = 200;

/** @param lastAct the last act told of this page. */
export function observeInvalid(capture: Capture, lastAct: () => ActionRecord | null): void {
  let pressed = Number.NEGATIVE_INFINITY;
  let toldOf = Number.NEGATIVE_INFINITY;
  let attempt: { readonly field: Element; readonly t: string; fields: number } | null = null;

  listen(capture, 'click', 'invalid', (event) => {
    pressed = event.timeStamp;
  });
  listen(capture, 'keydown', 'invalid', (event) => {
    if (event.key === 'Enter') pressed = event.timeStamp;
  });
  listen(capture, 'invalid', 'invalid', (event) => {
    if (event.timeStamp - pressed > TRIED_WITHIN_IN_MS) return;
    const field = elementOf(event);
    if (attempt) attempt.fields++;
    else if (field && toldOf !== pressed) {
      toldOf = pressed;
      attempt = { field, t: capture.now(), fields: 1 };
      // After the press itself: it waits for a quiet moment too, and came first.
      capture.later(tell, 'invalid');
    }
  });

  function tell(): void {
    if (!attempt) return;
    const { field, t, fields } = attempt;
    attempt = null;
    if (capture.isPaused()) return;
    const act = lastAct();
    const tried = act && Date.parse(t) - Date.parse(act.t) <= PRESSED_WITHIN_IN_MS ? act.id : null;
    capture.record(
      outcomeAtOnce(capture, {
        about: 'invalid:field',
        value: -0.3,
        confidence: 0.9,
        text: wordsOf(field),
        features: { fields },
        act: tried,
        once: 'invalid',
      }),
    );
  }

  /** The browser's message may repeat what was typed: it is kept where texts are, and never of a secret. */
  function wordsOf(field: Element): string {
    const name = accessibleName(field) || (field.getAttribute('aria-label') ?? field.getAttribute('placeholder') ?? '');
    const label = name.replace(/\s+/g, ' ').trim().slice(0, LONGEST_LABEL);
    const message =
      capture.keepsText() && !isSecretByMarkup(field, label)
        ? String((field as Partial<HTMLInputElement>).validationMessage ?? '').slice(0, LONGEST_MESSAGE)
        : '';
    return [label, message].filter((part) => part !== '').join(': ');
  }
}
