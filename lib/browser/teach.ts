/**
 * "Teach this box": the user points at pieces of a page of a site that is switched on. Which tabs were asked is kept in
 * `storage.session`: the background may be gone before they have answered.
 */
import { browser } from 'wxt/browser';
import { patternOf } from './site-pattern.ts';

const ASKED = 'teaching-tabs';
const SCRIPT = '/content-scripts/teach.js';

/** Starts it in the tab of the site that was used last. False if no tab of it is open. */
export async function startTeaching(site: string): Promise<boolean> {
  const tabs = await browser.tabs.query({ url: patternOf(site) });
  const [tab] = tabs
    .filter(({ url, discarded }) => !discarded && url !== undefined && new URL(url).host === site)
    .sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0));
  if (tab?.id === undefined) return false;
  await browser.storage.session.set({ [ASKED]: [...new Set([...(await asked()), tab.id])] });
  await browser.tabs.update(tab.id, { active: true });
  await browser.windows.update(tab.windowId, { focused: true });
  await browser.scripting.executeScript({ target: { tabId: tab.id }, files: [SCRIPT] });
  return true;
}

/** Whether the user was asked to point in this tab. */
export async function isTeaching(tab: number): Promise<boolean> {
  return (await asked()).includes(tab);
}

export async function endTeaching(tab: number): Promise<void> {
  await browser.storage.session.set({ [ASKED]: (await asked()).filter((each) => each !== tab) });
}

async function asked(): Promise<readonly number[]> {
  return ((await browser.storage.session.get(ASKED))[ASKED] as readonly number[] | undefined) ?? [];
}
