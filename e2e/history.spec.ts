/** History in, everything out: in a real browser, from the file a person chooses to what the panel says of it. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { BackupStatus } from '../lib/browser/protocol.ts';
import { plantedChatGpt } from '../lib/history/planted-talks.ts';
import type { LogRecord } from '../lib/records/record.ts';
import type { Session } from './driver/driver.ts';
import { until } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, message } from './pages/extension.ts';

const FILES = 'input[type="file"]';

test('a chosen export is looked into, kept after a yes, found in the timeline, taken out again and deleted', async ({
  start,
  shot,
}, info) => {
  const { talks, planted } = plantedChatGpt(7, 150);
  const file = info.outputPath('conversations.json');
  writeFileSync(file, JSON.stringify(talks));
  const session = await start();
  const panel = await session.panel('/set/data');
  await panel.waitFor('the field for files', (css: string) => !!document.querySelector(css), FILES);
  await panel.upload(FILES, file);

  await test.step('nothing is kept before the yes', async () => {
    await panel.waitFor('the preview', () => !!document.querySelector('[data-import="ready"]'));
    await panel.screenshot(shot('history-preview'));
    expect((await engine(panel, 'status')).events).toBe(0);
    const { counts } = await engine(panel, 'importStatus');
    expect(counts?.conversations).toBe(150);
    const regenerated = [...planted].filter((each) => each.startsWith('regenerate ')).length;
    expect(counts?.records['outcome chatgpt:regenerate:answer']).toBe(regenerated);
  });

  await test.step('kept, it is in the timeline', async () => {
    await panel.click('[data-import="ready"] .btn.primary');
    await panel.waitFor('the end', () => !!document.querySelector('[data-import="done"]'));
    await panel.screenshot(shot('history-done'));
    const { kept } = await engine(panel, 'importStatus');
    expect((await engine(panel, 'status')).events).toBe(kept);
    const { rows } = await engine(panel, 'timeline', { app: 'chatgpt.com', limit: 5 });
    expect(rows).toHaveLength(5);
  });

  await test.step('what the talks show is counted, by kind of request, with what it rests on', async () => {
    await panel.click('[data-import="done"] .btn.primary');
    await panel.waitFor('the kinds of request', () => !!document.querySelector('[data-kind]'));
    const view = await engine(panel, 'talks');
    expect(view.kinds.reduce((sum, { asked }) => sum + asked, 0)).toBe(view.prompts);
    const made = view.kinds.reduce((sum, { regenerated }) => sum + regenerated, 0);
    expect(made).toBeGreaterThan(0);
    await panel.waitFor(
      'some of them to be sorted by the model',
      () => document.querySelectorAll('[data-kind]:not([data-kind="other"])').length > 1,
      undefined,
      120,
    );
    await panel.screenshot(shot('history-talks'));
    await panel.evaluate(() => {
      location.hash = '#/set/data';
    });
    await panel.waitFor('the field for files', (css: string) => !!document.querySelector(css), FILES);
  });

  await test.step('chosen again, it adds nothing', async () => {
    const before = (await engine(panel, 'status')).events;
    await panel.upload(FILES, file);
    await panel.waitFor('the preview', () => !!document.querySelector('[data-import="ready"]'));
    await panel.click('[data-import="ready"] .btn.primary');
    await panel.waitFor('the end', () => !!document.querySelector('[data-import="done"]'));
    expect((await engine(panel, 'importStatus')).kept).toBe(0);
    expect((await engine(panel, 'status')).events).toBe(before);
  });

  await test.step('what is taken out is all of it, in a file that the browser saves', async () => {
    await panel.click('[data-take="export"] .btn');
    await panel.waitFor('the word that it is saved', () =>
      /Saved/.test(document.querySelector('section[aria-labelledby="h-out"]')?.textContent ?? ''),
    );
    const lines = await panel.evaluate(async () => {
      const folder = await navigator.storage.getDirectory();
      const saved = await (await folder.getFileHandle('export.ndjson.gz')).getFile();
      const text = await new Response(saved.stream().pipeThrough(new DecompressionStream('gzip'))).text();
      return text.trim().split('\n').length;
    });
    expect(lines).toBe((await engine(panel, 'status')).events + 2);
  });

  await test.step('everything can be deleted', async () => {
    await panel.click('section[aria-labelledby="h-over"] .btn');
    await panel.waitFor(
      'the dialog that counts',
      () => document.querySelector('dialog .btn.danger:not([disabled])') !== null,
    );
    await panel.screenshot(shot('history-delete'));
    await panel.click('dialog .btn.danger');
    await panel.waitFor(
      'nothing to be left of it',
      () => document.querySelector('section[aria-labelledby="h-over"] .btn[disabled]') !== null,
    );
    expect((await engine(panel, 'timeline', { app: 'chatgpt.com' })).rows).toEqual([]);
  });
  expect(await session.errors()).toEqual([]);
});

test('an import goes on when the panel is closed', async ({ start }, info) => {
  const file = info.outputPath('conversations.json');
  writeFileSync(file, JSON.stringify(plantedChatGpt(11, 2_500).talks));
  // Firefox ends what is idle for so long.
  const session = await start({ idleSeconds: 2 });
  let panel = await session.panel('/set/data');
  await panel.waitFor('the field for files', (css: string) => !!document.querySelector(css), FILES);
  await panel.upload(FILES, file);
  await panel.waitFor('the preview', () => !!document.querySelector('[data-import="ready"]'));
  await panel.click('[data-import="ready"] .btn.primary');
  await until('the first of it to be kept', async () => (await engine(panel, 'importStatus')).kept > 0);
  await panel.close();
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  panel = await session.panel('/set/data');
  await panel.waitFor('the end', () => !!document.querySelector('[data-import="done"]'));
  const { kept, there } = await engine(panel, 'importStatus');
  expect([kept > 5_000, there]).toEqual([true, 0]);
});

const PASSPHRASE = 'a bridge over the harbour';
const DAY_IN_MS = 86_400_000;

/** Letters to Ana, and notes of other things; the oldest first. */
function fewRecords(): LogRecord[] {
  return Array.from(
    { length: 40 },
    (_, i): LogRecord => ({
      kind: 'action',
      id: `e2e-${i}`,
      t: new Date(Date.now() - (60 - i) * DAY_IN_MS).toISOString(),
      app: i % 2 === 0 ? 'mail.example' : 'notes.example',
      thread: `${i % 2 === 0 ? 'mail' : 'notes'}.example/t:${i % 5}`,
      type: i % 2 === 0 ? 'mail:send:message' : 'notes:save:note',
      text: i % 2 === 0 ? 'Letter to Ana Breg about the mooring' : 'Apples, flour, and the price of honey',
      ...(i % 10 === 0 && { space: 'Work' }),
    }),
  );
}

