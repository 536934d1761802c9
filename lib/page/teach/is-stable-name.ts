/** Prefixes that style tools put before names they make up anew at each build. */
const MADE_UP_PREFIX =
  /^(?:css|sc|jss|jsx|emotion|svelte|chakra|styles?|makeStyles|Mui|ember|react|radix|headlessui|ng|v|data-v|_)[-_:]?[a-z]*\d|^_|:/i;
const LONGEST = 50;
/** Names that say how a thing stands now: another thing of its kind has others. */
const OF_A_STATE =
  /(?:^|[-_])(?:is|has|active|inactive|selected|hover|focus|focused|open|opened|closed|close|merged|draft|new|done|success|error|danger|warning|info|primary|secondary|positive|negative|red|green|blue|yellow|grey|gray|purple|orange|visible|hidden|disabled|enabled|checked|expanded|collapsed|current|first|last|odd|even|even|loading|unread|read)(?:$|[-_])/i;

/** Whether a class or an id was given by a person: the same on the next page and after the next release. */
export function isStableName(name: string): boolean {
  if (name.length < 2 || name.length > LONGEST || MADE_UP_PREFIX.test(name)) return false;
  // A number of a thing, or letters and digits mixed as only a machine mixes them.
  return !/\d{3}|[a-z]\d[a-z]|\d[a-z]\d|[a-z][A-Z]{2}[a-z]|[A-Z]\d[a-zA-Z]/.test(name) && !looksRandom(name);
}

/** Whether a name says a state, or the very word that is shown, such as `badge-open` on “Open”. */
export function saysState(name: string, shown: string): boolean {
  const word = shown.toLowerCase().match(/[a-z]{3,}/)?.[0];
  return OF_A_STATE.test(name) || (word !== undefined && name.toLowerCase().includes(word));
}

/** Hardly any vowel in a long name without a dash: a hash. */
function looksRandom(name: string): boolean {
  if (/[-_]/.test(name) || name.length < 6) return false;
  const vowels = name.match(/[aeiouy]/gi)?.length ?? 0;
  return vowels / name.length < 0.15;
}
