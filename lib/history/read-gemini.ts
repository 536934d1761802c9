/**
 * Gemini, as Takeout's My Activity has it: a list of prompts with their answers, newest first, without branches (docs/history.md). It is
 * gone through twice: first for what only the whole list says (the verb in front of every prompt, the sittings, what a rating is
 * about), keeping a few numbers an activity; then for the records, one activity at a time.
 */
import type { Context, LogRecord, OutcomeRecord } from '../records/record.ts';
import { countWords } from '../sites/count-words.ts';
import { withoutOurLines } from '../sites/our-lines.ts';
import { WORTH_OF_ANSWER } from '../sites/worth-of-answer.ts';
import { LONGEST_ANSWER } from './chat-tree.ts';
import { cutText, isLoose, type Loose, listIn, nameFor, textIn, timeIn } from './loose.ts';
import type { Tally } from './message-tally.ts';
import { instant } from './records-of-talk.ts';
import { wordsOfHtml } from './words-of-html.ts';

const APP = 'gemini.google.com';
const PACK = 'gemini';
const LONGEST_PROMPT = 8_000;
/** Prompts without an address that are no further apart are of one sitting. */
const SITTING_IN_MS = 30 * 60_000;
/** A word in front that most titles share is the product's verb, in whatever language. */
const SHARED_FROM = 0.5;
const MOST_WORDS_IN_FRONT = 3;
const FEWEST_FOR_MORE = 5;
const MORE_FROM = 0.9;
const ENGLISH = 'Prompted ';
/** So much of a title is kept from the first pass: more than any verb. */
const LONGEST_HEAD = 40;

export function isGeminiActivity(value: unknown): value is Loose {
  return (
    isLoose(value) &&
    typeof value.title === 'string' &&
    typeof value.time === 'string' &&
    [value.header, ...listIn(value, 'products')].some((name) => typeof name === 'string' && /gemini|bard/i.test(name))
  );
}

/** What of an activity is kept from the first pass to the second. */
interface Noted {
  readonly at: number;
  readonly place: number;
  readonly id: string;
  /** Its beginning: enough for the verb in front. */
  readonly head: string;
  readonly isVerdict: boolean;
  /** Id of its talk in the address, where it has one. */
  readonly chat: string | null;
}

/** What the whole list says of one activity. */
interface Placed {
  readonly thread: string;
  readonly isThreadGuessed: boolean;
  /** Of a rating: the id of the prompt before it. */
  readonly about?: string;
}

/** First pass: all activities of a file, one after the other. */
export class GeminiOutline {
  readonly #noted: Noted[] = [];
  #places = 0;

  add(line: Loose): void {
    const place = this.#places++;
    const at = timeIn(line, 'time');
    if (at === null) return;
    const title = textIn(line, 'title') ?? '';
    const chat = listIn(line, 'details')
      .map((each) => /\/app\/([0-9a-f]+)/.exec(textIn(each, 'url') ?? '')?.[1])
      .find((id) => id !== undefined);
    this.#noted.push({
      at,
      place,
      id: idOf(at, title),
      head: title.slice(0, LONGEST_HEAD),
      isVerdict: verdictIn(title) !== null,
      chat: chat ?? null,
    });
  }

  finish(): GeminiReader {
    const prefix = commonPrefix(this.#noted.filter(({ isVerdict }) => !isVerdict).map(({ head }) => head));
    const placed = new Map<number, Placed>();
    // The oldest first; of two at one time the one that stands later in the file, which is newest first.
    this.#noted.sort((a, b) => a.at - b.at || b.place - a.place);
    let last: Noted | null = null;
    let where: Placed | null = null;
    for (const noted of this.#noted) {
      if (noted.isVerdict) {
        if (last && where) placed.set(noted.place, { ...where, about: last.id });
        continue;
      }
      if (!noted.head.startsWith(prefix)) continue;
      const isSitting = where?.isThreadGuessed === true && last !== null && noted.at - last.at <= SITTING_IN_MS;
      if (noted.chat !== null) where = { thread: `${APP}/chat:${noted.chat}`, isThreadGuessed: false };
      else if (!isSitting) where = { thread: `${APP}/sitting:${instant(noted.at)}`, isThreadGuessed: true };
      placed.set(noted.place, where!);
      last = noted;
    }
    return new GeminiReader(prefix, placed);
  }
}

/** Second pass: the records of the same activities, in the same order. */
export class GeminiReader {
  readonly #prefix: string;
  readonly #placed: ReadonlyMap<number, Placed>;
  #places = 0;

  constructor(prefix: string, placed: ReadonlyMap<number, Placed>) {
    this.#prefix = prefix;
    this.#placed = placed;
  }

