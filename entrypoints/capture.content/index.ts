import { defineContentScript } from 'wxt/utils/define-content-script';
import { onMessage, send, unlessRefused } from '../../lib/browser/messages.ts';
import type { CaptureMode } from '../../lib/browser/protocol.ts';
import { claimPage, isResumed } from '../../lib/page/claim-page.ts';
import { createErrorWall } from '../../lib/page/error-wall.ts';
import { isOwnFrame } from '../../lib/page/is-own-frame.ts';
import { type PacksInReach, recognised } from '../../lib/page/packs-in-reach.ts';
import { readersHere } from '../../lib/page/page-readers.ts';
import { startCapture } from '../../lib/page/start-capture.ts';
import { whenRestored, whenShown } from '../../lib/page/when-shown.ts';
import { anyPlace } from '../../lib/sites/any-place.ts';
import type { SitePack } from '../../lib/sites/site-pack.ts';

export default defineContentScript({
  registration: 'runtime',
  allFrames: true,
  main() {
    if (!isOwnFrame(window) || !claimPage('capture')) return;
    const script = new AbortController();
    let recording: { readonly mode: CaptureMode; readonly stop: () => void } | null = null;

    const wall = createErrorWall(
      (why) => {
        script.abort();
        if (why === 'failing') void send('capture>browser:doing', { secret: false, dropped: 1 }).catch(() => undefined);
      },
      // The first of each kind, where a developer looks: the console of the page, in our own context.
      (kind, message) => console.warn(`Retrace could not record (${kind}): ${message}`),
    );

    let asking: ReturnType<typeof setTimeout> | undefined;
    const ask = wall.guard(async () => follow(await send('capture>browser:mode')), 'start');

    let followed = 0;
    const follow = wall.guard(async (mode: CaptureMode) => {
      const turn = ++followed;
      clearTimeout(asking);
      if (mode.askAgainAt !== null) asking = setTimeout(ask, Math.max(0, mode.askAgainAt - Date.now()) + 100);
      if (recording && sameMode(recording.mode, mode)) return;
      recording?.stop();
      recording = null;
      if (!mode.recording || script.signal.aborted) return;
      const known = await knownOf(mode);
      // Looking what page this is, and starting, are two pieces of work: the page comes between them.
      await new Promise((resolve) => setTimeout(resolve));
      // The mode may have changed, or the script ended, while the packs were on their way.
      if (turn !== followed || script.signal.aborted) return;
      const run = new AbortController();
      recording = { mode, stop: () => run.abort() };
      startCapture({
        window,
        ...known,
        wall,
        keepsText: mode.keepText,
        words: mode.words,
        doing: (secret, dropped) => void send('capture>browser:doing', { secret, dropped }).catch(wall.undelivered),
        signal: run.signal,
        resumed: isResumed(),
        onFit: (fits) => void send('capture>browser:fit', { fits }).catch(wall.undelivered),
        readers: async () => {
          if (!readersHere()) await send('capture>browser:readers');
          return readersHere();
        },
        memory: {
          trail: (reloaded) => send('capture>browser:trail', { reloaded }),
          shown: (notices) => void send('capture>browser:shown', { notices }).catch(wall.undelivered),
          left: (unsent) => void send('capture>browser:left', { unsent }).catch(wall.undelivered),
        },
        delivery: {
          records: (records) => unlessRefused(send('capture>log:append', { records, keepsText: mode.keepText })),
          sighting: (sighting) => unlessRefused(send('capture>engine:sighting', sighting)),
        },
      });
    }, 'start');

    script.signal.addEventListener('abort', () => {
      clearTimeout(asking);
      recording?.stop();
    });
    const begin = wall.guard(() => {
      const unlisten = onMessage('background>capture:mode', follow);
      script.signal.addEventListener('abort', wall.guard(unlisten, 'stop'));
      ask();
      // Switched off, or paused, while the page lay in the cache: nobody could tell it.
      whenRestored(window, ask, script.signal);
    }, 'start');
    whenShown(document, begin, script.signal);
  },
});

interface Known {
  readonly packs: readonly SitePack[];
  readonly talk?: PacksInReach['observeTalk'];
}

/** What is known of this page: the packs that know it, if any do, and the one behind them; and how to follow a talk. */
async function knownOf({ chat, packs: { named, markers } }: CaptureMode): Promise<Known> {
  const ids = [...named, ...recognised(document, markers)];
  if (ids.length === 0 && !chat) return { packs: [anyPlace] };
  try {
    const data = await send('capture>browser:packs', { ids });
    const inReach = globalThis.retracePacks;
    if (!inReach) return { packs: [anyPlace] };
    return { packs: inReach.packsBefore(anyPlace, chat, data), talk: inReach.observeTalk };
  } catch {
    // The packs did not come: it is read as any site is.
    return { packs: [anyPlace] };
  }
}

function sameMode(a: CaptureMode, b: CaptureMode): boolean {
  return (
    a.recording === b.recording &&
    a.keepText === b.keepText &&
    a.chat === b.chat &&
    a.words.join('\n') === b.words.join('\n') &&
    JSON.stringify(a.packs) === JSON.stringify(b.packs)
  );
}
