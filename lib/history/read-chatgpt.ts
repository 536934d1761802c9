/** ChatGPT exports, in all shapes since 2023 (docs/history.md). No field is demanded. */
import type { Context } from '../records/record.ts';
import { withoutOurLines } from '../sites/our-lines.ts';
import type { ChatNode } from './chat-tree.ts';
import { isLoose, type Loose, listIn, looseIn, nameFor, textIn, timeIn } from './loose.ts';
import { Tally } from './message-tally.ts';
import { readMemoryList } from './read-memory-list.ts';
import type { ReadTalk } from './read-talk.ts';
import type { Rating } from './records-of-talk.ts';
import type { StatedWords } from './stated-words.ts';

export const CHATGPT = { pack: 'chatgpt', app: 'chatgpt.com' } as const;
const SAVED = { source: CHATGPT.pack, app: CHATGPT.app } as const;

/** Content that is a step of an answer and no words to the user, and what trait of the answer it is. */
const STEPS: ReadonlyMap<string, string> = new Map([
  ['code', 'tools'],
  ['execution_output', 'tools'],
  ['computer_output', 'tools'],
  ['sonic_webpage', 'tools'],
  ['thoughts', 'thoughts'],
  ['reasoning_recap', 'thoughts'],
  ['system_error', 'failed'],
]);
const BROKEN_OFF = new Set(['interrupted', 'max_tokens', 'length', 'canceled', 'cancelled', 'error']);

export function isChatGptTalk(value: unknown): value is Loose {
  return isLoose(value) && isLoose(value.mapping);
}

/** Id of a talk, by which ratings name it; null where it has none. */
export function chatGptTalkId(talk: Loose): string | null {
  return textIn(talk, 'conversation_id') ?? textIn(talk, 'id');
}

/** @param ratings verdicts of this talk from the files beside it. */
export function readChatGptTalk(talk: Loose, ratings: readonly Rating[] = []): ReadTalk {
  const mapping = looseIn(talk, 'mapping');
  const start = timeIn(talk, 'create_time');
  const title = textIn(talk, 'title') ?? '';
  const id = chatGptTalkId(talk) ?? `untitled-${nameFor(`${title}\n${start}\n${Object.keys(mapping)[0]}`, 8)}`;
  const reading = new ChatGptMessages(start);
  /** A message may have another id than its node. The message's is the one that ratings know. */
  const keys = new Map<string, string>();
  for (const [name, node] of Object.entries(mapping)) keys.set(name, textIn(looseIn(node, 'message'), 'id') ?? name);
  const parents = parentsIn(mapping);
  const nodes: ChatNode[] = [];
  const seen = new Set<string>();
  for (const [name, node] of Object.entries(mapping)) {
    const key = keys.get(name)!;
    const parent = parents.get(name);
    const message = isLoose(node) ? node.message : null;
    if (isLoose(message)) reading.tally.see();
    if (seen.has(key)) {
      if (isLoose(message)) reading.tally.skip('said twice under one id');
      continue;
    }
    seen.add(key);
    const place = { key, parent: parent === undefined ? null : (keys.get(parent) ?? parent) };
    nodes.push(
      isLoose(message)
        ? { ...place, ...reading.read(message, key) }
        : { ...place, by: 'other', text: '', time: null, finished: true },
    );
  }
  const leaf = textIn(talk, 'current_node');
  const [project, gpt] = [textIn(talk, 'conversation_template_id'), textIn(talk, 'gizmo_id')];
  const context: Context = {
    ...(project !== null && { project }),
    ...(gpt !== null && { gpt }),
    ...(talk.is_do_not_remember === true && { do_not_remember: 1 }),
  };
  const known = (name: string) => keys.get(name) ?? name;
  return {
    talk: {
      ...CHATGPT,
      thread: `${CHATGPT.app}/chat:${id}`,
      title,
      nodes,
      leaf: leaf === null ? null : known(leaf),
      start,
      context,
      ratings: ratings.map(({ of, against, ...rating }) => ({
        ...rating,
        of: of === null ? null : known(of),
        ...(against !== undefined && { against: known(against) }),
      })),
    },
    stated: reading.stated,
    observed: reading.observed,
    tally: reading.tally,
  };
}

