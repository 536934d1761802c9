import { decoded } from '../../privacy/as-read.ts';
import type { PageKind } from '../site-pack.ts';
import { thingAddress } from '../thing-address.ts';
import { addressOf } from './kind-of-page.ts';
import { onceAReading } from './once-a-reading.ts';
import { mainOf } from './parts-of-page.ts';
import { attributeOf, oneLine, textOf } from './text-of.ts';

const LONGEST_TITLE = 200;

/**
 * What a page calls its thing: its heading, else its title without the site's name. On an edit form or a history the heading
 * says more than the name; there it is what the heading links to, or the name in the address, if the heading has it.
 */
export const titleOfPage = onceAReading((page: Document, url: URL, kind: PageKind): string => {
  const heading = headingOf(page);
  const title = titleWithoutSite(page, url);
  const field = kind === 'list' || kind === 'search' ? '' : titleInFields(page);
  // Where no heading is about the thing itself, one of its fields may be.
  if (field !== '' && !(heading?.isOfTheThing && kind === 'view')) return field;
  if (kind === 'view' || kind === 'chat' || kind === 'list' || kind === 'search') return heading?.text || title;
  const own = thingAddress(url);
  if (heading) {
    for (const link of heading.element.querySelectorAll('a[href]')) {
      const target = addressOf(attributeOf(link, 'href'), url);
      const thing = target && thingAddress(target);
      if (thing && thing.key === own.key && thing.view === 'view') return textOf(link, LONGEST_TITLE);
    }
  }
  const name = decoded(own.key.split(/[/?#]/).at(-1) ?? '').replace(/_/g, ' ');
  if (name.length > 2 && /\p{L}/u.test(name) && (heading?.text ?? title).includes(name))
    return name.slice(0, LONGEST_TITLE);
  return heading?.text || title;
});

const TITLE_LABEL =
  /^\W*(?:title|summary|subject|titel|betreff|titre|objet|t[íi]tulo|asunto|titolo|oggetto|assunto|onderwerp)\s*[:：*]?\s*$/i;
const MOST_LABELS = 40;

/** What a row of its properties, or a field of the form it is changed in, says its title is. */
function titleInFields(page: Document): string {
  const main = mainOf(page);
  if (!main) return '';
  const field = main.querySelector(
    'input:is([name="title" i], [name="subject" i], [name="summary" i])[value]:not([type="hidden" i])',
  );
  const value = field ? oneLine(attributeOf(field, 'value')) : '';
  if (value !== '' && page.title.includes(value)) return value.slice(0, LONGEST_TITLE);
  let looked = 0;
  for (const label of main.querySelectorAll('th, td, dt')) {
    if (++looked > MOST_LABELS) return '';
    const text = label.textContent ?? '';
    const next = text.length < 20 && TITLE_LABEL.test(text) ? label.nextElementSibling : null;
    if (next && next.nodeName !== 'TH') return textOf(next, LONGEST_TITLE);
  }
  return '';
}

interface Heading {
  readonly element: Element;
  readonly text: string;
  /** Whether it stands in the part of the page that is about the thing, and is a large one. */
  readonly isOfTheThing?: boolean;
}

/**
 * The first large heading of the thing's part of the page; without one, the heading there that the page's title repeats; then
 * any large heading of the page.
 */
function headingOf(page: Document): Heading | null {
  const main = mainOf(page);
  if (main && main.nodeName !== 'BODY') {
    const [large] = headingsIn(page, main, 'h1', 1);
    if (large) return { ...large, isOfTheThing: true };
    const headings = headingsIn(page, main, 'h2, h3, [itemprop="headline"], [itemprop="name"], [role="heading"]', 5);
    const title = oneLine(page.title.slice(0, 1_000));
    const repeated = headings.filter(({ text }) => text.length > 2 && title.includes(text));
    const best = repeated.sort((a, b) => b.text.length - a.text.length)[0];
    if (best) return best;
    const [outer] = headingsIn(page, page, 'article h1, h1', 1);
    // The site's name: then the title says what the page is beside it.
    const rest =
      outer && page.title.startsWith(outer.text)
        ? /^\s*[:|·–—-]\s+(\S.*)$/.exec(page.title.slice(outer.text.length))
        : null;
    return rest
      ? { element: outer!.element, text: oneLine(rest[1]!).slice(0, LONGEST_TITLE) }
      : (outer ?? headings[0] ?? null);
  }
  const [large] = [...headingsIn(page, page, 'article h1', 1), ...headingsIn(page, page, 'h1', 1)];
  return large ? { ...large, isOfTheThing: true } : (headingsIn(page, page, 'h2', 1)[0] ?? null);
}

/** Remarks, and links to act on what the heading names. */
function isBesideAHeading(part: Element): boolean {
  return (
    /^(?:BUTTON|SMALL)$/.test(part.nodeName) ||
    /edit-?section|anchor|permalink|edit[-_]link/i.test(attributeOf(part, 'class')) ||
    (part.nodeName === 'A' && /\/_?(?:edit|update|delete)(?:[/?]|$)/i.test(attributeOf(part, 'href')))
  );
}

function headingsIn(page: Document, scope: ParentNode, selector: string, most: number): Heading[] {
  const found: Heading[] = [];
  let looked = 0;
  for (const element of scope.querySelectorAll(selector)) {
    if (++looked > 8 || found.length >= most) break;
    if (element.closest('footer, [role="banner"], dialog, [hidden]')) continue;
    if (element.closest('header') && element.querySelector('img, svg')) continue;
    const text = textOf(element, LONGEST_TITLE, isBesideAHeading) || textOf(element, LONGEST_TITLE);
    // In a menu it is the thing's only if the page is called so, too.
    if (element.closest('nav') && (element.nodeName !== 'H1' || !page.title.startsWith(text))) continue;
    if (text !== '') found.push({ element, text });
  }
  return found;
}

/** Fewer words than this are no name without the site's. */
const FEWEST_WORDS = 3;

/** `Bridge opening hours - Wiki` is `Bridge opening hours`: the last part goes if it is the site's name. */
function titleWithoutSite(page: Document, url: URL): string {
  const title = oneLine(page.title.slice(0, 1_000)).replace(/^\(\d+\)\s+/, '');
  const [, own, last] = /^(.+)\s+[-–—|·•]\s+(\S.*)$/.exec(title) ?? [];
  if (own === undefined || own.split(' ').length < FEWEST_WORDS) return title.slice(0, LONGEST_TITLE);
  const site = page.querySelector('meta[property="og:site_name"], meta[name="application-name"]');
  const names = [site ? attributeOf(site, 'content') : '', ...url.hostname.split('.')].map(letters);
  return (names.includes(letters(last!)) ? own : title).slice(0, LONGEST_TITLE);
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
