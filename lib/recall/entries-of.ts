import type { Recall, RecallBlock } from './recall.ts';

/** What the index holds of one record. */
export interface IndexEntry {
  readonly id: string;
  readonly known: number;
  readonly happened: number;
  readonly thread: string | null;
  readonly space: string | null;
  /** How often each word stands in it, and how many words it has. */
  readonly words: Readonly<Record<string, number>>;
  readonly length: number;
  /** First bytes of the SHA-256 of the text that is embedded; zeros for none. */
  readonly hash: Uint8Array;
}

const HASH_BYTES = 16;

/** All entries of the index by id: the same for the same set of records, whatever came, went and came when. */
export function entriesOf(recall: Recall): IndexEntry[] {
  const entries: IndexEntry[] = [];
  for (let block = 0; block < recall.blocks; block++) entries.push(...entriesIn(recall.saveBlock(block)));
  return entries.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function entriesIn({ ids, known, happened, threads, spaces, names, hashes, words }: RecallBlock): IndexEntry[] {
  const counts: Record<string, number>[] = ids.map(() => ({}));
  words.terms.forEach((term, at) => {
    for (let i = words.starts[at]!; i < words.starts[at + 1]!; i++) counts[words.docs[i]!]![term] = words.counts[i]!;
  });
  return ids.flatMap((id, doc) =>
    id === ''
      ? []
      : [
          {
            id,
            known: known[doc]!,
            happened: happened[doc]!,
            thread: names[threads[doc]!] ?? null,
            space: names[spaces[doc]!] ?? null,
            words: counts[doc]!,
            length: words.lengths[doc]!,
            hash: hashes.slice(doc * HASH_BYTES, (doc + 1) * HASH_BYTES),
          },
        ],
  );
}
