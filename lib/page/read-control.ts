/**
 * What libraries read of a control, kept from pages that would make them read without end: names that point at half the page,
 * forms whose own fields answer for their parents. For quiet moments; comes with the readers.
 */
import { finder } from '@medv/finder';
import { computeAccessibleName } from 'dom-accessibility-api';
import { attributeOf, matches } from '../sites/asked-of-elements.ts';
import { plainSelector } from './plain-selector.ts';
import { isInline } from './read-words.ts';
import { showsASecret } from './secret-by-markup.ts';

/** More nodes than this are no name, wherever they stand. */
const MOST_NODES = 300;
const LONGEST_LIST_OF_IDS = 400;
/** What a selector may be made of. */
const NAMES_OF_ELEMENTS = ['id', 'class', 'name', 'role', 'aria-label', 'rel', 'href'];
const LONGEST_LIST_OF_NAMES = 4_000;
const DEEPEST = 200;

/** Of these a name takes what was typed into them. */
const TYPED_INTO =
  'textarea, input:not([type="button" i], [type="submit" i], [type="reset" i], [type="image" i], [type="checkbox" i], [type="radio" i]), [contenteditable]:not([contenteditable="false" i]), [role="textbox"], [role="searchbox"], [role="combobox"]';

/**
 * A control's name as assistive technology says it, by what the markup says of parts that are hidden; empty if there is too much to
 * read for one, or if something typed would be part of it: a name may hold what other fields hold, secret or not. Style sheets are not asked, since that would make the browser work out the style of the page: what only they hide is
 * part of the name.
 */
export function accessibleName(control: Element): string {
  if (!isOnlyWords(control)) return '';
  return computeAccessibleName(control, {
    getComputedStyle: (element) => styleInMarkup(element) as CSSStyleDeclaration,
    computedStyleSupportsPseudoElements: false,
  });
}

/** The two properties a name depends on. */
function styleInMarkup(element: Element): Pick<CSSStyleDeclaration, 'getPropertyValue'> {
  const written = attributeOf(element, 'style') ?? '';
  return {
    getPropertyValue(property) {
      const stated = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([\\w-]+)`, 'i').exec(written)?.[1];
      if (stated !== undefined) return stated.toLowerCase();
      if (property !== 'display') return '';
      return attributeOf(element, 'hidden') !== null ? 'none' : isInline(element) ? 'inline' : 'block';
    },
  };
}

/** A short selector that finds an element and no other, as a person reads it; empty where its ancestors cannot be gone through. */
export function shortSelector(...[control, bounds]: Parameters<typeof finder>): string {
  return hasPlainAncestors(control) ? plainSelector(finder(control, bounds)) : '';
}

/** Counts what a name may be made of, and looks that it is only words: the control, its labels, and what they point at. */
function isOnlyWords(control: Element): boolean {
  const labels = (control as Partial<HTMLInputElement>).labels ?? [];
  const waiting: Element[] = [control, ...[...labels].slice(0, 5)];
  const known = new Set(waiting);
  let nodes = 0;
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    nodes += part.getElementsByTagName('*').length + part.childNodes.length;
    // What is clobbered counts as no number.
    if (!(nodes <= MOST_NODES)) return false;
    for (const element of [part, ...part.querySelectorAll('*')]) {
      if (element !== control && holdsTyped(element)) return false;
      for (const name of ['aria-labelledby', 'aria-owns']) {
        const list = attributeOf(element, name) ?? '';
        if (list.length > LONGEST_LIST_OF_IDS) return false;
        for (const id of list.split(/\s+/)) {
          const target = id === '' ? null : Document.prototype.getElementById.call(control.ownerDocument, id);
          if (!target) continue;
          // Read again each time it is pointed at.
          if (known.has(target)) nodes += target.getElementsByTagName('*').length + 1;
          else waiting.push(target);
          known.add(target);
        }
      }
    }
  }
  return true;
}

function holdsTyped(element: Element): boolean {
  return matches(element, TYPED_INTO) || (element.tagName === 'OUTPUT' && showsASecret(element));
}

function isLongNamed(element: Element): boolean {
  return NAMES_OF_ELEMENTS.some((name) => (attributeOf(element, name)?.length ?? 0) > LONGEST_LIST_OF_NAMES);
}

function hasPlainAncestors(control: Element): boolean {
  // By the prototype: the fields of a form can answer for its parent.
  const parentOf = Object.getOwnPropertyDescriptor(Node.prototype, 'parentElement')!.get!;
  let depth = 0;
  for (let at: Element | null = control; at; at = parentOf.call(at) as Element | null) {
    if (++depth > DEEPEST || at.parentElement !== parentOf.call(at) || isLongNamed(at)) return false;
  }
  return true;
}
