import { type ChosenLines, chooseLines, type WeighedLine } from '../../context/choose-lines.ts';
import { isSaidAsFact } from '../../context/say-line.ts';
import type { DecisionRecord, Features } from '../../records/record.ts';
import { wordsForConfidence } from '../../user-model/words-for-confidence.ts';
import type { ClaimStatus, Offer, OfferLine, OfferRequest } from '../api.ts';
import { type ContextSources, gatherCandidates } from './offer-candidates.ts';
import { sayDate } from './say-date.ts';

/** A shorter draft says nothing yet. */
const SHORTEST_DRAFT = 8;
/** science 4.3: 300 to 600. */
const DEFAULT_BUDGET = 400;
/** Candidates that are written down with the decision: the chosen, and the best of those left out. */
const WRITTEN_DOWN = 20;
/** The block of an earlier offer is in the draft already. */
const OFFERED_ALREADY = /\babout me:/i;

/** An offer, and the decision to make it as it goes into the log. */
export interface OfferWithDecision {
  readonly offer: Offer;
  readonly decision: DecisionRecord;
}

/**
 * The offer for a draft; null if nothing is worth saying, the draft is shorter than eight characters, or an offer is in it.
 * The draft itself is not written down: the decision holds the lines that were weighed, and why. Nothing waits for the model:
 * what has no vector is compared by its words.
 *
 * @param id id of the decision record, from the caller, so that this stays a function of what it is given.
 */
export async function offerFor(
  request: OfferRequest,
  sources: ContextSources,
  id: string,
): Promise<OfferWithDecision | null> {
  const { draft } = request;
  if (draft.trim().length < SHORTEST_DRAFT || OFFERED_ALREADY.test(draft)) return null;
  const space = request.space ?? null;
  const candidates = await gatherCandidates(draft, space, request.t, sources);
  const chosen = chooseLines({
    prompt: draft,
    vectorOf: (text) => sources.vectors.get(text),
    candidates,
    space,
    budget: request.budget ?? DEFAULT_BUDGET,
  });
  if (chosen.lines.length === 0) return null;
  return {
    offer: {
      id,
      lines: chosen.lines.map((line) => offerLine(line, chosen, request.t)),
      tokens: chosen.tokens,
      of: candidates.filter((one) => one.space === space && one.kind !== 'episode').length,
    },
    decision: {
      kind: 'decision',
      id,
      t: request.t,
      app: request.app,
      ...(request.space === undefined ? {} : { space: request.space }),
      ...(request.thread === undefined ? {} : { thread: request.thread }),
      about: 'offer',
      candidates: weighedForTheLog(chosen).map((line) => {
        const isChosen = chosen.lines.includes(line);
        // Nothing is left out by lot yet: what was chosen was sure to be, what was not was sure not to be.
        return { ref: line.candidate.ref, features: featuresOf(line), propensity: isChosen ? 1 : 0, chosen: isChosen };
      }),
    },
  };
}

function weighedForTheLog({ lines, weighed }: ChosenLines): WeighedLine[] {
  const leftOut = weighed.filter((line) => line.utility > 0 && !lines.includes(line));
  return [...lines, ...leftOut.slice(0, Math.max(0, WRITTEN_DOWN - lines.length))];
}

function offerLine(line: WeighedLine, chosen: ChosenLines, now: string): OfferLine {
  const { candidate } = line;
  return {
    ref: candidate.ref,
    kind: candidate.kind,
    text: line.line,
    meta: metaOf(line),
    why: `${whereFrom(line, now)} ${whyItFits(line, chosen)}`,
    status: candidate.status,
    sign: candidate.kind === 'lesson' ? candidate.polarity : 0,
    tokens: line.tokens,
    utility: line.utility,
    features: featuresOf(line),
  };
}

function featuresOf({ candidate, likeness, fit, standing, tokens, utility }: WeighedLine): Features {
  return {
    ...(likeness.cosine === null ? {} : { similarity: likeness.cosine }),
    words: likeness.words,
    p: candidate.p,
    n_eff: candidate.nEff,
    fit,
    standing: standing ? 1 : 0,
    tokens,
    utility,
  };
}

const STATUS_WORDS: Readonly<Record<ClaimStatus, string>> = {
  linked: 'linked',
  associated: 'associated',
  likely_helps: 'likely helps',
  likely_hurts: 'likely hurts',
  caused: 'caused',
};

/** "everywhere · you said so", "1 case · linked". */
function metaOf({ candidate }: WeighedLine): string {
  if (candidate.kind === 'episode') return 'from your log';
  if (candidate.kind === 'lesson') return `${cases(candidate.for.length)} · ${STATUS_WORDS[candidate.status]}`;
  const places = Object.values(candidate.context).map(String);
  const sure = isSaidAsFact(candidate)
    ? wordsForConfidence(candidate.p, candidate.nEff, candidate.said)
    : `${wordsForConfidence(candidate.p, candidate.nEff)}, so it is put as a perhaps`;
  return `${places.length === 0 ? 'everywhere' : places.join(', ')} · ${sure}`;
}

function whereFrom({ candidate }: WeighedLine, now: string): string {
  const last = sayDate(candidate.t, now);
  if (candidate.kind === 'episode') return `It is in your log of ${last}.`;
  if (candidate.kind === 'lesson') {
    return candidate.for.length === 1
      ? `It comes from one case, on ${last}.`
      : `It comes from ${cases(candidate.for.length)}, last on ${last}.`;
  }
  const against = candidate.against.length === 0 ? '' : `, against it ${candidate.against.length}`;
  if (candidate.said) return `You said so, last on ${last}${against}.`;
  return `Signs for it: ${candidate.for.length}${against}; last on ${last}.`;
}

function whyItFits({ standing }: WeighedLine, { task }: ChosenLines): string {
  if (!standing) return 'It fits because your draft is about the same.';
  return task.writing ? 'It fits because you ask for a text.' : 'It fits because you ask for an explanation.';
}

const cases = (count: number) => (count === 1 ? '1 case' : `${count} cases`);
