import { expect, test } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import { newRecoveryKey } from './age-file.ts';
import { checkLogFile } from './check-log-file.ts';
import { exportLog } from './export-log.ts';

const records = [...workingLog(300, 2)];

async function file(passphrase?: string, also?: readonly string[]): Promise<Blob> {
  const batches = (async function* () {
    yield records;
  })();
  return new Blob([await new Response(await exportLog(batches, { passphrase, also })).arrayBuffer()]);
}

test('a whole file passes, plain or locked; a cut one, one with fewer records and one that does not open do not', async () => {
  const plain = await file();
  await checkLogFile(plain, records.length);
  const [mine, check] = [await newRecoveryKey(), await newRecoveryKey()];
  const locked = await file(mine.recipient, [check.recipient]);
  await checkLogFile(locked, records.length, check.key);
  await expect(checkLogFile(plain.slice(0, plain.size - 40), records.length)).rejects.toThrow('not all of it is there');
  await expect(checkLogFile(plain, records.length + 1)).rejects.toThrow('not all of it is there');
  await expect(checkLogFile(locked, records.length, (await newRecoveryKey()).key)).rejects.toThrow();
});
