import type { RetraceDatabase } from '../store/open-database.ts';

const NAME = 'device';
const BYTES = 32;

/** The device's own key, made at the first start: personal ids and tombstones are hashed under it. */
export async function deviceKey(database: RetraceDatabase): Promise<Uint8Array> {
  return database.transaction('rw', database.keys, async () => {
    const kept = await database.keys.get(NAME);
    if (kept) return kept.bytes;
    const bytes = crypto.getRandomValues(new Uint8Array(BYTES));
    await database.keys.add({ name: NAME, bytes });
    return bytes;
  });
}
