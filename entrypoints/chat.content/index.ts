import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { useMessages } from '../../components/i18n/messages.ts';
import { type MountedOffer, mountOffer } from '../../components/offer/mount-offer.tsx';
import { send } from '../../lib/browser/messages.ts';
import { claimPage } from '../../lib/page/claim-page.ts';
import { isCaretAtEnd } from '../../lib/page/composer/read-draft.ts';
import { watchDrafts } from '../../lib/page/composer/watch-drafts.ts';
import { createErrorWall } from '../../lib/page/error-wall.ts';
import { copyText } from '../../lib/page/insertion/copy-text.ts';
import { insertLines, takeOut } from '../../lib/page/insertion/insert-lines.ts';
import { chatThread } from '../../lib/sites/chat-pack.ts';
import { chatPackFor } from '../../lib/sites/known-chats.ts';

/** Shorter drafts say nothing yet. */
const SHORTEST_DRAFT = 8;

export default defineContentScript({
  registration: 'runtime',
  main() {
    if (!claimPage('chat')) return;
    const pack = chatPackFor(location.hostname);
    useMessages((key, substitutions) => browser.i18n.getMessage(key, substitutions), browser.i18n.getUILanguage());

    let shown: MountedOffer | null = null;
    /** One offer a message: what was dismissed or added is not offered again before the box was empty. */
    let settled = false;
    let asking = 0;

    const wall = createErrorWall(() => {
      shown?.remove();
      unwatch();
    });
    const { guard } = wall;

    async function offerFor(composer: HTMLElement, draft: string): Promise<void> {
      const asked = ++asking;
      const t = new Date().toISOString();
      const thread = chatThread(pack, location.pathname);
      const offer = await send('chat>engine:offer', { draft, t, ...(thread !== undefined && { thread }) });
      if (!offer || asked !== asking || settled || !composer.isConnected) return;
      shown?.remove();
      shown = mountOffer(composer, offer, {
        insert: async (text) => (await insertLines(composer, text)) === 'inserted',
        takeOut: (text) => takeOut(composer, text),
        copy: copyText,
        isCaretAtEnd: () => isCaretAtEnd(composer),
        used: (verdict, kept) => {
          settled = true;
          const use = {
            offer: offer.id,
            t: new Date().toISOString(),
            verdict,
            kept,
            ...(thread !== undefined && { thread }),
          };
          void send('chat>engine:used', use).catch(wall.report);
        },
        openCard: () => void send('chat>browser:open-panel', { route: '/you' }).catch(wall.report),
        guard,
      });
    }

    const unwatch = watchDrafts(
      pack,
      {
        onChange(_, draft) {
          shown?.draftChanged(draft);
          if (draft.trim() !== '') return;
          settled = false;
          shown?.remove();
          shown = null;
        },
        onPause(composer, draft) {
          if (!settled && draft.trim().length >= SHORTEST_DRAFT) void offerFor(composer, draft).catch(wall.report);
        },
      },
      guard,
    );
  },
});
