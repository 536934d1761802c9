import type { ChatPack } from '../../sites/chat-pack.ts';

/** The composer that an event happened in; null for any other place. */
export function composerOf(event: Event, pack: ChatPack): HTMLElement | null {
  const [target] = event.composedPath();
  if (!(target instanceof Element)) return null;
  for (const { css } of pack.composers) {
    const composer = target.closest<HTMLElement>(css);
    if (composer) return composer;
  }
  return null;
}
