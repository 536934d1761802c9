/** What a next prompt says of the answer before it. The rules of correction and of pointing back are those of live capture. */
import { type Correction, correctionIn } from '../sites/is-correction.ts';
import { letterRuns } from '../sites/letter-runs.ts';
import { pointsBack } from '../sites/points-back.ts';

export type FollowUpVerb = 'correct' | 'thank' | 'continue';

export interface FollowUp {
  readonly verb: FollowUpVerb;
  readonly confidence: number;
}

/** As live capture has it (page/chat/observe-chat.ts). */
const CORRECTS_FROM = 0.5;
/** Share of a prompt's words of substance that were said before it, from which it builds on that. */
const BUILDS_ON_FROM = 1 / 3;
const SHORTEST_WORD = 5;
const LONGEST_READ = 4_000;

const INTRO =
  "(?:[\\s\"'(¡¿]|(?:ok|okay|oh|ah|wow|yes|cool|many|very|so|that(?:['’]s| is| was| looks)|this is|it(?:['’]s| is)|looks|das ist|sehr|vielen|c['’]est|muy|muchas|muito|molto)[\\s,!.:]+)*";
/** Words of thanks; then words of praise, which need to stand for themselves: not “great Britain”, not “a nice letter”. */
const THANKS = new RegExp(
  `^${INTRO}(?:(?:thanks?|thank you|thx|ty|danke|merci|gracias|obrigad[oa]|grazie|dank je|bedankt|dziękuję|спасибо|благодарю)(?![\\p{L}\\p{N}])|(?:great|perfect|nice|awesome|excellent|wonderful|brilliant|super|prima|perfekt|parfait|génial|perfecto|genial|perfeito|perfetto|ottimo|отлично|прекрасно)(?=\\s*(?:[.,!;:)–—-]|$)|\\s(?:work|job|answer|idea|start|stuff|but|and|now|thank|thanks))|谢谢|太好了|很好|ありがとう|素晴らしい|감사|고마)`,
  'iu',
);
/** “Thank-you letter for my aunt”, “perfect numbers”: what is asked for, not what is felt. */
const NO_THANKS = /^\s*thank[- ]you (?:letter|note|card|email|e-mail|message|speech)/iu;

/** Long words that any talk is made of. */
const OF_NO_SUBSTANCE = new Set(
  'about above after again against along already although always another around because before being below between could doing during every first found given going great having looks might other please quite really right shall should since something still their there these thing things think those three through under until using wants where which while whole whose would write years yours please explain describe example examples aber alles bitte diese dieser einen einer eines etwas haben immer keine können machen meine nicht noch oder schon sehr sich sind soll über viele warum welche wenig werden wieder würde alors après aussi avant avec avoir cette comme comment depuis encore entre faire leurs mieux moins notre plus pourquoi quand quelle sans toujours trop votre antes como cuando desde donde entre este esto hacer hasta mejor mucho para pero porque puede quiero sobre también tiene todos'.split(
    ' ',
  ),
);

/** A prompt, and what it follows. */
export interface Followed {
  readonly prompt: string;
  readonly previous: string;
  readonly answer: string;
  /** Between the answer and the prompt. */
  readonly seconds: number;
}

/**
 * The one thing a next prompt says of the answer before it: that it was wrong, that it was good, that it was of use. Null where it says
 * nothing: that it comes after is no verdict.
 * @param correction what the shared rule says of the same, where it is known already.
 */
export function followUpIn(followed: Followed, correction: Correction = correctionIn(followed)): FollowUp | null {
  const { prompt, previous, answer } = followed;
  const { confidence } = correction;
  if (confidence >= CORRECTS_FROM) return { verb: 'correct', confidence };
  if (THANKS.test(prompt) && !NO_THANKS.test(prompt)) return { verb: 'thank', confidence: 0.7 };
  return buildsOn(prompt, `${previous}\n${answer}`) ? { verb: 'continue', confidence: 0.5 } : null;
}

function buildsOn(prompt: string, before: string): boolean {
  if (pointsBack(prompt)) return true;
  const mine = substanceOf(prompt);
  if (mine.size === 0) return false;
  const known = substanceOf(before);
  let common = 0;
  for (const word of mine) if (known.has(word)) common++;
  return common / mine.size >= BUILDS_ON_FROM;
}

function substanceOf(text: string): Set<string> {
  const words = letterRuns(text.slice(0, LONGEST_READ).toLowerCase(), SHORTEST_WORD);
  return new Set(words.filter((word) => !OF_NO_SUBSTANCE.has(word)));
}
