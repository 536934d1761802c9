/**
 * A talk with an AI chat as the tree it is: a prompt may have several answers, an answer several next prompts. Exports hold broken
 * ones too (parents that are missing, cycles, ends that are not there): they are read as far as they go, and what was wrong is counted.
 */
import { countWords } from '../sites/count-words.ts';
import { cutText } from './loose.ts';

/** As live capture cuts them (page/chat/observe-chat.ts). */
export const LONGEST_ANSWER = 8_000;

/** One node of a talk, in the words of no product. */
export interface ChatNode {
  /** Unique in its talk. */
  readonly key: string;
  /** Key of what it follows; null for a beginning. */
  readonly parent: string | null;
  /** `other`: what is no turn of anybody's (hidden, a tool, a thought). */
  readonly by: 'user' | 'assistant' | 'other';
  /** What was said; empty for `other`. */
  readonly text: string;
  /** Epoch milliseconds; null where the export does not say. */
  readonly time: number | null;
  readonly model?: string;
  /** False for an answer that was broken off. */
  readonly finished: boolean;
  /** Traits of the message itself: attachments, tools and failures of the answer it belongs to. */
  readonly features?: Readonly<Record<string, number>>;
}

/** A node with its time, which is guessed where the export has none. */
export interface TimedNode extends ChatNode {
  readonly at: number;
  readonly isGuessed: boolean;
}

export interface Answer {
  /** Node of its last words. */
  readonly key: string;
  /** Nodes on the way from the prompt to its end: a verdict may be about any of them. */
  readonly way: readonly string[];
  /** All its words, cut at `LONGEST_ANSWER`. */
  readonly text: string;
  /** Words of all of it. */
  readonly words: number;
  /** When it was asked for, as near as the export says: its first step. */
  readonly began: number;
  readonly at: number;
  readonly isGuessed: boolean;
  readonly finished: boolean;
  readonly model: string | undefined;
  readonly features: Readonly<Record<string, number>>;
}

export interface Prompt {
  readonly node: TimedNode;
  /** Visible answers, in the order they were asked for. */
  readonly answers: readonly Answer[];
  /** The prompt whose answer this one follows, and that answer; null for the first of a talk. */
  readonly before: { readonly prompt: string; readonly answer: string | null } | null;
  /** Place among the prompts above it, from 1. */
  readonly turn: number;
  /** Prompts that stand in the same place, the earliest first; itself among them. */
  readonly siblings: readonly string[];
}

export interface ChatTree {
  /** By key, the earliest first. */
  readonly prompts: ReadonlyMap<string, Prompt>;
  /** Keys on the way from the beginning to where the talk stands. */
  readonly active: ReadonlySet<string>;
  /** What an assistant said before any prompt: a greeting, or the rest of a broken talk. */
  readonly unasked: readonly TimedNode[];
  readonly faults: Readonly<Record<'missing_parents' | 'cycles' | 'repeated_keys' | 'dangling_ends', number>>;
}

/**
 * @param leaf key of where the talk stands; a missing one is the newest end.
 * @param start epoch milliseconds at which the talk began, for beginnings without a time.
 */
export function chatTree(nodes: readonly ChatNode[], leaf: string | null, start: number | null): ChatTree {
  const faults = { missing_parents: 0, cycles: 0, repeated_keys: 0, dangling_ends: 0 };
  const byKey = new Map<string, ChatNode>();
  for (const node of nodes) {
    if (byKey.has(node.key)) faults.repeated_keys++;
    else byKey.set(node.key, node);
  }
  const parents = soundParents(byKey, faults);
  const children = new Map<string | null, string[]>();
  for (const [key, parent] of parents) listed(children, parent).push(key);
  const timed = withTimes(byKey, parents, children, start);
  for (const list of children.values()) list.sort((a, b) => timed.get(a)!.at - timed.get(b)!.at);

  const hasEnd = leaf !== null && byKey.has(leaf);
  if (leaf !== null && !hasEnd) faults.dangling_ends++;
  const end = hasEnd ? leaf : newestEnd(timed, children);
  const active = new Set<string>();
  for (let at: string | null = end; at !== null; at = parents.get(at) ?? null) active.add(at);
  const prompts = promptsIn(timed, parents, children);
  const answering = new Set([...prompts.values()].flatMap(({ answers }) => answers.flatMap(({ way }) => way)));
  const unasked = [...timed.values()].filter((node) => says(node) && !answering.has(node.key));
  return { prompts, active, unasked, faults };
}

