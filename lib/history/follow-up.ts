/** What a next prompt says of the answer before it. The rules of correction and thanks are those of live capture. */
import { correctionIn } from '../sites/is-correction.ts';

export type FollowUpSign = 'corrected' | 'thanked' | 'continued';

const CORRECTS_FROM = 0.5;
/** Share of a prompt's longer words that were in the prompt or answer before, from which it builds on it. */
const BUILDS_ON_FROM = 0.25;
const SHORTEST_WORD = 4;
/** As live capture has it: from this overlap on a prompt is the one before once more. */
const SAME_FROM = 0.6;
/** With so many words of its own a prompt is a request of its own: “plan meals without gluten” asks for nothing to be changed. */
const OWN_WORDS = 3;
/** Words of any request to change something. */
const CHANGES =
  /^(?:please|make|write|give|keep|more|less|much|without|again|bitte|mach|mache|schreib|schreibe|mehr|weniger|ohne|noch|fais|écris|plus|moins|sans|encore|haz|escribe|menos|otra|hazlo|with|into|than|everything|alles|tout|todo)$/u;
const LONGEST_READ = 4_000;
/** Words that take up what was said. */
const TAKES_UP =
  /^[\s"'(¡¿]*(?:and|also|now|then|next|so|ok(?:ay)?|yes|continue|go on|what about|how about|und|auch|jetzt|nun|dann|weiter|ja|et|aussi|maintenant|puis|continue|oui|y|también|ahora|luego|sí|continúa|e|também|agora|sim|anche|ora|poi|sì|en|ook|nu|dan|ja|i|teraz|potem|tak|и|теперь|тоже|да)(?![\p{L}\p{N}])|^(?:那|然后|继续|次|では|続け|그럼|그리고|계속)/iu;
const POINTS_BACK =
  /(?<![\p{L}\p{N}])(?:it|this|that|these|those|above|your (?:answer|code|list|text|version|suggestion)|the (?:first|second|third|last) (?:one|point|option)|das|dies(?:e[mnrs]?)?|darin|davon|obige[nrs]?|ça|cela|celui-ci|celle-ci|ci-dessus|eso|esto|esta|este|isso|isto|questo|questa|quello|dit|dat|to|tego|это|этот|эту)(?![\p{L}\p{N}])|[这那]个?|これ|それ|이것|그것/iu;

/**
 * The one thing a next prompt says of the answer before it: that it was wrong, that it was good, that it was of use. Null where it
 * says nothing: what follows by time alone is no verdict.
 * @param seconds between the answer and the prompt.
 */
export function followUpSign(parts: {
  readonly prompt: string;
  readonly previous: string;
  readonly answer: string;
  readonly seconds: number;
}): { readonly sign: FollowUpSign; readonly confidence: number } | null {
  const { prompt, previous, answer, seconds } = parts;
  const { confidence, features } = correctionIn({ prompt, previous, seconds });
  const isAgain = (features.similar ?? 0) >= SAME_FROM && !TAKES_UP.test(prompt);
  const isChange =
    (features.compares === 1 || features.asks_again === 1) && !isOfItsOwn(prompt, `${previous}\n${answer}`);
  if (confidence >= CORRECTS_FROM && (features.negates === 1 || isAgain || isChange)) {
    return { sign: 'corrected', confidence };
  }
  if (features.thanks === 1) return { sign: 'thanked', confidence: 0.7 };
  return buildsOn(prompt, `${previous}\n${answer}`) ? { sign: 'continued', confidence: 0.5 } : null;
}

/** Whether a prompt speaks of other things than what was said before it, and points at nothing there. */
function isOfItsOwn(prompt: string, before: string): boolean {
  if (POINTS_BACK.test(prompt) || TAKES_UP.test(prompt)) return false;
  const known = wordsOf(before);
  const own = [...wordsOf(prompt)].filter((word) => !CHANGES.test(word));
  return own.length >= OWN_WORDS && !own.some((word) => known.has(word));
}

function buildsOn(prompt: string, before: string): boolean {
  if (TAKES_UP.test(prompt) || (prompt.length < 400 && POINTS_BACK.test(prompt))) return true;
  const known = wordsOf(before);
  const mine = wordsOf(prompt);
  if (mine.size === 0) return false;
  let common = 0;
  for (const word of mine) if (known.has(word)) common++;
  return common / mine.size >= BUILDS_ON_FROM;
}

function wordsOf(text: string): Set<string> {
  const words =
    text
      .slice(0, LONGEST_READ)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.filter((word) => word.length >= SHORTEST_WORD || /[^\p{ASCII}]/u.test(word)));
}
