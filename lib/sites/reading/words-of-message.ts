/**
 * What a message about a thing says in words of its own: a mail of a tracker says who changed what, and below it what they said. Lines
 * of an interface, rules, quotes, addresses and footers are left out.
 */
import { oneLine } from './text-of.ts';

const LONGEST = 20_000;
const LONGEST_WORDS = 1_000;
const MOST_LINES = 400;
const FEWEST_LETTERS = 8;
const BREAKS =
  /^(?:P|DIV|BR|LI|TR|TD|UL|OL|DL|DT|DD|H[1-6]|PRE|BLOCKQUOTE|HR|TABLE|SECTION|ARTICLE|HEADER|FOOTER|FORM)$/;
const NEVER = /^(?:SCRIPT|STYLE|TEMPLATE|FORM|BUTTON|TEXTAREA|SELECT|BLOCKQUOTE|HEADER|FOOTER|NAV)$/;

/** `-- `, and what mail programs and trackers put below: nobody's words for the reader. */
const FOOTER =
  /^(?:--|—|_{3,}|={3,})$|^(?:reply to this (?:e-?mail|message)|view (?:it|this)|you (?:are receiving|received) this|unsubscribe|sent from my|antworten sie|sie erhalten|von meinem|ticket url)\b/i;
/** `Reporter: ana | Owner: ben`, ` * status: new => closed`, `---+---`, `On Monday Ben wrote:`, `Comment (by ben):`. */
const FRAME = [
  /^[\p{L}][\p{L} ]{0,24}:\s.*\|/u,
  /(?:=>|→|->|⇒)/,
  /^[-+=_*~#| ]{3,}$/,
  /^>/,
  /^[^.!?]{1,80}:$/,
  /^<?https?:\/\/\S+>?$/,
  /^(?:from|to|cc|date|sent|subject|von|an|datum|betreff|de|para|à|objet)\s?:\s/i,
];
/** A field of the thing: a short name and a short value, as `Status: closed`. */
const FIELD = /^[\p{L}][\p{L} ]{0,20}:\s+\S[^.!?]{0,40}$/u;
const SAID_AFTER =
  /^(?:comment|kommentar|commentaire|comentario|commento|reply|antwort|message|nachricht)[^:]{0,30}:\s*/i;

/**
 * The message's own words, at most 1,000 characters; empty if it has none.
 * @param about titles of the thing and of the message: a line that repeats one says nothing.
 */
export function wordsOfMessage(message: Element, about: readonly string[]): string {
  const titles = about.map((title) => oneLine(title).toLowerCase());
  const said: string[] = [];
  for (const raw of linesOf(message)) {
    const line = oneLine(raw);
    if (line === '') continue;
    if (FOOTER.test(line)) break;
    const words = line.replace(SAID_AFTER, '');
    if (words === '' || (words === line && (FRAME.some((frame) => frame.test(line)) || FIELD.test(line)))) continue;
    const plain = words.toLowerCase().replace(/^#?\d+:\s*/, '');
    if (titles.some((title) => title !== '' && (title.endsWith(plain) || plain === title))) continue;
    said.push(words);
  }
  const text = said.join(' ').slice(0, LONGEST_WORDS);
  return text.replace(/[^\p{L}]/gu, '').length < FEWEST_LETTERS ? '' : text;
}

/** Lines as a reader sees them: those of the text itself, and one for each block. Bounded. */
function linesOf(root: Element): string[] {
  let text = '';
  const walk = (node: Node, depth: number): void => {
    if (text.length > LONGEST || depth > 60) return;
    if (node.nodeType === 3) {
      text += (node as Text).data.slice(0, LONGEST);
      return;
    }
    if (node.nodeType !== 1 || (node !== root && NEVER.test(node.nodeName))) return;
    const breaks = BREAKS.test(node.nodeName);
    if (breaks) text += '\n';
    for (let child = node.firstChild; child; child = child.nextSibling) walk(child, depth + 1);
    if (breaks) text += '\n';
  };
  walk(root, 0);
  return text.slice(0, LONGEST).split('\n', MOST_LINES);
}
