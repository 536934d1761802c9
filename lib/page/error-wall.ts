/**
 * The wall between us and the page: every callback of ours goes through it, so that no error of ours ever reaches the
 * page, and a script whose extension was updated or removed goes silent and undoes what it did.
 */
export interface ErrorWall {
  /** The same function, behind the wall. After the wall has closed it does nothing. A promise it returns is watched, too. */
  readonly guard: <A extends unknown[]>(run: (...args: A) => unknown, kind?: string) => (...args: A) => void;
  /** Takes an error of a promise. */
  readonly report: (error: unknown, kind?: string) => void;
  /** Takes a message that did not get through: no error of ours, however often, unless the extension is gone. */
  readonly undelivered: (error: unknown) => void;
  /** Errors so far. */
  readonly count: number;
}

/** More errors than this in an hour and we are of no use on this page: better silent than slow. */
const MOST_ERRORS = 50;
const AN_HOUR_IN_MS = 3_600_000;
const LONGEST_MESSAGE = 200;

/**
 * @param undo takes away everything we did on this page; called once, when the extension is gone or errors pile up (`failing`).
 * @param tell is told the first error of each kind; an extension that is gone is nobody's error and is not told.
 */
export function createErrorWall(
  undo: (why: 'gone' | 'failing') => void,
  tell?: (kind: string, message: string) => void,
): ErrorWall {
  let count = 0;
  let closed = false;
  /** When there were errors, the latest last. */
  let lately: number[] = [];
  const told = new Set<string>();

  function report(error: unknown, kind = 'script'): void {
    count++;
    lately = [...lately, performance.now()].slice(-MOST_ERRORS - 1);
    note(error, kind);
  }

  function note(error: unknown, kind: string): void {
    if (closed) return;
    const message = messageOf(error);
    const gone = EXTENSION_GONE.test(message);
    if (!gone && !told.has(kind)) {
      told.add(kind);
      quietly(() => tell?.(kind, message));
    }
    const isFailing = lately.length > MOST_ERRORS && lately.at(-1)! - lately[0]! < AN_HOUR_IN_MS;
    if (gone || isFailing) {
      closed = true;
      quietly(() => undo(gone ? 'gone' : 'failing'));
    }
  }

  return {
    guard:
      (run, kind) =>
      (...args) => {
        if (closed) return;
        try {
          const result = run(...args);
          if (result instanceof Promise) result.catch((error: unknown) => report(error, kind));
        } catch (error) {
          report(error, kind);
        }
      },
    report,
    undelivered: (error) => note(error, 'delivery'),
    get count() {
      return count;
    },
  };
}

/** What browsers say when a content script outlives its extension. */
const EXTENSION_GONE =
  /Extension context invalidated|context (was )?(destroyed|invalidated)|runtime is undefined|reading 'sendMessage'/i;

/** A page can throw anything, also what throws again when it is looked at. */
function messageOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error).slice(0, LONGEST_MESSAGE);
  } catch {
    return 'an error that cannot be read';
  }
}

function quietly(run: () => void): void {
  try {
    run();
  } catch {
    // What could not be undone or told is left: it must not disturb the page now.
  }
}
