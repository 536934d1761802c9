/** History in, everything out: in a real browser, from the file a person chooses to what the panel says of it. */
import { writeFileSync } from 'node:fs';
import { plantedChatGpt } from '../lib/history/planted-talks.ts';
import { expect, test } from './fixtures.ts';
import { engine } from './pages/extension.ts';

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
    await panel.click('section[aria-labelledby="h-out"] .btn');
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
