import { type ChatVerb, chatVerbOf, saysItSends } from './chat-control.ts';
import type { ChatPack, Selector } from './chat-pack.ts';

/** How the page of an AI chat is read: by what its pack knows, and by structure for the rest. Pure; changes nothing. */
export interface ChatReader {
  /** The message box; null if the page shows none. */
  readonly composerOf: (page: Document) => Element | null;
  /** What the user said and what was answered, in the order of the page; empty where the pack does not know. */
  readonly userTurnsOf: (page: Document) => readonly Element[];
  readonly answersOf: (page: Document) => readonly Element[];
  /** Whether an answer is being written. */
  readonly isBusy: (page: Document, answer: Element | null) => boolean;
  /** What a click did that went through these elements, innermost first; null if it is no control of a chat. */
  readonly verbOf: (path: readonly Element[]) => { readonly verb: ChatVerb; readonly control: Element } | null;
  /** Whether a control sends what is in the message box. */
  readonly sends: (target: Element, composer: Element) => boolean;
  /** Whether a sending is only likely, and must be seen to empty the box. */
  readonly guesses: boolean;
}

const FIELDS =
  'textarea:not([readonly]):not([aria-hidden="true"]), [contenteditable="true"]:not([aria-hidden="true"]), [contenteditable="plaintext-only"], [contenteditable=""]';
const CONTROLS =
  'button, [role="button"], [role="menuitem"], [role="switch"], input[type="button"], input[type="submit"]';
const MOST_SMALL = 40;
/** How far around the message box its own buttons may stand. */
const AROUND = 6;

export function chatReader(pack: ChatPack): ChatReader {
  const join = (selectors: readonly Selector[]) => selectors.map(({ css }) => css).join(', ');
  const user = join(pack.userTurns);
  const assistant = join(pack.assistantTurns);
  const busy = join(pack.busy);
  const send = join(pack.send);

  const composerOf = (page: Document): Element | null => {
    for (const { css } of pack.composers) {
      const found = lastOf(page, css);
      if (found) return found;
    }
    return pack.byStructure ? lastOf(page, FIELDS) : null;
  };

  return {
    composerOf,
    userTurnsOf: (page) => all(page, user),
    answersOf: (page) => all(page, assistant),
    guesses: pack.byStructure === true,
    isBusy(page, answer) {
      if (busy !== '' && page.querySelector(busy)) return true;
      if (answer?.closest('[aria-busy="true"]') || answer?.querySelector('[aria-busy="true"]')) return true;
      const composer = composerOf(page);
      return composer !== null && buttonsAround(composer).some((button) => chatVerbOf(button) === 'stop');
    },
    verbOf(path) {
      for (const element of path) {
        const known = pack.actions.find(({ css }) => element.matches(css));
        if (known) return { verb: known.verb, control: element };
        if (!element.matches(CONTROLS) && !isSmallIcon(element)) continue;
        const verb = chatVerbOf(element);
        if (verb) return { verb, control: element };
        if (element.matches(CONTROLS)) return null;
      }
      return null;
    },
    sends(target, composer) {
      if (send !== '' && target.closest(send)) return true;
      if (!pack.byStructure) return false;
      const control = target.closest(CONTROLS);
      if (!control) return false;
      const around = buttonsAround(composer);
      if (!around.includes(control)) return false;
      return saysItSends(control) ?? around.filter((button) => saysItSends(button) !== false).at(-1) === control;
    },
  };
}

/** A drawing that is clicked without being a button: such chats exist. */
function isSmallIcon(element: Element): boolean {
  if (/^(?:path|use|g|svg|html|body|main)$/.test(element.localName)) return false;
  return (
    (element.textContent ?? '').length <= MOST_SMALL &&
    element.children.length <= 3 &&
    (element.hasAttribute('tabindex') ||
      element.hasAttribute('aria-label') ||
      element.hasAttribute('title') ||
      element.querySelector('svg') !== null)
  );
}

/** Buttons of the smallest part of the page around the message box that has any. */
function buttonsAround(composer: Element): Element[] {
  let part = composer.parentElement;
  for (let i = 0; part && i < AROUND && part.localName !== 'body'; i++, part = part.parentElement) {
    const buttons = [...part.querySelectorAll(CONTROLS)].filter((button) => !composer.contains(button));
    if (buttons.length > 0 && buttons.length <= 20) {
      // Tools often stand in a row of their own, apart from the button that sends.
      const wider =
        part.parentElement && part.localName !== 'form' ? [...part.parentElement.querySelectorAll(CONTROLS)] : [];
      return wider.length > buttons.length && wider.length <= 12 ? wider : buttons;
    }
  }
  return [];
}

function lastOf(page: Document, css: string): Element | null {
  const found = page.querySelectorAll(css);
  return found[found.length - 1] ?? null;
}

function all(page: Document, css: string): readonly Element[] {
  return css === '' ? [] : [...page.querySelectorAll(css)];
}
