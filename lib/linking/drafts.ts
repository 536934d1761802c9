/**
 * What was written before a look at it. A page that shows a preview or the changes comes back with the new words in its field
 * as if they had always stood there: what is sent then seems to change nothing. So the look keeps what was written until it is
 * sent. What is remembered
 * is in the log.
 */
import { compareInLogOrder, type Position } from '../records/order.ts';
import type { ActionRecord, Features } from '../records/record.ts';
import { looksAtDraft, packOf, verbOf, writes } from './kinds-of-act.ts';

/** Longer ago, and it was written anew. */
const REMEMBERED_IN_MS = 12 * 3_600_000;
const MOST_DRAFTS = 100;
const LONGEST_TEXT = 4_000;

interface Draft extends Position {
  readonly text: string | undefined;
  readonly features: Features;
  /** Every look it went through. */
  readonly looks: readonly string[];
}

export class Drafts {
  readonly #drafts = new Map<string, Draft>();

  /** Takes an act: a look keeps what was written, a sending ends it. */
  take(act: ActionRecord): void {
    const key = keyOf(act);
    const before = this.#draftBefore(act);
    if (looksAtDraft(act.type)) {
      if (!isWritten(act.features) && !before) return;
      this.#drafts.delete(key);
      this.#drafts.set(key, both(before, act));
      if (this.#drafts.size > MOST_DRAFTS) this.#drafts.delete(this.#drafts.keys().next().value!);
    } else if (before && sends(act)) this.#drafts.delete(key);
  }

  /** The act with what was written before the looks at it, if it sends that; else as it is. */
  sent(act: ActionRecord): ActionRecord {
    const draft = sends(act) ? this.#draftBefore(act) : null;
    if (!draft) return act;
    const { text, features, looks } = both(draft, act);
    return {
      ...act,
      type: typeOf(act, draft),
      ...(text !== undefined && { text }),
      features: { ...act.features, ...features },
      links: [...new Set([...(act.links ?? []), ...looks.filter((id) => id !== act.id)])],
    };
  }

  remove(ids: readonly string[]): void {
    const gone = new Set(ids);
    for (const [key, { looks }] of this.#drafts) if (looks.some((id) => gone.has(id))) this.#drafts.delete(key);
  }

  #draftBefore(act: ActionRecord): Draft | null {
    const draft = this.#drafts.get(keyOf(act));
    if (!draft || compareInLogOrder(draft, act) >= 0) return null;
    return Date.parse(act.t) - Date.parse(draft.t) <= REMEMBERED_IN_MS ? draft : null;
  }
}

/** What was written, and what was added to it since. What takes nothing back was all there before. */
function both(draft: Draft | null, act: ActionRecord): Draft {
  const written = isWritten(act.features);
  const texts = [draft?.text, written ? act.text : undefined].filter((text) => text !== undefined && text !== '');
  const sum = (name: string) => (draft?.features[name] ?? 0) + (written ? (act.features?.[name] ?? 0) : 0);
  const last = written ? (act.features ?? {}) : (draft?.features ?? {});
  return {
    id: act.id,
    t: act.t,
    text: texts.length === 0 ? undefined : [...new Set(texts)].join('\n').slice(0, LONGEST_TEXT),
    features: {
      ...last,
      added_words: sum('added_words'),
      removed_words: sum('removed_words'),
      added_lines: sum('added_lines'),
      removed_lines: sum('removed_lines'),
      ...(draft?.features.was_empty !== undefined && { was_empty: draft.features.was_empty }),
    },
    looks: [...(draft?.looks ?? []), act.id].slice(-10),
  };
}

/** A text saved is one kind of act, with a look at it or without. */
function typeOf(act: ActionRecord, draft: Draft): string {
  if (verbOf(act.type) !== 'save' || draft.features.was_empty === undefined) return act.type;
  return `${packOf(act.type)}:save:${draft.features.was_empty === 1 ? 'text' : 'edit'}`;
}

function sends(act: ActionRecord): boolean {
  return writes(act.type) && verbOf(act.type) !== 'paste' && verbOf(act.type) !== 'edit';
}

/** Whether an act tells of words that came or went. */
function isWritten(features: Features | undefined): boolean {
  return (features?.added_words ?? 0) > 0 || (features?.removed_words ?? 0) > 0;
}

/** A thing that is only being made has no thread yet: there it is the kind of thing, at its app. */
function keyOf({ thread, app, space, type }: ActionRecord): string {
  return `${space ?? ''}\n${thread ?? `${app ?? ''}\n${type.split(':')[2] ?? ''}`}`;
}
