import { redactText } from '../../privacy/redact.ts';
import { newId } from '../../records/new-id.ts';
import type { Features } from '../../records/record.ts';
import { shinglesOf } from '../../records/shingles.ts';
import { attributeOf, closest, contains, find, matches } from '../../sites/asked-of-elements.ts';
import type { ChatVerb } from '../../sites/chat-control.ts';
import { countWords } from '../../sites/count-words.ts';
import { correctionIn } from '../../sites/is-correction.ts';
import { WORTH_OF_ANSWER } from '../../sites/worth-of-answer.ts';
import { actionOf, type BegunAct, beginAct } from '../begin-act.ts';
import type { Capture } from '../capture.ts';
import { elementOf, hear, listen, pathOf } from '../listen.ts';
import { type Exchange, withoutLines } from './exchange.ts';
import { observePromptEdits } from './observe-prompt-edits.ts';
import { type Turn, turnOf, wordsOfTurn } from './turn-of.ts';
import { type AnswerWatch, watchAnswer } from './watch-answer.ts';

const DEEPEST_PATH = 8;
const LONGEST_ANSWER = 8_000;
const LONGEST_COPY = 20_000;
const MOST_EXCHANGES = 60;
/** Left within this time after an answer, with nothing done: perhaps it was of no use. */
const LEFT_SOON_IN_MS = 10_000;
/** A usual answer, where none was seen yet: to judge how much of one was shown when it was stopped. */
const USUAL_WORDS = 150;

/** A click and the form it sends are one doing. */
const CLAIM_LASTS_IN_MS = 100;

/** A prompt on its way. */
export interface Sent {
  readonly act: BegunAct;
  /** The user's own words. */
  readonly prompt: string;
  /** Lines that Retrace put before them. */
  readonly ours: readonly string[];
}

/** The talk on a chat's page: what was asked and answered since the page was opened. */
export interface Talk {
  /** A prompt was sent: what it says of the answer before it is told, and its own answer is waited for. Gives its features. */
  readonly prompted: (sent: Sent) => Features;
  /** A prompt was sent anew, changed. */
  readonly edited: (sent: Sent, old: Exchange | null) => Features;
  /** A new conversation has its address only after its first prompt. */
  readonly threadKnown: (act: string, thread: string | undefined) => void;
  /** The page moved on to another address. */
  readonly moved: () => void;
  readonly exchanges: () => readonly Exchange[];
}

/**
 * What the user does with the answers of an AI chat, wherever the site's pack can read one: copying, rating, regenerating,
 * stopping, correcting, editing and sending anew, leaving; each as one act and as one outcome of the prompt that asked. Answers are
 * recorded when they stand still. A click on a chat's own control is claimed: nobody else tells it.
 */
