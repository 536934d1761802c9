/**
 * Reading a large page takes longer than the page may be held up. What may take long is written as a generator that pauses every
 * few milliseconds at most; whoever reads in quiet moments goes on from pause to pause, and whoever wants it at once runs it through.
 */
import { atOnce } from '../../records/at-once.ts';
import type { Reader } from '../site-pack.ts';

/** A reader that can pause, of a generator that does. */
export function inStretches<T>(read: (page: Document, url: URL) => Generator<void, T>): Reader<T> {
  return Object.assign((page: Document, url: URL) => atOnce(read(page, url)), { inStretches: read });
}

/** The first few that any of the selectors finds in a page, in its order: a large page is searched for one selector at a time. */
export function* findInStretches(
  page: Document,
  selectors: readonly string[],
  most: number,
): Generator<void, Element[]> {
  const found = new Set<Element>();
  for (const selector of selectors) {
    for (const element of [...page.querySelectorAll(selector)].slice(0, most)) found.add(element);
    yield;
  }
  return [...found].sort(inOrderOfPage).slice(0, most);
}

/** For `sort`. */
export function inOrderOfPage(a: Element, b: Element): number {
  return (a.compareDocumentPosition(b) & FOLLOWING) !== 0 ? -1 : 1;
}

/** `Node.DOCUMENT_POSITION_FOLLOWING`: readers run where there is no `Node`, too. */
const FOLLOWING = 4;

/** What a reader reads, with its pauses if it has any. */
export function* readInStretches<T>(reader: Reader<T>, page: Document, url: URL): Generator<void, T> {
  return reader.inStretches ? yield* reader.inStretches(page, url) : reader(page, url);
}
