/**
 * "Actions only": records and sightings without the texts that people wrote. What was done, names of controls, titles and states stay
 * (PRIVACY.md). Pure; for the page that reads, and again for the background that takes what a page sends.
 */
import type { CapturedRecord, Sighting } from '../engine/api.ts';

/**
 * A record without texts. Its words for controls stay, if its script had been told to leave texts out; of one that had not, no words
 * are kept at all, since nobody can tell whose they are.
 * @returns null for what was nothing but a text.
 */
export function recordWithoutTexts(record: CapturedRecord, knew: boolean): CapturedRecord | null {
  const { clip: _, ...bare } = record;
  // Where texts are left out, an answer is told by its size, and a prompt not at all.
  if (bare.kind === 'statement') return bare.features === undefined ? null : withoutText(bare);
  const kept = knew ? bare : withoutWords(bare);
  return kept.kind === 'action' && kept.instead_of ? { ...kept, instead_of: kept.instead_of.map(withoutText) } : kept;
}

/** Names of things that were found in a text are its words, too. */
function withoutWords<T extends { readonly text?: string; readonly entities?: readonly string[] }>(record: T): T {
  if (record.text === undefined) return record;
  const { entities: _, ...rest } = record;
  return withoutText(rest) as T;
}

/** What a page shows of a thing, without what anybody wrote there or says of other things. */
export function sightingWithoutTexts<S extends Pick<Sighting, 'news' | 'replies' | 'mentions'>>(sighting: S): S {
  const { news, replies, mentions } = sighting;
  return {
    ...sighting,
    ...(news && { news: news.map(withoutText) }),
    ...(replies && { replies: replies.map(withoutText) }),
    ...(mentions && { mentions: mentions.map(({ said: _, ...mention }) => withoutText(mention)) }),
  };
}

function withoutText<T extends { readonly text?: string }>({ text: _, ...rest }: T): T {
  return rest as T;
}
