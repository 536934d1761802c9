/**
 * `npm start`: Retrace at its main job. Opens a browser on a fresh profile with the built extension and the workbench, and a
 * page that walks through the story. With no display it runs the same walk by itself, says what happens step by step, and
 * leaves screenshots in artifacts/walk.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startWorkbench } from '../e2e/apps/workbench/workbench.ts';
import type { Session } from '../e2e/driver/driver.ts';
import { startSession } from '../e2e/driver/session.ts';
import { findBrowser } from './browsers/find-browser.ts';
import { walkByItself } from './walk.ts';

const ROOT = join(import.meta.dirname, '..');
const SHOTS = join(ROOT, 'artifacts/walk');

const browser: Session['browser'] = process.argv.includes('firefox') ? 'firefox' : 'chromium';
const headless =
  process.argv.includes('--headless') ||
  (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY);

const found = findBrowser(browser);
if ('missing' in found) {
  console.error(`Retrace needs a browser that loads unpacked extensions: ${found.missing}.`);
  process.exit(1);
}
console.log(`Browser: ${found.path}`);

const target = browser === 'firefox' ? 'firefox' : 'chrome';
console.log(`Building the extension for ${target} …`);
const built = spawnSync(join(ROOT, 'node_modules/.bin/wxt'), ['build', '-b', target], {
  cwd: ROOT,
  encoding: 'utf8',
  shell: process.platform === 'win32',
});
if (built.status !== 0 || !existsSync(join(ROOT, `.output/${target}-mv3/manifest.json`))) {
  console.error(`The build failed:\n${built.stdout}${built.stderr}`);
  process.exit(1);
}

const workbench = await startWorkbench();
const session = await startSession(browser, { headed: !headless });
let closing = false;
async function close(code: number): Promise<never> {
  if (!closing) {
    closing = true;
    await session.close().catch(() => undefined);
    await workbench.close();
  }
  process.exit(code);
}
process.on('SIGINT', () => void close(0));
process.on('SIGTERM', () => void close(0));

if (headless) {
  mkdirSync(SHOTS, { recursive: true });
  console.log('There is no display, so the walk is made without one.\n');
  try {
    await walkByItself(session, workbench, (name) => join(SHOTS, `${name}-${browser}.png`));
    console.log(`\nScreenshots are in ${join('artifacts', 'walk')}.`);
    await close(0);
  } catch (error) {
    console.error(`\nThe walk stopped: ${error instanceof Error ? error.message : String(error)}`);
    await close(1);
  }
} else {
  const guide = await session.tab(`${workbench.url}/guide`);
  await session.panel('/now');
  console.log(`
The browser is open. The first tab says what to do; in short:

  1. Open the panel: Retrace's icon in the toolbar. In Sites, add ${new URL(workbench.url).host} and switch it on.
  2. On the workbench, log in as Ana, open "Bridge opening dates", add a sentence, save.
  3. Log in as Ben, open the page's history, press "Revert the last edit".
  4. Log in as Ana again and open the page. Look at the panel: the revert is there, traced to your edit.
  5. In Sites, add ${new URL(workbench.chatUrl).host}, say that it is an AI chat, open ${workbench.chatUrl}
     and begin a message about the page. The line is offered above the box; Tab adds it.

Ctrl+C closes everything.`);
  await guide.waitFor('the guide', () => document.readyState === 'complete');
}