test('an encrypted backup is opened with its passphrase on another browser, and nothing without it', async ({
  start,
  shot,
}, info) => {
  const one = await start();
  let panel = await one.panel('/set/data');
  await engine(panel, 'append', [
    ...fewRecords(),
    { kind: 'setting', id: 'e2e-site', t: new Date().toISOString(), name: 'site:mail.example', value: 'on' },
  ]);
  await panel.click('[data-take="backup"] .btn');
  await panel.waitFor('the question for a passphrase', () => !!document.querySelector('dialog input[type="password"]'));
  await panel.fill('dialog .vstack .vstack:nth-of-type(1) input', PASSPHRASE);
  await panel.fill('dialog .vstack .vstack:nth-of-type(2) input', PASSPHRASE);
  await panel.screenshot(shot('backup-passphrase'));
  await panel.click('dialog .btn.primary');
  await panel.waitFor('the word that it is saved', () =>
    /Saved: 4\d records/.test(document.querySelector('[data-take="backup"]')?.textContent ?? ''),
  );
  const bytes = await panel.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    const saved = await (await folder.getFileHandle('export.ndjson.gz')).getFile();
    return [...new Uint8Array(await saved.arrayBuffer())];
  });
  const before = await engine(panel, 'digest');
  const file = info.outputPath('retrace.ndjson.gz.age');
  writeFileSync(file, Uint8Array.from(bytes));
  await one.close();

  const other = await start();
  panel = await other.panel('/set/data');
  const field = '[data-restore] input[type="file"]';
  await panel.waitFor('the field for a backup', (css: string) => !!document.querySelector(css), field);
  await panel.upload(field, file);
  await panel.waitFor(
    'the question for the passphrase',
    () => !!document.querySelector('dialog input[type="password"]'),
  );
  await panel.fill('dialog input[type="password"]', 'a bridge under the harbour');
  await panel.click('dialog .btn.primary');
  await panel.waitFor('the word that it does not open', () =>
    /passphrase does not open this file/.test(document.querySelector('main')?.textContent ?? ''),
  );
  expect((await engine(panel, 'status')).events).toBe(0);
  await panel.upload(field, file);
  await panel.waitFor(
    'the question for the passphrase',
    () => !!document.querySelector('dialog input[type="password"]'),
  );
  await panel.fill('dialog input[type="password"]', PASSPHRASE);
  await panel.click('dialog .btn.primary');
  await panel.waitFor('it to be back', () => !!document.querySelector('[data-restored]'));
  await panel.waitFor('the site that was recorded there to be offered', () =>
    /mail\.example/.test(document.querySelector('[data-restored]')?.textContent ?? ''),
  );
  await panel.screenshot(shot('restored'));
  expect(await engine(panel, 'digest')).toBe(before);
  expect(await other.errors()).toEqual([]);
});

