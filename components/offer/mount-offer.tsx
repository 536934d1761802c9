/**
 * Shows the offer beside a message box: one empty host element at the end of the page, a closed shadow root in it. The page's
 * own elements are only measured. Keys are ours only while an offer is shown, and only those that the panel's rules name.
 */
import { render } from 'preact';
import type { Offer, OfferLine } from '../../lib/engine/api.ts';
import tokens from '../tokens.css?inline';
import { exactText } from './exact-text.ts';
import offerStyles from './offer.css?inline';
import { type OfferActions, type OfferState, OfferView } from './offer.tsx';

const GAP_IN_PX = 6;
const ADDED_SHOWN_FOR_IN_MS = 10_000;
const WIDEST_IN_PX = 460;

export interface OfferHooks {
  /** Puts the text before the draft; false if the box did not take it. */
  insert(text: string): Promise<boolean>;
  takeOut(text: string): void;
  copy(text: string): Promise<void>;
  isCaretAtEnd(): boolean;
  /** What became of it; told once an offer, and again if what was added is taken out. */
  used(verdict: 'added' | 'dismissed' | 'undone' | 'copied', kept: readonly number[]): void;
  openCard(line: OfferLine): void;
  /** Wraps every callback: an error of ours never reaches the page. */
  guard<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void;
}

export interface MountedOffer {
  /** The draft changed under the offer: what was added may be gone. */
  draftChanged(draft: string): void;
  remove(): void;
}

export function mountOffer(composer: HTMLElement, offer: Offer, hooks: OfferHooks): MountedOffer {
  const stop = new AbortController();
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = `${tokens.replaceAll(':root', ':host')}\n${offerStyles}`;
  const box = document.createElement('div');
  box.className = 'root';
  root.append(style, box);
  document.documentElement.append(host);
  host.style.colorScheme = isDark(composer) ? 'dark' : 'light';

  let state: OfferState = { kind: 'chip', offer };
  let added: { text: string; kept: readonly number[] } | null = null;
  let fade: ReturnType<typeof setTimeout> | undefined;

  const remove = () => {
    stop.abort();
    clearTimeout(fade);
    render(null, box);
    host.remove();
  };
  const show = (next: OfferState) => {
    state = next;
    render(<OfferView state={state} actions={actions} />, box);
    place();
  };
  const backToBox = () => composer.focus({ preventScroll: true });

  const add = async (kept: readonly number[], text: string) => {
    added = { text, kept };
    if (await hooks.insert(text)) {
      hooks.used('added', kept);
      show({ kind: 'added', lines: kept.length });
      fade = setTimeout(remove, ADDED_SHOWN_FOR_IN_MS);
    } else {
      added = null;
      show({ kind: 'refused', text, lines: kept.length });
    }
  };
  const actions: OfferActions = {
    add: hooks.guard((kept, text) => void add(kept, text)),
    copy: hooks.guard((kept, text) => {
      void hooks.copy(text).then(
        hooks.guard(() => {
          hooks.used('copied', kept);
          remove();
        }),
        // The text stays in sight, to be copied by hand.
        hooks.guard(() => show({ kind: 'refused', text, lines: kept.length })),
      );
    }),
    look: hooks.guard(() => show({ kind: 'open', offer })),
    dismiss: hooks.guard(() => {
      hooks.used('dismissed', []);
      remove();
      backToBox();
    }),
    undo: hooks.guard(() => {
      if (!added) return;
      hooks.takeOut(added.text);
      hooks.used('undone', added.kept);
      remove();
    }),
    openCard: hooks.guard((line) => hooks.openCard(line)),
  };

  const onKey = hooks.guard((event: KeyboardEvent) => {
    if (!event.isTrusted || event.isComposing) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    const inBox = event.composedPath().includes(composer);
    if (state.kind === 'chip' && inBox) {
      if (event.key === 'Tab' && plain && hooks.isCaretAtEnd())
        take(
          event,
          () =>
            void add(
              offer.lines.map((_, i) => i),
              exactText(offer.lines),
            ),
        );
      else if (event.key === 'Escape' && plain) take(event, actions.dismiss);
      else if (event.key === 'ArrowDown' && event.altKey) take(event, actions.look);
    } else if (event.key === 'Escape' && plain && inBox && state.kind !== 'added') take(event, actions.dismiss);
  });
  const take = (event: KeyboardEvent, act: () => void) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    act();
  };

  function place(): void {
    if (!composer.isConnected) {
      remove();
      return;
    }
    const frame = composer.closest('form') ?? composer;
    const { right, top, bottom, width } = frame.getBoundingClientRect();
    const wide = Math.min(Math.max(280, width), WIDEST_IN_PX, innerWidth - 16);
    box.style.inlineSize = state.kind === 'open' ? `${wide}px` : 'max-content';
    box.style.maxInlineSize = `${wide}px`;
    box.style.right = `${Math.max(8, innerWidth - right)}px`;
    // Above the box where there is room, else below it: never over the draft.
    const above = top > box.offsetHeight + GAP_IN_PX;
    box.style.top = above ? 'auto' : `${bottom + GAP_IN_PX}px`;
    box.style.bottom = above ? `${innerHeight - top + GAP_IN_PX}px` : 'auto';
  }

  const listen = { capture: true, signal: stop.signal } as const;
  addEventListener('keydown', onKey, listen);
  addEventListener('resize', hooks.guard(place), { ...listen, passive: true });
  addEventListener('scroll', hooks.guard(place), { ...listen, passive: true });
  // Keys pressed inside the preview are not the page's.
  for (const type of ['keydown', 'keyup', 'keypress', 'input', 'click'] as const) {
    box.addEventListener(type, (event) => event.stopPropagation());
  }
  const watchSize = new ResizeObserver(hooks.guard(() => place()));
  watchSize.observe(composer);
  stop.signal.addEventListener('abort', () => watchSize.disconnect());
  show(state);

  return {
    draftChanged: hooks.guard((draft: string) => {
      place();
      if (!added || state.kind !== 'added') return;
      const words = (text: string) => text.replace(/\s+/g, ' ').trim();
      if (words(draft).includes(words(added.text))) return;
      hooks.used('undone', added.kept);
      remove();
    }),
    remove,
  };
}

/** Whether the page behind the box is dark: by the first background on the way up that is not see-through. */
function isDark(element: HTMLElement): boolean {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const [r = 0, g = 0, b = 0, a = 1] = (getComputedStyle(at).backgroundColor.match(/[\d.]+/g) ?? []).map(Number);
    if (a > 0.5) return 0.299 * r + 0.587 * g + 0.114 * b < 128;
  }
  return matchMedia('(prefers-color-scheme: dark)').matches;
}
