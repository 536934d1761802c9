import 'fake-indexeddb/auto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import type { GivenFile } from '../history/open-export.ts';
import { plantedChatGpt } from '../history/planted-talks.ts';
import type { EngineApi, ImportView } from './api.ts';
import type { ImportFiles } from './import-run.ts';
import { openServiceForTests } from './service-for-tests.ts';

/** Files that are always offered, and a note that outlives the service. */
function filesOf(contents: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): ImportFiles {
  const given: GivenFile[] = Object.entries(contents).map(([path, text]) => ({ path, file: new Blob([text]) }));
  let note: unknown = null;
  return {
    offered: async (offer) => (offer === 'mine' ? given : null),
    read: async () => note,
    write: async (value) => {
      note = structuredClone(value);
    },
    save: async () => undefined,
    saved: async () => new Blob(),
    drop: async () => undefined,
  };
}

async function until(service: EngineApi, ...steps: ImportView['step'][]): Promise<ImportView> {
  return vi.waitFor(
    async () => {
      const view = await service.importStatus();
      if (!steps.includes(view.step)) throw new Error(`it is ${view.step}: ${view.problem}`);
      return view;
    },
    { timeout: 20_000, interval: 5 },
  );
}

async function imported(service: EngineApi): Promise<ImportView> {
  await service.importLook('mine', []);
  await until(service, 'ready');
  await service.importStart();
  return until(service, 'done', 'failed');
}

const files = (talks: number, seed = 1) =>
  filesOf({ 'conversations.json': JSON.stringify(plantedChatGpt(seed, talks).talks) });

describe('an import', () => {
  test('keeps nothing before the yes, then all that the preview said', async () => {
    const { service, log } = await openServiceForTests({ files: files(40) });
    await service.importLook('mine', []);
    const preview = await until(service, 'ready');
    expect(log.count).toBe(0);
    await service.importStart();
    const done = await until(service, 'done');
    expect(done.counts?.records).toEqual(preview.counts?.records);
    expect(done.kept).toBe(log.count);
  });

  test('put away before the yes, is not there any more', async () => {
    const { service, log } = await openServiceForTests({ files: files(5) });
    await service.importLook('mine', []);
    await until(service, 'ready');
    expect((await service.importStop()).step).toBe('none');
    await expect(service.importStart()).rejects.toThrow(/nothing to import/);
    expect(log.count).toBe(0);
  });

  test('twice adds nothing', async () => {
    const { service, log } = await openServiceForTests({ files: files(40) });
    const first = await imported(service);
    const second = await imported(service);
    expect(second).toMatchObject({ step: 'done', kept: 0, there: first.kept });
    expect(log.count).toBe(first.kept);
  });

  test('says what was not taken: what was deleted here before, and what is of a time to come', async () => {
    const { talks } = plantedChatGpt(1, 20);
    const later = JSON.stringify(talks).replaceAll(/"create_time":1(\d+)/g, (all, digits, place) =>
      place % 5 === 0 ? `"create_time":4${digits}` : all,
    );
    const { service, log } = await openServiceForTests({ files: filesOf({ 'conversations.json': later }) });
    const first = await imported(service);
    expect(first.refused).toBeGreaterThan(0);
    expect(first.kept).toBe(log.count);
    await service.delete({ app: 'chatgpt.com' });
    await service.settled();
    expect(await imported(service)).toMatchObject({ kept: 0, there: 0, refused: first.kept + first.refused });
  });

  test('what is derived from it is what is derived from the same log at once', async () => {
    const { service, log } = await openServiceForTests({ files: files(200) });
    await imported(service);
    await service.settled();
    const all = [];
    for await (const batch of log.readInOrder()) all.push(...batch);
    const other = await openServiceForTests();
    await other.service.append(all);
    await other.service.settled();
    expect(await service.digest()).toBe(await other.service.digest());
  });

  test('paused it stands still, stopped it goes on from there when the same files are chosen again', async () => {
    const shared = files(1_500);
    const { service, log, name } = await openServiceForTests({ files: shared });
    await service.importLook('mine', []);
    await until(service, 'ready');
    await service.importStart();
    await service.importPause(true);
    await vi.waitFor(async () => expect((await service.importStatus()).step).toBe('paused'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stood = log.count;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(log.count).toBe(stood);
    await service.importStop();
    expect((await service.importStatus()).step).toBe('stopped');
    await service.settled();
    log.close();

    // As after an end of the browser: another service on the same database.
    const again = await openServiceForTests({ name, files: shared });
    expect(await until(again.service, 'stopped')).toMatchObject({ names: ['conversations.json'] });
    const done = await imported(again.service);
    expect(done.step).toBe('done');
    const whole = await openServiceForTests({ files: files(1_500) });
    await imported(whole.service);
    expect(again.log.count).toBe(whole.log.count);
    expect(await again.service.digest()).toBe(await whole.service.digest());
  }, 60_000);

  test('a file that is cut does not keep the others from being imported, and is told of', async () => {
    const cut = gzipSync(JSON.stringify(plantedChatGpt(2, 50).talks));
    const { service, log } = await openServiceForTests({
      files: filesOf({
        'a.json.gz': cut.subarray(0, Math.floor(cut.length * 0.6)),
        'b.json': JSON.stringify(plantedChatGpt(1, 20).talks),
      }),
    });
    const done = await imported(service);
    expect([done.step, done.counts?.problems]).toEqual(['done', [expect.stringMatching(/^a\.json\.gz cannot be/)]]);
    expect(done.kept).toBe(log.count);
    const { service: other } = await openServiceForTests({ files: files(20) });
    expect(done.kept).toBeGreaterThanOrEqual((await imported(other)).kept);
  });

  test('a page that is gone, and a file that is none, are told in words', async () => {
    const { service } = await openServiceForTests({ files: filesOf({ 'broken.zip': 'PK\u0003\u0004 no zip' }) });
    await expect(service.importLook('other', [])).rejects.toThrow(/choose them once more/);
    await service.importLook('mine', []);
    expect((await until(service, 'failed')).problem).toMatch(/broken\.zip is not a whole zip archive/);
  });

  test('what the user said in prompts and settings is in the model of them', async () => {
    const talk = {
      conversation_id: 'c',
      mapping: {
        a: {
          id: 'a',
          parent: null,
          children: [],
          message: {
            id: 'a',
            author: { role: 'user' },
            create_time: 1_750_000_000,
            content: { content_type: 'text', parts: ['Please always use British spelling.'] },
          },
        },
      },
    };
    const { service } = await openServiceForTests({ files: filesOf({ 'conversations.json': JSON.stringify([talk]) }) });
    await imported(service);
    await service.settled();
    expect((await service.you()).map(({ text }) => text).join()).toMatch(/British spelling/);
  });
});
