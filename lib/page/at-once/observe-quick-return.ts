/**
 * A link that was opened and left again within seconds, as long as this document lives to see it: by the browser's cache, or inside
 * a one-page app. Where the page is loaded anew, its arrival tells it (read-arrival.ts). In a new tab nothing was left.
 */
import type { ActionRecord } from '../../records/record.ts';
import { pageAddress } from '../../sites/page-address.ts';
import type { Capture } from '../capture.ts';
import { hear, listen } from '../listen.ts';
import { RETURNED_WITHIN_IN_MS, tellQuickReturn } from './read-arrival.ts';
import { mayLead, verbOf } from './verbs.ts';

export interface QuickReturn {
  readonly acted: (act: ActionRecord) => void;
  /** The address has changed inside the page. */
  readonly moved: () => void;
}

export function observeQuickReturn(capture: Capture): QuickReturn {
  const { window } = capture;
  /** Where the last click was made: by the time its act is told, the app may show another page. */
  let clickedAt = '';
  let opened: { readonly id: string; readonly at: number; readonly address: string; left: boolean } | null = null;

  listen(capture, 'click', 'quick-return', () => {
    clickedAt = window.location.href;
  });

  /** A link to a place on the same page leads nowhere else. */
  const moved = () => {
    if (opened && pageAddress(window.location.href) !== opened.address) opened.left = true;
  };
  const back = () => {
    if (!opened?.left || pageAddress(window.location.href) !== opened.address) return;
    const after = Date.now() - opened.at;
    if (after >= 0 && after <= RETURNED_WITHIN_IN_MS && !capture.isPaused()) tellQuickReturn(capture, opened.id, after);
    opened = null;
  };

  hear(capture, 'popstate', 'quick-return', back);
  hear(capture, 'pagehide', 'quick-return', () => {
    if (opened) opened.left = true;
  });
  hear(capture, 'pageshow', 'quick-return', ({ persisted }) => {
    if (persisted) back();
  });

  return {
    acted(act) {
      if (verbOf(act.type) === 'open') {
        opened = { id: act.id, at: Date.parse(act.t), address: pageAddress(clickedAt), left: false };
        moved();
      } else if (mayLead(act.type)) opened = null;
    },
    moved,
  };
}
