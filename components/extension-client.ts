/** The panel's client in the extension: every call is one typed message. */

import { offerFiles } from '../lib/browser/hand-over-files.ts';
import { onMessage, send } from '../lib/browser/messages.ts';
import { privateFile } from '../lib/browser/private-file.ts';
import { hostnameOf } from '../lib/browser/site-pattern.ts';
import type { EngineApi, PanelMethod } from '../lib/engine/api.ts';
import { neverCategoryOf } from '../lib/sites/never-list.ts';
import type { PanelClient } from './client.ts';

export function createExtensionClient(
  askForSites: (sites: readonly string[]) => Promise<boolean>,
  version: string,
): PanelClient {
  const call =
    <M extends PanelMethod>(method: M) =>
    (...args: Parameters<EngineApi[M]>) =>
      send('panel>engine:call', { method, args } as never) as ReturnType<EngineApi[M]>;

  let offered: ReturnType<typeof offerFiles> | null = null;

  return {
    append: call('append'),
    status: call('status'),
    now: call('now'),
    you: call('you'),
    outcome: call('outcome'),
    timeline: call('timeline'),
    deletePreview: call('deletePreview'),
    delete: call('delete'),
    importStart: call('importStart'),
    importPause: call('importPause'),
    importStop: call('importStop'),
    importStatus: call('importStatus'),
    async importLook(files) {
      offered?.takeBack();
      offered = offerFiles(files);
      const { words } = await send('panel>browser:status');
      return call('importLook')(offered.offer, words);
    },
    async exportAll() {
      const { file: name, records } = await call('exportAll')();
      return { file: await privateFile(name), records };
    },
    async room() {
      const { usage, quota } = await navigator.storage.estimate();
      return usage === undefined || quota === undefined ? null : { used: usage, free: Math.max(0, quota - usage) };
    },
    recording: () => send('panel>browser:status'),
    pause: (length) => send('panel>browser:pause', { minutes: length }),
    resume: () => send('panel>browser:resume'),
    changeSite: (change) => send('panel>browser:site', change),
    keepOut: (words) => send('panel>browser:words', { words }),
    teach: (site) => send('panel>browser:teach', { site }),
    changeOwnSite: (site, name) => send('panel>browser:own-site', { site, name }),
    askForSites,
    neverKindOf: (site) => neverCategoryOf(hostnameOf(site)),
    onChanged: (listener) => onMessage('background>panel:changed', ({ what }) => listener(what)),
    version,
  };
}