function says({ by, text }: ChatNode): boolean {
  return by === 'assistant' && text !== '';
}

/** The parent of each node, so that every node hangs below a beginning. */
function soundParents(
  nodes: ReadonlyMap<string, ChatNode>,
  faults: { missing_parents: number; cycles: number },
): Map<string, string | null> {
  const parents = new Map<string, string | null>();
  for (const { key, parent } of nodes.values()) {
    const isThere = parent === null || nodes.has(parent);
    if (!isThere) faults.missing_parents++;
    parents.set(key, isThere ? parent : null);
  }
  const sound = new Set<string>();
  for (const key of nodes.keys()) {
    const path = new Set<string>();
    let at: string | null = key;
    while (at !== null && !sound.has(at) && !path.has(at)) {
      path.add(at);
      at = parents.get(at) ?? null;
    }
    if (at !== null && path.has(at)) {
      // A ring has no beginning. It is cut before the node that is met first, in the order of the file.
      faults.cycles++;
      parents.set(at, null);
    }
    for (const part of path) sound.add(part);
  }
  return parents;
}

/** Every node with a time: its own, else a millisecond after what it follows. In an order in which parents come first. */
function withTimes(
  nodes: ReadonlyMap<string, ChatNode>,
  parents: ReadonlyMap<string, string | null>,
  children: ReadonlyMap<string | null, readonly string[]>,
  start: number | null,
): Map<string, TimedNode> {
  const firstKnown = [...nodes.values()].reduce<number | null>(
    (first, { time }) => (time !== null && (first === null || time < first) ? time : first),
    null,
  );
  const beginning = start ?? firstKnown ?? 0;
  const timed = new Map<string, TimedNode>();
  const waiting = (children.get(null) ?? []).toReversed();
  while (waiting.length > 0) {
    const node = nodes.get(waiting.pop()!)!;
    const parent = parents.get(node.key) ?? null;
    const above = parent === null ? undefined : timed.get(parent);
    const at = node.time ?? (above ? above.at + 1 : beginning);
    timed.set(node.key, { ...node, at, isGuessed: node.time === null });
    for (const child of (children.get(node.key) ?? []).toReversed()) waiting.push(child);
  }
  return timed;
}

function newestEnd(
  nodes: ReadonlyMap<string, TimedNode>,
  children: ReadonlyMap<string | null, readonly string[]>,
): string | null {
  let newest: TimedNode | null = null;
  for (const node of nodes.values()) {
    if ((children.get(node.key) ?? []).length > 0) continue;
    if (newest === null || node.at >= newest.at) newest = node;
  }
  return newest?.key ?? null;
}

