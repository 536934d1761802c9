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

export function watchSecretFields(page: Document): SecretFields {
  const roots: WeakRef<ShadowRoot>[] = [];
  const once: WeakRef<Element>[] = [];
  const wasSecret = new WeakSet<Element>();

  return {
    arePresent: () =>
      query(page) ||
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