/** A node's parent, as it says itself; where it does not, the node that names it as a child. */
function parentsIn(mapping: Loose): Map<string, string> {
  const parents = new Map<string, string>();
  for (const [name, node] of Object.entries(mapping)) {
    for (const child of listIn(node, 'children')) {
      if (typeof child === 'string' && !parents.has(child) && Object.hasOwn(mapping, child)) parents.set(child, name);
    }
  }
  for (const [name, node] of Object.entries(mapping)) {
    const own = textIn(node, 'parent');
    if (own !== null && (Object.hasOwn(mapping, own) || !parents.has(name))) parents.set(name, own);
  }
  return parents;
}

type Said = Omit<ChatNode, 'key' | 'parent'>;

/** What the messages of one talk are, one after the other. */
class ChatGptMessages {
  readonly tally = new Tally();
  readonly stated: StatedWords[] = [];
  readonly observed: ReadTalk['observed'][number][] = [];
  readonly #start: number | null;

  constructor(start: number | null) {
    this.#start = start;
  }

  read(message: Loose, key: string): Said {
    const role = textIn(looseIn(message, 'author'), 'role') ?? '';
    const content = looseIn(message, 'content');
    const type = textIn(content, 'content_type') ?? 'text';
    const metadata = looseIn(message, 'metadata');
    const recipient = textIn(message, 'recipient') ?? 'all';
    const time = timeIn(message, 'create_time');
    const words = wordsIn(content);
    const { tally } = this;
    const other = (features?: ChatNode['features']): Said => ({
      by: 'other',
      text: '',
      time,
      finished: true,
      ...(features && { features }),
    });

    if (type === 'user_editable_context') {
      tally.keep('custom instructions');
      this.#instructions(content, metadata, time);
      return other();
    }
    if (type === 'model_editable_context' || recipient === 'bio') {
      tally.keep('saved memories');
      const list = type === 'model_editable_context' ? textIn(content, 'model_set_context') : words.text;
      for (const memory of readMemoryList(list ?? ''))
        this.stated.push({
          ...SAVED,
          role: 'assistant_memory',
          text: memory.text,
          time: memory.time ?? time ?? this.#start,
        });
      return other();
    }
    if (recipient.startsWith('canmore')) return this.#step(other({ canvas: 1 }));
    const step = type.startsWith('tether_') ? 'tools' : STEPS.get(type);
    if (step !== undefined) return this.#step(other({ [step]: 1 }));
    if (role === 'tool') return this.#step(other({ tools: 1 }));
    if (type !== 'text' && type !== 'multimodal_text') {
      tally.keep('of unknown kind, as an observation');
      this.observed.push({ key, type, text: words.text, time: time ?? this.#start });
      return other();
    }
    if (metadata.is_visually_hidden_from_conversation === true) {
      tally.skip('hidden from the talk');
      return other();
    }
    if (role === 'user') return this.#prompt(words, metadata, time) ?? other();
    if (role !== 'assistant') {
      tally.skip(role === 'system' ? 'of the system' : 'of nobody we know');
      return other();
    }
    if (recipient !== 'all') return this.#step(other({ tools: 1 }));
    if (words.text === '' && words.objects > 0) return this.#step(other({ pictures: words.objects }));
    if (words.text === '') {
      tally.skip('empty');
      return other();
    }
    tally.keep('answers');
    const model = textIn(metadata, 'model_slug');
    return {
      by: 'assistant',
      text: words.text,
      time,
      finished: isFinished(message, metadata),
      ...(model !== null && { model }),
      ...(words.objects > 0 && { features: { pictures: words.objects } }),
    };
  }

  #step(said: Said): Said {
    this.tally.keep('steps of answers, as their features');
    return said;
  }

  #prompt({ text, objects }: Words, metadata: Loose, time: number | null): Said | null {
    const own = withoutOurLines(text);
    const attachments = Math.max(listIn(metadata, 'attachments').length, objects);
    if (own === '' && attachments === 0) {
      this.tally.skip('empty');
      return null;
    }
    this.tally.keep('prompts');
    return { by: 'user', text: own, time, finished: true, ...(attachments > 0 && { features: { attachments } }) };
  }