function promptsIn(
  nodes: ReadonlyMap<string, TimedNode>,
  parents: ReadonlyMap<string, string | null>,
  children: ReadonlyMap<string | null, readonly string[]>,
): Map<string, Prompt> {
  /** The nearest prompt and answer above a node. Parents come before their children. */
  const above = new Map<string, { prompt: string | null; answer: string | null; turn: number }>();
  const places = new Map<string, string[]>();
  const users: TimedNode[] = [];
  for (const node of nodes.values()) {
    const parent = parents.get(node.key) ?? null;
    const up = parent === null ? null : nodes.get(parent)!;
    const upper = parent === null ? { prompt: null, answer: null, turn: 0 } : above.get(parent)!;
    const here =
      up?.by === 'user'
        ? { prompt: up.key, answer: null, turn: upper.turn + 1 }
        : up?.by === 'assistant' && up.text !== ''
          ? { ...upper, answer: up.key }
          : upper;
    above.set(node.key, here);
    if (node.by !== 'user') continue;
    users.push(node);
    // Hidden nodes between do not part two prompts that stand in the same place.
    const place = `${here.prompt ?? ''}\n${here.answer ?? ''}`;
    listed(places, place).push(node.key);
  }
  const inTime = (a: string, b: string) => nodes.get(a)!.at - nodes.get(b)!.at;
  for (const list of places.values()) list.sort(inTime);

  const prompts = new Map<string, Prompt>();
  for (const node of users.sort((a, b) => a.at - b.at)) {
    const { prompt, answer, turn } = above.get(node.key)!;
    prompts.set(node.key, {
      node,
      answers: answersTo(node.key, nodes, children),
      before: prompt === null ? null : { prompt, answer },
      turn: turn + 1,
      siblings: places.get(`${prompt ?? ''}\n${answer ?? ''}`)!,
    });
  }
  return prompts;
}

/** A way down from a prompt: its last node, and the way to it. */
interface Way {
  readonly node: TimedNode;
  readonly up: Way | null;
}

/**
 * The answers below a prompt, up to the next prompts: each way down that says something to the user. Thoughts, calls of tools and their
 * results are steps of a way, and traits of the answer. Two ways with the same last words are one answer: only what came after parts them.
 */
function answersTo(
  prompt: string,
  nodes: ReadonlyMap<string, TimedNode>,
  children: ReadonlyMap<string | null, readonly string[]>,
): Answer[] {
  const answers = new Map<string, Answer>();
  const below = (key: string) => (children.get(key) ?? []).filter((child) => nodes.get(child)!.by !== 'user');
  const open: Way[] = below(prompt).map((key) => ({ node: nodes.get(key)!, up: null }));
  open.reverse();
  for (let way = open.pop(); way; way = open.pop()) {
    const next = below(way.node.key);
    for (const key of next.toReversed()) open.push({ node: nodes.get(key)!, up: way });
    if (next.length > 0) continue;
    const answer = answerBy(way);
    if (answer && !answers.has(answer.key)) answers.set(answer.key, answer);
  }
  return [...answers.values()].sort((a, b) => a.began - b.began || a.at - b.at);
}

/** The answer that a way to its end gave; null if it said nothing. */
function answerBy(way: Way): Answer | null {
  const steps: TimedNode[] = [];
  for (let step: Way | null = way; step; step = step.up) steps.push(step.node);
  steps.reverse();
  const last = steps.findLast(says);
  if (!last) return null;
  const texts = steps.filter(says).map(({ text }) => text);
  const { key, at, isGuessed, finished, model } = last;
  return {
    key,
    way: steps.map((step) => step.key),
    text: joinedUpTo(texts, LONGEST_ANSWER),
    words: texts.reduce((sum, text) => sum + countWords(text), 0),
    began: steps[0]!.at,
    at,
    isGuessed,
    // Words before a call of a tool that brought no more are no whole answer.
    finished: finished && last === way.node,
    model,
    features: steps.reduce<Readonly<Record<string, number>>>((sum, { features }) => added(sum, features), {}),
  };
}

/** Texts with an empty line between, cut. What is cut away is never put together: one message may be a hundred million characters. */
function joinedUpTo(texts: readonly string[], longest: number): string {
  let all = '';
  for (const text of texts) {
    if (all.length >= longest) break;
    all += `${all === '' ? '' : '\n\n'}${text.slice(0, longest)}`;
  }
  return cutText(all, longest);
}

function listed<K>(lists: Map<K, string[]>, name: K): string[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

function added(
  sum: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>> | undefined,
): Readonly<Record<string, number>> {
  if (more === undefined) return sum;
  const both: Record<string, number> = { ...sum };
  for (const [name, value] of Object.entries(more)) both[name] = (both[name] ?? 0) + value;
  return both;
}
