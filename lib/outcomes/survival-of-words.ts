/** Whether the words the user wrote or pasted are still on the page: reverted, reworded, kept, and how much of what was pasted. */
import { packOf, verbOf } from '../linking/kinds-of-act.ts';
import { survivingShare } from '../records/shingles.ts';
import type { EntityMemory, OwnEdit } from './entity-memory.ts';
import type { Told } from './told-outcome.ts';

/** An edit counts as seen on the page from this share of its words on. */
const SEEN_FROM = 0.6;
/** Of what had been seen: below it is gone, below it is reworded. */
const GONE_BELOW = 0.2;
const REWORDED_BELOW = 0.7;
const KEPT_FROM = 0.8;
/** An edit that is still there after a day was kept. Silence before that is no verdict. */
const KEPT_AFTER_IN_MS = 24 * 3_600_000;
/** Fewer word hashes than this on a page, and it did not show its text. */
const FEWEST_SHINGLES_OF_A_PAGE = 3;
/** What is pasted is worked on at once: what is left of it after an hour says how it was taken. */
const PASTE_TOLD_AFTER_IN_MS = 3_600_000;
/** A paste was on the page if so much of it was seen once. */
const PASTE_SEEN_FROM = 0.3;
const PASTE_GONE_BELOW = 0.1;
/** It is told again when so much more of it, or less, is left. */
const PASTE_BIG_CHANGE = 0.3;
/** Of a paste of a few words nobody can say how much is left. */
const FEWEST_HASHES_OF_A_PASTE = 4;

/** Share of each edit's words that the page shows; empty if it does not show its text. @param pasted word hashes that are held in memory only. */
export function sharesOnPage(
  edits: readonly OwnEdit[],
  shingles: readonly number[] | undefined,
  pasted: (action: string) => readonly number[] | undefined,
): Map<string, number> {
  const page = new Set(shingles);
  const shares = new Map<string, number>();
  if (page.size < FEWEST_SHINGLES_OF_A_PAGE) return shares;
  for (const edit of edits) {
    const words = pasted(edit.action) ?? edit.shingles;
    if (words.length === 0 || (isPaste(edit) && words.length < FEWEST_HASHES_OF_A_PASTE)) continue;
    shares.set(edit.action, survivingShare(words, page));
  }
  return shares;
}

/**
 * What became of the user's own words since they were seen last.
 * @param isTold whether an outcome type was told of an act before.
 */
export function survivalOf(
  memory: EntityMemory,
  edits: readonly OwnEdit[],
  shares: ReadonlyMap<string, number>,
  sight: { readonly t: string; readonly title: string },
  isTold: (type: string, action: string) => boolean,
): Told[] {
  const told: Told[] = [];
  for (const edit of edits) {
    const share = shares.get(edit.action);
    if (share === undefined) continue;
    const found = isPaste(edit) ? fateOfPaste(edit, share, sight) : fateOfEdit(memory, edit, share, sight, isTold);
    if (found) told.push(found);
  }
  return told;
}

function fateOfEdit(
  memory: EntityMemory,
  edit: OwnEdit,
  share: number,
  { t, title }: { readonly t: string; readonly title: string },
  isTold: (type: string, action: string) => boolean,
): Told | null {
  const seen = Math.max(edit.seen ?? 0, share);
  if (seen < SEEN_FROM) return null;
  const left = share / seen;
  const pack = packOf(edit.type);
  const common = { valuedBy: 'structure', text: title, links: [edit.action] } as const;
  const undone =
    memory.edits.some((later) => later.t > edit.t && later.removed) ||
    memory.acts.some((later) => later.t > edit.t && /^(?:delete|undo|restore|remove)$/.test(verbOf(later.type)));
  if (left < REWORDED_BELOW) {
    if (undone) return null;
    return left < GONE_BELOW
      ? { ...common, type: `${pack}:revert:edit`, value: -1, confidence: confidenceOf(edit) }
      : { ...common, type: `${pack}:reword:edit`, value: -0.3, confidence: confidenceOf(edit) };
  }
  if (left < KEPT_FROM || Date.parse(t) - Date.parse(edit.t) < KEPT_AFTER_IN_MS) return null;
  return isTold(`${pack}:revert:edit`, edit.action) ? null : { ...common, type: `${pack}:keep:edit`, value: 1 };
}

function fateOfPaste(edit: OwnEdit, share: number, sight: { readonly t: string; readonly title: string }): Told | null {
  if (Date.parse(sight.t) - Date.parse(edit.t) < PASTE_TOLD_AFTER_IN_MS) return null;
  if (Math.max(edit.seen ?? 0, share) < PASTE_SEEN_FROM) return null;
  if (edit.toldShare !== null && Math.abs(share - edit.toldShare) < PASTE_BIG_CHANGE) return null;
  const gone = share < PASTE_GONE_BELOW;
  const kept = Math.round(share * 100) / 100;
  return {
    type: `${packOf(edit.type)}:${gone ? 'revert' : 'keep'}:paste`,
    value: gone ? -1 : kept,
    confidence: 0.9,
    valuedBy: 'structure',
    text: sight.title,
    links: edit.from === null ? [edit.action] : [edit.from, edit.action],
    features: { kept },
  };
}

function isPaste({ type }: OwnEdit): boolean {
  return verbOf(type) === 'paste';
}

/** Long passages do not vanish by chance; of a few words one cannot be so sure. */
function confidenceOf(edit: OwnEdit): number {
  return Math.min(0.95, 0.6 + 0.05 * edit.shingles.length);
}
