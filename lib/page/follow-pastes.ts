import { newId } from '../records/new-id.ts';
import type { Features } from '../records/record.ts';
import { closest, contains } from '../sites/asked-of-elements.ts';
import { compareDrafts, type DraftChange, valueOfKept } from '../sites/compare-drafts.ts';
import { actionOf, type BegunAct, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import { elementOf, hear, listen } from './listen.ts';
import type { Paste } from './pastes.ts';
import { readWords } from './read-words.ts';

/** Fewer words say nothing of how a draft was used. */
const FEWEST_WORDS = 3;
const LONGEST_TEXT = 8_000;
/** As much of a field as is compared. */
const FIELD_BOUNDS = { characters: 40_000, nodes: 4_000 };
const MOST_FOLLOWED = 20;
/** A field that was left and not come back to for so long is as its user wants it. */
const SETTLES_IN_MS = 5_000;
/** After a key or a button, a field that is emptied or gone within this time was sent. */
const SENT_WITHIN_IN_MS = 3_000;
const LOOK_EVERY_IN_MS = 250;
/** Words from which the share that was kept is quite sure. */
const MANY_WORDS = 40;

interface Followed {
  readonly paste: Paste;
  /** What stood in the field at the last key or button that may have sent it. */
  draft: { readonly text: string; readonly begun: BegunAct; readonly until: number } | null;
  /** When the field was left. */
  left: { readonly text: string; readonly begun: BegunAct; readonly at: number } | null;
  /** What was told last. */
  told: string | null;
}

/**
 * What becomes of text that was pasted, on any site: when its field is sent or left for good, what was pasted is compared with
 * what stands there. Told are a revision, if there is one, with the text before and after where text may be kept; and how much
 * was kept, as an outcome of the paste. What was pasted stays in the memory of this page; comparing waits for a quiet moment.
 */
export function followPastes(capture: Capture): void {
  const followed: Followed[] = [];
  let timer = 0;

  capture.pastes.listen((paste) => {
    if (countWords(paste.text) < FEWEST_WORDS) return;
    followed.push({ paste, draft: null, left: null, told: null });
    if (followed.length > MOST_FOLLOWED) followed.shift();
  });

  const handled = (event: Event) => (followed.length > 0 ? elementOf(event) : null);

  // The moment before a field is sent is the last one in which it can be read.
  const mayBeSent = () => {
    for (const one of followed) {
      const { field } = one.paste;
      if (!field.isConnected) continue;
      one.draft = { text: textOf(field), begun: beginAct(capture), until: performance.now() + SENT_WITHIN_IN_MS };
    }
    lookLater();
  };
  listen(capture, 'click', 'paste', (event) => {
    const target = handled(event);
    if (target && closest(target, 'button, [role="button"], [role="menuitem"], input[type="submit"], a')) mayBeSent();
  });
  listen(capture, 'keydown', 'paste', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return;
    if (handled(event)) mayBeSent();
  });
  listen(capture, 'submit', 'paste', (event) => {
    const form = handled(event);
    if (!form) return;
    for (const one of [...followed]) {
      const { field } = one.paste;
      if (!contains(form, field)) continue;
      const text = textOf(field);
      // A script may have emptied it before the form is sent; what stood there at the key or button counts.
      commit(one, text.trim() === '' && one.draft ? one.draft.text : text, one.draft?.begun ?? beginAct(capture), true);
    }
  });
  listen(capture, 'focusout', 'paste', (event) => {
    const target = handled(event);
    for (const one of followed) {
      if (!target || !contains(one.paste.field, target)) continue;
      one.left = { text: textOf(one.paste.field), begun: beginAct(capture), at: performance.now() };
      lookLater();
    }
  });
  listen(capture, 'focusin', 'paste', (event) => {
    const target = handled(event);
    for (const one of followed) if (target && contains(one.paste.field, target)) one.left = null;
  });
  // Left with the page: what was left or about to be sent is told, what was still being written is not.
  hear(capture, 'pagehide', 'paste', () => {
    for (const one of [...followed]) {
      const last = one.draft && one.draft.until > performance.now() ? one.draft : one.left;
      if (last) commit(one, last.text, last.begun, true);
    }
    capture.hurry();
  });
  capture.signal.addEventListener('abort', () => capture.window.clearTimeout(timer));

  function lookLater(): void {
    if (timer !== 0) return;
    timer = capture.window.setTimeout(
      capture.guard(() => {
        timer = 0;
        look();
      }, 'paste'),
      LOOK_EVERY_IN_MS,
    );
  }

  function look(): void {
    const now = performance.now();
    let waiting = false;
    for (const one of [...followed]) {
      const { field } = one.paste;
      const gone = !field.isConnected || textOf(field).trim() === '';
      if (one.draft) {
        if (gone) {
          commit(one, one.draft.text, one.draft.begun, true);
          continue;
        }
        if (now > one.draft.until) one.draft = null;
      }
      if (one.left) {
        if (gone) commit(one, one.left.text, one.left.begun, true);
        else if (now - one.left.at > SETTLES_IN_MS) {
          // A text area of a form is the page's only once the form is sent.
          if (!isInForm(field)) commit(one, one.left.text, one.left.begun, false);
          one.left = null;
        }
      }
      waiting ||= one.draft !== null || (one.left !== null && followed.includes(one));
    }
    if (waiting) lookLater();
  }

  function commit(one: Followed, text: string, begun: BegunAct, forGood: boolean): void {
    if (forGood) followed.splice(followed.indexOf(one), 1);
    one.draft = null;
    if (one.told === text || capture.isPaused()) return;
    one.told = text;
    capture.later(() => tell(one.paste, text, begun), 'paste');
  }

  function tell(paste: Paste, text: string, begun: BegunAct): void {
    const change = compareDrafts(paste.text, text);
    const features = featuresOf(change);
    if (change.addedWords + change.removedWords > 0) {
      const keeps = capture.keepsText();
      capture.record(
        actionOf(begun, {
          verb: 'revise',
          object: 'draft',
          features,
          text: keeps ? change.after.slice(0, LONGEST_TEXT) : '',
          instead_of: [
            { ...(keeps && { text: paste.text.slice(0, LONGEST_TEXT) }), features: { words: change.beforeWords } },
          ],
          links: [paste.act],
        }),
      );
    }
    capture.record({
      kind: 'outcome',
      id: newId(),
      t: capture.now(),
      ...(begun.thread !== undefined && { thread: begun.thread }),
      type: `${begun.pack}:keep:paste`,
      value: valueOfKept(change.kept),
      confidence: Math.min(0.95, 0.4 + (0.55 * change.beforeWords) / MANY_WORDS),
      features,
      links: [paste.act],
    });
  }
}

function featuresOf(change: DraftChange): Features {
  return {
    kept: rounded(change.kept),
    added_words: change.addedWords,
    removed_words: change.removedWords,
    before_words: change.beforeWords,
    after_words: change.afterWords,
    length_ratio: rounded(change.afterWords / change.beforeWords),
  };
}

const rounded = (share: number) => Math.round(share * 1_000) / 1_000;
const countWords = (text: string) => (text.slice(0, 200).match(/[\p{L}\p{N}]+/gu) ?? []).length;

function textOf(field: Element): string {
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
    return field.value.slice(0, FIELD_BOUNDS.characters);
  return readWords(field, FIELD_BOUNDS);
}

function isInForm(field: Element): boolean {
  return (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.form !== null;
}
