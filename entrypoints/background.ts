import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import type { EngineHost } from '../lib/browser/engine-host.ts';
import { createEventPageHost } from '../lib/browser/event-page-host.ts';
import { type Caller, handleMessages, send } from '../lib/browser/messages.ts';
import { createOfferGate } from '../lib/browser/offer-gate.ts';
import { createOffscreenHost } from '../lib/browser/offscreen-host.ts';
import { openPanelOnIcon, openPanelTab } from '../lib/browser/open-panel.ts';
import { createRecordingControl } from '../lib/browser/recording-control.ts';
import { mayComeFromPage, stampRecord, stampSighting } from '../lib/browser/stamp.ts';
import type { AppendResult } from '../lib/engine/api.ts';
import { PANEL_METHODS } from '../lib/engine/api.ts';

export default defineBackground({
  type: 'module',
  main() {
    // Everything that listens is set up before anything is awaited: an event that woke us is delivered only then.
    const host = startHost();
    const control = createRecordingControl(
      (setting) => void host.call('append', [[setting]]),
      () => tellPanels('recording'),
    );
    const mayOffer = createOfferGate(Date.now);

    const nothing: AppendResult = { stored: [], refused: [] };
    const isRecorded = async (caller: Caller) => (await control.modeOf(caller.site)).recording;

    handleMessages({
      'capture>browser:mode': { from: ['content-script'], handle: (_, caller) => control.modeOf(caller.site) },
      'capture>log:append': {
        from: ['content-script'],
        handle: async ({ records }, caller) => {
          const fit = records.filter(mayComeFromPage);
          const refused = records
            .filter((record) => !mayComeFromPage(record))
            .map((record) => ({
              id: record.id ?? null,
              reason: `A page cannot write a record of kind ${record.kind}.`,
            }));
          if (!(await isRecorded(caller))) {
            // Off or paused since: dropped on purpose, and acknowledged so that the page does not send it again.
            return { stored: fit.map((record) => record.id), refused };
          }
          const result = await host.call('append', [fit.map((record) => stampRecord(record, caller))]);
          return { stored: result.stored, refused: [...refused, ...result.refused] };
        },
      },
      'capture>engine:sighting': {
        from: ['content-script'],
        handle: async (sighting, caller) =>
          (await isRecorded(caller)) ? host.call('sighting', [stampSighting(sighting, caller)]) : nothing,
      },
      'chat>engine:offer': {
        from: ['content-script'],
        handle: async (request, caller) =>
          mayOffer(caller) && (await isRecorded(caller))
            ? host.call('offer', [{ ...request, app: caller.site, thread: threadBelow(caller, request.thread) }])
            : null,
      },
      'chat>engine:used': {
        from: ['content-script'],
        handle: (use, caller) =>
          host.call('offerUsed', [{ ...use, app: caller.site, thread: threadBelow(caller, use.thread) }]),
      },
      'chat>browser:open-panel': { from: ['content-script'], handle: ({ route }) => openPanelTab(route) },
      'panel>engine:call': {
        from: ['own-page'],
        handle: ({ method, args }) => {
          if (!PANEL_METHODS.includes(method)) throw new Error(`The panel may not call ${method}.`);
          return host.call(method, args as never) as never;
        },
      },
      'panel>browser:status': { from: ['own-page'], handle: () => control.status() },
      'panel>browser:pause': { from: ['own-page'], handle: ({ minutes }) => control.pause(minutes) },
      'panel>browser:resume': { from: ['own-page'], handle: () => control.resume() },
      'panel>browser:site': {
        from: ['own-page'],
        handle: ({ site, ...choice }) => control.switchSite(site, choice),
      },
    });

    openPanelOnIcon();

    browser.commands.onCommand.addListener((command) => {
      if (command !== 'pause') return;
      void control.status().then((now) => (now.state === 'paused' ? control.resume() : control.pause(null)));
    });
    browser.runtime.onInstalled.addListener(({ reason }) => {
      if (reason === 'install') void browser.tabs.create({ url: browser.runtime.getURL('/welcome.html') });
      void control.restore();
    });
    browser.runtime.onStartup.addListener(() => void control.restore());
    browser.permissions.onRemoved.addListener(() => void control.restore());
    browser.tabs.onActivated.addListener(() => tellPanels('recording'));
  },
});

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

function threadBelow(caller: Caller, thread: string | undefined): string | undefined {
  return thread === undefined ? undefined : `${caller.site}/${thread}`;
}
