import { newId } from '../records/new-id.ts';
import type { Sending } from '../sites/site-pack.ts';
import type { Capture } from './capture.ts';
import { elementOf, listen } from './listen.ts';

const LONGEST_PROMPT = 8_000;
/** The same words within this time are one prompt: a click, a key and a form may all tell it. */
const ONE_PROMPT_IN_MS = 2_000;
/** A new conversation has its address only after its first prompt was sent. */
const WAIT_FOR_THREAD_IN_MS = 10_000;
const LOOK_FOR_THREAD_EVERY_IN_MS = 250;

/** Prompts sent to an AI chat, as statements of the user's, where the pack knows how they are sent. */
export function observePrompts(capture: Capture): void {
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
    if (event.key !== 'Enter' || event.isComposing || composing) return;
    const target = elementOf(event);
    if (target) consider({ by: 'keydown', target, key: event.key, shift: event.shiftKey }, event.timeStamp);
  });
  for (const by of ['click', 'submit'] as const) {
    listen(capture, by, 'prompt', (event) => {
      const target = elementOf(event);
      if (target) consider({ by, target }, event.timeStamp);
    });
  }
  // A prompt without a thread is told before the page is gone, all the same.
  const tellAll = capture.guard(() => {
    for (const tell of [...waiting]) tell();
  }, 'prompt');
  capture.window.addEventListener('pagehide', tellAll, { capture: true, signal: capture.signal });

  function consider(sending: Sending, time: number): void {
    const text = capture.pack().promptOf?.(sending, capture.page)?.slice(0, LONGEST_PROMPT);
    if (!text || capture.isPaused()) return;
    if (text === last.text && time - last.time < ONE_PROMPT_IN_MS) return;
    last = { text, time };
    const id = newId();
    const words = newId();
    const t = capture.now();
    const own = withoutOurLines(text);
    const features = { words: own.split(/\s+/).length, has_question: own.includes('?') ? 1 : 0 };
    tellWithThread((thread) => {
      const where = { t, ...(thread !== undefined && { thread }) };
      const type = `${capture.pack().id}:prompt:answer`;
      if (!capture.record({ kind: 'action', id, ...where, type, features })) return;
      if (own === '' || !capture.keepsText()) return;
      capture.record({ kind: 'statement', id: words, ...where, role: 'user', text: own, links: [id] });
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

/** A prompt without the lines that Retrace itself put before it: those are no new words of the user's. */
function withoutOurLines(text: string): string {
  return text.startsWith('About me: ') ? text.slice(text.indexOf('\n') + 1 || text.length).trim() : text;
}
