/**
 * What comes of acts at once, besides the page's own messages (observe-page-messages.ts): what the next page says, fields that are not
 * as they must be, a link left again within seconds, a form left unsent. It comes with the readers: what it listens to is not
 * missed in the first moment of a page, and the script that listens from the start stays small.
 */
import type { TabTrail } from '../../engine/api.ts';
import type { ActionRecord, OutcomeRecord } from '../../records/record.ts';
import type { Capture } from '../capture.ts';
import { observeInvalid } from './observe-invalid.ts';
import { observeQuickReturn } from './observe-quick-return.ts';
import { observeUnsent, type VerbOfButton } from './observe-unsent.ts';
import { navigationOf, tellArrival } from './read-arrival.ts';

/** What the background keeps for the documents of a tab. */
export interface TabMemory {
  readonly trail: (reloaded: boolean) => Promise<TabTrail | null>;
  /** Hashes of the notices that stand on this page. */
  readonly shown: (notices: readonly number[]) => void;
  /** What this page is left with, unsent; null: it is here again. */
  readonly left: (unsent: OutcomeRecord | null) => void;
}

export interface Outcomes {
  /** An act was told. */
  readonly acted: (act: ActionRecord) => void;
  /** The address has changed inside the page. */
  readonly moved: () => void;
}

/** Observes them until the capture ends. What a button does is asked of the script that knows it already. */
export function observeOutcomes(capture: Capture, memory: TabMemory, verbOfButton: VerbOfButton): Outcomes {
  let last: ActionRecord | null = null;
  observeInvalid(capture, () => last);
  const quickReturn = observeQuickReturn(capture);
  const unsent = observeUnsent(capture, verbOfButton, memory.left);

  // In a frame the navigation is not the user's.
  if (capture.window === capture.window.top) {
    const navigation = navigationOf(capture.window);
    const arrive = async () => {
      const trail = await memory.trail(navigation.type === 'reload');
      capture.later(() => memory.shown(tellArrival(capture, navigation, trail)), 'arrival');
    };
    // Out of reach: then nobody knows what led here.
    arrive().catch(() => undefined);
  }

  return {
    acted(act) {
      last = act;
      quickReturn.acted(act);
      unsent.acted(act);
    },
    moved() {
      quickReturn.moved();
      unsent.moved();
    },
  };
}
