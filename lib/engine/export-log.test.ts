import 'fake-indexeddb/auto';
import { gunzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import { drawerForTests, openServiceForTests } from './service-for-tests.ts';

test('exported and read in on an empty device, the same is derived; gunzip opens it', async () => {
  const files = drawerForTests();
  const one = await openServiceForTests({ files });
  await one.service.append([...workingLog(900, 3)]);
  await one.service.settled();
  const { records } = await one.service.exportAll();
  expect(records).toBe(one.log.count);
  const lines = gunzipSync(files.bytes).toString().trim().split('\n');
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
