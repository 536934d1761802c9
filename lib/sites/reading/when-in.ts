import type { Instant } from '../../records/record.ts';
import { attributeOf } from './text-of.ts';

const MARKS =
  'time, relative-time, [datetime], [data-timestamp], [data-time], [data-ts], [data-mw-ts], [data-utime], [data-epoch], [data-date], [data-created-at], [data-unix], [itemprop="dateCreated"], [itemprop="datePublished"], a[href*="T"][href*="%3A"], [title*=":"]';
const ATTRIBUTES = [
  'datetime',
  'data-timestamp',
  'data-time',
  'data-ts',
  'data-mw-ts',
  'data-utime',
  'data-epoch',
  'data-date',
  'data-created-at',
  'data-unix',
  'content',
] as const;
const ISO = /(?:^|[^\d])(\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|UTC|[+-]\d\d:?\d\d)?(?!\d)/;
const EARLIEST = Date.UTC(1995, 0);
const LATEST = Date.UTC(2100, 0);
const MOST_MARKS = 8;

/** An element that says when something happened, with the instant. */
export interface TimeMark {
  readonly element: Element;
  readonly at: Instant;
}

/**
 * The first instant an element states in the code of the page: `<time datetime>`, data attributes, ISO dates in titles and
 * addresses. Words for people ("3 minutes ago", "Nov 3") are not read: they would be guesses. Undefined: it states none.
 */
export function whenIn(element: Element): TimeMark | undefined {
  const own = instantAt(element);
  if (own) return { element, at: own };
  let looked = 0;
  for (const mark of element.querySelectorAll(MARKS)) {
    if (++looked > MOST_MARKS) break;
    const at = instantAt(mark);
    if (at) return { element: mark, at };
  }
  return undefined;
}

function instantAt(element: Element): Instant | undefined {
  for (const name of ATTRIBUTES) {
    const value = attributeOf(element, name);
    if (value !== '') {
      const at = instantFrom(value);
      if (at) return at;
    }
  }
  const title = attributeOf(element, 'title');
  if (title !== '' && title.length < 120) {
    const at = isoIn(title);
    if (at) return at;
  }
  const address = attributeOf(element, 'href');
  return address.includes('%3A') && address.length < 400
    ? isoIn(address.replace(/%3A/gi, ':').replace(/%2B/gi, '+'))
    : undefined;
}

function instantFrom(value: string): Instant | undefined {
  if (/^\d{10}(?:\.\d+)?$/.test(value)) return instantOf(Number(value) * 1_000);
  if (/^\d{13}$/.test(value)) return instantOf(Number(value));
  const compact = /^((?:19|20)\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(value);
  if (compact) {
    const [, year, month, day, hour, minute, second] = compact.map(Number);
    return instantOf(Date.UTC(year!, month! - 1, day, hour, minute, second));
  }
  return isoIn(value);
}

function isoIn(text: string): Instant | undefined {
  const found = ISO.exec(text);
  if (!found) return undefined;
  const zone = found[2] === 'UTC' ? 'Z' : (found[2] ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
  return instantOf(Date.parse(`${found[1]!.replace(' ', 'T')}${zone}`));
}

function instantOf(ms: number): Instant | undefined {
  return ms >= EARLIEST && ms < LATEST ? new Date(ms).toISOString() : undefined;
}
