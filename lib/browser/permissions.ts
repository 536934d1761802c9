import { browser } from 'wxt/browser';
import { patternOf } from './site-pattern.ts';

/** Whether the browser lets us run on a site now; users may take access away at any time. */
export function mayRunOn(site: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [patternOf(site)] });
}

/** Gives the access back, when no other port of the same host is switched on. */
export async function giveUpSite(site: string): Promise<void> {
  await browser.permissions.remove({ origins: [patternOf(site)] });
}
