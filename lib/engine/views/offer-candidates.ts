import type { Candidate } from '../../context/candidate.ts';
import { likeness } from '../../context/relevance.ts';
import type { Recall } from '../../recall/recall.ts';
import type { LogRecord } from '../../records/record.ts';
import type { BeliefView } from '../api.ts';
import { sayDate } from './say-date.ts';

/** Hits that are looked at for episodes, and the fewest words that tell a story. */
const HITS = 20;
const FEWEST_WORDS = 5;

/** What an offer, or an answer to `context`, is made from. Everything as of one moment. */
export interface ContextSources {
  /** Beliefs and lessons of all spaces. */
  readonly beliefs: readonly BeliefView[];
  readonly recall: Recall;
  readonly recordOf: (id: string) => LogRecord | undefined;
  /** Vector of a text, where there is one. Texts to have ready: the prompt, and `textsToEmbed` of the beliefs. */
  readonly vectorOf: (text: string) => Int8Array | undefined;
}

/** Texts whose vectors make the choice better; without them it goes by words. */
export function textsToEmbed(prompt: string, beliefs: readonly BeliefView[]): string[] {
  return [prompt, ...beliefs.map(({ text }) => text)];
}

/** Beliefs and lessons that hold at a moment, as candidates. */
export function candidatesOf(beliefs: readonly BeliefView[], now: string): Candidate[] {
  return beliefs
    .filter(({ validTo }) => validTo === null || validTo > now)
    .map((belief) => ({
      id: belief.id,
      kind: belief.kind,
      text: belief.text,
      subject: belief.text,
      about: belief.about,
      polarity: belief.polarity,
      p: belief.p,
      nEff: belief.nEff,
      status: belief.status,
      said: belief.said,
      pinned: belief.pinned,
      space: belief.space,
      context: belief.context,
      t: belief.changed,
      for: belief.for.map(({ id }) => id),
      against: belief.against.map(({ id }) => id),
      ref: belief.ref,
    }));
}

/**
 * What the user once did, or what came of it, and what is plainly about the prompt. Never what a page said or what was typed
 * into a chat: only actions and outcomes in so many words. What a belief or lesson rests on already is left to that.
 */
export function episodesFor(
  prompt: string,
  space: string | null,
  now: string,
  others: readonly Candidate[],
  { recall, recordOf, vectorOf }: ContextSources,
): Candidate[] {
  const used = new Set(others.flatMap((one) => [...one.for, ...one.against]));
  const vector = vectorOf(prompt);
  const told = new Set<string>();
  return recall.search({ query: prompt, vector, k: HITS, at: now, space }).flatMap(({ id }): Candidate[] => {
    const record = recordOf(id);
    if (!record || used.has(id) || (record.kind !== 'action' && record.kind !== 'outcome')) return [];
    const subject = record.text?.replace(/\s+/g, ' ').trim() ?? '';
    if (subject.split(' ').length < FEWEST_WORDS || told.has(subject)) return [];
    const alike = likeness({ text: prompt, vector }, { text: subject, vector: vectorOf(record.text!.trim()) }, false);
    if (alike.relevance === 0) return [];
    told.add(subject);
    const t = (record.kind === 'outcome' ? record.happened : undefined) ?? record.t;
    return [
      {
        id,
        kind: 'episode',
        text: `On ${sayDate(t, null)}: ${subject}`,
        subject: record.text!.trim(),
        about: record.thread ?? '',
        polarity: 1,
        p: 1,
        nEff: 1,
        status: 'linked',
        said: false,
        pinned: false,
        space,
        context: {},
        t,
        for: [id],
        against: [],
        ref: { kind: 'episode', about: record.type, text: subject },
      },
    ];
  });
}
