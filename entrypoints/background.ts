import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { createBackups } from '../lib/browser/backups.ts';
import type { EngineHost } from '../lib/browser/engine-host.ts';
import { createEventPageHost } from '../lib/browser/event-page-host.ts';
import { handleMessages } from '../lib/browser/handle-messages.ts';
import { keepOnlyIfRecorded, storeCaptured } from '../lib/browser/keep-only-if-recorded.ts';
import { send } from '../lib/browser/messages.ts';
import { forgetUnrecorded, obeyOnlyOurPanel, pauseRecording } from '../lib/browser/obey-only-our-panel.ts';
import { offerOnlyToChats } from '../lib/browser/offer-only-to-chats.ts';
import { createOffscreenHost } from '../lib/browser/offscreen-host.ts';
import { openPanelOnIcon, openPanelTab } from '../lib/browser/open-panel.ts';
import { createRecordingControl } from '../lib/browser/recording-control.ts';
import { createTabTrails, type Trails } from '../lib/browser/tab-trail.ts';
import { tellGivenUp } from '../lib/browser/tell-given-up.ts';

export default defineBackground({
  type: 'module',
  main() {
    // Everything that listens is set up before anything is awaited: an event that woke us is delivered only then.
    const host = startHost();
    const control = createRecordingControl(
      (setting) => void host.call('append', [[setting]]),
      () => tellPanels('recording'),
    );
    const trails = createTabTrails(trailsOfSession, Date.now);
    const backups = createBackups(host, () => tellPanels('engine'), Date.now);
    const parts = { host, control, trails, backups, now: Date.now };
    /** @param tab that was closed. */
    const tellOfGivenUp = (tab?: number) =>
      tellGivenUp(
        trails,
        {
          isRecorded: async (site) => (await control.modeOf(site)).recording,
          store: (records) => storeCaptured(parts, records),
        },
        tab,
      );

    handleMessages({
      ...keepOnlyIfRecorded({
        ...parts,
        tellGivenUp: tellOfGivenUp,
        onFitChanged: () => tellPanels('recording'),
        isOpen,
      }),
      ...offerOnlyToChats({ ...parts, openPanel: openPanelTab }),
      ...obeyOnlyOurPanel(parts),
    });

    openPanelOnIcon();

    browser.commands.onCommand.addListener((command) => {
      if (command !== 'pause') return;
      void control.status().then(({ state }) => (state === 'paused' ? control.resume() : pauseRecording(parts, null)));
    });
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
      void control.restore().then(() => (reason === 'update' ? control.startInTabs() : undefined));
    });
    browser.runtime.onStartup.addListener(() => void control.restore());
    browser.permissions.onRemoved.addListener(() => {
      void control.restore();
      void forgetUnrecorded(parts);
    });
    browser.tabs.onActivated.addListener(() => {
      tellPanels('recording');
      backups.lookIfDue();
    });
    browser.tabs.onUpdated.addListener((id, { status }, { url }) => {
      // An address we may not see is one of a site that is not recorded.
      if (status === 'loading') void trails.moveOn(id, url && URL.canParse(url) ? new URL(url).host : null);
    });
    browser.tabs.onRemoved.addListener((id) => void tellOfGivenUp(id).catch(() => undefined));
    backups.lookIfDue();
  },
});

/** In memory until the browser is closed, and never on disk. */
const TRAILS = 'tab-trails';
const trailsOfSession = {
  read: async () => (await browser.storage.session.get(TRAILS))[TRAILS] as Trails | undefined,
  write: (trails: Trails) => browser.storage.session.set({ [TRAILS]: trails }),
};

function isOpen(tab: number): Promise<boolean> {
  return browser.tabs.get(tab).then(
    () => true,
    () => false,
  );
}

function startHost(): EngineHost {
  if (import.meta.env.FIREFOX) {
    return createEventPageHost(
      () => new Worker(new URL('../workers/engine.worker.ts', import.meta.url), { type: 'module' }),
      () => tellPanels('engine'),
    );
  }
  return createOffscreenHost();
}

function tellPanels(what: 'engine' | 'recording'): void {
  // No panel may be open: then nobody listens, and nothing is lost.
  send('background>panel:changed', { what }).catch(() => undefined);
}
