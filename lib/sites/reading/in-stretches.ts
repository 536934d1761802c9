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

/** What a reader reads, with its pauses if it has any. */
export function* readInStretches<T>(reader: Reader<T>, page: Document, url: URL): Generator<void, T> {
  return reader.inStretches ? yield* reader.inStretches(page, url) : reader(page, url);
}
