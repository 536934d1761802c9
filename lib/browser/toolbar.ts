/** The icon in the toolbar: what is so in each tab, drawn when a tab comes into view, goes elsewhere, or something changes. */
import { browser } from 'wxt/browser';
import type { RecordingState } from './protocol.ts';
import { createSecretMarks } from './secret-marks.ts';
import { SIGNS, type TabState, tabState } from './toolbar-sign.ts';

export interface Toolbar {
  /** Draws the tabs in view again. */
  refresh(): Promise<void>;
  /** A page tells whether it holds a secret field. */
  holdsSecret(tab: number, frame: number, secret: boolean): void;
  /** Whether the engine can keep what is recorded. */
  trouble(now: boolean): void;
}

export function createToolbar(stateAt: (url: string | undefined) => Promise<RecordingState>): Toolbar {
  const secrets = createSecretMarks();
  let inTrouble = false;

  async function draw(id: number | undefined, url: string | undefined): Promise<void> {
    if (id === undefined) return;
    const state = await stateAt(url);
    await show(id, tabState(state, { secret: await secrets.has(id), trouble: inTrouble }));
  }

  async function refresh(): Promise<void> {
    const tabs = await browser.tabs.query({ active: true });
    await Promise.all(tabs.map(({ id, url }) => draw(id, url).catch(() => undefined)));
  }

  const drawTab = (id: number) =>
    void browser.tabs
      .get(id)
      .then(({ url }) => draw(id, url))
      // Closed meanwhile: there is nothing to draw.
      .catch(() => undefined);

  browser.tabs.onActivated.addListener(({ tabId }) => drawTab(tabId));
  browser.tabs.onUpdated.addListener((id, change) => {
    if (change.status === 'loading') void secrets.forget(id);
    // The browser forgets a tab's badge when it loads.
    if (change.status !== undefined || change.url !== undefined) drawTab(id);
  });
  browser.tabs.onRemoved.addListener((id) => void secrets.forget(id));

  return {
    refresh,
    holdsSecret(tab, frame, secret) {
      void secrets.mark(tab, frame, secret);
      drawTab(tab);
    },
    trouble(now) {
      if (now === inTrouble) return;
      inTrouble = now;
      void refresh();
    },
  };
}

async function show(tabId: number, state: TabState): Promise<void> {
  const { badge, color, title } = SIGNS[state];
  await browser.action.setBadgeBackgroundColor({ tabId, color });
  await browser.action.setBadgeText({ tabId, text: badge });
  await browser.action.setTitle({ tabId, title: browser.i18n.getMessage(title) || 'Retrace' });
}
