/**
 * Whether an event is the user's own doing. That the browser made it (`isTrusted`) is not enough: a script can have it made. In
 * Chromium and Firefox alike `execCommand` makes an `input`, `requestSubmit` a `submit`, `click()` on a box its `change`, `requestClose`
 * the `cancel` of a dialog. What no script can make is a gesture: a key, a pointer, a paste, a drop, and a `beforeinput`, which comes before
 * all that is typed, composed, dictated or chosen from a menu, and never before what `execCommand` does.
 *
 * So an input is the user's if it was announced, or if the page wrote it in answer to a gesture, as many editors do. A submit, a change
 * and a cancel count once for a gesture, however often the page repeats them. What is left to a page: right after a gesture it can pass
 * one thing off as the answer to it, and within a second write words of its own.
 */
import { matches } from '../sites/asked-of-elements.ts';
import type { Capture } from './capture.ts';

/** An editor writes what a key or a button asks for in the same moment, or when the clipboard has been read. */
const WRITTEN_WITHIN_IN_MS = 1_000;
/** A form is sent when a server has looked at it. As long as browsers themselves take a page to be used after a gesture. */
const ANSWERED_WITHIN_IN_MS = 5_000;
/** What comes this soon belongs to the gesture before: the click to its pointer, the paste to its keys. */
const ONE_GESTURE_IN_MS = 1_000;

/** No copy and no cut: with a gesture of a moment ago, a script can have them made as well. */
const GESTURES = ['keydown', 'pointerdown', 'click', 'beforeinput', 'paste', 'drop', 'change'] as const;

/** Kinds of input that no command of a script is told as; a browser may fill and correct without announcing it. */
const NEVER_BY_SCRIPT = /^(?:insertReplacement|insertFrom|deleteBy)|Composition/;

const BOXES = 'input[type="checkbox" i], input[type="radio" i]';
/** Fields that change by their user alone: in a list, a calendar or a box of files of the browser's own, perhaps long after the click. */
const CHOSEN_IN =
  'select, input:is([type="file" i], [type="color" i], [type="range" i], [type="date" i], [type="month" i], [type="week" i], [type="time" i], [type="datetime-local" i])';

/** Follows gestures from now on. Set up before whoever asks. */
export function followGestures({
  window,
  guard,
  signal,
}: Pick<Capture, 'window' | 'guard' | 'signal'>): Capture['isByUser'] {
  /** By `performance.now()`: when a gesture began last, and when there was a sign of one last. */
  let began = Number.NEGATIVE_INFINITY;
  let seen = Number.NEGATIVE_INFINITY;
  /** Where an input was announced that has not come yet. */
  let announced: EventTarget | undefined;
  const clicked = new WeakSet<EventTarget>();
  /** When the page answered last, by type of event. */
  const answered = new Map<string, number>();
  /** Asked by every observer that hears an event, and settled once. */
  const verdicts = new WeakMap<Event, boolean>();

  const note = guard((event: Event) => {
    const { type, isTrusted } = event;
    const [target] = event.composedPath();
    // A click that a script made changes the box as a click of the user does.
    if (type === 'click' && target) clicked[isTrusted ? 'add' : 'delete'](target);
    if (!isTrusted || (type === 'change' && !is(target, CHOSEN_IN))) return;
    if (type === 'beforeinput') announced = target;
    const now = performance.now();
    const isNew = type === 'keydown' || type === 'pointerdown' || now - seen > ONE_GESTURE_IN_MS;
    // A key that is held down is one gesture, for as long as it is.
    if (isNew && !(event as Partial<KeyboardEvent>).repeat) began = now;
    seen = now;
  }, 'gesture');
  for (const type of GESTURES) window.addEventListener(type, note, { capture: true, passive: true, signal });

  function isWritten(event: InputEvent): boolean {
    const { inputType } = event;
    const [target] = event.composedPath();
    const isAnnounced = announced !== undefined && announced === target;
    announced = undefined;
    // Without a type it is a choice, or the browser filling in a form.
    return (
      isAnnounced ||
      inputType === undefined ||
      NEVER_BY_SCRIPT.test(inputType) ||
      performance.now() - seen < WRITTEN_WITHIN_IN_MS
    );
  }

  function isChanged(event: Event): boolean {
    const [target] = event.composedPath();
    // Of a text only what was written into it counts, and whoever tells it knows that.
    return !is(target, BOXES) || clicked.delete(target) || isAnswer(event);
  }

  /** Whether there was a gesture that this type of event did not answer yet. */
  function isAnswer({ type }: Event): boolean {
    const now = performance.now();
    const isHere = now - began < ANSWERED_WITHIN_IN_MS;
    // A gesture in a frame of the page is heard of by the browser alone.
    if (!isHere && !window.navigator.userActivation?.isActive) return false;
    if ((answered.get(type) ?? Number.NEGATIVE_INFINITY) >= (isHere ? began : now - ANSWERED_WITHIN_IN_MS))
      return false;
    answered.set(type, now);
    return true;
  }

  function judge(event: Event): boolean {
    switch (event.type) {
      case 'input':
        return isWritten(event as InputEvent);
      case 'change':
        return isChanged(event);
      case 'submit':
      case 'cancel':
        return isAnswer(event);
      default:
        return true;
    }
  }

  return (event) => {
    if (!event.isTrusted) return false;
    let verdict = verdicts.get(event);
    if (verdict === undefined) {
      verdict = judge(event);
      verdicts.set(event, verdict);
    }
    return verdict;
  };
}

function is(target: EventTarget | undefined, selector: string): target is Element {
  return (target as Partial<Node> | undefined)?.nodeType === 1 && matches(target as Element, selector);
}
