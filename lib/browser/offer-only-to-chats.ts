/** Lines of the user's memory go to chats that are switched on, in the tab in view, and to no other page's script. */
import type { AppendResult, OfferRequest } from '../engine/api.ts';
import { atMostOnceIn } from './at-most-once-in.ts';
import type { EngineHost } from './engine-host.ts';
import type { Caller, Handlers } from './messages.ts';
import { createOfferGate } from './offer-gate.ts';
import type { Payload } from './protocol.ts';
import type { RecordingControl } from './recording-control.ts';
import { countRefused } from './refusals.ts';
import { spaceOfCaller, whyNotThen } from './stamp.ts';

const NOTHING: AppendResult = { stored: [], refused: [] };
const PANELS_APART_IN_MS = 1_000;

export interface OfferParts {
  readonly host: EngineHost;
  readonly control: Pick<RecordingControl, 'modeOf' | 'spaceOf'>;
  readonly openPanel: (route: string) => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Answers to the script that offers. */
export function offerOnlyToChats({ host, control, openPanel, now }: OfferParts): Handlers {
  const mayOffer = createOfferGate(now);
  const mayOpenPanel = atMostOnceIn(PANELS_APART_IN_MS, now);

  async function isChat({ site }: Caller): Promise<boolean> {
    const { recording, chat } = await control.modeOf(site);
    return recording && chat;
  }

  async function placed(request: Payload<'chat>engine:offer'>, caller: Caller): Promise<OfferRequest> {
    const space = spaceOfCaller(caller, await control.spaceOf(caller.site));
    const thread = threadBelow(caller, request.thread);
    return {
      ...request,
      app: caller.site,
      ...(space !== undefined && { space }),
      ...(thread !== undefined && { thread }),
    };
  }

  return {
    'chat>engine:offer': {
      from: ['content-script'],
      handle: async (request, caller) => {
        // What is offered is written to the log at this time.
        if (whyNotThen(request.t, now()) !== null) return null;
        return mayOffer(caller) && (await isChat(caller)) ? host.call('offer', [await placed(request, caller)]) : null;
      },
    },
    'chat>engine:used': {
      from: ['content-script'],
      handle: async (use, caller) => {
        if (!(await isChat(caller))) return NOTHING;
        const reason = whyNotThen(use.t, now());
        if (reason === null)
          return host.call('offerUsed', [{ ...use, app: caller.site, thread: threadBelow(caller, use.thread) }]);
        void countRefused(caller.site, 1, reason, new Date(now()));
        return { stored: [], refused: [{ id: use.offer, reason }] };
      },
    },
    'chat>browser:open-panel': {
      from: ['content-script'],
      handle: async ({ route }, caller) => {
        // The tab it opens comes into view in front of the one that asked: nobody opens two.
        if (caller.tab?.active && (await isChat(caller)) && mayOpenPanel()) await openPanel(route);
      },
    },
  };
}

function threadBelow({ site }: Caller, thread: string | undefined): string | undefined {
  return thread === undefined ? undefined : `${site}/${thread}`;
}
