/** From the last version to this one, with a page open all the while: nothing lost, nothing twice, nothing asked. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Session, Tab } from './driver/driver.ts';
import { until } from './driver/driver.ts';
import { expect, test } from './fixtures.ts';
import { engine, message, switchOn } from './pages/extension.ts';
import { buildLastVersion, replaceByThisVersion } from './update/build-last-version.ts';

const PAGE = `<!doctype html><html lang="en"><title>Counter</title><main><h1>Counter</h1>
<button type="button" id="count">Count</button> <output>0</output></main>
<script>document.getElementById('count').onclick = () => { document.querySelector('output').textContent++; };</script>`;
/** Longer than a record takes on its way, so that a second one would be there, too. */
const SETTLE_IN_MS = 3_000;

interface Manifest {
  readonly permissions: readonly string[];
  readonly host_permissions?: readonly string[];
}

test('an update keeps choices and records, starts in open tabs, and records one click once', async ({
  start,
}, info) => {
  const browser = info.project.name as Session['browser'];
  test.setTimeout(240_000);
  const last = buildLastVersion(browser);
  if ('missing' in last) {
    test.skip(true, last.missing);
    return;
  }
  const server = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html').end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const site = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const asked = permissionsOf(last.folder);
    const session = await start({ extension: last.folder });
    await switchOn(session, site);
    let panel = await session.panel('/now');
    await message(panel, 'panel>browser:site', { site, on: true, keepText: false });
    const page = await session.tab(`http://${site}/`);
    const pressed = (at: Tab) => clicks(at, site);
    await page.click('#count');
    await until('the click in the last version', async () => (await pressed(panel)).length === 1);
    const before = (await rows(panel, site)).map(({ id }) => id);

    replaceByThisVersion(browser, last.folder);
    await session.updateExtension();
    panel = await session.panel('/now');
    expect(permissionsOf(last.folder).filter((permission) => !asked.includes(permission))).toEqual([]);

    const kept = (await message(panel, 'panel>browser:status')) as {
      sites: readonly { site: string; on: boolean; keepText: boolean; granted: boolean }[];
    };
    expect(kept.sites).toMatchObject([{ site, on: true, keepText: false, granted: true }]);
    const after = (await rows(panel, site)).map(({ id }) => id);
    expect(before.filter((id) => !after.includes(id))).toEqual([]);

    // The page was not loaded again: the script of the last version has lost its extension, that of this one took its place.
    await new Promise((resolve) => setTimeout(resolve, SETTLE_IN_MS));
    await page.front();
    await page.click('#count');
    await until('the click in the open tab', async () => (await pressed(panel)).length >= 2);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_IN_MS));
    expect(await pressed(panel)).toHaveLength(2);
    // Nobody came to it by the update.
    expect((await rows(panel, site)).filter(({ type }) => /:visit:/.test(type ?? ''))).toEqual([]);

    await page.goto(`http://${site}/`);
    await page.click('#count');
    await until('the click in a page loaded since', async () => (await pressed(panel)).length >= 3);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_IN_MS));
    expect(await pressed(panel)).toHaveLength(3);
    expect(await session.errors()).toEqual([]);
  } finally {
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    last.remove();
  }
});

async function rows(panel: Tab, site: string) {
  return (await engine(panel, 'timeline', { app: site, limit: 200 })).rows;
}

/** What was recorded of pressing the one button there is, in the words of either version. */
async function clicks(panel: Tab, site: string) {
  return (await rows(panel, site)).filter(
    ({ kind, type }) => kind === 'action' && /:(?:press|click|open|add):/.test(type ?? ''),
  );
}

function permissionsOf(folder: string): readonly string[] {
  const { permissions, host_permissions = [] } = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8'),
  ) as Manifest;
  return [...permissions, ...host_permissions];
}
