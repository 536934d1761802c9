/** Claude exports: conversations, projects, memories, ratings, and single chats as tools save them (docs/history.md). */
import { withoutOurLines } from '../sites/our-lines.ts';
import type { ChatNode } from './chat-tree.ts';
import { cutText, isLoose, type Loose, listIn, looseIn, nameFor, textIn, timeIn } from './loose.ts';
import { Tally } from './message-tally.ts';
import type { RatingOfTalk } from './read-chatgpt.ts';
import type { ReadTalk } from './read-talk.ts';
import type { Rating } from './records-of-talk.ts';
import type { StatedWords } from './stated-words.ts';

export const CLAUDE = { pack: 'claude', app: 'claude.ai' } as const;
const STATED = { source: CLAUDE.pack, app: CLAUDE.app } as const;

/** What first messages name as their parent. */
const ROOT = '00000000-0000-4000-8000-000000000000';
/** Long pastes live only in attachments; of each so much is read. */
const LONGEST_ATTACHMENT = 8_000;

export function isClaudeTalk(value: unknown): value is Loose {
  return isLoose(value) && messagesIn(value) !== null;
}

/** Design chats call them otherwise. */
function messagesIn(talk: Loose): readonly unknown[] | null {
  if (Array.isArray(talk.chat_messages)) return talk.chat_messages;
  const others = talk.messages;
  const isTalk = Array.isArray(others) && others.some((message) => textIn(message, 'sender') !== null);
  return isTalk ? others : null;
}

export function claudeTalkId(talk: Loose): string | null {
  return textIn(talk, 'uuid') ?? textIn(talk, 'id');
}

/** @param ratings verdicts of this talk from the files beside it. */
export function readClaudeTalk(talk: Loose, ratings: readonly Rating[] = []): ReadTalk {
  const tally = new Tally();
  const title = textIn(talk, 'name') ?? '';
  const start = timeIn(talk, 'created_at');
  const id = claudeTalkId(talk) ?? `untitled-${nameFor(`${title}\n${start}`, 8)}`;
  const model = textIn(talk, 'model');
  const seen = new Set<string>();
  const said: ChatNode[] = [];
  (messagesIn(talk) ?? []).forEach((message, place) => {
    tally.see();
    const key = textIn(message, 'uuid') ?? textIn(message, 'id') ?? `${id}-${place}`;
    if (seen.has(key)) {
      tally.skip('said twice under one id');
      return;
    }
    seen.add(key);
    said.push(nodeOf(message, key, model, tally));
  });
  const hasParents = said.some(({ parent }) => parent !== null);
  const project = textIn(looseIn(talk, 'project'), 'uuid') ?? textIn(talk, 'project_uuid');
  return {
    talk: {
      ...CLAUDE,
      thread: `${CLAUDE.app}/chat:${id}`,
      title,
      nodes: hasParents ? said.map((node) => (node.parent === ROOT ? { ...node, parent: null } : node)) : inLine(said),
      leaf: textIn(talk, 'current_leaf_message_uuid'),
      start,
      ...(project !== null && { context: { project } }),
      ratings,
    },
    stated: [],
    observed: [],
    tally,
  };
}

function nodeOf(message: unknown, key: string, model: string | null, tally: Tally): ChatNode {
  const base = {
    key,
    parent: textIn(message, 'parent_message_uuid'),
    time: timeIn(message, 'created_at'),
    finished: true,
  };
  const sender = textIn(message, 'sender') ?? textIn(message, 'role');
  const content = listIn(message, 'content');
  const typed = (type: string) => content.filter((part) => textIn(part, 'type') === type);
  const spoken = [...typed('text'), ...typed('voice_note')].flatMap((part) => textIn(part, 'text') ?? []);
  // Newer files leave `text` empty, or repeat there what stands in the parts.
  const text = spoken.join('\n').trim() || (textIn(message, 'text') ?? '').trim();

  if (sender === 'human' || sender === 'user') {
    const attached = listIn(message, 'attachments');
    const pasted = attached.flatMap((each) => textIn(each, 'extracted_content') ?? []);
    const attachments = attached.length + listIn(message, 'files').length;
    const words = [withoutOurLines(text), ...pasted.map((paste) => cutText(paste, LONGEST_ATTACHMENT).trim())];
    if (words.every((part) => part === '') && attachments === 0) {
      tally.skip('empty');
      return { ...base, by: 'other', text: '' };
    }
    tally.keep('prompts');
    return {
      ...base,
      by: 'user',
      text: words.filter((part) => part !== '').join('\n\n'),
      ...(attachments > 0 && { features: { attachments } }),
    };
  }
  if (sender !== 'assistant') {
    tally.skip('of nobody we know');
    return { ...base, by: 'other', text: '' };
  }
  const counts = {
    tools: typed('tool_use').length,
    thoughts: typed('thinking').length,
    failed: content.filter((part) => isLoose(part) && part.is_error === true).length,
    canvas: /<antArtifact\b/.test(text) ? 1 : 0,
  };
  const features = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  if (text === '') {
    if (Object.keys(features).length > 0) tally.keep('steps of answers, as their features');
    else tally.skip('empty');
    return { ...base, by: 'other', text: '', features };
  }
  tally.keep('answers');
  return {
    ...base,
    by: 'assistant',
    text,
    ...(model !== null && { model }),
    features,
  };
}

