/** The panel's client in the extension: every call is one typed message. */

import { offerFiles } from '../lib/browser/hand-over-files.ts';
import { onMessage, send } from '../lib/browser/messages.ts';
import { privateFile } from '../lib/browser/private-file.ts';
import { hostnameOf } from '../lib/browser/site-pattern.ts';
import type { EngineApi, PanelMethod } from '../lib/engine/api.ts';
import { neverCategoryOf } from '../lib/sites/never-list.ts';
import type { PanelClient } from './client.ts';

/** What only a page may ask the browser for, and what the browser says of us. */
export interface OwnPage extends Pick<PanelClient, 'askForSites' | 'askToSave' | 'version'> {}

export function createExtensionClient(page: OwnPage): PanelClient {
  const call =
    <M extends PanelMethod>(method: M) =>
    (...args: Parameters<EngineApi[M]>) =>
      send('panel>engine:call', { method, args: withoutLastUndefined(args) } as never) as ReturnType<EngineApi[M]>;

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
    talks: call('talks'),
    sizes: call('sizes'),
    retention: call('retention'),
    retain: call('retain'),
    keeping: call('keeping'),
    keepWithin: call('keepWithin'),
    undoDelete: call('undoDelete'),
    deleteMatches: call('deleteMatches'),
    beliefsFile: call('beliefsFile'),
    newRecoveryKey: call('newRecoveryKey'),
    restoreStatus: call('restoreStatus'),
    restoreStop: call('restoreStop'),
    recordedSites: call('recordedSites'),
    async importLook(files) {
      offered?.takeBack();
      offered = offerFiles(files);
      const { words } = await send('panel>browser:status');
      return call('importLook')(offered.offer, words);
    },
    async exportAll(passphrase) {
      const { file, name, records } = await call('exportAll')(passphrase);
      return { file: await privateFile(file), name, records };
    },
    restore(files, passphrase) {
      offered?.takeBack();
      offered = offerFiles(files);
      return call('restore')(offered.offer, passphrase);
    },
    backups: () => send('panel>browser:backups'),
    scheduleBackups: (every, recipient) => send('panel>browser:backup-schedule', { every, recipient }),
    backUpNow: () => send('panel>browser:backup-now'),
    noteBackup: (made) => send('panel>browser:backup-made', made),
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
    neverKindOf: (site) => neverCategoryOf(hostnameOf(site)),
    onChanged: (listener) => onMessage('background>panel:changed', ({ what }) => listener(what)),
    ...page,
  };
}

/** A message is JSON, in which what is undefined would become null: what is left out at the end is left out. */
function withoutLastUndefined(args: readonly unknown[]): readonly unknown[] {
  return args.slice(0, args.findLastIndex((arg) => arg !== undefined) + 1);
}
