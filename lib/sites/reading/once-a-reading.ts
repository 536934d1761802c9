/**
 * Several readers of one page ask the same first: what the page is for, where its main part is, what it is called. To find that out
 * a large page is searched from end to end, so that within one reading it is found out once. Between readings nothing is kept: a
 * page may change at any moment.
 */
interface Answer {
  readonly to: readonly unknown[];
  readonly value: unknown;
}

/** What was found out in the reading under way, by who found it; null between readings. */
let answers: Map<unknown, Answer[]> | null = null;

/** Reads at once, as one reading of its own. */
export function asOneReading<T>(read: () => T): T {
  return within(new Map(), read);
}

/** Reads in stretches, all of them as one reading; what runs between two of them takes no part in it. */
export function* asOneReadingInStretches<T>(reading: Generator<void, T>): Generator<void, T> {
  const own = new Map<unknown, Answer[]>();
  for (;;) {
    const step = within(own, () => reading.next());
    if (step.done) return step.value;
    yield;
  }
}

/** A reader that finds the same out once a reading. A part of the page that has left it in between is looked for again. */
export function onceAReading<A extends readonly unknown[], T>(read: (...of: A) => T): (...of: A) => T {
  return (...of) => {
    if (answers === null) return read(...of);
    const known = answers.get(read) ?? [];
    answers.set(read, known);
    const answer = known.find(({ to }) => to.every((each, place) => isSame(each, of[place])));
    if (answer && !hasLeft(answer.value)) return answer.value as T;
    const value = read(...of);
    known.unshift({ to: of, value });
    return value;
  };
}

function within<T>(own: Map<unknown, Answer[]>, read: () => T): T {
  const before = answers;
  answers = own;
  try {
    return read();
  } finally {
    answers = before;
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || (a instanceof URL && b instanceof URL && a.href === b.href);
}

function hasLeft(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'isConnected' in value && value.isConnected === false;
}