test('a person, a space and a time are looked through and deleted, and what is kept says so', async ({
  start,
  shot,
}) => {
  const session = await start();
  const panel = await session.panel('/set/data');
  await engine(panel, 'append', fewRecords());
  const events = async () => (await engine(panel, 'timeline', { limit: 100, kind: 'action' })).rows.length;
  const confirmed = async () => {
    await panel.waitFor('the preview', () => !!document.querySelector('dialog .btn.danger:not([disabled])'));
    await panel.click('dialog .btn.danger');
    await panel.waitFor('the dialog to close', () => !document.querySelector('dialog'));
  };
  const PART = 'section[aria-labelledby="h-part"]';

  await test.step('everything in a space', async () => {
    await panel.click(`${PART} .filters .pill:nth-of-type(4)`);
    await panel.waitFor('the spaces', (css: string) => !!document.querySelector(`${css} .dangerline`), PART);
    await panel.click(`${PART} .dangerline`);
    await confirmed();
    expect(await events()).toBe(36);
  });

  await test.step('everything about a person, after a look through it', async () => {
    await panel.click(`${PART} .filters .pill:nth-of-type(1)`);
    await panel.fill(`${PART} form input`, 'Ana Breg');
    await panel.click(`${PART} form .btn`);
    await panel.waitFor(
      'what is about them',
      (css: string) => document.querySelectorAll(`${css} .matches li`).length === 16,
      PART,
    );
    await panel.screenshot(shot('delete-person'));
    // A name may be another's: nothing is chosen beforehand.
    expect(await panel.count(`${PART} .matches :checked`)).toBe(0);
    await panel.click(`${PART} .dialogacts .quiet`);
    await panel.click(`${PART} .dialogacts .dangerline`);
    await confirmed();
    expect(await events()).toBe(20);
  });

  await test.step('all of some days', async () => {
    await panel.click(`${PART} .filters .pill:nth-of-type(3)`);
    const day = (ago: number) => new Date(Date.now() - ago * DAY_IN_MS).toISOString().slice(0, 10);
    for (const [i, value] of [day(62), day(41)].entries()) {
      await panel.evaluate(
        ([css, at, to]: [string, number, string]) => {
          const input = document.querySelectorAll<HTMLInputElement>(`${css} input[type="date"]`)[at]!;
          input.value = to;
          input.dispatchEvent(new Event('input', { bubbles: true }));
        },
        [PART, i, value] as [string, number, string],
      );
    }
    await panel.click(`${PART} form .dangerline`);
    await confirmed();
    // Where the day of the user's clock is another than that of the records, one more or one less.
    expect(Math.abs((await events()) - 10)).toBeLessThanOrEqual(1);
  });

  await test.step('old events are forgotten when that is chosen', async () => {
    await engine(panel, 'retain', { days: 30 });
    await panel.waitFor('the choice to be shown', () =>
      [...document.querySelectorAll<HTMLSelectElement>('section[aria-labelledby="h-here"] select')].some(
        ({ value }) => value === '30',
      ),
    );
    await engine(panel, 'settled');
    expect((await engine(panel, 'timeline', { limit: 100 })).rows.filter(({ kind }) => kind === 'action').length).toBe(
      5,
    );
  });
  expect(await session.errors()).toEqual([]);
});

