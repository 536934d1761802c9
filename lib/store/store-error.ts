/** What can go wrong with the database, in words for the person whose it is. Has the shape of the API's `Problem`. */
export interface StoreProblem {
  readonly code: 'disk-full' | 'database-newer' | 'database-unreadable' | 'log-incomplete';
  readonly what: string;
  readonly safe: string;
  readonly todo: string;
}

const WORDS: Readonly<Record<Exclude<StoreProblem['code'], 'log-incomplete'>, Omit<StoreProblem, 'code'>>> = {
  'disk-full': {
    what: 'The disk is full, so nothing more can be recorded.',
    safe: 'Everything recorded before is safe.',
    todo: 'Free some space; recording goes on by itself with the next thing you do.',
  },
  'database-newer': {
    what: 'The data was written by a newer version of Retrace than this one.',
    safe: 'Nothing was changed and nothing is lost.',
    todo: 'Update Retrace to its newest version, then open the panel again.',
  },
  'database-unreadable': {
    what: 'The browser could not open the database of Retrace.',
    safe: 'Nothing was deleted. What you do now is not recorded.',
    todo: 'Close other windows of this browser and start it again. If it stays so, check the disk.',
  },
};

/** A failure of the store with its message for the user. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly problem: StoreProblem;

  constructor(problem: StoreProblem, cause?: unknown) {
    super(`${problem.what} ${problem.safe} ${problem.todo}`, { cause });
    this.problem = problem;
  }
}

/** The same failure in words for the user; an error that is already in such words stays as it is. */
export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = codeOf(error);
  return new StoreError({ code, ...WORDS[code] }, error);
}

function codeOf(error: unknown): keyof typeof WORDS {
  const names = namesOf(error);
  if (names.some((name) => name === 'QuotaExceededError')) return 'disk-full';
  if (names.some((name) => name === 'VersionError')) return 'database-newer';
  return 'database-unreadable';
}

/** Names of an error and of those inside it: Dexie wraps the browser's. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  let next = error as { name?: unknown; message?: unknown; inner?: unknown } | undefined;
  for (let depth = 0; next && typeof next === 'object' && depth < 5; depth++) {
    if (typeof next.name === 'string') names.push(next.name);
    if (typeof next.message === 'string' && next.message.includes('QuotaExceededError'))
      names.push('QuotaExceededError');
    next = next.inner as typeof next;
  }
  return names;
}
