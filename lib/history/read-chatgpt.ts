/** ChatGPT exports, in all shapes since 2023 (design: ownership.md, "ChatGPT"). No field is demanded. */
import type { Context } from '../records/record.ts';
import type { ChatNode } from './chat-tree.ts';
import { isLoose, type Loose, listIn, looseIn, textIn, timeIn } from './loose.ts';
import type { Conversation, Rating } from './records-of-conversation.ts';
import type { StatedWords } from './stated-words.ts';

export const CHATGPT = { source: 'chatgpt', app: 'chatgpt.com', prefix: 'chatgpt/m/' } as const;

/** What became of the messages of one talk: their number by what they were taken for. */
export type Tally = Record<string, number>;

export interface ReadTalk {
  readonly talk: Conversation;
  /** Custom instructions and saved memories that stand in it. */
  readonly stated: readonly StatedWords[];
  readonly tally: Tally;
}

/** Content that is a step of an answer and no words to the user, and what trait of the answer it is. */
const STEPS: Readonly<Record<string, string>> = {
  code: 'tools',
  execution_output: 'tools',
  tether_browsing_display: 'tools',
  tether_browsing_code: 'tools',
  tether_quote: 'tools',
  sonic_webpage: 'tools',
  thoughts: 'thoughts',
  reasoning_recap: 'thoughts',
  system_error: 'failed',
};
const BROKEN_OFF = new Set(['interrupted', 'max_tokens', 'length', 'canceled', 'cancelled', 'error']);

export function isChatGptTalk(value: unknown): value is Loose {
  return isLoose(value) && isLoose(value.mapping);
}

/** @param ratings verdicts of this talk from the files beside it. */
export function readChatGptTalk(talk: Loose, ratings: readonly Rating[] = []): ReadTalk {
  const id = textIn(talk, 'conversation_id') ?? textIn(talk, 'id') ?? 'unnamed';
  const tally: Tally = {};
  const stated: StatedWords[] = [];
  const count = (what: string) => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  const mapping = looseIn(talk, 'mapping');
  const start = timeIn(talk, 'create_time');
  /** A message may have another id than its node: the message's is the one that live capture and ratings know. */
  const keys = new Map<string, string>();
  for (const [name, node] of Object.entries(mapping)) {
    keys.set(name, textIn(looseIn(node, 'message'), 'id') ?? name);
  }
  const parents = parentsIn(mapping);
  const nodes = Object.entries(mapping).map(([name, node]): ChatNode => {
    const parent = parents.get(name);
    const base = { key: keys.get(name)!, parent: parent === undefined ? null : (keys.get(parent) ?? parent) };
    const message = isLoose(node) ? node.message : null;
    if (!isLoose(message)) return { ...base, by: 'other', text: '', time: null, finished: true };
    return { ...base, ...nodeOf(message, { id, start, count, stated }) };
  });
  const leaf = textIn(talk, 'current_node');
  const context: Context = {
    ...(textIn(talk, 'conversation_template_id') && { project: textIn(talk, 'conversation_template_id')! }),
    ...(textIn(talk, 'gizmo_id') && { gpt: textIn(talk, 'gizmo_id')! }),
  };
  return {
    talk: {
      ...CHATGPT,
      thread: `${CHATGPT.app}/chat:${id}`,
      title: textIn(talk, 'title') ?? '',
      nodes,
      leaf: leaf === null ? null : (keys.get(leaf) ?? leaf),
      start,
      ...(Object.keys(context).length > 0 && { context }),
      ratings: ratings.map((rating) =>
        rating.of === null ? rating : { ...rating, of: keys.get(rating.of) ?? rating.of },
      ),
    },
    stated,
    tally,
  };
}

/** A node's parent, as it says itself; where it does not, the node that names it as a child. */
function parentsIn(mapping: Loose): Map<string, string> {
  const parents = new Map<string, string>();
  for (const [name, node] of Object.entries(mapping)) {
    for (const child of listIn(node, 'children')) {
      if (typeof child === 'string' && !parents.has(child) && child in mapping) parents.set(child, name);
    }
  }
  for (const [name, node] of Object.entries(mapping)) {
    const own = textIn(node, 'parent');
    if (own !== null && (own in mapping || !parents.has(name))) parents.set(name, own);
  }
  return parents;
}

interface Reading {
  readonly id: string;
  readonly start: number | null;
  readonly count: (what: string) => void;
  readonly stated: StatedWords[];
}

type Said = Pick<ChatNode, 'by' | 'text' | 'time' | 'finished' | 'model' | 'features'>;

