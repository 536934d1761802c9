/** Claude exports: conversations, projects, memories, ratings, and single chats as tools save them (design: ownership.md, "Claude"). */
import type { ChatNode } from './chat-tree.ts';
import { isLoose, type Loose, listIn, looseIn, textIn, timeIn } from './loose.ts';
import type { ReadTalk, Tally } from './read-chatgpt.ts';
import type { Rating } from './records-of-conversation.ts';
import type { StatedWords } from './stated-words.ts';

export const CLAUDE = { source: 'claude', app: 'claude.ai', prefix: 'claude/m/' } as const;

/** What first messages name as their parent. */
const ROOT = '00000000-0000-4000-8000-000000000000';
/** Long pastes live only in attachments; of these so much is read. */
const LONGEST_ATTACHMENT = 8_000;

export function isClaudeTalk(value: unknown): value is Loose {
  return isLoose(value) && Array.isArray(value.chat_messages);
}

export function readClaudeTalk(talk: Loose, ratings: readonly Rating[] = []): ReadTalk {
  const id = textIn(talk, 'uuid') ?? textIn(talk, 'id') ?? 'unnamed';
  const tally: Tally = {};
  const count = (what: string) => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  const model = textIn(talk, 'model');
  const said = listIn(talk, 'chat_messages').map((message, i) => messageOf(message, i, model, count));
  const hasParents = said.some(({ parent }) => parent !== null);
  const nodes = hasParents
    ? said.map((node) => (node.parent === ROOT ? { ...node, parent: null } : node))
    : inLine(said);
  return {
    talk: {
      ...CLAUDE,
      thread: `${CLAUDE.app}/chat:${id}`,
      title: textIn(talk, 'name') ?? '',
      nodes,
      leaf: textIn(talk, 'current_leaf_message_uuid'),
      start: timeIn(talk, 'created_at'),
      ratings,
    },
    stated: [],
    tally,
  };
}

function messageOf(message: unknown, place: number, model: string | null, count: (what: string) => void): ChatNode {
  const key = textIn(message, 'uuid') ?? textIn(message, 'id') ?? `place-${place}`;
  const parent = textIn(message, 'parent_message_uuid');
  const time = timeIn(message, 'created_at');
  const sender = textIn(message, 'sender') ?? textIn(message, 'role');
  const content = listIn(message, 'content');
  const parts = content.flatMap((part) => (textIn(part, 'type') === 'text' ? [textIn(part, 'text') ?? ''] : []));
  const spoken = content.flatMap((part) => (textIn(part, 'type') === 'voice_note' ? [textIn(part, 'text') ?? ''] : []));
  const written = textIn(message, 'text') ?? '';
  const text = [...parts, ...spoken].join('\n').trim() || written.trim();
  const ofType = (type: string) => content.filter((part) => textIn(part, 'type') === type).length;
  const base = { key, parent, time, finished: true };

  if (sender === 'human' || sender === 'user') {
    const attached = listIn(message, 'attachments');
    const pasted = attached.flatMap((each) => textIn(each, 'extracted_content')?.slice(0, LONGEST_ATTACHMENT) ?? []);
    const attachments = attached.length + listIn(message, 'files').length;
    const words = [text, ...pasted].filter((part) => part !== '').join('\n\n');
    if (words === '' && attachments === 0) {
      count('empty');
      return { ...base, by: 'other', text: '' };
    }
    count('prompts');
    return { ...base, by: 'user', text: words, ...(attachments > 0 && { features: { attachments } }) };
  }
  if (sender !== 'assistant') {
    count('of unknown kind');
    return { ...base, by: 'other', text: '' };
  }
  const tools = ofType('tool_use');
  const thoughts = ofType('thinking');
  const failed = content.filter((part) => isLoose(part) && part.is_error === true).length;
  const features = {
    ...(tools > 0 && { tools }),
    ...(thoughts > 0 && { thoughts }),
    ...(failed > 0 && { failed }),
    ...(/<antArtifact\b/.test(text) && { canvas: 1 }),
  };
  const traits = Object.keys(features).length > 0 ? { features } : {};
  if (text === '') {
    count(tools + thoughts > 0 ? 'steps of answers' : 'empty');
    return { ...base, by: 'other', text: '', ...traits };
  }
  count('answers');
  const broken = /max_tokens|interrupted|cancel/.test(textIn(message, 'stop_reason') ?? '');
  return { ...base, by: 'assistant', text, finished: !broken, ...(model !== null && { model }), ...traits };
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
  let waiting: ChatNode | null = null;
  return sorted.map((node) => {
    if (node.by === 'user') {
      // The one before was not answered: this one stands in its place.
      const parent = waiting ? waiting.parent : above;
      const placed = { ...node, parent };
      waiting = placed;
      above = node.key;
      return placed;
    }
    const placed = { ...node, parent: above };
    above = node.key;
    if (node.by === 'assistant') waiting = null;
    return placed;
  });
}

