/** Both builds as they ship: what they may do, who may speak to them, and what a page can see of them. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { replay } from '../lib/engine/replay.ts';
import { EMBEDDING_MODEL } from '../lib/models/embedding-model.ts';
import { modelOnDisk } from '../lib/models/load-model-from-disk.ts';
import { openOnnxEmbedder } from '../lib/models/onnx-embedder.ts';
import { Vectors } from '../lib/models/vectors.ts';
import type { LogRecord } from '../lib/records/record.ts';
import { startChats } from './apps/chats/chats.ts';
import { startWorkbench } from './apps/workbench/workbench.ts';
import { until } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, message, switchOn } from './pages/extension.ts';

const OUTPUT = join(import.meta.dirname, '../.output');

interface Manifest {
  readonly permissions: readonly string[];
  readonly host_permissions?: readonly string[];
  readonly optional_host_permissions: readonly string[];
  readonly content_scripts?: unknown;
  readonly web_accessible_resources?: unknown;
  readonly externally_connectable?: unknown;
  readonly incognito: string;
}

test('the manifest asks for as little as it can, and shows pages nothing', async ({ browserName: _ }, info) => {
  const firefox = info.project.name === 'firefox';
  const file = join(OUTPUT, firefox ? 'firefox-mv3' : 'chrome-mv3', 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const chromeOnly = firefox ? [] : ['offscreen', 'sidePanel'];
  expect([...manifest.permissions].sort()).toEqual(
    ['activeTab', 'scripting', 'storage', 'unlimitedStorage', ...chromeOnly].sort(),
  );
  expect(manifest.host_permissions ?? []).toEqual([]);
  expect(manifest.optional_host_permissions).toEqual(['*://*/*']);
  expect(manifest.content_scripts).toBeUndefined();
  expect(manifest.web_accessible_resources).toBeUndefined();
  expect(manifest.externally_connectable).toBeUndefined();
  expect(manifest.incognito).toBe('not_allowed');
});

test('the engine answers, keeps what it is told over a restart of the background, and logs no error', async ({
  start,
}) => {
  const session = await start({ idleSeconds: 2 });
  let panel = await session.panel('/you');
  await engine(panel, 'append', [
    {
      kind: 'statement',
      id: 's1',
      t: new Date().toISOString(),
      app: 'retrace',
      role: 'user',
      text: 'Use British spelling.',
    },
  ]);
  await panel.close();
  await session.killBackground();
  await session.killEngine();
  panel = await session.panel('/you');
  await panel.waitFor('the card', () => document.body.textContent?.includes('Use British spelling.'));
  expect((await engine(panel, 'status')).events).toBe(1);
  expect(await session.errors()).toEqual([]);
});

test('nothing is recorded on a site before it is switched on, and nothing while paused', async ({ start }) => {
  const workbench = await startWorkbench();
  try {
    const session = await start();
    const panel = await session.panel('/now');
    const events = async () => (await engine(panel, 'timeline', { app: new URL(workbench.url).host })).rows.length;
    const press = async () => {
      const tab = await session.tab(workbench.url);
      await tab.click('button[value="Ana"]');
      await tab.waitFor('the answer', () => document.querySelector('.accounts b')?.textContent === 'Ana');
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await tab.close();
    };
    await press();
    expect(await events()).toBe(0);
    await switchOn(session, new URL(workbench.url).host);
    await press();
    const recorded = await events();
    expect(recorded).toBeGreaterThan(0);
    await message(panel, 'panel>browser:pause', { minutes: null });
    await press();
    expect(await events()).toBe(recorded);
    // A pause that ends goes on by itself, in pages that were open all the while.
    const open = await session.tab(workbench.url);
    await message(panel, 'panel>browser:pause', { minutes: 0.05 });
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await open.click('a.home');
    await open.waitFor('the page', () => document.readyState === 'complete');
    await until('the click to be recorded', async () => (await events()) > recorded);
  } finally {
    await workbench.close();
  }
});

