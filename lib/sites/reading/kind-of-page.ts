import type { PageKind } from '../site-pack.ts';
import { thingAddress } from '../thing-address.ts';
import { onceAReading } from './once-a-reading.ts';
import { mainOf } from './parts-of-page.ts';
import { attributeOf } from './text-of.ts';

/** Class names that content systems put on the body of pages they make themselves. */
const LIST_BODY =
  /(?:^|\s)(?:ns-special|special-page|search-results|search-results-page|archive|category-archive)(?:\s|$)/;
/** What they put on it where there is no such page. */
const MISSING_BODY = /(?:^|\s)(?:error-?404|page-404)(?:\s|$)/;
const ROWS =
  'tr, li, article, dt, [role="row"], [role="listitem"], [class~="row"], [class~="item"], [class*="-item"], [class*="-row"]';
const FEWEST_ROWS = 5;
const MOST_LINKS = 120;
const LONG_PARAGRAPH = 120;

/**
 * What a page is for: what its address says, unless the page itself says that it is a list, a search or a log-in. Where the
 * address names one thing, it is that thing's page, whatever lists it holds.
 */
export const kindOfPage = onceAReading((page: Document, url: URL): PageKind => {
  const { view, named } = thingAddress(url);
  const body = page.body;
  const bodyIs = body ? attributeOf(body, 'class') : '';
  // Of a thing known by its address it is told that it is gone; any other such page is about nothing.
  if (LIST_BODY.test(bodyIs) || (MISSING_BODY.test(bodyIs) && !named)) return 'list';
  if (view !== 'view' || named) return view;
  if (page.querySelector('form input[type="password"]')) return 'settings';
  return isListOfThings(page, url) ? 'list' : 'view';
});

/**
 * Whether a page is mostly rows with a link each, to things of their own: more of them than paragraphs outside of rows. Bounded,
 * since it is asked while somebody acts.
 */
function isListOfThings(page: Document, url: URL): boolean {
  const main = mainOf(page);
  if (!main) return false;
  let paragraphs = 0;
  let looked = 0;
  // Not by selectors: those would gather all of them first.
  for (const paragraph of main.getElementsByTagName('p')) {
    if (++looked > MOST_LINKS / 2) break;
    if (!paragraph.closest(ROWS) && (paragraph.textContent ?? '').length > LONG_PARAGRAPH) paragraphs++;
  }
  const enough = Math.max(FEWEST_ROWS, paragraphs + 1);
  const things = new Set<string>();
  looked = 0;
  for (const link of main.getElementsByTagName('a')) {
    if (++looked > MOST_LINKS || things.size > MOST_LINKS / 4) break;
    const href = attributeOf(link, 'href');
    if (href.startsWith('#')) continue;
    const row = link.closest(ROWS);
    if (!row || row === main || !main.contains(row) || link.closest('nav, header, footer, aside, p')) continue;
    const target = addressOf(href, url);
    if (!target || target.origin !== url.origin) continue;
    const { key, named } = thingAddress(target);
    if (named) things.add(key);
    if (things.size >= enough) return true;
  }
  return false;
}

/** An address as a link gives it; null if it is none, or one that opens nothing. */
export function addressOf(href: string, base: URL): URL | null {
  if (href === '' || href.length > 2_000 || /^(?:javascript|data|blob|about|tel|sms|#)/i.test(href)) return null;
  try {
    const url = new URL(href, base);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    // Not an address after all.
    return null;
  }
}
