import { browser } from 'wxt/browser';
import { patternOf } from './site-pattern.ts';

const CAPTURE = { id: 'capture', file: '/content-scripts/capture.js' } as const;
const CHAT = { id: 'chat', file: '/content-scripts/chat.js' } as const;

/**
 * Makes the registered content scripts fit the sites that are switched on: the capture script on all of them, the chat
 * script on those that are chats. Survives restarts of the browser; safe to call at any time.
 */
export async function registerScripts(
  sites: readonly { readonly site: string; readonly chat: boolean }[],
): Promise<void> {
  await register(CAPTURE, patternsOf(sites), true);
  await register(CHAT, patternsOf(sites.filter((site) => site.chat)), false);
}

/** Starts the scripts in the tabs that are open now, so that nobody has to reload. */
export async function startInOpenTabs(site: string, chat: boolean): Promise<void> {
  const tabs = await browser.tabs.query({ url: patternOf(site) });
  const files = chat ? [CAPTURE.file, CHAT.file] : [CAPTURE.file];
  for (const tab of tabs) {
    if (tab.id === undefined || tab.discarded) continue;
    for (const file of files) {
      // A tab may show an error page or be gone by now; the registration covers its next load.
      await browser.scripting.executeScript({ target: { tabId: tab.id }, files: [file] }).catch(() => undefined);
    }
  }
}

function patternsOf(sites: readonly { readonly site: string }[]): string[] {
  return [...new Set(sites.map(({ site }) => patternOf(site)))].sort();
}

async function register(script: typeof CAPTURE | typeof CHAT, matches: string[], allFrames: boolean): Promise<void> {
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [script.id] });
  if (matches.length === 0) {
    if (registered) await browser.scripting.unregisterContentScripts({ ids: [script.id] });
    return;
  }
  const wanted = {
    id: script.id,
    js: [script.file.slice(1)],
    matches,
    allFrames,
    runAt: 'document_idle' as const,
    persistAcrossSessions: true,
  };
  if (registered) await browser.scripting.updateContentScripts([wanted]);
  else await browser.scripting.registerContentScripts([wanted]);
}
