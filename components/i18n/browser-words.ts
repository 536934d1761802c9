import { browser } from 'wxt/browser';
import { type MessageFile, messagesFrom } from './message-file.ts';
import type { MessageSource } from './messages.ts';

const OWN_FILE = '/_locales/en/messages.json';

/**
 * The browser's own words, or those of the file when it has none: Chromium now and then gives a process an empty set
 * (where a page of ours is opened while the extension is still being loaded), and keeps it for as long as the process lives.
 * @returns for pages of the extension alone; a web page may not read our files.
 */
export async function browserWords(): Promise<MessageSource> {
  const own: MessageSource = (key, substitutions) => browser.i18n.getMessage(key as never, substitutions);
  if (own('locale', []) !== '') return own;
  const answer = await fetch(browser.runtime.getURL(OWN_FILE as never));
  return messagesFrom((await answer.json()) as MessageFile);
}