export function observeChat(capture: Capture): Talk {
  let exchanges: Exchange[] = [];
  let watch: AnswerWatch | null = null;
  let turns = 0;
  let claimed = Number.NEGATIVE_INFINITY;

  function claim(event: Event): void {
    capture.claimed.add(event);
    claimed = event.timeStamp;
  }

  // A control of a chat may be one that sends its form: the form tells nothing new.
  listen(capture, 'submit', 'chat', (event) => {
    if (event.timeStamp - claimed < CLAIM_LASTS_IN_MS) capture.claimed.add(event);
  });

  listen(capture, 'click', 'chat', (event) => {
    const reader = capture.pack().chat;
    if (!reader || capture.isPaused() || capture.claimed.has(event)) return;
    const found = reader.verbOf(pathOf(event, DEEPEST_PATH));
    if (!found || found.verb === 'edit-prompt') return;
    const { verb, control } = found;
    if (verb === 'stop') {
      const last = exchanges.at(-1);
      if (!watch || watch.isOver() || !last) return;
      claim(event);
      stopped(beginAct(capture), last);
      return;
    }
    const inMenu = closest(control, '[role="menu"], [role="listbox"]') !== null;
    const turn = inMenu ? lastTurn() : turnOf(control, reader, exchanges, capture.page);
    if (!turn) return;
    claim(event);
    done(beginAct(capture), verb, turn, control);
  });

  listen(capture, 'copy', 'chat', (event) => {
    const reader = capture.pack().chat;
    const target = reader && elementOf(event);
    if (!reader || !target || capture.isPaused() || closest(target, 'textarea, input')) return;
    const selection = capture.window.getSelection();
    const node = selection?.anchorNode;
    const place = node?.nodeType === 1 ? (node as Element) : node?.parentElement;
    if (!selection || !place || selection.rangeCount === 0) return;
    const turn = turnOf(place, reader, exchanges, capture.page);
    if (turn?.by !== 'assistant' || !contains(turn.block, place)) return;
    capture.claimed.add(event);
    const act = beginAct(capture);
    // The words of the range, not of the selection: those would make the browser lay the page out.
    copied(act, turn, selection.getRangeAt(0).toString().slice(0, LONGEST_COPY));
  });

  hear(capture, 'pagehide', 'chat', left);

  function lastTurn(): Turn | null {
    const exchange = exchanges.at(-1);
    return exchange?.answer ? { by: 'assistant', block: exchange.answer, exchange } : null;
  }

  /** A control of a turn was used. What must be read before it has its effect is read now. */
  function done(act: BegunAct, verb: Exclude<ChatVerb, 'stop' | 'edit-prompt'>, turn: Turn, control: Element): void {
    const { exchange } = turn;
    if (verb === 'copy') {
      copied(act, turn, codeBeside(control, turn.block) ?? wordsOfTurn(turn).slice(0, LONGEST_COPY));
      return;
    }
    const undone = attributeOf(control, 'aria-pressed') === 'true' || attributeOf(control, 'aria-checked') === 'true';
    const features = { ...sinceAnswer(exchange), ...(undone && { undone: 1 }) };
    capture.record(actionOf(act, { verb, object: 'answer', features, links: exchange?.asked ?? [] }));
    if (verb === 'regenerate') {
      outcome(act, exchange, 'regenerate', WORTH_OF_ANSWER.regenerate, 0.8);
      if (exchange) askedAgain(act, exchange);
    } else if (!undone) {
      outcome(act, exchange, 'rate', verb === 'rate-good' ? WORTH_OF_ANSWER.rate : -WORTH_OF_ANSWER.rate, 0.95);
    }
    if (exchange) exchange.used = true;
  }

  function copied(act: BegunAct, turn: Turn, text: string): void {
    const { by, exchange } = turn;
    const whole = countWords(wordsOfTurn(turn));
    capture.later(() => {
      const words = countWords(text);
      if (words === 0) return;
      const share = whole === 0 ? 1 : Math.min(1, Math.round((words / whole) * 100) / 100);
      const clip = capture.keepsText() ? shinglesOf(redactText(text)) : [];
      const object = by === 'user' ? 'prompt' : 'answer';
      const features = { words, share, ...sinceAnswer(exchange) };
      capture.record(actionOf(act, { verb: 'copy', object, features, clip, links: exchange?.asked ?? [] }));
      if (by === 'user') return;
      outcome(act, exchange, 'copy', WORTH_OF_ANSWER.copy, 0.4 + 0.4 * share, { share });
      if (exchange) exchange.used = true;
    }, 'chat');
  }

  function stopped(act: BegunAct, exchange: Exchange): void {
    watch?.settle();
    const words = countWords(exchange.text);
    const usual = exchanges.filter(({ settled, text }) => settled !== null && text !== exchange.text);
    const expected = usual.length === 0 ? USUAL_WORDS : median(usual.map(({ text }) => countWords(text)));
    const share = Math.min(1, Math.round((words / Math.max(1, expected)) * 100) / 100);
    capture.record(
      actionOf(act, { verb: 'stop', object: 'answer', features: { words, share }, links: exchange.asked }),
    );
    // Stopped at once is a prompt taken back; stopped late, most of the answer was wanted.
    outcome(act, exchange, 'stop', WORTH_OF_ANSWER.stop, 0.8 - 0.5 * share, { share });
    exchange.used = true;
  }

  function askedAgain(act: BegunAct, exchange: Exchange): void {
    watch?.settle();
    exchange.asked = [...exchange.asked.slice(0, 1), act.id];
    exchange.settled = null;
    exchange.began = performance.now();
    waitFor(exchange, act);
  }

  function waitFor(exchange: Exchange, act: BegunAct): void {
    const reader = capture.pack().chat;
    if (!reader) return;
    watch = watchAnswer(capture, reader, exchange, (features) => answered(exchange, act, features));
  }

  function answered(exchange: Exchange, act: BegunAct, features: Features): void {
    const text = withoutLines(exchange.text, exchange.ours);
    capture.record({
      kind: 'statement',
      id: newId(),
      t: capture.now(),
      ...(exchange.thread !== undefined && { thread: exchange.thread }),
      role: 'assistant',
      ...(capture.keepsText() && { text: text.slice(0, LONGEST_ANSWER) }),
      features: { words: countWords(text), ...features },
      links: [act.id],
    });
  }

  function begin({ act, prompt, ours }: Sent): Exchange {
    const exchange: Exchange = {
      asked: [act.id],
      pack: act.pack,
      thread: act.thread,
      prompt,
      ours,
      turn: ++turns,
      user: null,
      answer: null,
      text: '',
      began: performance.now(),
      settled: null,
      used: false,
    };
    exchanges = [...exchanges, exchange].slice(-MOST_EXCHANGES);
    waitFor(exchange, act);
    return exchange;
  }

  function outcome(
    { t, thread, pack }: BegunAct,
    exchange: Exchange | null,
    verb: keyof typeof WORTH_OF_ANSWER,
    value: number,
    confidence: number,
    features?: Features,
  ): void {
    capture.record({
      kind: 'outcome',
      id: newId(),
      t,
      ...(thread !== undefined && { thread }),
      type: `${pack}:${verb}:answer`,
      value,
      confidence: Math.round(confidence * 100) / 100,
      ...(features && { features }),
      ...(exchange && { links: exchange.asked }),
    });
  }

  /** The talk goes on elsewhere, or the page is left. */
  function left(): void {
    const last = exchanges.at(-1);
    if (!last) return;
    const writing = watch !== null && !watch.isOver();
    watch?.settle();
    const soon = writing || (last.settled !== null && performance.now() - last.settled < LEFT_SOON_IN_MS);
    if (soon && !last.used && last.text !== '') {
      last.used = true;
      const act = { ...beginAct(capture), thread: last.thread, pack: last.pack };
      outcome(act, last, 'abandon', WORTH_OF_ANSWER.abandon, 0.3, { writing: writing ? 1 : 0 });
    }
  }

  const talk: Talk = {
    prompted(sent) {
      const last = exchanges.at(-1);
      const follows = last !== undefined && last.thread === sent.act.thread;
      watch?.settle();
      let features: Features = { turn: turns + 1, is_followup: follows ? 1 : 0 };
      if (follows && last.text !== '') {
        const since = sinceAnswer(last);
        const correction = correctionIn({
          prompt: sent.prompt,
          previous: last.prompt,
          answer: last.text,
          seconds: since.since_answer ?? 0,
        });
        features = { ...features, ...since, ...correction.features };
        if (correction.confidence >= 0.5)
          outcome(sent.act, last, 'correct', WORTH_OF_ANSWER.correct, correction.confidence);
        last.used = true;
      }
      begin(sent);
      return features;
    },
    edited(sent, old) {
      watch?.settle();
      outcome(sent.act, old, 'edit-prompt', WORTH_OF_ANSWER['edit-prompt'], 0.7);
      const features = sinceAnswer(old);
      if (old) {
        old.used = true;
        // What came after it is gone from the talk.
        exchanges = exchanges.slice(0, exchanges.indexOf(old) + 1);
      }
      begin(sent);
      return features;
    },
    threadKnown(act, thread) {
      for (const exchange of exchanges) if (exchange.asked[0] === act) exchange.thread = thread;
    },
    moved() {
      const last = exchanges.at(-1);
      if (last && last.thread !== undefined && last.thread !== capture.thread()) left();
    },
    exchanges: () => exchanges,
  };
  observePromptEdits(capture, talk, claim);
  return talk;
}

function sinceAnswer(exchange: Exchange | null): Features {
  return exchange?.settled == null
    ? {}
    : { since_answer: Math.max(0, Math.round((performance.now() - exchange.settled) / 1_000)) };
}

/** Text of the code that a copy button belongs to, if it stands in a box with it and not below the whole answer. */
function codeBeside(control: Element, answer: Element): string | null {
  for (
    let part: Element | null = control;
    part && part !== answer && contains(answer, part);
    part = part.parentElement
  ) {
    const code = matches(part, 'pre') ? part : find(part, 'pre');
    if (code) return (code.textContent ?? '').slice(0, LONGEST_COPY);
  }
  return null;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? USUAL_WORDS;
}
