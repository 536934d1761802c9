import { defineContentScript } from 'wxt/utils/define-content-script';
import { observeTalk } from '../../lib/page/chat/observe-talk.ts';
// The recorder finds it where packs-in-reach.ts says.
import type {} from '../../lib/page/packs-in-reach.ts';
import { packsBefore } from '../../lib/sites/known-packs.ts';

export default defineContentScript({
  registration: 'runtime',
  main() {
    globalThis.retracePacks = { packsBefore, observeTalk };
  },
});
