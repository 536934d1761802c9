import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import { startChromium } from './chromium.ts';
import type { Session, SessionOptions } from './driver.ts';
import { startFirefox } from './firefox.ts';

/** Starts a browser with the extension. @throws Error that says why there is none. */
export async function startSession(browser: Session['browser'], options: SessionOptions = {}): Promise<Session> {
  const found = findBrowser(browser, false);
  if ('missing' in found) throw new Error(`${browser}: ${found.missing}.`);
  return browser === 'chromium' ? startChromium(found.path, options) : startFirefox(found.path, options);
}