test('a site that is switched on is recorded in the page that is open, and in a frame of it, without a reload', async ({
  start,
}) => {
  const frame = 'position: fixed; left: 0; top: 0; width: 200px; height: 100px; border: 0';
  const button = '<button style="position: fixed; inset: 0; width: 100%">Inside</button>';
  const server = createServer((request, answer) => {
    const page = request.url === '/frame' ? button : `<h1>Outside</h1><iframe src="/frame" style="${frame}"></iframe>`;
    answer.setHeader('content-type', 'text/html').end(`<!doctype html><title>Framed</title>${page}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const session = await start();
    const tab = await session.tab(`http://${site}/`);
    await switchOn(session, site);
    const panel = await session.panel('/now');
    await tab.front();
    await until('the press in the frame', async () => {
      await tab.clickAt(50, 50);
      const { rows } = await engine(panel, 'timeline', { app: site, limit: 200 });
      return rows.some(({ type }) => type === 'web:press:button');
    });
    expect(await session.errors()).toEqual([]);
  } finally {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
  }
});

test('who may not speak is refused, and a page sees nothing of us', async ({ start }) => {
  const chats = await startChats();
  try {
    const session = await start({ hosts: chats.hosts });
    await switchOn(session, 'claude.ai');
    const panel = await session.panel('/now');
    // The panel is not a page: what only a recorded page may say is not for it.
    await expect(message(panel, 'capture>log:append', { records: [] })).rejects.toThrow('is not for own-page');
    await expect(message(panel, 'panel>engine:call', { method: 'sighting', args: [{}] })).rejects.toThrow(
      'may not call',
    );
    const page = await session.tab(chats.url('claude'));
    const traces = await page.evaluate(() => ({
      names: Object.keys(window).filter((name) => /retrace/i.test(name)),
      elements: document.documentElement.outerHTML.match(/retrace|chrome-extension|moz-extension/i),
      runtime: typeof (globalThis as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome?.runtime?.sendMessage,
    }));
    expect(traces).toEqual({ names: [], elements: null, runtime: 'undefined' });
    const found = await page.evaluate(async (url: string) => {
      try {
        await fetch(url);
        return 'found';
      } catch {
        return 'refused';
      }
    }, session.extensionUrl('/models/embedding/MODEL.json'));
    expect(found).toBe('refused');
  } finally {
    await chats.close();
  }
});

test('the same log and question get the same answer, to the last digit, in this browser and in Node', async ({
  start,
}) => {
  const records: LogRecord[] = [
    {
      kind: 'observation',
      id: 'd1',
      t: '2026-01-02T09:00:00.000Z',
      thread: 'note/1',
      text: 'The bridge opens for ships in the morning.',
    },
    {
      kind: 'observation',
      id: 'd2',
      t: '2026-01-03T09:00:00.000Z',
      thread: 'note/2',
      text: 'The ferry leaves at six, on Sundays at eight.',
    },
    { kind: 'statement', id: 's1', t: '2026-01-04T09:00:00.000Z', role: 'user', text: 'I prefer short answers.' },
  ];
  const ask = { id: 1, ask: 'recall', query: 'when can vessels pass?', k: 3, at: '2026-02-01T00:00:00.000Z' };
  const vectors = new Vectors({ model: EMBEDDING_MODEL.id, open: () => openOnnxEmbedder({ source: modelOnDisk() }) });
  const { answers } = await replay({ records, asks: [ask], vectors, seed: 1 });
  await vectors.close();

  const session = await start();
  const panel = await session.panel('/set/about');
  await engine(panel, 'append', records);
  await engine(panel, 'settled');
  expect(await engine(panel, 'ask', ask)).toEqual(answers[0]);
  expect((answers[0]!.events as { id: string }[])[0]!.id).toBe('d1');
});
