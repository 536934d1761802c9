/**
 * What a talk with an AI chat was: prompts and what became of their answers. Branches are consequences: an answer asked for once more,
 * a prompt sent again in other words, the answer the talk went on from (design: ownership.md, "Branches are consequences").
 * Nothing is made of silence.
 */
import type { ActionRecord, Context, Features, LogRecord, OutcomeRecord, StatementRecord } from '../records/record.ts';
import { type Answer, type ChatNode, type ChatTree, chatTree, type Prompt } from './chat-tree.ts';
import { followUpSign } from './follow-up.ts';
import { tokenOverlap } from './token-overlap.ts';

/** As live capture cuts them (page/observe-prompts.ts, page/chat/observe-chat.ts). */
const LONGEST_PROMPT = 8_000;
const LONGEST_ANSWER = 8_000;
/** From this overlap on a prompt in the place of another is the same one in other words. */
const SAME_PROMPT_FROM = 0.3;

const WORTH = {
  'chat.regenerated': -0.5,
  'chat.reworded': -0.5,
  'chat.chosen': 0.3,
  'chat.corrected': -0.6,
  'chat.thanked': 0.5,
  'chat.continued': 0.2,
} as const;

/** A talk as an export holds it, in the words of no product. */
export interface Conversation {
  readonly source: string;
  /** Host the chat is at, as live capture has it: `chatgpt.com`. */
  readonly app: string;
  /** As live capture names it: `chatgpt.com/chat:<id>`. */
  readonly thread: string;
  /** What stands before the id of each message: `chatgpt/m/`. */
  readonly prefix: string;
  readonly title: string;
  readonly nodes: readonly ChatNode[];
  /** Key of where the talk stands. */
  readonly leaf: string | null;
  /** Epoch milliseconds. */
  readonly start: number | null;
  readonly context?: Context;
  readonly ratings?: readonly Rating[];
}

/** A verdict on an answer that an export holds beside the talk. */
export interface Rating {
  readonly id: string;
  /** Key of the rated answer or a node of its way; null if only the talk is known. */
  readonly of: string | null;
  readonly value: number;
  /** Epoch milliseconds; null if not said. */
  readonly time: number | null;
  readonly text?: string;
  readonly tags?: readonly string[];
}

export interface RecordsOfConversation {
  /** Before redaction; ids are unique in the talk. */
  readonly records: readonly LogRecord[];
  readonly tree: ChatTree;
}

