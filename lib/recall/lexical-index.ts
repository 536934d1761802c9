/** Documents per block: what is saved, loaded and removed apart. */
export const BLOCK_SIZE = 200;

/** The words of up to 200 documents, as they are saved. `terms` are sorted; postings of term i are `starts[i]` to `starts[i + 1]`. */
export interface LexicalBlock {
  readonly terms: readonly string[];
  readonly starts: Uint32Array;
  /** Document within the block, for each posting. */
  readonly docs: Uint8Array;
  /** How often the term stands in that document, at most 255. */
  readonly counts: Uint8Array;
  /** Words of each document; as many as the block has documents. */
  readonly lengths: Uint16Array;
}

export interface LexicalScores {
  /** For each document, 0 if no word is shared. */
  readonly scores: Float64Array;
  /** What a document would get that is nothing but the query's words, over and over: an upper bound of any score. */
  readonly best: number;
}

/** Words to documents. Documents are numbers from 0, in the order they were added; scores depend on the accepted set alone. */
export interface LexicalIndex {
  /** Number of documents, with removed ones. */
  readonly size: number;
  /** Adds the next document and returns its number. */
  add(words: readonly string[]): number;
  /** Takes every trace of a document's words out of its block. */
  remove(doc: number): void;
  /** @param accepts 1 for each document that takes part, 0 for the rest: they count in no way, not even as frequency. */
  score(words: readonly string[], accepts: Uint8Array): LexicalScores;
  /** 1 for each document that has every one of the words; of no words, none has. */
  holding(words: readonly string[]): Uint8Array;
  saveBlock(block: number): LexicalBlock;
  /** Appends a saved block. All blocks before it must be full or the last one added. */
  loadBlock(block: LexicalBlock): void;
}
