/** The packs and what observes a talk, as a script of their own, as they come to a page beside the recorder. */
import { observeTalk } from '../../lib/page/chat/observe-talk.ts';
// The recorder finds it where packs-in-reach.ts says.
import type {} from '../../lib/page/packs-in-reach.ts';
import { packsBefore } from '../../lib/sites/known-packs.ts';

globalThis.retracePacks = { packsBefore, observeTalk };
