/** Pictures of every view in both themes, into artifacts/panel: `node e2e/panel-harness/shoot-panel.ts`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openHarness } from './open-harness.ts';

const OUT = join(import.meta.dirname, '../../artifacts/panel');
const VIEWS: Readonly<Record<string, readonly [route: string, world?: string]>> = {
  now: ['#/now'],
  'now-empty': ['#/now', 'beliefs=0&outcomes=0&events=0&state=unknown'],
  'now-problem': ['#/now', 'problem=disk-full&state=paused&rebuilding=0.73'],
  you: ['#/you'],
  belief: ['#/belief/belief-1'],
  outcome: ['#/outcome/outcome-0'],
  timeline: ['#/timeline', 'events=24'],
  sites: ['#/set/sites', 'state=off'],
  about: ['#/set/about'],
  'welcome-1': ['#/welcome/1'],
  'welcome-2': ['#/welcome/2'],
  'welcome-3': ['#/welcome/3'],
};

mkdirSync(OUT, { recursive: true });
const harness = await openHarness();
for (const theme of ['light', 'dark'] as const) {
  for (const [name, [route, world = '']] of Object.entries(VIEWS)) {
    const page = await harness.open(route, world, { colorScheme: theme, deviceScaleFactor: 1.5 });
    if (name === 'you') await page.locator('.card').nth(1).focus();
    // The whole page in view: what is out of view is not laid out.
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width: 400, height: Math.max(900, height) });
    await page.screenshot({ path: join(OUT, `${name}-${theme}.png`) });
    await page.setViewportSize({ width: 400, height: 900 });
    if (name === 'now') {
      await page.locator('.rec').click();
      await page.screenshot({ path: join(OUT, `menu-${theme}.png`) });
    }
    if (name === 'timeline') {
      await page.locator('.ev').nth(1).focus();
      for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Delete');
      await page.locator('dialog .btn.danger:enabled').waitFor();
      await page.screenshot({ path: join(OUT, `timeline-delete-${theme}.png`) });
    }
    await page.context().close();
  }
}
await harness.close();
console.log(`Pictures are in ${OUT}`);
