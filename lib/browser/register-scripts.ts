import { browser } from 'wxt/browser';
import { patternOf } from './site-pattern.ts';

/** Frames of the same origin are parts of a page; the script leaves those of strangers alone. */
const CAPTURE = { id: 'capture', file: '/content-scripts/capture.js', allFrames: true } as const;
const SIGHTS = { file: '/content-scripts/sights.js' } as const;
const CHAT = { id: 'chat', file: '/content-scripts/chat.js', allFrames: false } as const;

/**
 * Makes the registered content scripts fit the sites that are switched on: the capture script on all of them, the chat
 * script on those that are chats. Survives restarts of the browser; safe to call at any time.
 */
export async function registerScripts(
  sites: readonly { readonly site: string; readonly chat: boolean }[],
): Promise<void> {
  await register(CAPTURE, patternsOf(sites));
  await register(CHAT, patternsOf(sites.filter((site) => site.chat)));
}

/**
 * Starts the scripts in the tabs that are open now and in their frames, so that nobody has to reload.
 * @param resumed whether scripts of the last version ran there: they told how one came to the pages.
 */
export async function startInOpenTabs(site: string, chat: boolean, resumed = false): Promise<void> {
  const tabs = await browser.tabs.query({ url: patternOf(site) });
  const scripts = chat ? [CAPTURE, CHAT] : [CAPTURE];
  for (const tab of tabs) {
    if (tab.id === undefined || tab.discarded) continue;
    for (const { file, allFrames } of scripts) {
      const target = { tabId: tab.id, allFrames };
      // A tab may show an error page or be gone by now; the registration covers its next load.
      const start = (what: { files: string[] } | { func: () => void }) =>
        browser.scripting.executeScript({ target, ...what }).catch(() => undefined);
      if (resumed && file === CAPTURE.file) await start({ func: markResumed });
      await start({ files: [file] });
    }
  }
}

/** Runs in the page, in our own world (page/claim-page.ts). */
function markResumed(): void {
  globalThis.retraceResumed = true;
}

/** Starts what reads pages beside the capture script of one frame; only ever where that script asked. */
export async function startReaders(tab: number, frame: number): Promise<void> {
  await browser.scripting.executeScript({ target: { tabId: tab, frameIds: [frame] }, files: [SIGHTS.file] });
}

function patternsOf(sites: readonly { readonly site: string }[]): string[] {
  return [...new Set(sites.map(({ site }) => patternOf(site)))].sort();
}

async function register(script: typeof CAPTURE | typeof CHAT, matches: string[]): Promise<void> {
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [script.id] });
  if (matches.length === 0) {
    if (registered) await browser.scripting.unregisterContentScripts({ ids: [script.id] });
    return;
  }
  const wanted = {
    id: script.id,
    js: [script.file.slice(1)],
    matches,
    allFrames: script.allFrames,
    runAt: 'document_idle' as const,
    persistAcrossSessions: true,
  };
  if (registered) await browser.scripting.updateContentScripts([wanted]);
  else await browser.scripting.registerContentScripts([wanted]);
}
