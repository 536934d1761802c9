import { beforeEach, expect, test, vi } from 'vitest';
import { browserForTests } from './browser-for-tests.ts';
import type { EngineHost } from './engine-host.ts';

const world = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock('wxt/browser', () => ({
  get browser() {
    return (world.current as ReturnType<typeof browserForTests>).browser;
  },
}));
const { createBackups } = await import('./backups.ts');

const DAY = 86_400_000;
const LOCK = 'age1recipient';

let fake: ReturnType<typeof browserForTests>;
let clock: number;
let exported: unknown[][];
let revoked: number;
beforeEach(() => {
  fake = browserForTests();
  world.current = fake;
  clock = Date.UTC(2026, 2, 2, 9);
  exported = [];
  revoked = 0;
});

/** Each life of the background. */
function wake(fails = false) {
  const host = {
    call: async (_: string, args: unknown[]) => {
      if (fails) throw new Error('The disk is full.');
      exported.push(args);
      return { file: 'backup.ndjson.gz.age', name: 'x', records: 12, bytes: 345 };
    },
    urlOf: async () => ({ href: 'blob:x', revoke: () => revoked++ }),
  } as unknown as EngineHost;
  return createBackups(
    host,
    () => undefined,
    () => clock,
  );
}

const files = () => fake.browser.downloads.items.map(({ filename }) => filename);

/** Wakes the background, which looks, and waits for what it does. */
async function look() {
  const backups = wake();
  backups.lookIfDue();
  await vi.waitFor(async () => expect((await backups.status()).isMaking).toBe(false));
  await new Promise((resolve) => setTimeout(resolve, 5));
  return backups.status();
}

test('none is made until the user asks for them, and none without a key to lock them to', async () => {
  await look();
  expect(files()).toEqual([]);
  await expect(wake().schedule('day', null)).rejects.toThrow('Make a recovery key first');
});

test('one is made when it is due and not before, and the last three are kept', async () => {
  await wake().schedule('day', LOCK);
  for (let day = 0; day < 5; day++) {
    const status = await look();
    expect(status).toMatchObject({ failed: null, last: { records: 12, bytes: 345 } });
    clock += DAY / 2;
    await look();
    clock += DAY / 2;
  }
  expect(files()).toEqual([1, 2, 3, 1, 2].map((i) => `Retrace/retrace-backup-${i}.ndjson.gz.age`));
  expect(exported[0]).toEqual([LOCK, 'backup']);
  expect(revoked).toBe(5);
});

test('a backup that did not become whole is none: the last good one stays, and its file is not the next to be written', async () => {
  await wake().schedule('day', LOCK);
  const good = (await look()).last;
  clock += DAY;
  fake.browser.downloads.fate = { state: 'interrupted', fileSize: -1, error: 'FILE_NO_SPACE' };
  expect(await look()).toMatchObject({ last: good, failed: { words: expect.stringContaining('FILE_NO_SPACE') } });
  // Not in a row.
  clock += DAY / 48;
  await look();
  expect(files()).toHaveLength(2);
  clock += DAY / 12;
  fake.browser.downloads.fate = { state: 'complete', fileSize: 17, error: undefined };
  expect(await look()).toMatchObject({ last: good, failed: { words: 'The file has 17 of its 345 bytes.' } });
  clock += DAY / 12;
  fake.browser.downloads.fate = { state: 'complete', fileSize: 345, error: undefined };
  expect(await look()).toMatchObject({ failed: null });
  expect(new Set(files().slice(1))).toEqual(new Set(['Retrace/retrace-backup-2.ndjson.gz.age']));
});

test('without the permission nothing is exported, and the user is told', async () => {
  await wake().schedule('week', LOCK);
  fake.browser.permissions.contains = async () => false;
  expect(await look()).toMatchObject({
    last: null,
    failed: { words: expect.stringContaining('does not let Retrace save') },
  });
  expect(exported).toEqual([]);
});

test('an engine that fails is told, and what is scheduled stays scheduled', async () => {
  await wake().schedule('week', LOCK);
  expect(await wake(true).makeNow()).toMatchObject({ every: 'week', failed: { words: 'The disk is full.' } });
});

test('one made by hand counts: the next is due a turn after it', async () => {
  await wake().schedule('day', LOCK);
  await wake().noteMade({ t: new Date(clock).toISOString(), name: 'mine', records: 1, bytes: 2 });
  await look();
  expect(files()).toEqual([]);
});
