import type { Candidate } from '../../context/candidate.ts';
import { likeness } from '../../context/relevance.ts';
import { ModelFailure } from '../../models/model-failure.ts';
import type { Recall } from '../../recall/recall.ts';
import type { AnswerSources } from '../answers/ask.ts';
import type { BeliefView } from '../api.ts';
import type { Engine } from '../engine.ts';
import { sayDate } from './say-date.ts';
import { cards } from './you.ts';

/** Hits that are looked at for episodes, and the fewest words that tell a story. */
const HITS = 20;
const FEWEST_WORDS = 5;

/** What an offer, or an answer to `context`, is made from. Without an index (null: still being read) there are no episodes. */
export interface ContextSources extends Pick<AnswerSources, 'engine' | 'vectors' | 'get'> {
  readonly recall: Recall | null;
}

/**
 * All that could be said for a prompt in a space: beliefs and lessons of every space, and episodes of this one that are about
 * it. Vectors are used where they are there and never waited for: embed the prompt and `textsOfCandidates` before.
 */
export async function gatherCandidates(
  prompt: string,
  space: string | null,
  now: string,
  sources: ContextSources,
): Promise<Candidate[]> {
  const beliefs = candidatesOf(cards(sources.engine, now), now);
  return [...beliefs, ...(await episodesFor(prompt, space, now, beliefs, sources))];
}

/** Texts of beliefs and lessons: embedded in the background, they are compared with a prompt by meaning, else by words. */
export function textsOfCandidates(engine: Engine, now: string): string[] {
  return candidatesOf(cards(engine, now), now).map(({ subject }) => subject);
}

/** Does what needs the model. A model that is missing or damaged is reported elsewhere, and words still serve. */
export async function withoutModelByWords(embed: () => Promise<unknown>): Promise<void> {
  try {
    await embed();
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
  }
}

/** Beliefs and lessons that hold at a moment, as candidates. */
function candidatesOf(beliefs: readonly BeliefView[], now: string): Candidate[] {
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
async function episodesFor(
  prompt: string,
  space: string | null,
  now: string,
  others: readonly Candidate[],
  { recall, vectors, get }: ContextSources,
): Promise<Candidate[]> {
  if (recall === null) return [];
  const used = new Set(others.flatMap((one) => [...one.for, ...one.against]));
  // What happened in a thread that has a lesson is told by the lesson.
  const toldByLesson = new Set(others.flatMap(({ ref }) => ref.context?.thread ?? []));
  const vector = vectors.get(prompt);
  const hits = recall.search({ query: prompt, vector, k: HITS, at: now, space });
  const records = await get(hits.map(({ id }) => id));
  const told = new Set<string>();
  return hits.flatMap(({ id }): Candidate[] => {
    const record = records.get(id);
    if (!record || used.has(id) || (record.kind !== 'action' && record.kind !== 'outcome')) return [];
    // A few words that are left of a text are no story.
    if (record.form !== undefined) return [];
    const subject = record.text?.trim() ?? '';
    if (subject.split(/\s+/).length < FEWEST_WORDS || told.has(subject) || toldByLesson.has(record.thread ?? ''))
      return [];
    const alike = likeness({ text: prompt, vector }, { text: subject, vector: vectors.get(subject) }, false);
    if (alike.relevance === 0) return [];
    told.add(subject);
    const t = (record.kind === 'outcome' ? record.happened : undefined) ?? record.t;
    return [
      {
        id,
        kind: 'episode',
        text: `On ${sayDate(t, null)}${record.kind === 'action' ? ' I wrote' : ''}: ${subject}`,
        subject,
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
