/** While what is looked at goes on changing, so much more time goes by between two looks than a look takes. */
const REST = 20;
const LEAST_IN_MS = 1_000;

/** Something that costs a walk over all that is kept, and is asked for at every change while a view of it is open. */
export interface Seldom<T> {
  /** As of the last look, while that is fresh enough. One look at a time. */
  get(): Promise<T>;
  /** What was seen is no more so: the next one asks anew. */
  forget(): void;
}

/**
 * @param isBusy whether something is under way that a look would slow: then what was seen is given, however old.
 * @param now milliseconds of a clock that goes on evenly.
 */
export function seldom<T>(
  look: () => Promise<T>,
  isBusy: () => boolean = () => false,
  now: () => number = () => performance.now(),
): Seldom<T> {
  let kept: { readonly seen: Promise<T>; freshUntil: number } | null = null;
  return {
    get() {
      if (kept && (now() < kept.freshUntil || isBusy())) return kept.seen;
      const began = now();
      const mine = { seen: look(), freshUntil: Number.POSITIVE_INFINITY };
      kept = mine;
      mine.seen.then(
        () => {
          mine.freshUntil = now() + Math.max(LEAST_IN_MS, REST * (now() - began));
        },
        () => {
          // One that failed is no answer to the next.
          if (kept === mine) kept = null;
        },
      );
      return mine.seen;
    },
    forget() {
      kept = null;
    },
  };
}
