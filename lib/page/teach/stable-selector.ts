/**
 * A selector that finds a piece of a page again: on the next page of its kind, and after the site's next release. Attributes
 * that programmers put there for their own tests go before names for style, those before places; names that machines make up, and names
 * that say a state, are not used.
 */
import { finder } from '@medv/finder';
import { attributeOf, matches } from '../../sites/asked-of-elements.ts';
import { isStableName, saysState } from './is-stable-name.ts';

/** Attributes whose values are the same on all pages of a kind, best first. */
const TRUSTED = ['data-testid', 'data-test-id', 'data-test', 'data-qa', 'data-cy', 'itemprop', 'data-role', 'role'];
const LONGEST = 400;
const SEARCH_IN_MS = 300;
/** A piece of news matches this often at most; more, and the selector says nothing. */
const MOST_NEWS = 20;

/** @param of `place`: there once on a page of this kind. `news`: comes and goes, wherever. */
export function stableSelector(element: Element, of: 'place' | 'news'): string {
  const shown = (element.textContent ?? '').slice(0, 200);
  const usable = (name: string) => isStableName(name) && !(of === 'place' && saysState(name, shown));
  const page = element.ownerDocument;
  const own = ownSelectors(element, usable);
  // Good news and bad look alike but for the name that says which: that one goes first.
  if (of === 'news') own.unshift(...tellingSelectors(element, shown));
  const parents = ancestorsOf(element).flatMap((ancestor) => ownSelectors(ancestor, usable).slice(0, 2));
  const candidates = [
    ...own,
    ...parents.flatMap((parent) => [...own, element.localName].map((each) => `${parent} ${each}`)),
  ].filter((css) => css.length <= LONGEST);
  const fits = (css: string): boolean => {
    const found = page.querySelectorAll(css);
    return of === 'news'
      ? found.length <= MOST_NEWS && matches(element, css)
      : found.length === 1 && found[0] === element;
  };
  const best = candidates.find((css) => attempt(() => fits(css)));
  return best ?? byPlace(element, usable);
}

/** Ways to name an element by itself, the steadiest first. */
function ownSelectors(element: Element, usable: (name: string) => boolean): string[] {
  const tag = element.localName;
  const selectors: string[] = [];
  for (const name of TRUSTED) {
    const value = attributeOf(element, name);
    if (value && value.length <= 80 && !/\d{3}/.test(value)) selectors.push(`[${name}="${CSS.escape(value)}"]`);
  }
  const id = attributeOf(element, 'id');
  if (id && usable(id)) selectors.push(`#${CSS.escape(id)}`);
  const classes = [...element.classList].filter(usable).map((name) => `.${CSS.escape(name)}`);
  for (const each of classes) selectors.push(`${tag}${each}`);
  if (classes.length > 1) selectors.push(`${tag}${classes.join('')}`);
  if (/^h[1-6]$/.test(tag)) selectors.push(tag);
  return selectors;
}

function tellingSelectors(element: Element, shown: string): string[] {
  return [...element.classList]
    .filter((name) => isStableName(name) && saysState(name, shown))
    .map((name) => `${element.localName}.${CSS.escape(name)}`);
}

function ancestorsOf(element: Element): Element[] {
  const ancestors: Element[] = [];
  for (let at = element.parentElement; at && at !== element.ownerDocument.body; at = at.parentElement)
    ancestors.push(at);
  return ancestors.slice(0, 12);
}

/** By its place in the page, where nothing it has names it. */
function byPlace(element: Element, usable: (name: string) => boolean): string {
  return finder(element, {
    timeoutMs: SEARCH_IN_MS,
    idName: usable,
    className: usable,
    attr: (name, value) => TRUSTED.includes(name) && !/\d{3}/.test(value),
  }).slice(0, LONGEST);
}

function attempt(look: () => boolean): boolean {
  try {
    return look();
  } catch {
    // A name the browser takes for no name: the next one, then.
    return false;
  }
}
