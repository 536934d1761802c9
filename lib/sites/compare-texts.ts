/** What changed from one text to another, by lines and words. */
export interface TextChange {
  /** New passages in order: whole new lines, and of changed lines the changed run with a few words around it. */
  readonly added: readonly string[];
  /** Lines that were there and are not any more, whole. */
  readonly removed: readonly string[];
  readonly addedWords: number;
  readonly removedWords: number;
}

/** Words kept on either side of a change inside a line: then every run of five words of it holds something new. */
const WORDS_AROUND = 4;
/** A changed line is looked for among this many of the lines that went, so that a rewritten book takes no time. */
const FURTHEST_PAIR = 40;

/**
 * The change from `before` to `after`. Common lines at both ends are set aside, then lines that only moved; what is left is
 * paired in order. Linear in the length of the texts, so that it may run while a form is being sent.
 */
export function compareTexts(before: string, after: string): TextChange {
  if (before === after) return { added: [], removed: [], addedWords: 0, removedWords: 0 };
  const old = linesOf(before);
  const now = linesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end++;
  const [gone, come] = withoutCommon(old.slice(start, old.length - end), now.slice(start, now.length - end));

  const added: string[] = [];
  const removed: string[] = [];
  let addedWords = 0;
  let removedWords = 0;
  const unpaired = gone.map((line) => ({ line, words: wordsOf(line), known: new Set(wordsOf(line)) }));
  for (const line of come) {
    const words = wordsOf(line);
    const match = unpaired.slice(0, FURTHEST_PAIR).findIndex((candidate) => haveMuchInCommon(candidate, words));
    if (match < 0) {
      added.push(line);
      addedWords += words.length;
      continue;
    }
    const [from] = unpaired.splice(match, 1);
    const change = changedRun(from!.words, words);
    if (change.run !== '') added.push(change.run);
    addedWords += change.added;
    removedWords += change.removed;
    if (change.removed > 0) removed.push(from!.line);
  }
  for (const { line, words } of unpaired) {
    removed.push(line);
    removedWords += words.length;
  }
  return { added, removed, addedWords, removedWords };
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function wordsOf(line: string): string[] {
  return line.split(/\s+/).filter((word) => word !== '');
}

/** Both lists without the lines they share, however these moved. */
function withoutCommon(old: readonly string[], now: readonly string[]): [string[], string[]] {
  const counts = new Map<string, number>();
  for (const line of old) counts.set(line, (counts.get(line) ?? 0) + 1);
  const come: string[] = [];
  for (const line of now) {
    const count = counts.get(line) ?? 0;
    if (count > 0) counts.set(line, count - 1);
    else come.push(line);
  }
  const gone: string[] = [];
  for (const line of old) {
    const count = counts.get(line) ?? 0;
    if (count > 0) {
      gone.push(line);
      counts.set(line, count - 1);
    }
  }
  return [gone, come];
}

/** Whether one line is the other, changed: at least half of the shorter one's words are in both. */
function haveMuchInCommon(
  a: { readonly words: readonly string[]; readonly known: ReadonlySet<string> },
  b: readonly string[],
): boolean {
  const shorter = Math.min(a.words.length, b.length);
  if (shorter === 0) return false;
  let shared = 0;
  for (const word of b) if (a.known.has(word)) shared++;
  return Math.min(shared, shorter) * 2 >= shorter;
}

function changedRun(old: readonly string[], now: readonly string[]) {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end++;
  const added = now.length - end - start;
  const from = Math.max(0, start - WORDS_AROUND);
  const to = Math.min(now.length, now.length - end + WORDS_AROUND);
  return {
    run: added > 0 ? now.slice(from, to).join(' ') : '',
    added,
    removed: old.length - end - start,
  };
}
