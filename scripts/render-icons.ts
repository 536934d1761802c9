/**
 * Renders the extension's icons from their drawings into public/icon: `node scripts/render-icons.ts`. The PNGs are
 * committed; this runs only when a drawing changes. The 16 px one has a drawing of its own, on whole pixels.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './browsers/find-browser.ts';

const FROM = join(import.meta.dirname, '../components/icon');
const TO = join(import.meta.dirname, '../public/icon');
const DRAWINGS = { 16: 'icon-small.svg', 32: 'icon.svg', 48: 'icon.svg', 128: 'icon.svg' } as const;

const found = findBrowser('chromium', false);
if ('missing' in found) throw new Error(found.missing);
const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
mkdirSync(TO, { recursive: true });
for (const [size, drawing] of Object.entries(DRAWINGS)) {
  const page = await browser.newPage({ viewport: { width: Number(size), height: Number(size) } });
  const svg = readFileSync(join(FROM, drawing), 'utf8');
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  writeFileSync(join(TO, `${size}.png`), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
