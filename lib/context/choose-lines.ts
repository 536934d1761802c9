import { cosine } from '../models/quantise.ts';
import type { Candidate, CandidateKind } from './candidate.ts';
import { type Likeness, likeness, namingWords } from './relevance.ts';
import { isSaidAsFact, sayBlock, sayLine, tokensOf } from './say-line.ts';
import { standingFit } from './standing-preference.ts';
import { type PromptTask, whatAPromptAsksFor } from './what-a-prompt-asks-for.ts';

export interface ChooseLinesRequest {
  readonly prompt: string;
  /** Vector of a text, where there is one: of the prompt and of the candidates. */
  readonly vectorOf: (text: string) => Int8Array | undefined;
  readonly candidates: readonly Candidate[];
  /** Null is the default space. Lines of any other are left out. */
  readonly space: string | null;
  /** Tokens at most, "About me:" included. */
  readonly budget: number;
}

/** A candidate with what was found out about it. */
export interface WeighedLine {
  readonly candidate: Candidate;
  /** As it would be put in. */
  readonly line: string;
  readonly tokens: number;
  readonly likeness: Likeness;
  /** How well it fits, in [0, 1]: by its subject, or as a standing preference. */
  readonly fit: number;
  readonly standing: boolean;
  readonly utility: number;
}

export interface ChosenLines {
  /** In the order of the text: constraints first, then by utility. */
  readonly lines: readonly WeighedLine[];
  readonly text: string;
  readonly tokens: number;
  /** Every candidate of this space that was weighed, best first, chosen or not. */
  readonly weighed: readonly WeighedLine[];
  readonly task: PromptTask;
}

/** What a line of a kind is worth where it fits fully and surely holds. */
const WORTH: Readonly<Record<CandidateKind, number>> = {
  constraint: 1.2,
  preference: 1,
  lesson: 1,
  mental_model: 0.8,
  fact: 0.7,
  goal: 0.7,
  habit: 0.6,
  episode: 0.4,
};
/** Below this a line is not worth a person's look: it is left out, and with nothing above it nothing is offered. */
const PRICE_OF_A_LINE = 0.12;
/** What each token costs (science 4.1: stop when gain per token < price). */
const PRICE_OF_A_TOKEN = 0.004;
/** science 4.1, 4.3: relevance against repetition; lines beyond S0 cost extra. */
const MMR_LAMBDA = 0.7;
const S0 = 5;
const PENALTY_BEYOND_S0 = 0.15;
/** A belief less likely than this is not told at all (panel: "unsure"); a lesson not if the cases against it weigh more. */
const LEAST_P = 0.55;
const LEAST_P_OF_A_LESSON = 0.5;
/** Lines this alike say the same. */
const SAME_FROM = 0.9;
const EPISODES_AT_MOST = 2;
/** An episode is said only if it is plainly about the prompt: it names a single day of somebody's life. */
const EPISODE_FITS_FROM = 0.5;

/**
 * What is worth saying to a chat for this prompt, within a budget. Often nothing.
 *
 * Each candidate of the space gets a utility: worth of its kind × how surely it holds × how well it fits. Constraints are
 * taken first, then the best gain per token (gain: utility less what the lines before it already say, MMR with λ = .7); then
 * the lot is compared with the best single line. Deterministic: equal gains stand in the order of their ids.
 */
export function chooseLines(request: ChooseLinesRequest): ChosenLines {
  const task = whatAPromptAsksFor(request.prompt);
  const weighed = withoutContradictions(request.candidates)
    .filter(({ space }) => space === request.space)
    .filter(({ kind, said, p }) => said || (kind === 'lesson' ? p >= LEAST_P_OF_A_LESSON : p >= LEAST_P))
    .map((candidate) => weigh(candidate, request, task))
    .sort((a, b) => b.utility - a.utility || (a.candidate.id < b.candidate.id ? -1 : 1));
  const worthIt = weighed.filter(({ utility }) => utility >= PRICE_OF_A_LINE);

  let chosen: WeighedLine[] = [];
  for (const isFirst of [true, false]) {
    const round = worthIt.filter(({ candidate }) => (candidate.kind === 'constraint') === isFirst);
    chosen = addGreedily(chosen, round, request);
  }
  const best = worthIt.find((one) => tokensOf(sayBlock([one.line])) <= request.budget);
  const total = chosen.reduce((sum, { utility }) => sum + utility, 0);
  if (best && best.utility > total) chosen = [best];

  const lines = inTextOrder(chosen);
  const text = sayBlock(lines.map(({ line }) => line));
  return { lines, text, tokens: tokensOf(text), weighed, task };
}

