import { attributeOf, matches, tagOf } from '../sites/asked-of-elements.ts';
import { readersHere } from './page-readers.ts';
import { readWords } from './read-words.ts';

const LONGEST_NAME = 120;
const NAME_BOUNDS = { characters: LONGEST_NAME, nodes: 60 };
/** Above this size a control is a whole card or list; its full name would be slow to compute and long to read. */
const MOST_NODES_FOR_FULL_NAME = 80;
const LONGEST_PATH = 8;

/** Kinds of control, as the second part of `verb:object`. */
export type ControlKind = 'button' | 'link' | 'tab' | 'menuitem' | 'option' | 'switch' | 'summary' | 'thing';

const KIND_BY_ROLE: Readonly<Record<string, ControlKind>> = {
  button: 'button',
  link: 'link',
  tab: 'tab',
  menuitem: 'menuitem',
  menuitemcheckbox: 'menuitem',
  menuitemradio: 'menuitem',
  option: 'option',
  treeitem: 'option',
  switch: 'switch',
};
const BUTTON_TYPES = new Set(['button', 'submit', 'reset', 'image']);

/** What kind of control an element is, by role and tag; null if it is none we record clicks of. */
export function kindOfControl(element: Element): ControlKind | null {
  const role = attributeOf(element, 'role');
  if (role !== null && role in KIND_BY_ROLE) return KIND_BY_ROLE[role] ?? null;
  switch (tagOf(element)) {
    case 'BUTTON':
      return 'button';
    case 'SUMMARY':
      return 'summary';
    case 'A':
    case 'AREA':
      return attributeOf(element, 'href') !== null ? 'link' : null;
    case 'INPUT':
      return BUTTON_TYPES.has((attributeOf(element, 'type') ?? '').toLowerCase()) ? 'button' : null;
    default:
      return null;
  }
}

/** A control's name as cheaply as it can be had: fit for an event handler. May be empty. */
export function quickName(control: Element): string {
  const written =
    attributeOf(control, 'aria-label') ??
    (tagOf(control) === 'INPUT' ? attributeOf(control, 'value') : null) ??
    readWords(control, NAME_BOUNDS);
  return tidy(written || attributeOf(control, 'title') || attributeOf(control, 'alt') || '');
}

/**
 * A control's accessible name, as assistive technology says it, once the readers are here; for quiet moments only. A control without any name is
 * named by a short selector, so that the same control is known again.
 */
export function fullName(control: Element): string {
  const small = control.getElementsByTagName('*').length <= MOST_NODES_FOR_FULL_NAME;
  const name = (small ? tidy(readersHere()?.accessibleName(control) ?? '') : '') || quickName(control);
  return name === '' && control.isConnected ? selectorOf(control) : name;
}

/**
 * A short selector by which a control is to be found on its page; empty if it has left the page. For quiet moments. What
 * developers wrote to find it by is asked first; a search for the rest is bounded in time.
 */
export function selectorOf(control: Element): string {
  if (!control.isConnected) return '';
  try {
    const root = control.getRootNode();
    if (root !== control.ownerDocument)
      return selectorOf((root as Partial<ShadowRoot>).host ?? control.ownerDocument.body);
    for (const attribute of ['id', 'data-testid', 'data-test', 'data-qa', 'name', 'data-action']) {
      const value = attributeOf(control, attribute) ?? '';
      if (value === '' || value.length > 60 || /\d{3}|[0-9a-f]{8}|^:|[\s"\\]/.test(value)) continue;
      const selector =
        attribute === 'id' ? `#${CSS.escape(value)}` : `${tagOf(control).toLowerCase()}[${attribute}="${value}"]`;
      if (control.ownerDocument.querySelectorAll(selector).length === 1)
        return attribute === 'id' ? `#${value}` : selector;
    }
    const bounds = { timeoutMs: 3, maxNumberOfPathChecks: 60, seedMinLength: 1 };
    return readersHere()?.shortSelector(control, bounds).slice(0, LONGEST_NAME) ?? '';
  } catch {
    // A page can make any of this throw; the act is told without a place.
    return '';
  }
}

function tidy(name: string): string {
  return name
    .slice(0, LONGEST_NAME * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
}

interface FoundControl {
  readonly control: Element;
  readonly kind: ControlKind;
}

/**
 * The nearest control an event went through: one that has a role, or else a thing that the page's makers marked as one to be
 * pressed. What is pressed in a field, or on its label, is told by the field.
 */
export function controlIn(path: readonly Element[]): FoundControl | null {
  let marked: (FoundControl & { readonly depth: number }) | null = null;
  for (const [depth, element] of path.slice(0, LONGEST_PATH).entries()) {
    if (isFieldOrItsLabel(element)) return null;
    const kind = kindOfControl(element);
    // A row to be chosen may hold things to be pressed; a button holds nothing but its looks.
    if (kind && marked && (kind === 'option' || kind === 'link') && depth - marked.depth > 1) return marked;
    if (kind) return { control: element, kind };
    const by: ControlKind | null = marked ? null : kindOfMarked(element);
    if (by) marked = { control: element, kind: by, depth };
  }
  return marked;
}

function isFieldOrItsLabel(element: Element): boolean {
  const tag = tagOf(element);
  if (tag === 'LABEL') return (element as HTMLLabelElement).control !== null;
  return (
    FIELDS.has(tag) ||
    (tag === 'INPUT' && !BUTTON_TYPES.has((attributeOf(element, 'type') ?? '').toLowerCase())) ||
    /^(?:|true|plaintext-only)$/.test(attributeOf(element, 'contenteditable') ?? 'false')
  );
}

const FIELDS = new Set(['SELECT', 'OPTION', 'TEXTAREA']);
const MARKED =
  '[onclick], [tabindex="0"], [data-action], [data-toggle], [data-bs-toggle], [jsaction*="click"], [ng-click], [\\@click], [x-on\\:click], [phx-click], [wire\\:click], [hx-get], [hx-post]';
const MARK =
  /(?:^|[\s_-])(?:(btn|button)|(tab)|(menu-?item)|(option)|clickable|card|tile|chip)(?:$|\s|--|__?(?:active|selected|primary))/i;
const MARKED_KINDS = ['button', 'tab', 'menuitem', 'option'] as const;
/** A thing larger than this is a part of the page, whatever it says of itself. */
const MOST_NODES_OF_A_THING = 60;

/** What kind of thing to be pressed an element without a role is, by what its makers wrote to it; null: none that we know. */
function kindOfMarked(element: Element): ControlKind | null {
  const words = `${attributeOf(element, 'class') ?? ''} ${attributeOf(element, 'data-testid') ?? ''}`.slice(0, 300);
  const named = MARK.exec(words);
  if ((!named && !matches(element, MARKED)) || !isSmall(element)) return null;
  return MARKED_KINDS[named?.slice(1).findIndex((group) => group !== undefined) ?? -1] ?? 'thing';
}

function isSmall(element: Element): boolean {
  if (/^(?:BODY|MAIN|HTML|FORM|ARTICLE)$/.test(tagOf(element))) return false;
  const walker = Document.prototype.createTreeWalker.call(element.ownerDocument, element, NodeFilter.SHOW_ELEMENT);
  for (let nodes = 0; nodes < MOST_NODES_OF_A_THING; nodes++) if (!walker.nextNode()) return true;
  return false;
}
