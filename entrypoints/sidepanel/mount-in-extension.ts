import { browser } from 'wxt/browser';
import { createExtensionClient } from '../../components/extension-client.ts';
import { messagesFrom } from '../../components/i18n/message-file.ts';
import { mountPanel } from '../../components/mount.tsx';
import { askToSave } from '../../lib/browser/save-as-download.ts';
import { patternOf } from '../../lib/browser/site-pattern.ts';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };

/**
 * For where the browser has none: Chromium now and then gives a process an empty set, when a page of ours is opened while the
 * extension is still being loaded, and keeps that for as long as the process lives.
 */
const written = messagesFrom(english);

/** Draws the panel with the browser's words and permissions: in the side panel, in a tab, and as the first run. */
export function mountInExtension(): void {
  const root = document.getElementById('panel');
  if (!root) throw new Error('This page has no place for the panel.');
  mountPanel(root, {
    client: createExtensionClient({
      // Nothing is awaited before a question: both browsers drop the gesture otherwise.
      askForSites: (sites) => browser.permissions.request({ origins: sites.map(patternOf) }),
      askToSave,
      version: browser.runtime.getManifest().version,
    }),
    messages: (key, substitutions) =>
      browser.i18n.getMessage(key as never, substitutions) || written(key, substitutions),
    language: browser.i18n.getUILanguage(),
  });
}
