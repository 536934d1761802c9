import type { Features } from '../../records/record.ts';
import type { ChatReader } from '../../sites/chat-reader.ts';
import { answerBlockBeside, firstTextAfter, promptBlockIn } from '../../sites/find-turns.ts';
import type { Capture } from '../capture.ts';
import { readWords } from '../read-words.ts';
import type { Exchange } from './exchange.ts';

const LOOK_EVERY_IN_MS = 400;
/** An answer that has not changed for so long stands, unless the page says that it is being written … */
const STILL_IN_MS = 1_500;
/** … and after so long in any case. */
const STILL_FOR_SURE_IN_MS = 15_000;
/** Nothing grew beside the prompt for so long: the answer was there before we looked. */
const WAS_THERE_IN_MS = 2_000;
const NO_ANSWER_IN_MS = 180_000;
const LONGEST_WATCH_IN_MS = 900_000;
const MOST_TOUCHED = 120;
const MOST_CHANGES_A_TIME = 150;
export const ANSWER_BOUNDS = { characters: 20_000, nodes: 8_000 };
export const NO_ANSWER_WORDS =
  'button, [role="button"], [role="toolbar"], [role="menu"], svg, [aria-hidden="true"], [class~="sr-only"], [class~="cdk-visually-hidden"]';

export interface AnswerWatch {
  /** Ends it; what was seen so far is the answer. */
  readonly settle: () => void;
  readonly isOver: () => boolean;
}

/**
 * Watches an answer come in after a prompt until it stands still: where the pack knows the turns, the last one; else what grows
 * beside the block that shows the prompt. Costs nothing at rest; the page is read in quiet moments only.
 */
export function watchAnswer(
  capture: Capture,
  reader: ChatReader,
  exchange: Exchange,
  settled: (features: Features) => void,
): AnswerWatch {
  const { window, page } = capture;
  const before = new Map(reader.answersOf(page).map((answer) => [answer, lengthOf(answer)]));
  let touched = new Set<Element>();
  let over = false;
  let changed = performance.now();
  let first: number | null = null;
  let timer = 0;

  const observer = new MutationObserver(
    capture.guard((changes: MutationRecord[]) => {
      let seen = 0;
      for (const change of changes) {
        if (++seen > MOST_CHANGES_A_TIME) break;
        if (change.type === 'characterData') touch(change.target.parentElement);
        else
          for (const node of change.addedNodes)
            touch(node.nodeType === 1 ? (node as Element) : node.nodeType === 3 ? node.parentElement : null);
      }
    }, 'answer'),
  );
  observer.observe(page, { childList: true, subtree: true, characterData: true });
  capture.signal.addEventListener('abort', end);
  later();

  function touch(element: Element | null): void {
    if (!element) return;
    // The newest count: what grows is touched again and again.
    touched.delete(element);
    touched.add(element);
    if (touched.size > MOST_TOUCHED) touched = new Set([...touched].slice(-MOST_TOUCHED / 2));
  }

  function later(): void {
    timer = window.setTimeout(
      capture.guard(() => capture.later(look, 'answer'), 'answer'),
      LOOK_EVERY_IN_MS,
    );
  }

  function look(): void {
    if (over) return;
    const now = performance.now();
    find(now);
    const text = exchange.answer ? wordsOf(exchange.answer) : '';
    if (text !== exchange.text) {
      exchange.text = text;
      changed = now;
      first ??= text === '' ? null : now;
    }
    const still = now - changed;
    const stands =
      text !== '' &&
      still > STILL_IN_MS &&
      (still > STILL_FOR_SURE_IN_MS || !(isWaiting(text) || reader.isBusy(page, exchange.answer)));
    if (stands || now - exchange.began > LONGEST_WATCH_IN_MS) settle();
    else if (text === '' && now - exchange.began > NO_ANSWER_IN_MS) end();
    else later();
  }

  function find(now: number): void {
    const composer = reader.composerOf(page);
    const turns = reader.userTurnsOf(page);
    if (!exchange.user?.isConnected)
      exchange.user = (turns.length > 0 ? turns.at(-1) : promptBlockIn(page.body, exchange.prompt, composer)) ?? null;
    const known = reader.answersOf(page).filter((answer) => before.get(answer) !== lengthOf(answer));
    const last = known.at(-1);
    if (last) {
      exchange.answer = last;
      return;
    }
    if (!exchange.user) return;
    exchange.answer =
      answerBlockBeside(exchange.user, touched, composer) ??
      (exchange.answer?.isConnected ? exchange.answer : null) ??
      (now - exchange.began > WAS_THERE_IN_MS ? firstTextAfter(exchange.user, composer) : null);
  }

  function settle(): void {
    if (over) return;
    end();
    const answer = exchange.answer;
    if (exchange.text === '' || !answer) return;
    exchange.settled = changed;
    const count = (css: string) => answer.querySelectorAll(css).length;
    settled({
      seconds: seconds(changed - exchange.began),
      first_seconds: seconds((first ?? changed) - exchange.began),
      code_blocks: count('pre'),
      lists: count('ul, ol'),
      tables: count('table'),
      headings: count('h1, h2, h3, h4'),
    });
  }

  function end(): void {
    over = true;
    window.clearTimeout(timer);
    observer.disconnect();
    touched.clear();
  }

  return {
    settle() {
      if (over) return;
      find(performance.now());
      if (exchange.answer) exchange.text = wordsOf(exchange.answer);
      settle();
    },
    isOver: () => over,
  };
}

export function wordsOf(answer: Element): string {
  return readWords(answer, ANSWER_BOUNDS, NO_ANSWER_WORDS);
}

/** "Thinking …": a few words that wait for others. */
function isWaiting(text: string): boolean {
  return text.length < 40 && /(?:…|\.\.\.)$/.test(text);
}

/** How much an answer says, cheaply: to know one that was there from one that has changed. */
function lengthOf(answer: Element): number {
  return (answer.textContent ?? '').length;
}

const seconds = (ms: number) => Math.max(0, Math.round(ms / 100) / 10);
