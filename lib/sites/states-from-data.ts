import { patternOf } from './page-rules.ts';
import type { SiteData, StateData } from './site-data.ts';
import { wordsIn } from './words-in.ts';

const LONGEST_WORD = 40;
const MOST_OF_A_LIST = 12;

/** A signal as a page shows it, and what it is worth if that is known. */
export interface ReadState {
  readonly name: string;
  readonly word: string | number;
  readonly worth: number | undefined;
}

/** The signals a part of a page shows, each name once: the first of its entries that finds something says it. */
export function statesFrom(part: ParentNode, states: readonly StateData[], noun: string | null): ReadState[] {
  const told = new Map<string, ReadState>();
  for (const state of states) {
    if (told.has(state.name) || !isAbout(state, noun)) continue;
    const word = wordOf(part, state);
    if (word === null) continue;
    told.set(state.name, { name: state.name, word, worth: worthOf(state, word) });
  }
  return [...told.values()];
}

/** Whether an entry is for pages about this noun. */
export function isAbout({ on }: { readonly on?: readonly string[] | undefined }, noun: string | null): boolean {
  return on === undefined || (noun !== null && on.includes(noun));
}

/** What is read where a selector leads, in lower case; null if nothing is there. */
function wordOf(part: ParentNode, { css, read = 'text', word, pick }: StateData): string | number | null {
  if (read === 'count') return part.querySelectorAll(css).length;
  if (read === 'list') {
    const words = [...part.querySelectorAll(css)]
      .slice(0, MOST_OF_A_LIST)
      .map((each) => tidy(wordsIn(each, 200), pick));
    const kept = [...new Set(words)].filter((each) => each !== '').sort();
    return kept.length === 0 ? null : kept.join(', ').slice(0, 200);
  }
  const found = part.querySelector(css);
  if (!found) return null;
  if (word !== undefined) return word;
  const written = typeof read === 'object' ? (found.getAttribute(read.attribute) ?? '') : wordsIn(found, 200);
  if (read === 'number') return numberIn(written);
  const said = tidy(written, pick);
  return said === '' ? null : said;
}

/** The account that is signed in, as the page says it; null where it does not. */
export function accountFrom(page: ParentNode, account: NonNullable<SiteData['account']>): string | null {
  const found = page.querySelector(account.css);
  if (!found) return null;
  const { read = 'text' } = account;
  const written = typeof read === 'object' ? (found.getAttribute(read.attribute) ?? '') : wordsIn(found, 200);
  const said = picked(written, account.pick);
  return said === '' ? null : said;
}

function tidy(written: string, pick: string | undefined): string {
  return picked(written, pick).toLowerCase().slice(0, LONGEST_WORD);
}

function picked(written: string, pick: string | undefined): string {
  const text = written.slice(0, 400).replace(/\s+/g, ' ').trim();
  if (pick === undefined) return text;
  const match = patternOf(pick)?.exec(text);
  return (match?.[1] ?? match?.[0] ?? '').trim();
}

/** The first number of a text; groups of three digits may be set apart. */
function numberIn(text: string): number | null {
  const found = /-?\d{1,3}(?:[.,  ]\d{3})+|-?\d{1,15}/.exec(text)?.[0];
  return found === undefined ? null : Number(found.replace(/[.,  ]/g, ''));
}

function worthOf({ worth }: StateData, word: string | number): number | undefined {
  return worth !== undefined && Object.hasOwn(worth, String(word)) ? worth[String(word)] : undefined;
}
