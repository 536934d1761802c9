/**
 * Whether a prompt takes up what was said before it: by its first word (“and in winter?”), by a part it names (“the second option”),
 * or by a short word that stands for it (“translate it”). Few words in many languages; a word that is common in another language and
 * means nothing there is left out.
 */
const TAKES_UP =
  /^[\s"'(¡¿]*(?:(?:and|also|now|then|next|ok|okay|yes|continue|go on|what about|how about|und|auch|jetzt|weiter|et|aussi|maintenant|también|ahora|continúa|também|agora|anche|adesso|и|теперь|также|ещё)(?=[\s,:!?…]|$)|那么|那|然后|继续|次は|では|続け|그럼|그리고|계속)/iu;
const NAMES_A_PART =
  /(?<![\p{L}\p{N}])(?:your (?:answer|code|list|text|version|suggestion|example|response|first|second|third|last)|the (?:first|second|third|fourth|last|previous|other) (?:one|point|option|version|part|paragraph|sentence|example|step)|(?:the|as|from) (?:code |list |text |answer )?above|de(?:ine|r ersten?|r zweiten?) (?:Antwort|Liste|Fassung|Version|Punkt)|la (?:première|deuxième|seconde|dernière) (?:option|version|phrase|partie)|la (?:primera|segunda|última) (?:opción|versión|frase|parte))(?![\p{L}\p{N}])/iu;
const STANDS_FOR_IT =
  /(?<![\p{L}\p{N}])(?:(?:make|explain|translate|rewrite|rephrase|shorten|summari[sz]e|expand|fix|change|turn|put|do|use|format|convert|improve|try|test|run|show|say|send|print|about|with|of|for|in|on|from|to|is|was|does|did|can|could) (?:it|this|that|these|those)(?=\s*(?:[.?!,;:]|$)|\s(?:in|to|into|as|for|with|more|less|again|better|shorter|longer|simpler|please|by|from|and|but|like|further|using|a bit|one|out|work|mean)(?!\p{L}))|(?:mach|erklär\p{L}*|übersetz\p{L}*|schreib\p{L}*|kürz\p{L}*|änder\p{L}*|fass\p{L}*) (?:es|das|dies|sie|ihn)|(?:fais|explique|traduis|réécris|résume|raccourcis)(?:-| )(?:le|la|les|ça|cela)|(?:hazlo|explícalo|tradúcelo|resúmelo|acórtalo))(?![\p{L}\p{N}])|^.{0,30}(?:这个|那个|它|これ|それ|이것|그것)/iu;
const SHORT = 400;

export function pointsBack(prompt: string): boolean {
  return TAKES_UP.test(prompt) || (prompt.length < SHORT && (NAMES_A_PART.test(prompt) || STANDS_FOR_IT.test(prompt)));
}