export function isClaudeProject(value: unknown): value is Loose {
  return isLoose(value) && ('prompt_template' in value || ('docs' in value && 'uuid' in value && 'name' in value));
}

/** The instructions a user gave a project. */
export function readClaudeProject(project: Loose): readonly StatedWords[] {
  const text = textIn(project, 'prompt_template');
  return text === null
    ? []
    : [
        {
          source: CLAUDE.source,
          app: CLAUDE.app,
          role: 'settings',
          text,
          time: timeIn(project, 'updated_at') ?? timeIn(project, 'created_at'),
        },
      ];
}

export function isClaudeMemories(value: unknown): value is Loose {
  return isLoose(value) && ('conversations_memory' in value || 'project_memories' in value);
}

/** What Claude remembers, by paragraph. */
export function readClaudeMemories(memories: Loose): readonly StatedWords[] {
  const all = [textIn(memories, 'conversations_memory'), ...Object.values(looseIn(memories, 'project_memories'))];
  return all
    .flatMap((text) => (typeof text === 'string' ? text.split(/\n\s*\n/) : []))
    .map((text) => text.trim())
    .filter((text) => text !== '' && !/^#+ |^\*\*[^*]+\*\*$/.test(text))
    .map((text) => ({
      source: CLAUDE.source,
      app: CLAUDE.app,
      role: 'assistant_memory' as const,
      text,
      time: timeIn(memories, 'updated_at'),
    }));
}

export function isClaudeRating(value: unknown): value is Loose {
  return (
    isLoose(value) &&
    !('chat_messages' in value) &&
    (textIn(value, 'message_uuid') ?? textIn(value, 'chat_message_uuid')) !== null
  );
}

/** A rating of an answer; the field names are not documented, so any that says up or down will do. */
export function readClaudeRating(line: Loose): { readonly talk: string; readonly rating: Rating } | null {
  const of = textIn(line, 'message_uuid') ?? textIn(line, 'chat_message_uuid');
  const talk = textIn(line, 'conversation_uuid') ?? textIn(line, 'chat_conversation_uuid') ?? '';
  const said = ['type', 'rating', 'feedback_type', 'value', 'score'].map((name) => line[name]);
  const value = said.reduce<number | null>((found, word) => found ?? worthOf(word), null);
  if (of === null || value === null) return null;
  const text = textIn(line, 'reason') ?? textIn(line, 'text') ?? textIn(line, 'comment');
  return {
    talk,
    rating: { id: `claude/rating/${of}`, of, value, time: timeIn(line, 'created_at'), ...(text !== null && { text }) },
  };
}

function worthOf(word: unknown): number | null {
  if (typeof word === 'number' && word !== 0) return Math.sign(word);
  if (typeof word !== 'string') return null;
  if (/up|good|positive|\blike/i.test(word)) return 1;
  return /down|bad|negative|dislike|flag/i.test(word) ? -1 : null;
}
