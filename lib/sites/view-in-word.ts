/**
 * A way to look at a thing, written into one word of an address together with what is looked at: `ModifyPeople.html`, `show_bug.cgi`,
 * `viewtopic.php`, `tktedit`. Scripts of a server are often named so, one for each view.
 */

/** Verbs that are written together with a thing of any name; `review` and `credit` only end like them. */
const GLUED_BEHIND = /^(\w{3,})(view|edit|history|diff)$/;
const ENDS_LIKE_A_VERB = /(?:re|pre|over|inter|world|pur)view$|(?:^|[^d])credit$/;
/** In front, only with things that are known: `viewer` and `editor` are none. */
const GLUED_IN_FRONT =
  /^(view|show|edit)(topic|thread|post|ticket|bug|issue|task|forum|profile|user|page|article|item)$/;
/** Words that only say that it is a page. */
const FILLER = /^(?:page|form|html|action|do|view|the)$/;

export interface ViewInWord {
  /** The verb, in lower case. */
  readonly verb: string;
  /** What else the word names: what is looked at, or a part of it. */
  readonly rest: readonly string[];
}

/**
 * The view that a segment of a path names; null if it names none.
 * @param isVerb whether a word is one for a view.
 * @param isThing whether a word is one for a kind of things.
 */
export function viewInWord(
  segment: string,
  isVerb: (word: string) => boolean,
  isThing: (word: string) => boolean,
): ViewInWord | null {
  const words = segment
    .replace(/\.(?:x?html?|php\d?|cgi|pl|aspx?|jsp|do|exe|py)$/i, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[ _.-]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || words.length > 4) return null;
  if (words.length === 1) {
    const [, before, behind] = ENDS_LIKE_A_VERB.test(words[0]!) ? [] : (GLUED_BEHIND.exec(words[0]!) ?? []);
    if (behind !== undefined) return { verb: behind, rest: [before!] };
    const [, verb, thing] = GLUED_IN_FRONT.exec(words[0]!) ?? [];
    if (verb !== undefined && isThing(thing!)) return { verb, rest: [thing!] };
  }
  const at = words.findIndex(isVerb);
  return at < 0 ? null : { verb: words[at]!, rest: words.filter((word, i) => i !== at && !FILLER.test(word)) };
}
