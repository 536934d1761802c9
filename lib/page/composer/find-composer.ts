import type { ChatPack } from '../../sites/chat-pack.ts';

/** The message box of a chat page: the first of the pack's that is there and takes room. */
export function findComposer(pack: ChatPack, root: ParentNode = document): HTMLElement | null {
  for (const { css } of pack.composers) {
    for (const element of root.querySelectorAll<HTMLElement>(css)) if (isShown(element)) return element;
  }
  return null;
}

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

function isShown(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}