  #instructions(content: Loose, metadata: Loose, time: number | null): void {
    const plain = looseIn(metadata, 'user_context_message_data');
    const parts = [
      textIn(plain, 'about_user_message') ?? unwrapped(textIn(content, 'user_profile')),
      textIn(plain, 'about_model_message') ?? unwrapped(textIn(content, 'user_instructions')),
    ];
    for (const text of parts) {
      if (text !== null) this.stated.push({ ...SAVED, role: 'settings', text, time: time ?? this.#start });
    }
  }
}

/** The product puts a sentence of its own before a user's words, and these between fences. */
function unwrapped(text: string | null): string | null {
  return text === null ? null : (/^The user provided [^`]{0,300}```\n?([\s\S]*?)\n?```\s*$/.exec(text)?.[1] ?? text);
}

function isFinished(message: Loose, metadata: Loose): boolean {
  const status = textIn(message, 'status');
  if (status === 'in_progress' || status === 'finished_partial_completion') return false;
  if (metadata.is_complete === false) return false;
  return !BROKEN_OFF.has(textIn(looseIn(metadata, 'finish_details'), 'type') ?? '');
}

interface Words {
  readonly text: string;
  /** Other things in the message: pictures, sounds, files. */
  readonly objects: number;
}

/** Strings and transcripts of a message, in their order. */
function wordsIn(content: Loose): Words {
  const texts: string[] = [];
  let objects = 0;
  for (const part of listIn(content, 'parts')) {
    const text = typeof part === 'string' ? part : textIn(part, 'text');
    if (text !== null) texts.push(text);
    else if (isLoose(part)) objects++;
  }
  const own = textIn(content, 'text');
  if (texts.length === 0 && own !== null) texts.push(own);
  return {
    text: texts
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join('\n'),
    objects,
  };
}

export function isChatGptRating(value: unknown): value is Loose {
  return isLoose(value) && typeof value.conversation_id === 'string' && 'rating' in value;
}

/** A verdict, and the talk it is of. */
export interface RatingOfTalk {
  readonly talk: string;
  readonly rating: Rating;
}

/** A line of message_feedback.json; null for one that rates nothing. */
export function readChatGptRating(line: Loose): RatingOfTalk | null {
  const said = textIn(line, 'rating') ?? '';
  const value = /up|good|positive/i.test(said) ? 1 : /down|bad|negative/i.test(said) ? -1 : null;
  const talk = textIn(line, 'conversation_id');
  if (value === null || talk === null) return null;
  const of = textIn(line, 'id') ?? textIn(line, 'message_id');
  const content = parsed(line.content);
  const text = textIn(content, 'text');
  const tags = listIn(content, 'tags').filter((tag): tag is string => typeof tag === 'string');
  const time = timeIn(line, 'create_time');
  return {
    talk,
    rating: {
      id: `chatgpt/rating/${of ?? `${talk}/${time}`}`,
      of,
      value,
      time,
      ...(text !== null && { text }),
      ...(tags.length > 0 && { tags }),
    },
  };
}

export function isChatGptComparison(value: unknown): value is Loose {
  return isLoose(value) && isLoose(value.output) && textIn(looseIn(value, 'input'), 'conversation_id') !== null;
}

/** A line of model_comparisons.json: the new answer against the first one, as a rating of the new one. */
export function readChatGptComparison(line: Loose): RatingOfTalk | null {
  const talk = textIn(looseIn(line, 'input'), 'conversation_id');
  const output = looseIn(line, 'output');
  const step = isLoose(output.feedback_step_2) ? output.feedback_step_2 : looseIn(output, 'feedback_step_1');
  const said = textIn(step, 'completion_comparison_rating');
  const value = said === 'new' ? 1 : said === 'original' ? -1 : said === 'same' ? 0 : null;
  if (talk === null || value === null) return null;
  const lastOf = (turn: string) =>
    listIn(step, turn)
      .flatMap((message) => textIn(message, 'id') ?? [])
      .at(-1);
  const [fresh, original] = [lastOf('new_turn'), lastOf('original_turn')];
  const time = timeIn(line, 'create_time') ?? timeIn(line, 'submitted_at');
  const text = textIn(step, 'feedback_text') ?? textIn(step, 'text');
  const placement = textIn(step, 'new_completion_placement');
  return {
    talk,
    rating: {
      id: `chatgpt/comparison/${textIn(line, 'id') ?? fresh ?? original ?? `${talk}/${time}`}`,
      of: fresh ?? null,
      ...(original !== undefined && { against: original }),
      value,
      time,
      compares: true,
      // What stands behind a first answer was asked for; what stands to one side of it was shown with it.
      ...(placement !== null && placement !== 'not-applicable' && { isBeside: true }),
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