test('backups are made by themselves once there is a key, into the folder for downloads', async ({
  start,
  shot,
}, info) => {
  const session = await start({
    extension: withDownloads(info.project.name as Session['browser'], info.outputPath('extension')),
  });
  const panel = await session.panel('/set/data');
  await engine(panel, 'append', fewRecords());
  const own = '[data-take="own"]';
  await panel.waitFor('the row of backups', (css: string) => !!document.querySelector(`${css} .btn`), own);
  await panel.click(`${own} .btn`);
  await panel.waitFor('a recovery key', () =>
    /^AGE-SECRET-KEY-1/.test(document.querySelector('dialog .secret')?.textContent?.trim() ?? ''),
  );
  await panel.screenshot(shot('recovery-key'));
  const key = (await panel.text('dialog .secret')).trim();
  await panel.click('dialog input[type="checkbox"]');
  await panel.click('dialog .btn.primary');
  const made = await until(
    'a backup',
    async () => ((await message(panel, 'panel>browser:backups')) as BackupStatus).last,
  );
  expect(made).toMatchObject({ name: 'retrace-backup-1.ndjson.gz.age', records: 40 });
  const [saved] = await panel.evaluate(async () => {
    const api = globalThis as unknown as { browser?: Downloads; chrome: Downloads };
    return (api.browser ?? api.chrome).downloads.search({});
  });
  expect(saved).toMatchObject({ state: 'complete', fileSize: made!.bytes });
  await panel.waitFor('the choice to be shown', (css: string) => !!document.querySelector(`${css} select`), own);
  await panel.screenshot(shot('backups-own'));

  const bytes = await panel.evaluate(async () => {
    const folder = await navigator.storage.getDirectory();
    return [
      ...new Uint8Array(await (await (await folder.getFileHandle('backup.ndjson.gz.age')).getFile()).arrayBuffer()),
    ];
  });
  const { Decrypter } = await import('age-encryption');
  const opened = new Decrypter();
  opened.addIdentity(key);
  expect(
    gunzipSync(await opened.decrypt(Uint8Array.from(bytes)))
      .toString()
      .split('\n').length,
  ).toBe(44);
  expect(await session.errors()).toEqual([]);
});

interface Downloads {
  readonly downloads: {
    search(query: object): Promise<{ readonly state: string; readonly fileSize: number; readonly filename: string }[]>;
  };
}

/** The built extension with the permission that its user gives by a click: Chromium’s question cannot be answered by a test. */
function withDownloads(browser: Session['browser'], folder: string): string {
  const name = browser === 'chromium' ? 'chrome-mv3' : 'firefox-mv3';
  cpSync(join(import.meta.dirname, '../.output', name), folder, { recursive: true });
  if (browser === 'firefox') return folder;
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { permissions: string[]; optional_permissions?: string[] };
  writeFileSync(
    file,
    JSON.stringify({ ...manifest, permissions: [...manifest.permissions, 'downloads'], optional_permissions: [] }),
  );
  return folder;
}
