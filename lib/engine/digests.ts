import { entriesOf } from '../recall/entries-of.ts';
import type { Recall } from '../recall/recall.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';

export interface Digests {
  readonly all: string;
  /** By store, in order of names. */
  readonly stores: Readonly<Record<string, string>>;
}

/**
 * Digest of every derived store, the index of words among them, and one over all (SHA-256, hex). The same records give the same digests,
 * whatever was recorded, imported and deleted in between (design: ownership.md, section 3).
 */
export function digestsOf(engine: Engine, recall: Recall): Digests {
  const each: Record<string, string> = { ...engine.digests(), recall: digestOf(entriesOf(recall)) };
  const stores = Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { all: digestOf(stores), stores };
}