  read(line: Loose, tally: Tally): LogRecord[] {
    tally.see();
    const placed = this.#placed.get(this.#places++);
    const at = timeIn(line, 'time');
    const title = textIn(line, 'title') ?? '';
    if (at === null) {
      tally.skip('without a time');
      return [];
    }
    const base = { id: idOf(at, title), t: instant(at), app: APP };
    const guess: Context = placed?.isThreadGuessed ? { thread_guess: 1 } : {};
    const verdict = verdictIn(title);
    if (verdict) {
      tally.keep('ratings');
      return [
        {
          kind: 'outcome',
          ...base,
          ...(placed && { thread: placed.thread }),
          type: `${PACK}:${verdict.verb}:answer`,
          value: verdict.value,
          ...(placed?.isThreadGuessed && { context: guess }),
          ...(placed?.about !== undefined && { links: [placed.about] }),
        } satisfies OutcomeRecord,
      ];
    }
    const text = withoutOurLines(title.slice(this.#prefix.length).trim());
    const attachments = listIn(line, 'attachedFiles').length;
    if (!placed || (text === '' && attachments === 0)) {
      tally.keep('of unknown kind, as an observation');
      const words = cutText(title, LONGEST_PROMPT);
      return [{ kind: 'observation', ...base, type: `${PACK}:see:activity`, ...(words !== '' && { text: words }) }];
    }
    tally.keep('prompts');
    const here = { ...base, thread: placed.thread };
    const records: LogRecord[] = [
      {
        kind: 'action',
        ...here,
        type: `${PACK}:prompt:answer`,
        features: {
          words: text === '' ? 0 : text.split(/\s+/).length,
          has_question: text.includes('?') ? 1 : 0,
          ...(attachments > 0 && { attachments }),
        },
        context: { page: 'chat', ...guess },
      },
    ];
    if (text !== '') {
      records.push({
        kind: 'statement',
        ...here,
        id: `${base.id}/words`,
        role: 'user',
        text: cutText(text, LONGEST_PROMPT),
        links: [base.id],
      });
    }
    const pieces = listIn(line, 'safeHtmlItem')
      .map((each) => wordsOfHtml(textIn(each, 'html') ?? ''))
      .filter((piece) => piece !== '');
    if (pieces.length === 0) return records;
    // The answer stands in the activity of its prompt: a message more.
    tally.see();
    tally.keep('answers');
    const answer = pieces.join('\n\n');
    records.push({
      kind: 'statement',
      ...here,
      id: `${base.id}/answer`,
      t: instant(at + 1),
      role: 'assistant',
      text: cutText(answer, LONGEST_ANSWER),
      // Several pieces may be drafts, or parts of one answer: the file does not say which, so nothing follows from them.
      features: { words: countWords(answer), ...(pieces.length > 1 && { pieces: pieces.length }) },
      context: { t_guess: 1 },
      links: [base.id],
    });
    return records;
  }
}

function idOf(at: number, title: string): string {
  return `gemini/${new Date(at).toISOString()}/${nameFor(title, 8)}`;
}

function verdictIn(title: string): { readonly verb: 'rate' | 'choose'; readonly value: number } | null {
  if (/^Gave feedback:?\s*Good/i.test(title)) return { verb: 'rate', value: WORTH_OF_ANSWER.rate };
  if (/^Gave feedback:?\s*Bad/i.test(title)) return { verb: 'rate', value: -WORTH_OF_ANSWER.rate };
  return /^Selected preferred draft/i.test(title) ? { verb: 'choose', value: WORTH_OF_ANSWER.choose } : null;
}

/** The words in front that most titles share (“Prompted ”, “Du hast gefragt: ”); empty if none do. */
export function commonPrefix(heads: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const head of heads) {
    let prefix = '';
    for (const word of head.split(/(?<=\s)/).slice(0, MOST_WORDS_IN_FRONT)) {
      prefix += word;
      if (/\s$/.test(prefix) && prefix.length < head.length) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  const shared = [...counts].filter(([, count]) => count >= 2 && count >= heads.length * SHARED_FROM);
  shared.sort(([a], [b]) => a.length - b.length);
  // One prompt alone shows nothing; the English verb is known.
  let [best, most] = shared[0] ?? [heads.some((head) => head.startsWith(ENGLISH)) ? ENGLISH : '', 0];
  // Prompts begin alike, too: a further word is the product's only if it is there nearly always, and often.
  for (const [prefix, count] of shared) {
    if (prefix.length > best.length && prefix.startsWith(best) && count >= FEWEST_FOR_MORE && count >= most * MORE_FROM)
      [best, most] = [prefix, count];
  }
  return best;
}
