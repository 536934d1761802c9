import { attributeOf, parentOf } from './asked-of-elements.ts';

const FURTHEST = 30;
const LONGEST_STYLE = 2_000;
const NOT_SHOWN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i;

/**
 * Whether the markup itself says that an element is not shown: by `hidden`, `aria-hidden` or its style, or those of what it stands
 * in. Style sheets are not asked, since that would make the browser work the page out.
 */
export function isHidden(element: Element): boolean {
  let at: Element | null = element;
  for (let step = 0; at && step < FURTHEST; step++, at = parentOf(at)) {
    if (attributeOf(at, 'hidden') !== null || attributeOf(at, 'aria-hidden') === 'true') return true;
    if (NOT_SHOWN.test((attributeOf(at, 'style') ?? '').slice(0, LONGEST_STYLE))) return true;
  }
  return false;
}