function nodeOf(message: Loose, { start, count, stated }: Reading): Said {
  const role = textIn(looseIn(message, 'author'), 'role') ?? '';
  const content = looseIn(message, 'content');
  const type = textIn(content, 'content_type') ?? 'text';
  const metadata = looseIn(message, 'metadata');
  const time = timeIn(message, 'create_time');
  const model = textIn(metadata, 'model_slug');
  const recipient = textIn(message, 'recipient') ?? 'all';
  const other = (what: string, features?: Readonly<Record<string, number>>): Said => {
    count(what);
    return { by: 'other', text: '', time, finished: true, ...(features && { features }) };
  };
  const when = time ?? start;

  if (type === 'user_editable_context') {
    for (const words of [textIn(content, 'user_profile'), textIn(content, 'user_instructions')]) {
      if (words !== null) stated.push({ ...CHATGPT, role: 'settings', text: words, time: when });
    }
    return other('custom instructions');
  }
  if (type === 'model_editable_context') {
    for (const line of linesOf(textIn(content, 'model_set_context') ?? ''))
      stated.push({ ...CHATGPT, role: 'assistant_memory', text: line, time: when });
    return other('saved memories');
  }
  const words = wordsIn(content);
  if (recipient === 'bio') {
    for (const line of linesOf(words.text))
      stated.push({ ...CHATGPT, role: 'assistant_memory', text: line, time: when });
    return other('saved memories');
  }
  if (recipient.startsWith('canmore')) return other('steps of answers', { canvas: 1 });
  if (type in STEPS) return other('steps of answers', { [STEPS[type]!]: 1 });
  if (role === 'tool') return other('steps of answers', { tools: 1 });
  if (type !== 'text' && type !== 'multimodal_text' && words.text === '') return other('of unknown kind');
  if (metadata.is_visually_hidden_from_conversation === true) return other('hidden');
  if (role === 'user') {
    if (words.text === '' && words.objects === 0) return other('empty');
    count('prompts');
    const attachments = listIn(metadata, 'attachments').length || words.objects;
    return {
      by: 'user',
      text: words.text,
      time,
      finished: true,
      ...(attachments > 0 && { features: { attachments } }),
    };
  }
  if (role !== 'assistant') return other('hidden');
  if (recipient !== 'all') return other('steps of answers', { tools: 1 });
  if (words.text === '') return other('empty', words.objects > 0 ? { pictures: words.objects } : undefined);
  count('answers');
  return {
    by: 'assistant',
    text: words.text,
    time,
    finished: isFinished(message, metadata),
    ...(model !== null && { model }),
    ...(words.objects > 0 && { features: { pictures: words.objects } }),
  };
}

function isFinished(message: Loose, metadata: Loose): boolean {
  const status = textIn(message, 'status');
  if (status === 'in_progress' || status === 'finished_partial_completion') return false;
  if (metadata.is_complete === false) return false;
  return !BROKEN_OFF.has(textIn(looseIn(metadata, 'finish_details'), 'type') ?? '');
}

/** Strings and transcripts of a message, and how many other things it holds. */
function wordsIn(content: Loose): { readonly text: string; readonly objects: number } {
  const texts: string[] = [];
  let objects = 0;
  for (const part of listIn(content, 'parts')) {
    if (typeof part === 'string') texts.push(part);
    else if (isLoose(part)) {
      const spoken = textIn(part, 'text');
      if (spoken !== null) texts.push(spoken);
      else objects++;
    }
  }
  const own = textIn(content, 'text');
  if (texts.length === 0 && own !== null) texts.push(own);
  return {
    text: texts
      .filter((text) => text.trim() !== '')
      .join('\n')
      .trim(),
    objects,
  };
}

/** One memory a line; the numbers and dates in front are the product's. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*(?:\d+[.)]|[-*•])?\s*(?:\[\d{4}-\d\d-\d\d\][.:]?)?\s*/, '').trim())
    .filter((line) => line !== '');
}

export function isChatGptRating(value: unknown): value is Loose {
  return isLoose(value) && typeof value.conversation_id === 'string' && 'rating' in value;
}

/** A line of message_feedback.json: the talk it is of and the rating; null for one that rates nothing. */
export function readChatGptRating(line: Loose): { readonly talk: string; readonly rating: Rating } | null {
  const said = (textIn(line, 'rating') ?? '').toLowerCase();
  const value = /up|good|positive/.test(said) ? 1 : /down|bad|negative/.test(said) ? -1 : null;
  const talk = textIn(line, 'conversation_id');
  if (value === null || talk === null) return null;
  const of = textIn(line, 'id') ?? textIn(line, 'message_id');
  const content = parsed(line.content);
  const tags = listIn(content, 'tags').filter((tag): tag is string => typeof tag === 'string');
  const text = textIn(content, 'text');
  return {
    talk,
    rating: {
      id: `chatgpt/rating/${of ?? `${talk}/${textIn(line, 'create_time') ?? ''}`}`,
      of,
      value,
      time: timeIn(line, 'create_time'),
      ...(text !== null && { text }),
      ...(tags.length > 0 && { tags }),
    },
  };
}

export function isChatGptComparison(value: unknown): value is Loose {
  return isLoose(value) && isLoose(value.output) && textIn(looseIn(value, 'input'), 'conversation_id') !== null;
}

/** A line of model_comparisons.json: the new answer against the first one, as a rating of the new one. */
export function readChatGptComparison(line: Loose): { readonly talk: string; readonly rating: Rating } | null {
  const talk = textIn(looseIn(line, 'input'), 'conversation_id');
  const output = looseIn(line, 'output');
  const step = isLoose(output.feedback_step_2) ? output.feedback_step_2 : looseIn(output, 'feedback_step_1');
  const said = textIn(step, 'completion_comparison_rating');
  const value = said === 'new' ? 1 : said === 'original' ? -1 : said === 'same' ? 0 : null;
  if (talk === null || value === null) return null;
  const lastOf = (name: string) =>
    listIn(step, name)
      .map((message) => textIn(message, 'id'))
      .findLast((id) => id !== null) ?? null;
  const of = lastOf('new_turn') ?? lastOf('original_turn');
  const text = textIn(step, 'feedback_text') ?? textIn(step, 'text');
  const placement = textIn(step, 'new_completion_placement');
  return {
    talk,
    rating: {
      id: `chatgpt/comparison/${textIn(line, 'id') ?? of ?? talk}`,
      of,
      value,
      time: timeIn(line, 'create_time') ?? timeIn(line, 'submitted_at'),
      ...(text !== null && { text }),
      ...(placement !== null && { tags: [`placement: ${placement}`] }),
    },
  };
}

function parsed(content: unknown): unknown {
  if (typeof content !== 'string') return content;
  try {
    return JSON.parse(content);
  } catch {
    return { text: content };
  }
}
