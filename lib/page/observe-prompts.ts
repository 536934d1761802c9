import { newId } from '../records/new-id.ts';
import { textOf } from '../sites/chat-site.ts';
import { ourLines, withoutOurLines } from '../sites/our-lines.ts';
import type { Sending } from '../sites/site-pack.ts';
import { actionOf, type BegunAct, beginAct } from './begin-act.ts';
import type { Capture } from './capture.ts';
import type { Talk } from './chat/observe-chat.ts';
import { elementOf, hear, listen } from './listen.ts';

const LONGEST_PROMPT = 8_000;
/** The same words within this time are one prompt: a click, a key and a form may all tell it. */
const ONE_PROMPT_IN_MS = 2_000;
/** A new conversation has its address only after its first prompt was sent. */
const WAIT_FOR_THREAD_IN_MS = 10_000;
const LOOK_FOR_THREAD_EVERY_IN_MS = 250;

/** Where a sending was only guessed, the box is empty again so soon, or nothing was sent. */
const EMPTY_WITHIN_IN_MS = 3_000;
const LOOK_IF_EMPTY_EVERY_IN_MS = 100;

/**
 * Prompts sent to an AI chat, as acts and as statements of the user's, where the pack knows how they are sent. Where it only guesses
 * (any field of a site that the user calls a chat), a prompt is what leaves its box empty.
 */
export function observePrompts(capture: Capture, talk: Talk): void {
  let last = { text: '', time: Number.NEGATIVE_INFINITY };
  let composing = false;
  const waiting = new Set<() => void>();

  listen(capture, 'compositionstart', 'prompt', () => {
    composing = true;
  });
  listen(capture, 'compositionend', 'prompt', () => {
    composing = false;
  });
  listen(capture, 'keydown', 'prompt', (event) => {
    // Enter also ends a word that is being composed.
    if (event.key !== 'Enter' || event.isComposing || composing || capture.claimed.has(event)) return;
    const target = elementOf(event);
    if (target) consider({ by: 'keydown', target, key: event.key, shift: event.shiftKey }, event.timeStamp);
  });
  for (const by of ['click', 'submit'] as const) {
    listen(capture, by, 'prompt', (event) => {
      const target = elementOf(event);
      if (target && !capture.claimed.has(event)) consider({ by, target }, event.timeStamp);
    });
  }
  // A prompt without a thread is told before the page is gone, all the same.
  hear(capture, 'pagehide', 'prompt', () => {
    for (const tell of [...waiting]) tell();
  });

  function consider(sending: Sending, time: number): void {
    const text = capture.pack().promptOf?.(sending, capture.page)?.slice(0, LONGEST_PROMPT);
    if (!text || capture.isPaused()) return;
    if (text === last.text && time - last.time < ONE_PROMPT_IN_MS) return;
    last = { text, time };
    const act = beginAct(capture);
    if (capture.pack().chat?.guesses) onceEmpty(text, () => sent(act, text));
    else sent(act, text);
  }

  function sent(act: BegunAct, text: string): void {
    const words = newId();
    const own = withoutOurLines(text);
    const talked = talk.prompted({ act, prompt: own, ours: ourLines(text) });
    const features = { words: own.split(/\s+/).length, has_question: own.includes('?') ? 1 : 0, ...talked };
    tellWithThread((thread) => {
      talk.threadKnown(act.id, thread);
      if (!capture.record(actionOf({ ...act, thread }, { verb: 'prompt', object: 'answer', features }))) return;
      if (own === '' || !capture.keepsText()) return;
      const where = { t: act.t, ...(thread !== undefined && { thread }) };
      capture.record({ kind: 'statement', id: words, ...where, role: 'user', text: own, links: [act.id] });
    });
  }

  /** Goes on as soon as the message box says something else; never, if it goes on saying the same. */
  function onceEmpty(text: string, go: () => void): void {
    let looks = EMPTY_WITHIN_IN_MS / LOOK_IF_EMPTY_EVERY_IN_MS;
    const look = () => {
      const composer = capture.pack().chat?.composerOf(capture.page);
      // What only went on to be written was not sent: the key broke the line.
      if (!composer?.isConnected || !textOf(composer)?.startsWith(text)) finish(true);
      else if (--looks <= 0) finish(false);
    };
    const timer = capture.window.setInterval(capture.guard(look, 'prompt'), LOOK_IF_EMPTY_EVERY_IN_MS);
    const leave = () => finish(true);
    const finish = (isSent: boolean) => {
      if (!waiting.delete(leave)) return;
      capture.window.clearInterval(timer);
      if (isSent) go();
      else last = { text: '', time: Number.NEGATIVE_INFINITY };
    };
    waiting.add(leave);
    capture.signal.addEventListener('abort', () => {
      waiting.delete(leave);
      capture.window.clearInterval(timer);
    });
  }

  function tellWithThread(tell: (thread: string | undefined) => void): void {
    const known = capture.thread();
    if (known !== undefined) {
      tell(known);
      return;
    }
    let looks = WAIT_FOR_THREAD_IN_MS / LOOK_FOR_THREAD_EVERY_IN_MS;
    const timer = capture.window.setInterval(
      capture.guard(() => {
        if (capture.thread() !== undefined || --looks <= 0) finish();
      }, 'prompt'),
      LOOK_FOR_THREAD_EVERY_IN_MS,
    );
    const finish = () => {
      if (!waiting.delete(finish)) return;
      capture.window.clearInterval(timer);
      tell(capture.thread());
    };
    waiting.add(finish);
    capture.signal.addEventListener('abort', () => {
      waiting.delete(finish);
      capture.window.clearInterval(timer);
    });
  }
}
