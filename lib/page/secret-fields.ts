import { type FieldTraits, isSecretField, pausesRecording } from '../privacy/is-secret-field.ts';

const PAUSING = [
  'input[type="password" i]',
  'input[autocomplete~="current-password" i]',
  'input[autocomplete~="new-password" i]',
  'input[autocomplete~="one-time-code" i]',
  'input[autocomplete^="cc-" i]',
  'input[autocomplete*=" cc-" i]',
].join(', ');
const MOST_ROOTS = 20;

/** Which fields of a page are secret, and whether the page shows one that pauses recording. */
export interface SecretFields {
  /** Whether a password, one-time code or card field is on the page, in its document or a shadow root that was used. */
  readonly arePresent: () => boolean;
  readonly isSecret: (field: Element) => boolean;
  /** Remembers the roots and the field an event went through. A password that is "shown" stays a password. */
  readonly notice: (event: Event) => void;
}

export function watchSecretFields(page: Document, signal: AbortSignal): SecretFields {
  /** What the document said last; null since it changed. */
  let known: boolean | null = null;
  // Told of the first change only: then it is enough to know that the answer is stale, and a busy page costs nothing.
  const observer = new MutationObserver(() => {
    known = null;
    observer.disconnect();
  });
  signal.addEventListener('abort', () => observer.disconnect());

  function inDocument(): boolean {
    // What changed in this very moment has not been told yet.
    if (observer.takeRecords().length > 0) known = null;
    if (known === null) {
      known = query(page);
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

  return {
    arePresent: () =>
      inDocument() ||
      roots.some((root) => {
        const alive = root.deref();
        return alive?.host.isConnected === true && query(alive);
      }) ||
      once.some((field) => field.deref()?.isConnected === true),
    isSecret: (field) => wasSecret.has(field) || isSecretField(traitsOf(field)),
    notice(event) {
      for (const target of event.composedPath()) {
        if (!(target as Partial<Node>).nodeType) break;
        if (target instanceof ShadowRoot && roots.length < MOST_ROOTS && !roots.some((root) => root.deref() === target))
          roots.push(new WeakRef(target));
      }
      const [field] = event.composedPath();
      if (field instanceof HTMLInputElement && !wasSecret.has(field) && pausesRecording(traitsOf(field))) {
        wasSecret.add(field);
        once.push(new WeakRef(field));
      }
    },
  };
}

/** By the prototype: a form field named `querySelector` must not answer for the document. */
function query(root: Document | ShadowRoot): boolean {
  return root instanceof ShadowRoot
    ? root.querySelector(PAUSING) !== null
    : Document.prototype.querySelector.call(root, PAUSING) !== null;
}

function traitsOf(field: Element): FieldTraits {
  const get = (name: string) => field.getAttribute(name);
  return {
    type: get('type'),
    autocomplete: get('autocomplete'),
    name: get('name'),
    id: get('id'),
    label: get('aria-label') ?? get('placeholder'),
  };
}
