import type { Candidate } from './candidate.ts';

/** Panel, microcopy: as a fact from p ≥ .8 with this much evidence. */
const FACT_FROM_P = 0.8;
const FACT_FROM_EVIDENCE = 4;
const CHARACTERS_AT_MOST = 240;

/** Words that begin a sentence of instruction: they lose their capital after "Perhaps:". Names keep theirs. */
const FIRST_WORDS = new Set(
  "use no not never always avoid keep write answer reply prefer please do don’t don't a an the my in on for when stick leave skip make give name say put add start end it there".split(
    ' ',
  ),
);

/**
 * Whether it may be said as a fact. What the user said themselves may; a lesson or an episode may as well: it counts what is
 * in the log and claims no more. Any other belief needs p ≥ .8 with effective evidence ≥ 4.
 */
export function isSaidAsFact({ kind, said, p, nEff }: Pick<Candidate, 'kind' | 'said' | 'p' | 'nEff'>): boolean {
  return said || kind === 'lesson' || kind === 'episode' || (p >= FACT_FROM_P && nEff >= FACT_FROM_EVIDENCE);
}

/** The line as it is put in: one sentence on one line, behind a "Perhaps:" if it is not sure enough. */
export function sayLine(candidate: Candidate): string {
  const flat = candidate.text.replace(/\s+/g, ' ').trim();
  const short = flat.length > CHARACTERS_AT_MOST ? `${flat.slice(0, CHARACTERS_AT_MOST - 1).trimEnd()}…` : flat;
  const sentence = /[.!?…]["”’)]?$/.test(short) ? short : `${short}.`;
  if (isSaidAsFact(candidate)) return sentence;
  const [first = ''] = sentence.split(' ', 1);
  const lower = FIRST_WORDS.has(first.toLowerCase());
  return `Perhaps: ${lower ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence}`;
}

/** The exact text of a block of lines: one paragraph. Nothing of no lines. */
export function sayBlock(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `About me: ${lines.join(' ')}`;
}

/** Tokens as the replay contract counts them. */
export function tokensOf(text: string): number {
  return Math.ceil(text.length / 4);
}
