import type { PageKind } from '../site-pack.ts';
import { thingAddress, wholeOfNewPart } from '../thing-address.ts';
import { addressOf } from './kind-of-page.ts';
import { onceAReading } from './once-a-reading.ts';
import { attributeOf } from './text-of.ts';

const MOST_LINKS = 400;
/** Kinds of pages that are about no thing, or about one that is not there yet. */
const NO_THING: ReadonlySet<PageKind> = new Set(['other', 'list', 'search', 'settings', 'new']);

/**
 * Key of the thing a page is about, relative to its site: the same on its page, its edit form, its history and its parts.
 * Null: it is about none.
 */
export const threadOfPage = onceAReading((page: Document, url: URL, kind: PageKind): string | null => {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null;
  if (NO_THING.has(kind)) return kind === 'new' ? wholeOfNewPart(url) : null;
  const own = thingAddress(url);
  return statedAddress(page, url, own.key) ?? shortAddress(page, url, own.key) ?? own.key;
});

/**
 * The page's own word for its address. One-page apps keep the first page's word on all the others: it counts only if what it
 * ends in stands in the address, too.
 */
function statedAddress(page: Document, url: URL, own: string): string | null {
  // Where they belong: a large page without them would be searched to its end.
  const head = page.head ?? page;
  const link = head.querySelector('link[rel="canonical"][href]');
  const meta = head.querySelector('meta[property="og:url"][content]');
  for (const href of [link && attributeOf(link, 'href'), meta && attributeOf(meta, 'content')]) {
    const stated = href ? addressOf(href, url) : null;
    if (!stated || stated.origin !== url.origin) continue;
    const thing = thingAddress(stated);
    if (!thing.named || thing.view !== 'view' || thing.key === own) continue;
    const end = thing.key.split(/[/=#]/).at(-1)!;
    if (end.length > 0 && own.split(/[/=#&?]/).includes(end)) return thing.key;
  }
  return null;
}

/** The short address of a page that is opened by a script's parameter, as its own links give it: `/wiki/Bridge`. */
function shortAddress(page: Document, url: URL, own: string): string | null {
  const script = /^url:(.*\/[\w-]+\.(?:php|cgi|pl))\/([^?]+)$/.exec(own);
  if (!script || url.pathname.endsWith(encodeURI(`/${script[2]!}`))) return null;
  const end = `/${script[2]!}`;
  let looked = 0;
  for (const link of page.querySelectorAll('a[href]')) {
    if (++looked > MOST_LINKS) return null;
    const href = attributeOf(link, 'href');
    if (href.includes('?') || !href.includes('/')) continue;
    const target = addressOf(href, url);
    if (!target || target.origin !== url.origin) continue;
    const { key, named } = thingAddress(target);
    if (named && key.endsWith(end)) return key;
  }
  return null;
}
