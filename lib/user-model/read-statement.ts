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
/** A longer text was pasted: somebody else's words, as likely as not. */
const LONGEST_TEXT_IN_CHARACTERS = 4_000;
const NEGATION =
  /\b(no|not|never|don['’]?t|do not|doesn['’]?t|avoid|without|stop|hate|dislike|can['’]?t stand|cannot|can['’]?t|refuse|rather not|allergic|leave out|skip)\b/i;

/** What may stand before the words that count: "By the way, …", "When writing code, …". */
const LEAD_IN =
  /^(?:(?:please|also|and|but|so|ok|okay|btw|by the way|fyi|for the record|just so you know|note that|remember(?: that)?)[,:]?\s+)*(?:(?:when|whenever|for|in|on|at|with) (?!i\b|you\b)[^,]{2,60},\s+)?(?:please[,:]?\s+)?/i;

/**
 * Standing sentences, matched at the start of what follows the lead-in; the first match wins. A constraint binds, a
 * preference leans, a fact and a goal are about the user. Anchored, so that words in a request ("write that I prefer …") or
 * about others ("she says I like …") are not taken for the user's own.
 */
const PATTERNS: readonly (readonly [BeliefKind, RegExp])[] = [
  ['constraint', /^(?:never|always)\b(?! (?:mind|seen|worked|heard|got|had|been|used|happened|fails?)\b)/i],
  ['constraint', /^(?:under no circumstances|do not ever|don['’]?t ever)\b/i],
  ['constraint', /^i (?:must (?:not|never|always)|mustn['’]t|have to (?:always|never))\b/i],
  [
    'constraint',
    /^i (?:can['’]?t|cannot|can not|don['’]t|do not) (?:eat|drink|tolerate|work (?:on|before|after|past)|travel)\b/i,
  ],
  ['constraint', /^i(?:['’]m| am) (?:\w+ )?allergic to\b/i],
  ['constraint', /^i never (?!got|had|saw|heard|received|knew|thought|said|asked|wanted|expected|liked|seen|been)\w+/i],
  [
    'preference',
    /^i (?:(?:really|strongly|generally|usually|always|much|absolutely) )*(?:prefer|like|love|enjoy|hate|dislike|can['’]?t stand|don['’]?t like|do not like|favou?r)\b/i,
  ],
  ['preference', /^i(?:['’]m| am) (?:\w+ )?a (?:big |huge )?fan of\b/i],
  ['preference', /^my (?:favou?rite|preferred|default) [\w -]+ (?:is|are)\b/i],
  [
    'preference',
    /^(?:in general|generally|from now on|in (?:the )?future|going forward|as a rule|by default|every time you)\b,?\s+\S/i,
  ],
  ['preference', /^when(?:ever)? you (?:write|answer|reply|summari[sz]e|translate|explain|edit|review|draft)\b/i],
  ['preference', /^keep (?:your |my |all )?(?:answers|replies|responses|e-?mails|messages|summaries|explanations)\b/i],
  [
    'preference',
    /^(?:use|avoid|prefer|stick to|leave out|skip|don['’]?t use|do not use) (?!the\b|a\b|an\b|my\b|your\b|it\b|to\b|\d)(?:[\w’'-]+ ?){1,6}$/i,
  ],
  [
    'preference',
    /^no (?!idea|problem|thanks|thank|worries|need|one|longer|rush|matter|way|luck|doubt|wonder|more questions|I\b)(?:[\w’'-]+ ?){1,4}(?:,? please)?$/i,
  ],
  ['habit', /^i (?:usually|mostly|typically|normally|tend to|always) \w+/i],
  [
    'goal',
    /^(?:my (?:main |long-term )?goal is|i aim to|i(?:['’]m| am) (?:learning|training for|saving (?:up )?for))\b/i,
  ],
  [
    'goal',
    /^i(?: want|['’]m trying| am trying) to (?:learn|become|get better|improve my|quit|lose|save|eat|read|sleep|exercise)\b/i,
  ],
  [
    'fact',
    /^(?:i(?:['’]m| am) an? (?!bit|little|lot|while|fan|moment|few)\w+|i work (?:as|at|for|in)|my (?:name|role|job|team|company|manager|time ?zone|native language) is|i live in|i speak|i(?:['’]m| am) (?:vegetarian|vegan|left-handed|colou?r-?blind))\b/i,
  ],
];

/** Said of this one task or thing, not for good. */
const ONE_OFF =
  /\b(?:this|that|these|those) (?:time|one|once|email|e-mail|text|paragraph|message|page|draft|file|code|answer|chat|case|task|list|table|version|idea|approach)\b|\b(?:just once|for now|today|tonight|tomorrow|right now|below|above|attached|the following|last answer|previous (?:answer|message))\b/i;
/** A verb of liking whose object is only pointed at: "I like it", "I love how you wrote the end". */
const POINTS_AT =
  /^i (?:\w+ )*(?:prefer|like|love|enjoy|hate|dislike|stand|favou?r) (?:it|this|that|these|those|your|how|what|where|the (?:first|second|third|last|other|new|old) )/i;
/** Things Retrace does not keep as a belief unless the user confirms them. */
const SENSITIVE =
  /\b(diagnos|depress|cancer|hiv|pregnan|medicat|therapy|therapist|religio|christian|muslim|jewish|hindu|atheist|republican|democrat|vote[ds]? for|gay|lesbian|bisexual|transgender|trade union|salary|debt|bankrupt)/i;

/**
 * Standing statements by patterns: quoted whole, one a sentence. Questions, one-off instructions and sensitive subjects
 * are left out; what no pattern fits is left out too, since a wrong belief costs more than a missing one.
 */
export const readByPatterns: StatementReader = (text) =>
  text.length > LONGEST_TEXT_IN_CHARACTERS
    ? []
    : sentencesOf(ownWordsOf(text)).flatMap((sentence) => {
        if (sentence.length > LONGEST_IN_CHARACTERS || sentence.endsWith('?')) return [];
        if (ONE_OFF.test(sentence) || SENSITIVE.test(sentence)) return [];
        const kind = kindOf(sentence);
        return kind && !POINTS_AT.test(withoutLeadIn(sentence)) ? [statementOf(kind, sentence)] : [];
      });

/** A sentence the user gave Retrace itself: it stands, whatever its form. */
export function asStatedByUser(text: string): StandingStatement[] {
  return sentencesOf(text).map((sentence) => statementOf(kindOf(sentence) ?? 'preference', sentence));
}

/** What is quoted or code was written by somebody else, or for something else. */
function ownWordsOf(text: string): string {
  return text.replace(/```[\s\S]*?(?:```|$)/g, '\n').replace(/^\s*>.*$/gm, '');
}

function withoutLeadIn(sentence: string): string {
  return sentence.replace(LEAD_IN, '').replace(/[.!\s]+$/, '');
}

function kindOf(sentence: string): BeliefKind | null {
  const words = withoutLeadIn(sentence);
  return PATTERNS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
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
