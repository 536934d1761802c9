import { finder } from '@medv/finder';
import { computeAccessibleName } from 'dom-accessibility-api';
import { readWords } from './read-words.ts';

const LONGEST_NAME = 120;
const NAME_BOUNDS = { characters: LONGEST_NAME, nodes: 60 };
/** Above this size a control is a whole card or list; its full name would be slow to compute and long to read. */
const MOST_NODES_FOR_FULL_NAME = 80;
const LONGEST_PATH = 8;

/** Kinds of control, as the second part of `verb:object`. */
export type ControlKind = 'button' | 'link' | 'tab' | 'menuitem' | 'option' | 'switch' | 'summary';

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
  const role = element.getAttribute('role');
  if (role !== null && role in KIND_BY_ROLE) return KIND_BY_ROLE[role] ?? null;
  switch (element.tagName) {
    case 'BUTTON':
      return 'button';
    case 'SUMMARY':
      return 'summary';
    case 'A':
    case 'AREA':
      return element.hasAttribute('href') ? 'link' : null;
    case 'INPUT':
      return BUTTON_TYPES.has((element.getAttribute('type') ?? '').toLowerCase()) ? 'button' : null;
    default:
      return null;
  }
}

/** A control's name as cheaply as it can be had: fit for an event handler. May be empty. */
export function quickName(control: Element): string {
  const written =
    control.getAttribute('aria-label') ??
    (control.tagName === 'INPUT' ? control.getAttribute('value') : null) ??
    readWords(control, NAME_BOUNDS);
  return tidy(written || control.getAttribute('title') || control.getAttribute('alt') || '');
}

/**
 * A control's accessible name, as assistive technology says it; for quiet moments only. A control without any name is
 * named by a short selector, so that the same control is known again.
 */
export function fullName(control: Element): string {
  const small = control.getElementsByTagName('*').length <= MOST_NODES_FOR_FULL_NAME;
  const name = (small ? tidy(computeAccessibleName(control)) : '') || quickName(control);
  return name === '' && control.isConnected ? selectorOf(control) : name;
}

function selectorOf(control: Element): string {
  return finder(control, { timeoutMs: 20, maxNumberOfPathChecks: 100, seedMinLength: 1 }).slice(0, LONGEST_NAME);
}

function tidy(name: string): string {
  return name
    .slice(0, LONGEST_NAME * 4)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
}

/** The nearest control an event went through. */
export function controlIn(path: readonly Element[]): { readonly control: Element; readonly kind: ControlKind } | null {
  for (const element of path.slice(0, LONGEST_PATH)) {
    const kind = kindOfControl(element);
    if (kind) return { control: element, kind };
  }
  return null;
}
