/**
 * The register of everything kept on the device. Rules, held by a test: every table of the schema stands here and nowhere
 * else; each says which room owns it, why it is kept, how long, and whether it may leave the device.
 */
export interface TableEntry {
  readonly owner: string;
  readonly why: string;
  readonly kept: string;
  readonly leaves: 'never' | 'in exports' | 'in encrypted exports only';
}

export const REGISTER_OF_TABLES = {
  tail: {
    owner: 'log',
    why: 'The newest events, each durable before it is acknowledged.',
    kept: 'Until sealed into a block, or deleted by the user.',
    leaves: 'in exports',
  },
  blocks: {
    owner: 'log',
    why: 'The history of events, 200 a row.',
    kept: 'Until deleted by the user; texts only within the bytes that the user set, if they did.',
    leaves: 'in exports',
  },
  manifest: {
    owner: 'log',
    why: 'What each block holds: count, range, hashes of ids, checksum.',
    kept: 'As long as its block.',
    leaves: 'never',
  },
  names: {
    owner: 'log',
    why: 'The names and words that stand in reduced blocks, each once; and when history was reduced.',
    kept: 'Until the next reduction; without those of deleted events from the deletion on.',
    leaves: 'never',
  },
  tombstones: {
    owner: 'log',
    why: 'Keyed hashes of deleted ids, so that what was deleted cannot come back. They name nothing.',
    kept: 'For ever.',
    leaves: 'in exports',
  },
  removals: {
    owner: 'log',
    why: 'Ids of a deletion that can be taken back, or is under way, so that a crash cannot leave it half done.',
    kept: 'Until the deletion is taken back or finished.',
    leaves: 'never',
  },
  checkpoints: {
    owner: 'engine',
    why: 'Where saved states of what was derived stand in the log.',
    kept: 'A few, thinned with age; dropped when the log before them changes.',
    leaves: 'never',
  },
  snapshots: {
    owner: 'engine',
    why: 'The saved states, so that a start does not read the whole log.',
    kept: 'As long as its checkpoint.',
    leaves: 'never',
  },
  vectors: {
    owner: 'models',
    why: 'Vectors of texts, by model, so that nothing is embedded twice.',
    kept: 'Until the text is deleted or let go, or the model changes; made anew where a log is brought in.',
    leaves: 'never',
  },
  indexBlocks: {
    owner: 'recall',
    why: 'The index of words, a block at a time.',
    kept: 'Until the index is rebuilt; of reduced history none are.',
    leaves: 'never',
  },
  keys: {
    owner: 'privacy',
    why: 'The device key under which personal ids and tombstones are hashed.',
    kept: 'As long as the log.',
    leaves: 'in encrypted exports only',
  },
} as const satisfies Record<string, TableEntry>;