export function recordsOfConversation(talk: Conversation): RecordsOfConversation {
  const tree = chatTree(talk.nodes, talk.leaf, talk.start);
  const where = { app: talk.app, thread: talk.thread };
  const records: LogRecord[] = [];
  const idOf = (key: string) => `${talk.prefix}${key}`;
  const context = (guessed: boolean, model: string | undefined): { context?: Context } => {
    const all = { ...talk.context, ...(model !== undefined && { model }), ...(guessed && { t_guess: 1 }) };
    return Object.keys(all).length === 0 ? {} : { context: all };
  };
  const outcome = (
    prompt: string,
    type: string,
    more: Pick<OutcomeRecord, 'id' | 'value'> & Partial<OutcomeRecord> & { readonly at: number },
  ): void => {
    const { at, ...rest } = more;
    records.push({ kind: 'outcome', t: instant(at), ...where, type, links: [idOf(prompt)], ...rest });
  };

  for (const prompt of tree.prompts.values()) {
    records.push(promptRecord(prompt));
    for (const answer of prompt.answers) records.push(answerRecord(prompt, answer));
    regenerations(prompt);
    rewording(prompt);
    choice(prompt);
    followUp(prompt);
  }
  for (const rating of talk.ratings ?? []) rate(rating);
  return { records, tree };

  function promptRecord({ node, turn, before }: Prompt): ActionRecord {
    const text = node.text.slice(0, LONGEST_PROMPT);
    const words = countWords(node.text);
    const features: Features = {
      words,
      has_question: /[?？]/.test(node.text) ? 1 : 0,
      turn,
      is_followup: before === null ? 0 : 1,
      ...node.features,
    };
    return {
      kind: 'action',
      id: idOf(node.key),
      t: instant(node.at),
      ...where,
      type: 'chat.prompt',
      ...(text !== '' && { text }),
      features,
      ...context(node.isGuessed, node.model ?? prompt(node.key)?.answers[0]?.model),
    };
  }

  function answerRecord({ node }: Prompt, answer: Answer): StatementRecord {
    return {
      kind: 'statement',
      id: idOf(answer.key),
      t: instant(answer.at),
      ...where,
      role: 'assistant',
      text: answer.text.slice(0, LONGEST_ANSWER),
      features: { words: countWords(answer.text), ...answer.features, ...(!answer.finished && { unfinished: 1 }) },
      ...context(answer.isGuessed, answer.model),
      links: [idOf(node.key)],
    };
  }

  function prompt(key: string): Prompt | undefined {
    return tree.prompts.get(key);
  }

  /** Each answer after the first was asked for; what that says of the one before it depends on whether it was whole. */
  function regenerations({ node, answers }: Prompt): void {
    for (const [i, answer] of answers.entries()) {
      const old = answers[i - 1];
      if (!old) continue;
      const switched = old.model !== undefined && answer.model !== undefined && old.model !== answer.model;
      records.push({
        kind: 'action',
        id: `${idOf(answer.key)}/regenerate`,
        t: instant(answer.at),
        ...where,
        type: 'chat.regenerate',
        features: { model_switch: switched ? 1 : 0, ...(!old.finished && { unfinished: 1 }) },
        ...context(answer.isGuessed, answer.model),
        links: [idOf(node.key)],
      });
      if (!old.finished) continue;
      outcome(node.key, 'chat.regenerated', {
        id: `${idOf(old.key)}/regenerated`,
        at: answer.at,
        value: WORTH['chat.regenerated'],
      });
    }
  }

  /** A prompt in the place of an earlier one. */
  function rewording({ node, siblings }: Prompt): void {
    let old: Prompt | null = null;
    let overlap = -1;
    for (const key of siblings) {
      if (key === node.key) break;
      const other = prompt(key)!;
      const common = tokenOverlap(other.node.text, node.text);
      // Of two that are as near, the later is the one that was changed.
      if (common < overlap) continue;
      old = other;
      overlap = common;
    }
    if (!old) return;
    const isSame = overlap >= SAME_PROMPT_FROM;
    const before = countWords(old.node.text);
    records.push({
      kind: 'action',
      id: `${idOf(node.key)}/${isSame ? 'edit_resend' : 'branch'}`,
      t: instant(node.at),
      ...where,
      type: isSame ? 'chat.edit_resend' : 'chat.branch',
      features: {
        edit_distance: Math.round((1 - overlap) * 100) / 100,
        words_before: before,
        words_more: countWords(node.text) - before,
      },
      ...context(node.isGuessed, undefined),
      links: [idOf(old.node.key)],
    });
    if (!isSame) return;
    outcome(old.node.key, 'chat.reworded', {
      id: `${idOf(node.key)}/reworded`,
      at: node.at,
      value: WORTH['chat.reworded'],
    });
  }

  /** Of several answers, the one the talk goes on from was preferred to the others. */
  function choice({ node, before }: Prompt): void {
    if (!before?.answer || !tree.active.has(node.key)) return;
    const { answers } = prompt(before.prompt)!;
    if (answers.length < 2 || !answers.some(({ key }) => key === before.answer)) return;
    for (const { key } of answers) {
      const value = key === before.answer ? WORTH['chat.chosen'] : -WORTH['chat.chosen'];
      outcome(before.prompt, 'chat.chosen', { id: `${idOf(key)}/chosen`, at: node.at, value });
    }
  }

  /** What the next prompt says of the answer before it; of several in one place, the first: the others are about the first. */
  function followUp({ node, before, siblings }: Prompt): void {
    if (!before?.answer || siblings[0] !== node.key) return;
    const previous = prompt(before.prompt)!;
    const answer = previous.answers.find(({ key }) => key === before.answer);
    if (!answer) return;
    const found = followUpSign({
      prompt: node.text,
      previous: previous.node.text,
      answer: answer.text,
      seconds: Math.max(0, (node.at - answer.at) / 1_000),
    });
    if (!found) return;
    const type = `chat.${found.sign}` as const;
    outcome(before.prompt, type, {
      id: `${idOf(node.key)}/${found.sign}`,
      at: node.at,
      value: WORTH[type],
      confidence: found.confidence,
    });
  }

  function rate({ id, of, value, time, text, tags = [] }: Rating): void {
    const rated = of === null ? null : promptAbove(of);
    const at = time ?? rated?.at ?? talk.start ?? 0;
    records.push({
      kind: 'outcome',
      id,
      t: instant(at),
      ...where,
      type: 'chat.rated',
      value,
      ...(text !== undefined && text !== '' && { text }),
      ...((tags.length > 0 || time === null) && {
        context: { ...(tags.length > 0 && { tags: tags.join(', ') }), ...(time === null && { t_guess: 1 }) },
      }),
      ...(rated && { links: [idOf(rated.key)] }),
    });
  }

  /** The prompt that a node of the talk answers, and when the answer was there. */
  function promptAbove(key: string): { readonly key: string; readonly at: number } | null {
    const parents = new Map(talk.nodes.map((node) => [node.key, node.parent]));
    const seen = new Set<string>();
    for (let at: string | null = key; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
      seen.add(at);
      const found = prompt(at);
      if (!found) continue;
      const answer = found.answers.find((each) => each.key === key);
      return { key: at, at: answer?.at ?? found.node.at };
    }
    return null;
  }
}

/** @param ms epoch milliseconds; what no calendar holds becomes its end. */
function instant(ms: number): string {
  const LAST = 253_402_300_799_999;
  return new Date(Math.min(LAST, Math.max(0, Math.round(ms)))).toISOString();
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((part) => part !== '').length;
}
