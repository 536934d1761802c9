import type { Sighting } from '../engine/api.ts';
import { newId } from '../records/new-id.ts';
import type { Instant } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';
import type { SitePack } from '../sites/site-pack.ts';
import { readWords } from './read-words.ts';

/** 20,000 words and the characters they take at most; a page beyond it is compared by its beginning. */
const TEXT_BOUNDS = { characters: 160_000, nodes: 40_000 };
const MOST_WORDS = 20_000;
const LONGEST_TITLE = 300;

export type PageSighting = Omit<Sighting, 'app' | 'space'>;

/**
 * What the page shows of its thing right now: title, state, news, and hashes of the words of its text (the text itself is not
 * kept). Null for a page that is about no thing. For quiet moments: it reads the whole text once.
 */
export function readSighting(page: Document, url: URL, pack: SitePack, now: () => Instant): PageSighting | null {
  const thread = pack.threadOf(page, url);
  if (thread === null) return null;
  const text = pack.mainTextOf(page, url);
  const news = pack.newsOf?.(page, url) ?? [];
  const shingles = text ? shinglesOf(firstWords(readWords(text, TEXT_BOUNDS, pack.notMainText))) : [];
  return {
    id: newId(),
    t: now(),
    thread,
    title: pack.titleOf(page, url).slice(0, LONGEST_TITLE),
    state: pack.stateOf(page, url),
    ...(shingles.length > 0 && { shingles }),
    ...(news.length > 0 && { news }),
  };
}

function firstWords(text: string): string {
  let end = 0;
  for (let words = 0; words < MOST_WORDS && end >= 0; words++) end = text.indexOf(' ', end + 1);
  return end < 0 ? text : text.slice(0, end);
}
