import type { ChatPack } from '../../sites/chat-pack.ts';
import { composerOf } from './composer-of.ts';
import { readDraft } from './read-draft.ts';

/** A pause this long is a pause for thought. */
const PAUSE_IN_MS = 700;

export interface DraftWatcher {
  /** After a pause in typing, with the box in focus. */
  onPause(composer: HTMLElement, draft: string): void;
  /** At every change by the user. */
  onChange(composer: HTMLElement, draft: string): void;
}

/** Watches a person type into the message box: trusted input only, nothing while an input method composes. Returns the undo. */
export function watchDrafts(
  pack: ChatPack,
  watcher: DraftWatcher,
  guard: <A extends unknown[]>(run: (...args: A) => void) => (...args: A) => void,
): () => void {
  const stop = new AbortController();
  let pause: ReturnType<typeof setTimeout> | undefined;
  const typed = guard((event: Event) => {
    if (!event.isTrusted) return;
    const composer = composerOf(event, pack);
    if (!composer) return;
    clearTimeout(pause);
    watcher.onChange(composer, readDraft(composer));
    if ((event as InputEvent).isComposing) return;
    pause = setTimeout(
      guard(() => {
        if (composer.isConnected && document.hasFocus()) watcher.onPause(composer, readDraft(composer));
      }),
      PAUSE_IN_MS,
    );
  });
  const options = { capture: true, passive: true, signal: stop.signal } as const;
  document.addEventListener('input', typed, options);
  document.addEventListener('compositionend', typed, options);
  return () => {
    clearTimeout(pause);
    stop.abort();
  };
}
