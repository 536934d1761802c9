import { browser } from 'wxt/browser';
import { createExtensionClient } from '../../components/extension-client.ts';
import { browserWords } from '../../components/i18n/browser-words.ts';
import { mountPanel } from '../../components/mount.tsx';
import { patternOf } from '../../lib/browser/site-pattern.ts';

/** Draws the panel with the browser's words and permissions: in the side panel, in a tab, and as the first run. */
export async function mountInExtension(): Promise<void> {
  const root = document.getElementById('panel');
  if (!root) throw new Error('This page has no place for the panel.');
  mountPanel(root, {
    client: createExtensionClient(
      // Nothing is awaited before the question: both browsers drop the gesture otherwise.
      (sites) => browser.permissions.request({ origins: sites.map(patternOf) }),
      browser.runtime.getManifest().version,
    ),
    messages: await browserWords(),
    language: browser.i18n.getUILanguage(),
  });
}
