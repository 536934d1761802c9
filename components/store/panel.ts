/** All of the panel's state, made once for a window and given to the views by context. */
import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PanelClient } from '../client.ts';
import { t } from '../i18n/messages.ts';
import { createDeletionStore, type DeletionStore } from './deletion.ts';
import { createEngineStatusStore, type EngineStatusStore } from './engine-status.ts';
import { createHand } from './hand.ts';
import { createLive, type Live } from './live.ts';
import { createRecordingStore, type RecordingStore } from './recording.ts';
import { createRouteStore, type RouteStore } from './route.ts';
import { createSingleKeys, type SingleKeys } from './single-keys.ts';
import { createVerdictStore, type VerdictStore } from './verdicts.ts';
import { createViews, type Views } from './views.ts';

export interface Panel {
  readonly client: PanelClient;
  readonly clock: () => number;
  readonly route: RouteStore;
  readonly live: Live;
  readonly views: Views;
  readonly hand: ReadonlySignal<boolean>;
  readonly recording: RecordingStore;
  readonly engine: EngineStatusStore;
  readonly verdicts: VerdictStore;
  readonly deletion: DeletionStore;
  readonly singleKeys: SingleKeys;
}

export function createPanel(client: PanelClient, win: Window, clock: () => number = Date.now): Panel {
  const live = createLive();
  client.onChanged((what) => live.changed(what));
  const engine = createEngineStatusStore(client, live);
  return {
    client,
    clock,
    live,
    engine,
    route: createRouteStore(win),
    views: createViews(),
    hand: createHand(win.document),
    recording: createRecordingStore(client, live, () => t('site_no_access')),
    verdicts: createVerdictStore(client, live, clock),
    deletion: createDeletionStore(client, engine, live),
    singleKeys: createSingleKeys(win.localStorage),
  };
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('A view was drawn outside of the panel.');
  return panel;
}
