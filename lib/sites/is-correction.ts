import type { Features } from '../records/record.ts';
import { letterRuns } from './letter-runs.ts';
import { pointsBack } from './points-back.ts';

/** What is known when a prompt follows an answer. */
export interface FollowUp {
  readonly prompt: string;
  /** The prompt that the answer answered. */
  readonly previous: string;
  /** The answer, where it is known: a request that speaks of other things is none to change it. */
  readonly answer?: string;
  /** Seconds since the answer stood. */
  readonly seconds: number;
}

export interface Correction {
  /** That the prompt corrects the answer before it, in [0, 1]; below a half it says nothing. */
  readonly confidence: number;
  readonly features: Features;
}

const LONG_PROMPT = 40;
const LATE_IN_S = 600;

const word = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'iu');

const STARTS_WITH_NO =
  /^[\s"'(¡¿]*(?:no|nope|nein|nee|non|não|nie|нет|не то|不|不是|いいえ|違|아니)(?![\p{L}\p{N}]|[’'])(?! (?:problem|worries|need|rush|thanks|danke|problème|problema|hay))|^(?:不是|不对|違います|いいえ|아니)/iu;
const NOT_THAT = new RegExp(
  `${
    word(
      "not what i (?:asked|meant|wanted)|(?:isn['’]t|is not|was not|wasn['’]t) what i|i (?:said|asked for|meant)|you (?:forgot|missed|ignored|didn['’]t|did not)|wrong|incorrect|mistaken|instead|rather than|not (?:a|the|in|so|like|as) \\p{L}+|das (?:ist|war) (?:falsch|nicht)|falsch|stattdessen|nicht so|ich meinte|du hast|ce n['’]est pas|pas ce que|incorrecte?|au lieu|plutôt|no es lo que|incorrecto|equivocado|en vez|en lugar|não é o que|errado|em vez|non è quello|sbagliato|invece|dat is niet|verkeerd|in plaats|to nie|zamiast|неправильно|неверно|вместо|я просил",
    ).source
  }|不对|错了|而不是|違う|間違|ではなく|틀렸|말고`,
  'iu',
);
const COMPARES = new RegExp(
  `${
    word(
      'shorter|longer|simpler|clearer|friendlier|warmer|softer|stronger|nicer|better|briefer|brief|fewer|stricter|easier|bigger|smaller|(?:more|less|too|much|without) \\p{L}+|kürzer|länger|einfacher|klarer|freundlicher|förmlicher|sachlicher|besser|knapper|(?:zu|mehr|weniger|ohne) \\p{L}+|plus (?:court|long|simple|clair|formel)\\p{L}*|(?:moins|trop|sans) \\p{L}+|(?:más|menos|demasiado|sin) \\p{L}+|(?:mais|menos|muito|sem) \\p{L}+|(?:più|meno|troppo|senza) \\p{L}+|korter|langer|eenvoudiger|beter|krócej|dłużej|prościej|lepiej|короче|длиннее|проще|лучше|(?:слишком|без) \\p{L}+',
    ).source
  }|更|太长|太短|短一点|简单|もっと|短く|長く|簡単|더 |짧게|길게`,
  'iu',
);
const AGAIN = new RegExp(
  `${
    word(
      'again|once more|redo|retry|rewrite|rephrase|re-?do|noch ?mals?|noch einmal|erneut|neu|schreib(?:e)? (?:es|das) um|encore|de nouveau|réécris|recommence|de nuevo|otra vez|reescribe|de novo|novamente|reescreva|di nuovo|ancora|riscrivi|opnieuw|herschrijf|jeszcze raz|ponownie|снова|ещё раз|еще раз|перепиши',
    ).source
  }|再|重写|重新|もう一度|書き直|다시`,
  'iu',
);
const THANKS = word(
  'thanks?|thank you|thx|great|perfect|nice|awesome|danke|super|prima|perfekt|merci|parfait|gracias|perfecto|obrigad[oa]|perfeito|grazie|perfetto|dank(?: je)?|bedankt|dziękuję|спасибо|отлично',
);

/**
 * How likely a prompt is to correct the answer before it ("no, shorter"; "not what I asked"; "try again in German"), by a few
 * signs that hold in many languages: a no at the start, a comparison in few words, "again", the same prompt once more. The
 * signs go along as features, so that who learns may weigh them anew.
 */
export function correctionIn({ prompt, previous, answer, seconds }: FollowUp): Correction {
  const words = prompt.split(/\s+/).filter((part) => part !== '').length;
  const asks = /[?？]/.test(prompt);
  const short = words <= LONG_PROMPT;
  const starts = STARTS_WITH_NO.test(prompt);
  const negates = starts || (short && NOT_THAT.test(prompt));
  const mayCompare = words <= 14 && !asks && COMPARES.test(prompt);
  const mayAskAgain = words <= 20 && !asks && AGAIN.test(prompt);
  const isElsewhere =
    (mayCompare || mayAskAgain) && answer !== undefined && isOfItsOwn(prompt, `${previous}\n${answer}`);
  const compares = mayCompare && !isElsewhere;
  const again = mayAskAgain && !isElsewhere;
  const thanks = THANKS.test(prompt);
  const similar = similarity(prompt, previous);
  const late = seconds > LATE_IN_S;

  let confidence = 0;
  if (starts) confidence += 0.6;
  if (negates && !starts) confidence += 0.55;
  if (compares) confidence += 0.55;
  if (again) confidence += 0.5;
  if (similar >= 0.6 && words >= 4) confidence += 0.5;
  if (thanks && !starts) confidence -= 0.3;
  if (!short) confidence *= 0.5;
  if (late) confidence *= 0.7;
  return {
    confidence: Math.max(0, Math.min(0.9, confidence)),
    features: {
      negates: negates ? 1 : 0,
      compares: compares ? 1 : 0,
      asks_again: again ? 1 : 0,
      thanks: thanks ? 1 : 0,
      similar: Math.round(similar * 100) / 100,
    },
  };
}

/** Words of any request to change something. */
const CHANGES =
  /^(?:please|make|write|give|keep|more|less|much|with|without|into|than|again|everything|bitte|mach|mache|schreib|schreibe|mehr|weniger|ohne|noch|alles|fais|écris|plus|moins|sans|encore|tout|haz|hazlo|escribe|menos|otra|todo)$/u;
const OWN_WORDS = 3;
const LONGEST_READ = 4_000;

/** Whether a prompt speaks of several things and none of them was spoken of before: “plan meals without gluten” changes nothing. */
function isOfItsOwn(prompt: string, before: string): boolean {
  if (pointsBack(prompt)) return false;
  const known = longWordsOf(before);
  const own = [...longWordsOf(prompt)].filter((word) => !CHANGES.test(word));
  return own.length >= OWN_WORDS && !own.some((word) => known.has(word));
}

function longWordsOf(text: string): Set<string> {
  return new Set(letterRuns(text.slice(0, LONGEST_READ).toLowerCase(), 4));
}

/** Words in common over all words, in [0, 1]. */
function similarity(a: string, b: string): number {
  const wordsOf = (text: string) => new Set(letterRuns(text.slice(0, LONGEST_READ).toLowerCase()));
  const first = wordsOf(a);
  const second = wordsOf(b);
  if (first.size === 0 || second.size === 0) return 0;
  let common = 0;
  for (const one of first) if (second.has(one)) common++;
  return common / (first.size + second.size - common);
}
