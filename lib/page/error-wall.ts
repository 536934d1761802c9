/**
 * The wall between us and the page: every callback of ours goes through it, so that no error of ours ever reaches the
 * page, and a script whose extension was updated or removed goes silent and undoes what it did.
 */
export interface ErrorWall {
  /** The same function, behind the wall. After the wall has closed it does nothing. */
  readonly guard: <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => void;
  /** Takes an error of a promise. */
  readonly report: (error: unknown) => void;
  /** Errors so far. */
  readonly count: number;
}

/** More errors than this and we are of no use on this page: better silent than slow. */
const MOST_ERRORS = 50;

/** @param undo takes away everything we did on this page; called once, when the extension is gone or errors pile up. */
export function createErrorWall(undo: () => void): ErrorWall {
  let count = 0;
  let closed = false;

  function report(error: unknown): void {
    count++;
    if (!closed && (isExtensionGone(error) || count > MOST_ERRORS)) {
      closed = true;
      try {
        undo();
      } catch {
        // What could not be undone is left: it must not disturb the page now.
      }
    }
  }

  return {
    guard:
      (run) =>
      (...args) => {
        if (closed) return;
        try {
          run(...args);
        } catch (error) {
          report(error);
        }
      },
    report,
    get count() {
      return count;
    },
  };
}

/** What browsers say when a content script outlives its extension. */
function isExtensionGone(error: unknown): boolean {
  return /Extension context invalidated|context (was )?(destroyed|invalidated)|runtime is undefined/i.test(
    String(error),
  );
}
