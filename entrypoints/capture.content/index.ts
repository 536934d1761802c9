import { defineContentScript } from 'wxt/utils/define-content-script';
import { onMessage, send } from '../../lib/browser/messages.ts';
import type { CaptureMode } from '../../lib/browser/protocol.ts';
import { claimPage } from '../../lib/page/claim-page.ts';
import { createErrorWall } from '../../lib/page/error-wall.ts';
import { isOwnFrame } from '../../lib/page/is-own-frame.ts';
import { startCapture } from '../../lib/page/start-capture.ts';
import { packsFor } from '../../lib/sites/all-packs.ts';

export default defineContentScript({
  registration: 'runtime',
  allFrames: true,
  main() {
    if (!isOwnFrame(window) || !claimPage('capture')) return;
    const script = new AbortController();
    let recording: { readonly mode: CaptureMode; readonly stop: () => void } | null = null;

    const wall = createErrorWall(
      () => script.abort(),
      // The first of each kind, where a developer looks: the console of the page, in our own context.
      (kind, message) => console.warn(`Retrace could not record (${kind}): ${message}`),
    );

    let asking: ReturnType<typeof setTimeout> | undefined;
    const ask = wall.guard(async () => follow(await send('capture>browser:mode')), 'start');

    const follow = wall.guard((mode: CaptureMode) => {
      clearTimeout(asking);
      if (mode.askAgainAt !== null) asking = setTimeout(ask, Math.max(0, mode.askAgainAt - Date.now()) + 100);
      if (recording && sameMode(recording.mode, mode)) return;
      recording?.stop();
      recording = null;
      if (!mode.recording || script.signal.aborted) return;
      const run = new AbortController();
      recording = { mode, stop: () => run.abort() };
      startCapture({
        window,
        packs: packsFor(mode.chat),
        wall,
        keepsText: mode.keepText,
        signal: run.signal,
        delivery: {
          records: (records) => send('capture>log:append', { records }),
          sighting: (sighting) => send('capture>engine:sighting', sighting),
        },
      });
    }, 'start');

    script.signal.addEventListener('abort', () => {
      clearTimeout(asking);
      recording?.stop();
    });
    const unlisten = onMessage('background>capture:mode', follow);
    script.signal.addEventListener('abort', wall.guard(unlisten, 'stop'));
    ask();
  },
});

function sameMode(a: CaptureMode, b: CaptureMode): boolean {
  return a.recording === b.recording && a.keepText === b.keepText && a.chat === b.chat;
}
