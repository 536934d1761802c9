import type { Reply } from '../engine/api.ts';
import { shinglesOf } from '../records/shingles.ts';
import type { SiteData } from './site-data.ts';
import { isAbout } from './states-from-data.ts';
import { wordsIn } from './words-in.ts';

const MOST_REPLIES = 50;
const LONGEST_TEXT = 1_000;
/** Of a whole reply, for its hashes. */
const LONGEST_READ = 20_000;
const MOST_SHINGLES = 3_000;
const LONGEST_KEY = 300;

/** The contributions below a thing, in the order of the page; the latest fifty. */
export function repliesFrom(
  page: ParentNode,
  data: NonNullable<SiteData['replies']>,
  noun: string | null,
  own: string | null,
): Reply[] {
  if (!isAbout(data.item, noun)) return [];
  return [...page.querySelectorAll(data.item.css)].slice(-MOST_REPLIES).map((item) => {
    const authored = data.author === undefined ? null : item.querySelector(data.author);
    const author = authored
      ? (data.authorIn === undefined ? wordsIn(authored, 100) : (authored.getAttribute(data.authorIn) ?? '')).trim()
      : '';
    const shown = data.text === undefined ? item : item.querySelector(data.text);
    const words = wordsIn(shown, LONGEST_READ);
    const happened = instantIn(item, data.time, data.timeIn);
    const worth = data.worth?.find(({ css }) => item.matches(css) || item.querySelector(css) !== null)?.value;
    const shingles = shinglesOf(words).slice(0, MOST_SHINGLES);
    return {
      key: keyOf(item, author, happened, words),
      ...(words !== '' && { text: words.slice(0, LONGEST_TEXT) }),
      ...(shingles.length > 0 && { shingles }),
      ...(author !== '' && { by: `@${author.replace(/^@/, '').replace(/\s+/g, '_')}`.slice(0, 200) }),
      ...(own !== null && author !== '' && { own: sameAccount(author, own) }),
      ...(happened !== undefined && { happened }),
      ...(worth !== undefined && { value: worth }),
    };
  });
}

/** The moment an element tells in an attribute; undefined if it tells none that a clock knows. */
export function instantIn(part: Element, css: string | undefined, attribute = 'datetime'): string | undefined {
  if (css === undefined) return undefined;
  const element = part.matches(css) ? part : part.querySelector(css);
  const written = (element?.getAttribute(attribute) ?? '').slice(0, 60);
  const moment = momentOf(written);
  return Number.isFinite(moment) && moment > 0 && moment < 8e14 ? new Date(moment).toISOString() : undefined;
}

/** Milliseconds since 1970: of a count of them, of seconds or of microseconds, or of a date with its zone. NaN for anything else. */
function momentOf(written: string): number {
  const count = /(?:^|[\s-])(\d{10}|\d{13}|\d{16})(?:\.\d+)?$/.exec(written)?.[1];
  // The longer the count, the finer: ten digits are seconds until 2286.
  if (count !== undefined) return Number(count) * 10 ** (13 - count.length);
  // A date without its zone would be read in the reader's own.
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/.test(written)) return Number.NaN;
  return Date.parse(written.replace(' ', 'T').replace(/\s+/g, ''));
}

function keyOf(item: Element, author: string, happened: string | undefined, words: string): string {
  const named = item.id || item.getAttribute('data-id') || item.getAttribute('data-comment-id');
  if (named) return named.slice(0, LONGEST_KEY);
  return `said:${shinglesOf(`${author} ${happened ?? ''} ${words.slice(0, 60)}`)[0] ?? 0}`;
}

function sameAccount(a: string, b: string): boolean {
  const plain = (name: string) => name.replace(/^@/, '').trim().toLowerCase();
  return plain(a) === plain(b);
}