function weigh(candidate: Candidate, { prompt, vectorOf }: ChooseLinesRequest, task: PromptTask): WeighedLine {
  const line = sayLine(candidate);
  const alike = likeness(
    { text: prompt, vector: vectorOf(prompt) },
    { text: candidate.subject, vector: vectorOf(candidate.subject) },
    candidate.kind === 'constraint',
  );
  const standing = standingFit(candidate, task);
  const fits = Math.max(alike.relevance, standing);
  const tooFar = candidate.kind === 'episode' && fits < EPISODE_FITS_FROM;
  const fit = tooFar || isSaidIn(prompt, candidate.subject) ? 0 : fits;
  return {
    candidate,
    line,
    tokens: tokensOf(line),
    likeness: alike,
    fit,
    standing: standing > alike.relevance,
    utility: WORTH[candidate.kind] * certainty(candidate) * fit,
  };
}

/** How surely it holds, in [0, 1]. A lesson grows with its cases; what is only "perhaps" so is worth half. */
function certainty(candidate: Candidate): number {
  if (candidate.said) return 1;
  if (candidate.kind === 'episode') return 1;
  if (candidate.kind === 'lesson') return candidate.for.length / (candidate.for.length + 1);
  return Math.max(0, 2 * candidate.p - 1) * (isSaidAsFact(candidate) ? 1 : 0.5);
}

/** The prompt says it already: every word that names something is in it. */
function isSaidIn(prompt: string, text: string): boolean {
  const naming = namingWords(text);
  if (naming.size < 2) return false;
  const there = namingWords(prompt);
  return [...naming].every((word) => there.has(word));
}

function addGreedily(
  chosen: readonly WeighedLine[],
  from: readonly WeighedLine[],
  { budget, vectorOf }: ChooseLinesRequest,
): WeighedLine[] {
  const taken = [...chosen];
  const left = new Set(from);
  for (;;) {
    const beyond = Math.max(0, taken.length + 1 - S0) * PENALTY_BEYOND_S0;
    let best: { readonly one: WeighedLine; readonly rate: number } | null = null;
    for (const one of left) {
      const repeated = Math.max(0, ...taken.map((other) => sameness(one, other, vectorOf)));
      const gain = (one.utility * (MMR_LAMBDA - (1 - MMR_LAMBDA) * repeated)) / MMR_LAMBDA - beyond;
      const fits = tokensOf(sayBlock([...taken, one].map(({ line }) => line))) <= budget;
      const tooMany = one.candidate.kind === 'episode' && countOfEpisodes(taken) >= EPISODES_AT_MOST;
      if (
        !fits ||
        tooMany ||
        repeated >= SAME_FROM ||
        gain < Math.max(PRICE_OF_A_LINE, PRICE_OF_A_TOKEN * one.tokens)
      ) {
        left.delete(one);
        continue;
      }
      const rate = gain / one.tokens;
      if (best === null || rate > best.rate) best = { one, rate };
    }
    if (best === null) return taken;
    taken.push(best.one);
    left.delete(best.one);
  }
}

const countOfEpisodes = (lines: readonly WeighedLine[]) =>
  lines.filter(({ candidate }) => candidate.kind === 'episode').length;

function sameness(a: WeighedLine, b: WeighedLine, vectorOf: ChooseLinesRequest['vectorOf']): number {
  const x = vectorOf(a.candidate.subject);
  const y = vectorOf(b.candidate.subject);
  if (x && y) return Math.max(0, cosine(x, y));
  const ours = namingWords(a.candidate.subject);
  const theirs = namingWords(b.candidate.subject);
  const all = new Set([...ours, ...theirs]).size;
  return all === 0 ? 0 : [...ours].filter((word) => theirs.has(word)).length / all;
}

/**
 * Of two beliefs about one thing that say the opposite, only the surer stays (the later one, if equally sure). Likeness
 * would take either (science 4.3, trap a): the sign is decided here, before it is asked.
 */
function withoutContradictions(candidates: readonly Candidate[]): Candidate[] {
  const strength = ({ said, p, nEff }: Candidate) => (said ? 1e6 : 0) + (2 * p - 1) * nEff;
  return candidates.filter(
    (one) =>
      !candidates.some((other) => {
        if (one.kind === 'lesson' || one.kind === 'episode' || other.kind === 'lesson' || other.kind === 'episode')
          return false;
        if (one.about === '' || one.about !== other.about || one.space !== other.space) return false;
        if (one.polarity === other.polarity || contextKey(one) !== contextKey(other)) return false;
        const more = strength(other) - strength(one) || (other.t > one.t ? 1 : other.t < one.t ? -1 : 0);
        return more > 0 || (more === 0 && other.id < one.id);
      }),
  );
}

const contextKey = ({ context }: Candidate) => JSON.stringify(Object.entries(context).sort());

function inTextOrder(lines: readonly WeighedLine[]): WeighedLine[] {
  const rank = ({ candidate }: WeighedLine) => (candidate.kind === 'constraint' ? 0 : 1);
  return [...lines].sort(
    (a, b) => rank(a) - rank(b) || b.utility - a.utility || (a.candidate.id < b.candidate.id ? -1 : 1),
  );
}
