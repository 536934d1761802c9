/**
 * Gemini, as Takeout's My Activity has it: a list of prompts with their answers, newest first, without branches (design: ownership.md,
 * "Gemini and others").
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { LogRecord } from '../records/record.ts';
import { isLoose, type Loose, listIn, textIn, timeIn } from './loose.ts';

const GEMINI = { source: 'gemini', app: 'gemini.google.com' } as const;
const LONGEST = 8_000;
/** Prompts without an address that are no further apart are of one sitting. */
const SITTING_IN_MS = 30 * 60_000;
/** A word in front that most titles share is the product's verb, in whatever language. */
const SHARED_FROM = 0.5;

export function isGeminiActivity(value: unknown): value is Loose {
  return (
    isLoose(value) &&
    typeof value.title === 'string' &&
    typeof value.time === 'string' &&
    /gemini|bard/i.test(JSON.stringify([value.header, value.products]))
  );
}

export interface ReadActivity {
  readonly records: readonly LogRecord[];
  readonly tally: Record<string, number>;
}

/** All activities of a file: the prefix of their titles and the sittings are known only from all of them. */
export function readGeminiActivity(lines: readonly Loose[]): ReadActivity {
  const tally: Record<string, number> = {};
  const count = (what: string) => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  const timed = lines
    .map((line, place) => ({ line, place, at: timeIn(line, 'time') }))
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || b.place - a.place);
  const prefix = commonPrefix(timed.map(({ line }) => textIn(line, 'title') ?? ''));
  const records: LogRecord[] = [];
  let last: { readonly id: string; readonly thread: string; readonly at: number } | null = null;
  for (const { line, at } of timed) {
    const title = textIn(line, 'title') ?? '';
    if (at === null) {
      count('without a time');
      continue;
    }
    const verdict = verdictIn(title);
    if (verdict !== null) {
      count('ratings');
      records.push({
        kind: 'outcome',
        id: idOf(at, title),
        t: new Date(at).toISOString(),
        app: GEMINI.app,
        ...(last && { thread: last.thread, links: [last.id] }),
        type: verdict.type,
        value: verdict.value,
      });
      continue;
    }
    const text = title.startsWith(prefix) ? title.slice(prefix.length).trim() : null;
    if (text === null || text === '') {
      count('of unknown kind');
      records.push({
        kind: 'observation',
        id: idOf(at, title),
        t: new Date(at).toISOString(),
        app: GEMINI.app,
        type: 'gemini:activity',
        ...(title !== '' && { text: title.slice(0, LONGEST) }),
      });
      continue;
    }
    count('prompts');
    const id = idOf(at, title);
    const chat = listIn(line, 'details')
      .map((each) => /\/app\/([0-9a-f]+)/.exec(textIn(each, 'url') ?? '')?.[1])
      .find(Boolean);
    const isSitting = last !== null && at - last.at <= SITTING_IN_MS;
    const thread: string = chat
      ? `${GEMINI.app}/chat:${chat}`
      : isSitting && last?.thread.includes('/sitting:')
        ? last.thread
        : `${GEMINI.app}/sitting:${new Date(at).toISOString()}`;
    const attachments = listIn(line, 'attachedFiles').length;
    records.push({
      kind: 'action',
      id,
      t: new Date(at).toISOString(),
      app: GEMINI.app,
      thread,
      type: 'chat.prompt',
      text: text.slice(0, LONGEST),
      features: {
        words: text.split(/\s+/).length,
        has_question: /[?？]/.test(text) ? 1 : 0,
        ...(attachments > 0 && { attachments }),
      },
      ...(!chat && { context: { thread_guess: 1 } }),
    });
    const answer = listIn(line, 'safeHtmlItem')
      .map((each) => wordsOf(textIn(each, 'html') ?? ''))
      .filter(Boolean);
    if (answer.length > 0) {
      count('answers');
      records.push({
        kind: 'statement',
        id: `${id}/answer`,
        t: new Date(at + 1).toISOString(),
        app: GEMINI.app,
        thread,
        role: 'assistant',
        text: answer.join('\n\n').slice(0, LONGEST),
        // Several pieces may be drafts or chunks of one: which, the file does not say.
        features: { ...(answer.length > 1 && { pieces: answer.length }) },
        links: [id],
        context: { t_guess: 1 },
      });
    }
    last = { id, thread, at };
  }
  return { records, tally };
}

function idOf(at: number, title: string): string {
  const hash = bytesToHex(sha256(utf8ToBytes(title))).slice(0, 8);
  return `gemini/${new Date(at).toISOString()}/${hash}`;
}

function verdictIn(title: string): { readonly type: string; readonly value: number } | null {
  if (/^Gave feedback:?\s*Good/i.test(title)) return { type: 'chat.rated', value: 1 };
  if (/^Gave feedback:?\s*Bad/i.test(title)) return { type: 'chat.rated', value: -1 };
  return /^Selected preferred draft/i.test(title) ? { type: 'chat.chosen', value: 0.3 } : null;
}

/** The word or words in front that most titles share ("Prompted ", "Gefragt: "); empty if none do. */
export function commonPrefix(titles: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const title of titles) {
    if (verdictIn(title)) continue;
    const words = title.split(/(?<=\s)/);
    let prefix = '';
    for (const word of words.slice(0, 3)) {
      prefix += word;
      if (prefix.length < title.length) counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    }
  }
  let best = '';
  for (const [prefix, count] of counts) {
    if (count < 2 || count < titles.length * SHARED_FROM) continue;
    if (prefix.length > best.length) best = prefix;
  }
  // One prompt alone shows nothing; the English verb is known.
  return best || (titles.some((title) => title.startsWith('Prompted ')) ? 'Prompted ' : '');
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The words of a piece of HTML; no page is made of it. */
function wordsOf(html: string): string {
  return html
    .replace(/<(?:script|style)\b[\s\S]*?<\/(?:script|style)>/gi, '')
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d|\/tr|\/pre)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (all, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : null;
      if (code !== null) return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      return ENTITIES[String(name).toLowerCase()] ?? all;
    })
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
