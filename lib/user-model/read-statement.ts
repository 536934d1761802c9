import type { BeliefKind } from '../engine/api.ts';

/** What a sentence of the user's says about them for good, in their own words. */
export interface StandingStatement {
  readonly kind: BeliefKind;
  readonly text: string;
  /** Subject, as a few lower-case content words: what two sentences about the same thing share. */
  readonly about: string;
  readonly polarity: 1 | -1;
}

/** Finds standing statements in a text. An interface, so that better readers can take the place of patterns. */
export type StatementReader = (text: string) => readonly StandingStatement[];

const LONGEST_IN_CHARACTERS = 240;
const NEGATION =
  /\b(no|not|never|don['’]?t|do not|doesn['’]?t|avoid|without|stop|hate|dislike|can['’]?t stand|cannot|can['’]?t|refuse|rather not)\b/i;

/** Patterns of standing sentences, first match wins. A constraint binds; a preference leans; a fact and a goal are about the user. */
const PATTERNS: readonly (readonly [BeliefKind, RegExp])[] = [
  ['constraint', /^(please\s+)?(never|always|under no circumstances|do not ever|don['’]?t ever)\b/i],
  [
    'constraint',
    /\b(i (must|can) ?not|i can['’]?t (eat|use|have|open|read|work)|i am allergic|i['’]m allergic|i have to (always|never))\b/i,
  ],
  [
    'preference',
    /\b(i (strongly |really |generally |much )?(prefer|like|love|hate|dislike|can['’]?t stand|don['’]?t like|do not like|enjoy)|i(['’]d| would) (much )?(rather|prefer))\b/i,
  ],
  [
    'preference',
    /^(in general|generally|from now on|in future|for all|as a rule|by default|when(ever)? (you|i)|every time)\b/i,
  ],
  [
    'preference',
    /^(please\s+)?(use|avoid|keep|write|answer|reply|prefer|stick to|leave out|skip|no|don['’]?t use|do not use)\b.{3,}/i,
  ],
  ['goal', /\b(my goal is|i want to|i['’]m trying to|i am trying to|i aim to|i plan to)\b/i],
  [
    'fact',
    /\b(i am an?|i['’]m an?|i work (as|at|for|in|on)|my (name|role|job|team|company|manager) is|i live in|i speak)\b/i,
  ],
];

/** Said of this one task, not for good. */
const ONE_OFF =
  /\b(this (time|one|once|email|text|paragraph|message|page|draft)|just (this|once)|for now|today only|right now|in this (chat|case)|the (text|paragraph|draft|following) (below|above)?)\b/i;
/** Things Retrace does not keep as a belief unless the user confirms them. */
const SENSITIVE =
  /\b(diagnos|depress|cancer|hiv|pregnan|medicat|therapy|therapist|religio|christian|muslim|jewish|hindu|atheist|republican|democrat|vote[ds]? for|gay|lesbian|bisexual|transgender|trade union|salary|debt|bankrupt)/i;

/**
 * Standing statements by patterns: quoted whole, one a sentence. Questions, one-off instructions and sensitive subjects
 * are left out; what no pattern fits is left out too, since a wrong belief costs more than a missing one.
 */
export const readByPatterns: StatementReader = (text) =>
  sentencesOf(text).flatMap((sentence) => {
    if (sentence.length > LONGEST_IN_CHARACTERS || sentence.endsWith('?')) return [];
    if (ONE_OFF.test(sentence) || SENSITIVE.test(sentence)) return [];
    const found = PATTERNS.find(([, pattern]) => pattern.test(sentence));
    return found ? [statementOf(found[0], sentence)] : [];
  });

/** A sentence the user gave Retrace itself: it stands, whatever its form. */
export function asStatedByUser(text: string): StandingStatement[] {
  return sentencesOf(text).map((sentence) => {
    const found = PATTERNS.find(([, pattern]) => pattern.test(sentence));
    return statementOf(found?.[0] ?? 'preference', sentence);
  });
}

function statementOf(kind: BeliefKind, sentence: string): StandingStatement {
  return { kind, text: sentence, about: subjectOf(sentence), polarity: NEGATION.test(sentence) ? -1 : 1 };
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim().replace(/^[-*•]\s+/, ''))
    .filter((sentence) => /[\p{L}]{2}/u.test(sentence));
}

const EMPTY_WORDS = new Set(
  'a an the i me my you your please use using always never prefer avoid keep write answer reply not no don t do dont in on of to for with and or is are be it that this when like love hate would rather general generally by default from now want'.split(
    ' ',
  ),
);

/** The first few words of a sentence that carry its subject. */
function subjectOf(sentence: string): string {
  const words = sentence.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return (
    words
      .filter((word) => !EMPTY_WORDS.has(word))
      .slice(0, 3)
      .join(' ') ||
    (words[0] ?? '')
  );
}
