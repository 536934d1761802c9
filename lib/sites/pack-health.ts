/**
 * Whether a pack still fits the site it is for. A page that shows a thing the pack knows says, at each look, which of the selectors
 * that have to match there do not. One page proves nothing: it is the row of them that tells.
 */

/** What one look at a page said of a pack: the expected selectors that matched nothing. Names of selectors, nothing of the page. */
export interface PackFit {
  readonly pack: string;
  readonly missing: readonly string[];
}

/** What is kept of a pack on one site. */
export interface PackHealth {
  /** Looks that said something, up to `MOST_LOOKS`. */
  readonly looks: number;
  /** Looks in a row at which a selector was missing, by its name. */
  readonly missing: Readonly<Record<string, number>>;
}

/**
 * - `generic`: no pack knows the site.
 * - `unseen`: nobody has seen the pack work on the live site, this user's browser included.
 * - `fits`: it was seen to work.
 * - `broken`: something that has to be there has been missing for a while: the generic reading has taken its place.
 */
export type PackState = 'generic' | 'unseen' | 'fits' | 'broken';

/** A selector that was missing this often in a row does not fit any more. */
const MISSING_IN_A_ROW = 5;
/** A pack is seen to work when this many looks found all they had to. */
const LOOKS_TO_FIT = 3;
const MOST_LOOKS = 1_000;
const MOST_NAMES = 40;

export const NO_HEALTH: PackHealth = { looks: 0, missing: {} };

/** What is known after one more look. */
export function afterLook(health: PackHealth, missing: readonly string[]): PackHealth {
  const rows = missing
    .slice(0, MOST_NAMES)
    .map((name) => [name, Math.min(MOST_LOOKS, (health.missing[name] ?? 0) + 1)]);
  return { looks: Math.min(MOST_LOOKS, health.looks + 1), missing: Object.fromEntries(rows) };
}

/** How a pack stands on a site. @param seenLive the pack's own word on it. */
export function packState(seenLive: string | null, health: PackHealth): PackState {
  const rows = Object.values(health.missing);
  if (rows.some((row) => row >= MISSING_IN_A_ROW)) return 'broken';
  const seenHere = health.looks >= LOOKS_TO_FIT && rows.length === 0;
  return seenHere || seenLive !== null ? 'fits' : 'unseen';
}
