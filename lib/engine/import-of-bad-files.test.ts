/** Files that nobody should have to choose, from the choice to what the user is told: nothing of them is half there. */
import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { bareZip, bomb, fixture, zipOf } from '../history/export-for-tests.ts';
import type { ImportView } from './api.ts';
import { drawerForTests, openServiceForTests } from './service-for-tests.ts';

const TALK = fixture('claude-thinking-2025.json');
const RECORDS_OF_TALK = 3;

/** Looks, and keeps what is found if anything is; what is told then, and how many records are in the log. */
async function imported(path: string, file: Blob): Promise<ImportView & { readonly inLog: number }> {
  const files = { ...drawerForTests(), offered: async () => [{ path, file }] };
  const { service, log } = await openServiceForTests({ files });
  const until = (...steps: ImportView['step'][]) =>
    vi.waitFor(
      async () => {
        const view = await service.importStatus();
        if (!steps.includes(view.step)) throw new Error(`it is ${view.step}`);
        return view;
      },
      { timeout: 50_000, interval: 10 },
    );
  await service.importLook('mine', []);
  const looked = await until('ready', 'failed');
  expect(log.count).toBe(0);
  if (looked.step === 'failed') return { ...looked, inLog: log.count };
  await service.importStart();
  const done = await until('done', 'failed');
  await service.settled();
  return { ...done, inLog: log.count };
}

test('a zip that is cut anywhere is refused with the reason', async () => {
  const whole = await zipOf({ 'conversations.json': TALK });
  for (const size of [30, Math.floor(whole.size / 2), whole.size - 1]) {
    expect(await imported('cut.zip', whole.slice(0, size))).toMatchObject({
      step: 'failed',
      problem:
        'cut.zip is not a whole zip archive. The download may have been cut short: download it again. Nothing was read.',
      inLog: 0,
    });
  }
});

test('a zip that unpacks to a machine full of nothing is not read on, and what is beside it is kept', async () => {
  const talk = { name: 'a.json', data: new TextEncoder().encode(TALK) };
  const { step, kept, inLog, counts } = await imported('bomb.zip', bareZip([talk, bomb('b.json')]));
  expect([step, kept, inLog]).toEqual(['done', RECORDS_OF_TALK, RECORDS_OF_TALK]);
  expect(counts?.problems).toEqual([
    'bomb.zip/b.json unpacks to more than 500 times its size. It was made to fill a computer, and was not read on.',
  ]);
}, 60_000);

test('files whose names lead out of the archive are counted and not read', async () => {
  const zip = await zipOf({ '../conversations.json': TALK, '/etc/passwd.json': TALK, 'a/../../b.json': TALK });
  const { step, inLog, counts } = await imported('out.zip', zip);
  expect([step, inLog]).toEqual(['done', 0]);
  expect(counts?.passedOver).toEqual({ 'its name leads out of the archive': 3 });
});

test('the talks among sixty-six thousand pictures are kept', async () => {
  const pictures = Array.from({ length: 66_000 }, (_, i) => ({ name: `${i}.png`, data: new Uint8Array(0) }));
  const zip = bareZip([...pictures, { name: 'conversations.json', data: new TextEncoder().encode(TALK) }]);
  expect(await imported('many.zip', zip)).toMatchObject({ step: 'done', kept: RECORDS_OF_TALK, problem: null });
}, 60_000);

test('of a message of a hundred million characters the beginning is kept, and that is said', async () => {
  const head =
    '[{"uuid":"c","chat_messages":[{"uuid":"m","sender":"human","created_at":"2025-01-01T00:00:00Z","text":"';
  const { step, inLog, counts } = await imported(
    'conversations.json',
    new Blob([head, 'harbour '.repeat(12_500_000), '"}]}]']),
  );
  expect([step, inLog]).toEqual(['done', 2]);
  expect(counts?.faults).toEqual({ 'texts kept by their first 8000 characters': 1 });
}, 60_000);

test('a talk that runs in a ring, or follows what is not there, is kept whole, and what was wrong is counted', async () => {
  const node = (id: string, parent: string) => [
    id,
    { id, parent, message: { id, author: { role: 'user' }, content: { parts: [`Words of ${id}`] } } },
  ];
  const mapping = Object.fromEntries([node('a', 'b'), node('b', 'a'), node('c', 'gone')]);
  const talk = { id: 'x', create_time: 1_700_000_000, current_node: 'nowhere', mapping };
  const { step, counts, inLog } = await imported('conversations.json', new Blob([JSON.stringify([talk])]));
  expect(step).toBe('done');
  expect(counts?.records['statement user']).toBe(3);
  expect(counts?.faults).toMatchObject({ cycles: 1, missing_parents: 1, dangling_ends: 1 });
  expect(inLog).toBe(Object.values(counts?.records ?? {}).reduce((sum, each) => sum + each, 0));
});
