import { closest, contains } from '../../sites/asked-of-elements.ts';
import type { ChatReader } from '../../sites/chat-reader.ts';
import { promptBlockIn } from '../../sites/find-turns.ts';
import { readWords } from '../read-words.ts';
import type { Exchange } from './exchange.ts';
import { NO_ANSWER_WORDS, wordsOf } from './watch-answer.ts';

/** The turn that something on the page belongs to. */
export interface Turn {
  readonly by: 'user' | 'assistant';
  readonly block: Element;
  /** What this page knows of it; null for a turn from before. */
  readonly exchange: Exchange | null;
}

const HIGHEST = 12;
const FEWEST_WORDS = 3;
const NEEDLE = 60;
const NOT_IN_TALK =
  'nav, aside, header, footer, [role="navigation"], [role="complementary"], [role="banner"], [role="dialog"]';

/**
 * The turn that a control or a selection belongs to: the one it stands in, or else the nearest one before it in the smallest part of
 * the page that holds both. Turns of packs first, then those this page saw come in; of an older turn on a page we know nothing of, the
 * block that says something.
 */
export function turnOf(
  place: Element,
  reader: ChatReader,
  exchanges: readonly Exchange[],
  page: Document,
): Turn | null {
  const turns = turnsOn(page, reader, exchanges);
  for (const turn of turns) if (contains(turn.block, place)) return innermost(turns, place) ?? turn;
  const composer = reader.composerOf(page);
  if (closest(place, NOT_IN_TALK)) return null;
  for (let part = place.parentElement, i = 0; part && i < HIGHEST; part = part.parentElement, i++) {
    const around = part;
    const here = turns.filter(({ block }) => contains(around, block));
    if (here.length > 0)
      return here.filter(({ block }) => block.compareDocumentPosition(place) & 4).at(-1) ?? here[0] ?? null;
    if (composer && contains(around, composer)) return null;
    if (turns.length === 0 && saysSomething(around)) return rebuilt(around, exchanges) ?? older(around);
    if (turns.length > 0 && saysSomething(around)) {
      const again = rebuilt(around, exchanges);
      if (again) return again;
    }
  }
  return null;
}

function turnsOn(page: Document, reader: ChatReader, exchanges: readonly Exchange[]): readonly Turn[] {
  const turns: Turn[] = [];
  for (const exchange of exchanges) {
    if (exchange.user?.isConnected) turns.push({ by: 'user', block: exchange.user, exchange });
    if (exchange.answer?.isConnected) turns.push({ by: 'assistant', block: exchange.answer, exchange });
  }
  const seen = new Set(turns.map(({ block }) => block));
  const users = reader.userTurnsOf(page);
  for (const block of users)
    if (!seen.has(block)) turns.push({ by: 'user', block, exchange: byText(block, 'prompt', exchanges) });
  for (const block of reader.answersOf(page))
    if (!seen.has(block)) turns.push({ by: 'assistant', block, exchange: byText(block, 'text', exchanges) });
  return turns.sort((a, b) => (a.block.compareDocumentPosition(b.block) & 4 ? -1 : 1));
}

function innermost(turns: readonly Turn[], place: Element): Turn | undefined {
  return turns
    .filter(({ block }) => contains(block, place))
    .reduce<Turn | undefined>((best, turn) => (!best || contains(best.block, turn.block) ? turn : best), undefined);
}

/** A list that lets its turns go when they are scrolled away builds them anew: the same words are the same turn. */
function byText(block: Element, part: 'prompt' | 'text', exchanges: readonly Exchange[]): Exchange | null {
  const text = readWords(block, { characters: NEEDLE * 8, nodes: 200 }, NO_ANSWER_WORDS);
  return exchanges.findLast((exchange) => isIn(exchange[part], text)) ?? null;
}

function rebuilt(block: Element, exchanges: readonly Exchange[]): Turn | null {
  const text = readWords(block, { characters: NEEDLE * 20, nodes: 400 }, NO_ANSWER_WORDS);
  const exchange = exchanges.findLast((candidate) => isIn(candidate.text, text) || isIn(candidate.prompt, text));
  if (!exchange) return null;
  return { by: isIn(exchange.text, text) ? 'assistant' : 'user', block, exchange };
}

function older(block: Element): Turn {
  return { by: 'assistant', block, exchange: null };
}

function isIn(words: string, text: string): boolean {
  const needle = words.replace(/\s+/g, ' ').trim().slice(0, NEEDLE);
  return needle.length >= 8 && text.includes(needle);
}

function saysSomething(block: Element): boolean {
  const words = readWords(block, { characters: 200, nodes: 100 }, NO_ANSWER_WORDS).match(/[\p{L}\p{N}]+/gu);
  return (words?.length ?? 0) >= FEWEST_WORDS;
}

/** What a turn says: what is there now, or what was seen of it. */
export function wordsOfTurn({ by, block, exchange }: Turn): string {
  const now = block.isConnected ? wordsOf(block) : '';
  return now !== '' ? now : ((by === 'user' ? exchange?.prompt : exchange?.text) ?? '');
}

/** Whether the page shows a prompt among its turns. */
export function showsPrompt(page: Document, reader: ChatReader, prompt: string): boolean {
  return promptBlockIn(page.body, prompt, reader.composerOf(page)) !== null;
}
