/** A saved memory, and the day a product wrote beside it. */
export interface ListedMemory {
  readonly text: string;
  /** Epoch milliseconds; null if there is none. */
  readonly time: number | null;
}

/** A number or a mark of a list, then a day in brackets. */
const BEFORE = /^\s*(?:\d{1,4}[.)]|[-*•])?\s*(?:\[(\d{4}-\d\d-\d\d)\][.:]?)?/;

/** A list of saved memories, one a line: what a product keeps of them, or what a user copied from its settings. */
export function readMemoryList(list: string): ListedMemory[] {
  return list.split('\n').flatMap((line) => {
    const before = BEFORE.exec(line)!;
    const text = line.slice(before[0].length).trim();
    if (text === '') return [];
    const time = before[1] === undefined ? Number.NaN : Date.parse(`${before[1]}T00:00:00.000Z`);
    return [{ text, time: Number.isNaN(time) ? null : time }];
  });
}
