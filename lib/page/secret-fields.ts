import { PAUSING_FIELDS, pausesRecording } from '../privacy/is-secret-field.ts';
import { matches } from '../sites/asked-of-elements.ts';
import { readWords } from './read-words.ts';
import { isSecretByMarkup, traitsOf } from './secret-by-markup.ts';

const MOST_ROOTS = 20;
/** After the last question, each change of the page is followed for so long. */
const FOLLOWED_FOR_IN_MS = 10_000;
/** More changes than these at once, and the page is looked at as a whole again when somebody asks. */
const MOST_CHANGES = 500;
const MOST_FRAMES = 20;
/** A longer label is no name of a field. */
const LONGEST_LABEL = 40;

/** Which fields of a page are secret, and whether the page shows one that pauses recording. */
export interface SecretFields {
  /** Whether a password, one-time code or card field is on the page, in its document or a shadow root that was used. */
  readonly arePresent: () => boolean;
  readonly isSecret: (field: Element) => boolean;
  /** Remembers an open shadow root if it holds one that pauses recording. */
  readonly look: (root: ShadowRoot) => void;
  /** Remembers the roots and the field an event went through. A password that is "shown" stays a password. */
  readonly notice: (event: Event) => void;
}

export function watchSecretFields(page: Document, signal: AbortSignal): SecretFields {
  /** What the document said last; null since that is stale. */
  let known: boolean | null = null;
  let asked = 0;
  const observer = new MutationObserver(take);
  signal.addEventListener('abort', () => observer.disconnect());

  /**
   * While the answer is no, and somebody goes on asking, only what came can make it a yes. Else it is enough to know that it is stale:
   * then a busy page that nobody does anything on costs nothing.
   */
  function take(changes: readonly MutationRecord[]): void {
    if (changes.length === 0) return;
    if (known === false && changes.length <= MOST_CHANGES && performance.now() - asked < FOLLOWED_FOR_IN_MS) {
      // Found now: it stays one, whatever its page makes of it later.
      if (changes.some(bringsOne)) known = has(page);
      return;
    }
    known = null;
    observer.disconnect();
  }

  function inDocument(): boolean {
    // What changed in this very moment has not been told yet.
    take(observer.takeRecords());
    asked = performance.now();
    if (known === null) {
      known = has(page);
      observer.observe(page, {
        childList: true,
        subtree: true,
        attributes: true,
        attributeFilter: ['type', 'autocomplete'],
      });
    }
    return known;
  }

  const roots: WeakRef<ShadowRoot>[] = [];
  const once: WeakRef<Element>[] = [];
  const wasSecret = new WeakSet<Element>();

  /** One that is there now is one as long as it is there, whatever its page makes of it: "show password" makes it a text. */
  function has(root: Document | ShadowRoot): boolean {
    const field = query(root);
    if (field && !wasSecret.has(field)) {
      wasSecret.add(field);
      once.push(new WeakRef(field));
    }
    return field !== null;
  }

  /** Asked once of each field: the browser goes through the whole page for its labels. */
  const labels = new WeakMap<Element, string | null>();
  function labelOf(field: Element): string | null {
    const known = labels.get(field);
    if (known !== undefined) return known;
    const label = (field as Partial<HTMLInputElement>).labels?.[0];
    const words = label ? readWords(label, { characters: LONGEST_LABEL + 1, nodes: 20 }) : '';
    const name = words === '' || words.length > LONGEST_LABEL ? null : words;
    labels.set(field, name);
    return name;
  }

  function know(root: ShadowRoot): void {
    if (roots.length < MOST_ROOTS && !roots.some((known) => known.deref() === root)) roots.push(new WeakRef(root));
  }

  return {
    look(root) {
      if (has(root)) know(root);
    },
    arePresent: () =>
      inDocument() ||
      roots.some((root) => {
        const alive = root.deref();
        return alive?.host.isConnected === true && has(alive);
      }) ||
      once.some((field) => field.deref()?.isConnected === true) ||
      inFrames(page.defaultView),
    isSecret: (field) => wasSecret.has(field) || isSecretByMarkup(field, labelOf(field)),
    notice(event) {
      for (const target of event.composedPath()) {
        if (!(target as Partial<Node>).nodeType) break;
        if (target instanceof ShadowRoot) know(target);
      }
      const [field] = event.composedPath();
      if (field instanceof HTMLInputElement && !wasSecret.has(field) && pausesRecording(traitsOf(field))) {
        wasSecret.add(field);
        once.push(new WeakRef(field));
      }
    },
  };
}

/** Whether a change brought such a field, or made one of what was there. */
function bringsOne({ type, target, addedNodes }: MutationRecord): boolean {
  if (type === 'attributes') return matches(target as Element, PAUSING_FIELDS);
  for (const node of addedNodes) {
    if (
      node.nodeType === 1 &&
      (matches(node as Element, PAUSING_FIELDS) || Element.prototype.querySelector.call(node, PAUSING_FIELDS) !== null)
    )
      return true;
  }
  return false;
}

/** By the prototype: a form field named `querySelector` must not answer for the document. */
function query(root: Document | ShadowRoot): Element | null {
  return (root instanceof ShadowRoot ? ShadowRoot : Document).prototype.querySelector.call(root, PAUSING_FIELDS);
}

/** Documents that are shown with this one: of the same site, in the page around it, its frames, and the frames of those. */
function inFrames(view: Window | null): boolean {
  const waiting: Window[] = view?.top ? [view.top] : [];
  for (let looked = 0; looked < MOST_FRAMES; looked++) {
    const frame = waiting.shift();
    if (!frame) return false;
    // Frames of a stranger may hold frames of this site.
    for (let i = 0; i < Math.min(frame.length, MOST_FRAMES); i++) waiting.push(frame[i]!);
    try {
      if (frame !== view && query(frame.document)) return true;
    } catch {
      // Another site's, and its own business.
    }
  }
  return false;
}
