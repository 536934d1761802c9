/** Charts as files: SVG, and PNG of the same where this machine has a Chromium to draw it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import { type Chart, drawChart } from './draw-chart.ts';

/** @returns why there are no PNGs, if there are none. */
export async function writePictures(charts: readonly Chart[], folder: string): Promise<string | null> {
  mkdirSync(folder, { recursive: true });
  const drawings = charts.map((chart) => ({ name: chart.name, svg: drawChart(chart) }));
  for (const { name, svg } of drawings) writeFileSync(join(folder, `${name}.svg`), svg);
  const found = findBrowser('chromium', false);
  if ('missing' in found) return `The charts are there as SVG only: ${found.missing}`;
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  const page = await browser.newPage({ deviceScaleFactor: 2 });
  for (const { name, svg } of drawings) {
    await page.setContent(`<style>*{margin:0}svg{display:block}</style>${svg}`);
    writeFileSync(join(folder, `${name}.png`), await page.locator('svg').screenshot());
  }
  await browser.close();
  return null;
}