/**
 * Older files have no parents and are in no order: by time, a prompt before the answer that bears its time. A prompt that got no answer
 * of its own was replaced by the next.
 */
function inLine(nodes: readonly ChatNode[]): ChatNode[] {
  const rank = { user: 0, other: 1, assistant: 2 } as const;
  const sorted = nodes
    .map((node, place) => ({ node, place }))
    .sort((a, b) => (a.node.time ?? 0) - (b.node.time ?? 0) || rank[a.node.by] - rank[b.node.by] || a.place - b.place)
    .map(({ node }) => node);
  let above: string | null = null;
  let unanswered: ChatNode | null = null;
  return sorted.map((node) => {
    const placed: ChatNode = { ...node, parent: node.by === 'user' && unanswered ? unanswered.parent : above };
    if (node.by === 'user') unanswered = placed;
    else if (node.by === 'assistant') unanswered = null;
    above = node.key;
    return placed;
  });
}

export function isClaudeProject(value: unknown): value is Loose {
  return isLoose(value) && ('prompt_template' in value || ('docs' in value && 'uuid' in value && 'name' in value));
}

/** The instructions a user gave a project: they hold in it. */
export function readClaudeProject(project: Loose): readonly StatedWords[] {
  const text = textIn(project, 'prompt_template');
  if (text === null) return [];
  const name = textIn(project, 'uuid') ?? textIn(project, 'name');
  const time = timeIn(project, 'updated_at') ?? timeIn(project, 'created_at');
  return [{ ...STATED, role: 'settings', text, time, ...(name !== null && { project: name }) }];
}

export function isClaudeMemories(value: unknown): value is Loose {
  return isLoose(value) && ('conversations_memory' in value || 'project_memories' in value);
}

/** What Claude remembers, by paragraph; headings are none. */
export function readClaudeMemories(memories: Loose): readonly StatedWords[] {
  const time = timeIn(memories, 'updated_at') ?? timeIn(memories, 'created_at');
  const read = (text: unknown, project?: string): StatedWords[] =>
    (typeof text === 'string' ? text.split(/\n\s*\n/) : [])
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== '' && !/^(?:#+ [^\n]*|\*\*[^*\n]+\*\*:?)$/.test(paragraph))
      .map((paragraph) => ({
        ...STATED,
        role: 'assistant_memory',
        text: paragraph,
        time,
        ...(project !== undefined && { project }),
      }));
  return [
    ...read(memories.conversations_memory),
    ...Object.entries(looseIn(memories, 'project_memories')).flatMap(([project, text]) => read(text, project)),
  ];
}

export function isClaudeRating(value: unknown): value is Loose {
  return isLoose(value) && messagesIn(value) === null && ratedIn(value) !== null;
}

function ratedIn(line: Loose): string | null {
  return textIn(line, 'message_uuid') ?? textIn(line, 'chat_message_uuid');
}

/** A rating of an answer; nobody documents how it is said, so any word for good or bad will do. Null for one that says neither. */
export function readClaudeRating(line: Loose): RatingOfTalk | null {
  const of = ratedIn(line);
  const talk = textIn(line, 'conversation_uuid') ?? textIn(line, 'chat_conversation_uuid');
  const said = ['type', 'rating', 'feedback_type', 'value', 'score'].map((name) => worthOf(line[name]));
  const value = said.find((worth) => worth !== null) ?? null;
  if (of === null || talk === null || value === null) return null;
  const text = textIn(line, 'reason') ?? textIn(line, 'text') ?? textIn(line, 'comment');
  return {
    talk,
    rating: { id: `claude/rating/${of}`, of, value, time: timeIn(line, 'created_at'), ...(text !== null && { text }) },
  };
}

function worthOf(word: unknown): number | null {
  if (typeof word === 'number' && word !== 0) return Math.sign(word);
  if (typeof word !== 'string') return null;
  // The bad ones first: “dislike” holds “like”.
  if (/down|bad|negative|dislike|unhelpful|flag/i.test(word)) return -1;
  return /up|good|positive|like|helpful/i.test(word) ? 1 : null;
}
