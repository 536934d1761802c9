/**
 * `npm start`: Retrace at its main job. Opens a browser on a fresh profile with the built extension and the workbench, and a
 * page that walks through the story. With no display it runs the same walk by itself, says what happens step by step, and
 * leaves screenshots in artifacts/walk.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startWorkbench } from '../e2e/apps/workbench/workbench.ts';
import type { Session } from '../e2e/driver/driver.ts';
import { startSession } from '../e2e/driver/session.ts';
import { findBrowser } from './browsers/find-browser.ts';
import { runTool } from './browsers/run-command.ts';
import { walkByItself } from './walk.ts';

const ROOT = join(import.meta.dirname, '..');
const SHOTS = join(ROOT, 'artifacts/walk');

const { values } = parseArgs({
  options: { browser: { type: 'string', default: 'chromium' }, headless: { type: 'boolean', default: false } },
});
const browser: Session['browser'] = values.browser === 'firefox' ? 'firefox' : 'chromium';
const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
const headless = values.headless || !hasDisplay;

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

const found = findBrowser(browser);
if ('missing' in found) stop(`Retrace needs a browser that loads unpacked extensions: ${found.missing}.`);
console.log(`Browser: ${found.path}`);

const target = browser === 'firefox' ? 'firefox' : 'chrome';
console.log(`Building the extension for ${target} …`);
const built = runTool('wxt', ['build', '-b', target]);
if (!built.ok || !existsSync(join(ROOT, `.output/${target}-mv3/manifest.json`)))
  stop(`The build failed:\n${built.output}`);

const workbench = await startWorkbench();
const session = await startSession(browser, { headed: !headless }).catch((error: unknown) =>
  stop(`The browser did not start: ${error instanceof Error ? error.message : String(error)}`),
);
let closing = false;
async function close(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  await session.close().catch((error: unknown) => console.error(`The browser did not end well: ${String(error)}`));
  await workbench.close();
  process.exit(code);
}
process.on('SIGINT', () => void close(0));
process.on('SIGTERM', () => void close(0));

if (headless) {
  mkdirSync(SHOTS, { recursive: true });
  console.log('The walk is made without a window.\n');
  try {
    await walkByItself(session, workbench, (name) => join(SHOTS, `${name}-${browser}.png`));
    console.log(`\nScreenshots are in ${join('artifacts', 'walk')}.`);
    await close(0);
  } catch (error) {
    console.error(`\nThe walk stopped: ${error instanceof Error ? error.message : String(error)}`);
    await close(1);
  }
} else {
  await session.panel('/now');
  await session.tab(`${workbench.url}/guide`);
  console.log(`
The browser is open. The tab in front says what to do; in short:

  1. Open Retrace's panel (its icon is behind the puzzle piece), or its tab. In Sites, add ${new URL(workbench.url).host} and switch it on.
  2. On the workbench, log in as Ana, open "Bridge opening dates", add a sentence, save.
  3. As Ben, at ${workbench.elsewhereUrl}, where Retrace is off: open the page's history, press "Revert the last edit".
  4. As Ana, open the page again. Look at the panel: the revert is there, traced to your edit.
  5. In Sites, add ${new URL(workbench.chatUrl).host}, say that it is an AI chat, open ${workbench.chatUrl}
     and begin a message about the page. The line is offered above the box; Tab adds it.

Ctrl+C, or closing the browser, ends everything.`);
  await session.ended;
  await close(0);
}
