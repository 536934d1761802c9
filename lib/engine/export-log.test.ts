import 'fake-indexeddb/auto';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import type { ImportFiles } from './import-run.ts';
import { openServiceForTests } from './service-for-tests.ts';

/** Keeps what is saved, and offers it to be read in again. */
function drawer(cut?: number): ImportFiles & { readonly bytes: () => Uint8Array<ArrayBuffer> } {
  let saved = new Uint8Array<ArrayBuffer>(new ArrayBuffer(0));
  return {
    offered: async () => [{ path: 'retrace.ndjson.gz', file: new Blob([saved.subarray(0, cut)]) }],
    read: async () => null,
    write: async () => undefined,
    save: async (_, bytes) => {
      saved = new Uint8Array(await new Response(bytes).arrayBuffer());
    },
    saved: async () => new Blob([saved]),
    bytes: () => saved,
  };
}

test('exported and read in on an empty device, the same is derived; gunzip opens it', async () => {
  const files = drawer();
  const one = await openServiceForTests({ files });
  await one.service.append([...workingLog(900, 3)]);
  await one.service.settled();
  const { records } = await one.service.exportAll();
  expect(records).toBe(one.log.count);
  const lines = gunzipSync(files.bytes()).toString().trim().split('\n');
  expect(lines).toHaveLength(records + 2);
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ kind: 'end', lines: records });

  const other = await openServiceForTests({ files });
  await other.service.importLook('it', []);
  await vi.waitFor(async () => expect((await other.service.importStatus()).step).toBe('ready'), { timeout: 10_000 });
  await other.service.importStart();
  await vi.waitFor(async () => expect((await other.service.importStatus()).step).toBe('done'), { timeout: 10_000 });
  expect(other.log.count).toBe(records);
  expect(await other.service.digest()).toBe(await one.service.digest());
});
