import type { ActionRecord, Instant } from '../records/record.ts';
import { closest, contains, matches } from '../sites/asked-of-elements.ts';
import type { Doing, whatAControlDoes } from '../sites/what-a-control-does.ts';
import { actionOf, type BegunAct, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { elementOf, hear, listen } from './listen.ts';
import { type Edits, isRichEditor, textIn } from './observe-edits.ts';

/** What was typed stands still for so long when it is finished, where nothing is pressed to save it. */
const STANDS_STILL_IN_MS = 10_000;
/** After a key or a button, a field that is empty within this time was sent. */
const SENT_WITHIN_IN_MS = 3_000;
/** A field that was left is sent by a button that is pressed this soon. */
const PRESSED_WITHIN_IN_MS = 1_500;
const LOOK_EVERY_IN_MS = 100;
/** A text that is sent is no whole document: more of it is not read, and keys must not wait for us. */
const DRAFT_BOUNDS = { characters: 4_000, nodes: 200 };

/** The code of every key while a word is being composed. */
const COMPOSING = 229;

const FIELD =
  'input:not([type="submit" i], [type="button" i], [type="image" i]), textarea, select, [contenteditable]:not([contenteditable="false" i])';
const LEADS_AWAY = 'a[href]:not([href^="#"], [href^="javascript:" i], [role="button"])';

/** Verbs by which a text is sent. */
const SENDS = new Set('send create reply comment publish submit save confirm share quote merge approve'.split(' '));
/** Verbs by which one is rid of it. */
const GIVES_UP = new Set(['cancel', 'delete', 'close', 'undo', 'dismiss', 'search', 'filter']);

/** A text that may be on its way. */
interface Leaving {
  readonly field: Element;
  readonly act: BegunAct;
  /** What the field held before it was written into, and what was written. */
  readonly old: string;
  readonly text: string;
  /** What may have sent it; null: the field was only left. */
  by: 'key' | 'click' | null;
  until: number;
  click: ActionRecord | null;
  edit: ActionRecord | null;
  /** When it was found to have been sent. */
  sent: Instant | null;
}

/**
 * Texts that are typed into fields no form sends. In one-page apps a message is sent when Enter or a button leaves its field
 * empty: that is one act with its text, not a press and an edit. In editors without a button to save, what was typed is one edit
 * when it has stood still for a while, or when the page is left.
 *
 * @param doingBy tells what a control does by its names; handed in, since the script that listens has it already.
 */
export function observeDrafts(capture: Capture, edits: Edits, doingBy: typeof whatAControlDoes): void {
  const { window, page, signal, guard } = capture;
  /** The field that was typed into last, and what it held before. */
  let draft: { readonly field: Element; readonly old: string } | null = null;
  let typed = 0;
  let still = 0;
  let leaving: Leaving | null = null;
  let looking = 0;

  listen(capture, 'beforeinput', 'draft', (event) => {
    // What was sent is gone before more is typed.
    if (leaving && leaving.field === edits.fieldOf(event)) look(true);
  });
  listen(capture, 'input', 'draft', (event) => {
    const field = edits.fieldOf(event);
    if (!field || !holdsText(field)) return;
    if (draft?.field !== field) {
      settle();
      draft = { field, old: edits.held(field) };
    }
    typed = performance.now();
    if (still === 0) wait(STANDS_STILL_IN_MS);
  });

  listen(capture, 'keydown', 'draft', (event) => {
    // Enter also ends a word that is being composed.
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === COMPOSING || event.repeat) return;
    if (draft && edits.fieldOf(event) === draft.field) begin('key', SENT_WITHIN_IN_MS);
  });
  listen(capture, 'focusout', 'draft', (event) => {
    // On to the next field: nothing is sent by that.
    if (event.relatedTarget instanceof Element && matches(event.relatedTarget, FIELD)) return;
    if (draft && !leaving && edits.fieldOf(event) === draft.field) begin(null, PRESSED_WITHIN_IN_MS);
  });
  listen(capture, 'click', 'draft', (event) => {
    const pressed = elementOf(event);
    if (!pressed || !draft || contains(draft.field, pressed)) return;
    if (closest(pressed, `${FIELD}, label, ${LEADS_AWAY}`)) {
      look(true);
      return;
    }
    if (!leaving) begin('click', SENT_WITHIN_IN_MS);
    if (!leaving) return;
    leaving.by ??= 'click';
    leaving.until = performance.now() + SENT_WITHIN_IN_MS;
    hold(event, leaving, 'click');
  });
  listen(capture, 'submit', 'draft', (event) => {
    // What is in the form it tells itself; and the page may be gone in a moment.
    if (leaving && event.target instanceof Element && contains(event.target, leaving.field)) finish(leaving, null);
    else look(true);
    capture.hurry();
  });

  function begin(by: Leaving['by'], within: number): void {
    if (leaving) look(true);
    if (!draft || capture.isPaused()) return;
    const { field, old } = draft;
    const text = textIn(field, DRAFT_BOUNDS);
    if (text === '' || text === old) return;
    const until = performance.now() + within;
    leaving = { field, act: beginAct(capture), old, text, by, until, click: null, edit: null, sent: null };
    hold(field, leaving, 'edit');
    looking = window.setInterval(
      guard(() => look(false), 'draft'),
      LOOK_EVERY_IN_MS,
    );
  }

  /** Records come in quiet moments, some when all is decided. */
  function hold(key: Event | Element, mine: Leaving, as: 'click' | 'edit'): void {
    capture.holds.set(key, (made) => {
      if (leaving === mine) mine[as] = made;
      else if (mine.sent === null || made.t > mine.sent) capture.record(made);
    });
  }

  /** @param last whether it must be decided now. */
  function look(last: boolean): void {
    const mine = leaving;
    if (!mine) return;
    const isOver = last || performance.now() >= mine.until;
    const isGone = !mine.field.isConnected;
    if (!isGone && textIn(mine.field, DRAFT_BOUNDS) !== '') {
      if (isOver) finish(mine, null);
    } else if (isOver || mine.by !== 'click' || mine.click) finish(mine, isGone ? 'gone' : 'empty');
  }

  /** @param left what has become of the field; null: it is as it was. */
  function finish(mine: Leaving, left: 'gone' | 'empty' | null): void {
    window.clearInterval(looking);
    leaving = null;
    const { field, act, old, text, click, edit } = mine;
    const doing = left && doingOf(mine, left);
    if (doing) {
      mine.sent = capture.now();
      if (draft?.field === field) draft = null;
      edits.told(field);
      const details = { ...doing, ...edits.changeIn(field, old, text), control: click?.control };
      capture.record(actionOf(click ? { ...act, id: click.id, t: click.t } : act, details));
      return;
    }
    const isGivenUp = left !== null && GIVES_UP.has(verbOf(click));
    if (edit && !isGivenUp) capture.record(edit);
    if (click) capture.record(click);
  }

  /** What was done by sending a text; null: it was not sent. */
  function doingOf({ field, by, click, edit }: Leaving, left: 'gone' | 'empty'): Doing | null {
    const pressed = verbOf(click);
    if (SENDS.has(pressed)) return { verb: pressed, object: click!.type.split(':')[2] ?? 'text' };
    if (by === null || (click && pressed !== 'press')) return null;
    const label = String(edits.changeIn(field, '', '').context?.field ?? '');
    const said = doingBy(field, 'button', capture.url(), label);
    if (SENDS.has(said.verb)) return said;
    if (left === 'empty') return { verb: 'send', object: 'text' };
    return by === 'key' && !edit ? { verb: 'edit', object: 'text' } : null;
  }

  function wait(ms: number): void {
    const look = () => {
      still = 0;
      const left = typed + STANDS_STILL_IN_MS - performance.now();
      if (left > 0) wait(left);
      else settle();
    };
    still = window.setTimeout(guard(look, 'draft'), ms);
  }

  /** What was typed is finished, where there is nothing to send it by. */
  function settle(): void {
    if (!draft || leaving) return;
    const { field } = draft;
    if (!isRichEditor(field) && (field.tagName !== 'TEXTAREA' || closest(field, 'form') !== null)) return;
    edits.settle(field);
    draft = { field, old: edits.held(field) };
  }

  for (const type of ['pagehide', 'visibilitychange'] as const)
    hear(capture, type, 'draft', () => {
      if (type === 'visibilitychange' && page.visibilityState !== 'hidden') return;
      look(true);
      settle();
      capture.hurry();
    });
  signal.addEventListener('abort', () => {
    window.clearTimeout(still);
    window.clearInterval(looking);
  });
}

function verbOf(made: ActionRecord | null): string {
  return made?.type.split(':')[1] ?? '';
}

function holdsText(field: Element): boolean {
  return (
    isRichEditor(field) ||
    field.tagName === 'TEXTAREA' ||
    (field instanceof HTMLInputElement && /^(?:text|search|url|email)$/.test(field.type))
  );
}
