import { type Lesson, wordLessons } from '../../lessons/word-lessons.ts';
import { probabilityOf } from '../../user-model/belief-probability.ts';
import type { Belief } from '../../user-model/user-model.ts';
import type { BeliefView, EvidenceView } from '../api.ts';
import type { Engine } from '../engine.ts';
import { headingOf } from './words.ts';

const MOST_EVIDENCE = 20;

/** All beliefs and lessons as cards, as of a moment, with the user's verdicts. */
export function cards(engine: Engine, now: string): BeliefView[] {
  const beliefs = engine.userModel.beliefs(engine.verdicts, now).map(cardOfBelief);
  const lessons = lessonsOf(engine).flatMap((lesson) => cardOfLesson(engine, lesson, now) ?? []);
  return [...beliefs, ...lessons];
}

/** The You view: pinned first, then by when they last changed. */
export function youView(
  engine: Engine,
  now: string,
  query: { readonly kind?: string; readonly q?: string },
): BeliefView[] {
  const words = (query.q ?? '').toLowerCase();
  return cards(engine, now)
    .filter((card) => (query.kind === undefined || card.kind === query.kind) && card.text.toLowerCase().includes(words))
    .sort(
      (a, b) =>
        Number(b.pinned) - Number(a.pinned) ||
        Number(a.validTo !== null) - Number(b.validTo !== null) ||
        (a.changed < b.changed ? 1 : -1),
    );
}

/** All lessons, named by the titles that are known. */
export function lessonsOf(engine: Engine): Lesson[] {
  return wordLessons(engine.lessons, (thread) => engine.entities.titleOf(thread));
}

function cardOfBelief(belief: Belief): BeliefView {
  return {
    id: belief.key,
    kind: belief.kind,
    text: belief.text,
    about: belief.about,
    polarity: belief.polarity,
    context: belief.context,
    space: belief.space,
    p: belief.p,
    lo: belief.lo,
    hi: belief.hi,
    nEff: belief.nEff,
    status: 'linked',
    for: belief.for.slice(-MOST_EVIDENCE).map(({ id, t, text }) => ({ id, t, text, sign: 1 })),
    against: belief.against.map(({ id, t }) => ({ id, t, text: 'You said this is not so.', sign: -1 })),
    changed: belief.changed,
    validFrom: belief.validFrom,
    validTo: belief.validTo,
    pinned: belief.pinned,
    said: belief.saidSo,
    ref: belief.ref,
  };
}

/** A lesson as a card; null if the user deleted it. */
function cardOfLesson(engine: Engine, lesson: Lesson, now: string): BeliefView | null {
  const standing = engine.verdicts.on(lesson.ref, lesson.space);
  if (standing.deleted) return null;
  const evidence = [
    ...lesson.cases.map(({ t }) => ({ t, sign: 1 as const, weight: 1 })),
    ...lesson.exceptions.map(({ t }) => ({ t, sign: -1 as const, weight: 1 })),
    ...standing.confirmed.map(({ t }) => ({ t, sign: 1 as const, weight: 10 })),
    ...standing.rejected.map(({ t }) => ({ t, sign: -1 as const, weight: 10 })),
  ].sort((a, b) => (a.t < b.t ? -1 : 1));
  const shown = (list: Lesson['cases'], sign: 1 | -1): EvidenceView[] =>
    list.slice(-MOST_EVIDENCE).map(({ outcome, t }) => {
      const learnt = engine.credit.outcome(outcome);
      const entity = engine.entities.titleOf(learnt?.thread);
      return { id: outcome, t, text: headingOf(learnt?.type ?? lesson.outcomeType, entity, null, t), sign };
    });
  return {
    id: lesson.id,
    kind: 'lesson',
    text: lesson.text,
    about: lesson.ref.about ?? '',
    polarity: lesson.sign,
    context: lesson.context,
    space: lesson.space,
    ...probabilityOf(evidence, now),
    status: 'linked',
    for: shown(lesson.cases, 1),
    against: shown(lesson.exceptions, -1),
    changed: [lesson.cases.at(-1)!.t, standing.last ?? ''].sort().at(-1)!,
    validFrom: lesson.cases[0]!.t,
    validTo: standing.ended,
    pinned: standing.pinned,
    said: standing.confirmed.length > 0 && standing.rejected.length === 0,
    ref: lesson.ref,
  };
}
