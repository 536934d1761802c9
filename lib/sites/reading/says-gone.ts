import { onceAReading } from './once-a-reading.ts';
import { attributeOf, oneLine, textOf } from './text-of.ts';

/** How apps say that there is no such thing, in the languages of most interfaces. */
const GONE =
  /does(?:n.t| not) (?:\w+ )?exist|no longer (?:exist|available)|not(?: be)? found|nothing (?:was )?found|(?:has been|was) (?:deleted|removed)|no such \w+|^\W*(?:this )?\w+ (?:deleted|removed)$|there is no \w+ with|existiert (?:noch |leider )?nicht|nicht (?:gefunden|vorhanden|mehr verf)|wurde gel[öo]scht|n.existe (?:pas|plus)|introuvable|a été supprimé|no existe|no encontrad|ha sido eliminad|non (?:esiste|trovat|è stat[oa] trovat)|não (?:existe|encontrad|foi encontrad)|bestaat niet|niet gevonden/i;
const LONGEST_HEADING = 90;
/** A page that says so says little else. */
const LONGEST_PAGE = 700;
/** And has few parts, be its menus in it, too. */
const MOST_PARTS = 3_000;

/**
 * Whether a page says, with whatever status it came, that the thing it is asked for is not there: in its heading or in next to all
 * it says. A thing that only is called so shows more: its state, or what others wrote.
 */
export const saysGone = onceAReading((main: Element): boolean => {
  if (main.getElementsByTagName('*').item(MOST_PARTS) !== null) return false;
  if (main.querySelector('[class*="comment" i], [class*="status" i] *, time, textarea')) return false;
  const text = textOf(main, LONGEST_PAGE + 1, (part) => /^(?:NAV|HEADER|FOOTER|ASIDE|FORM)$/.test(part.nodeName));
  if (text.length > LONGEST_PAGE) return false;
  const heading = [...main.querySelectorAll('h1, h2, h3, [role="heading"]')].slice(0, 4).find((each) => {
    const words = oneLine(each.textContent?.slice(0, 400) ?? '');
    return words !== '' && words.length <= LONGEST_HEADING && attributeOf(each, 'hidden') === '' && GONE.test(words);
  });
  return heading !== undefined || (text.length <= LONGEST_HEADING && GONE.test(text));
});
