import { browser } from 'wxt/browser';
import { patternOf } from './site-pattern.ts';

/**
 * Asks the user for access to a site. Must be called straight from a click or a key, before anything is awaited: both
 * browsers drop the gesture otherwise. Resolves false when the user says no.
 */
export function askForSite(site: string): Promise<boolean> {
  return browser.permissions.request({ origins: [patternOf(site)] });
}

/** Whether the browser lets us run on a site now; users may take access away at any time. */
export function mayRunOn(site: string): Promise<boolean> {
  return browser.permissions.contains({ origins: [patternOf(site)] });
}

/** Gives the access back, when no other port of the same host is switched on. */
export async function giveUpSite(site: string): Promise<void> {
  await browser.permissions.remove({ origins: [patternOf(site)] });
}
