import type { ChatTree } from './chat-tree.ts';
import { cutText } from './loose.ts';
import { instant, type Talk } from './records-of-talk.ts';

/** A prompt that was tried more than once. */
export interface BranchedPrompt {
  readonly id: string;
  readonly text: string;
  /** Answers to it, and prompts in its place: how often it was tried. */
  readonly tries: number;
}

/** What a preview shows of a talk. Its words are cleaned as those of records are. */
export interface TalkOutline {
  readonly thread: string;
  readonly title: string;
  /** Times of the first and of the last prompt. */
  readonly first: string;
  readonly last: string;
  readonly prompts: number;
  readonly answers: number;
  /** The most tried, at most three. */
  readonly branched: readonly BranchedPrompt[];
}

const MOST_BRANCHED = 3;
const LONGEST_TEXT = 200;

export function outlineOf(talk: Talk, tree: ChatTree, clean: (text: string) => string): TalkOutline {
  const prompts = [...tree.prompts.values()];
  const times = prompts.map(({ node }) => node.at);
  const branched = prompts
    // Of prompts in one place the first stands for all.
    .filter(({ node, siblings }) => siblings[0] === node.key)
    .map((prompt) => ({
      prompt,
      tries: prompt.siblings.reduce((sum, key) => sum + Math.max(1, tree.prompts.get(key)!.answers.length), 0),
    }))
    .filter(({ tries }) => tries > 1)
    .sort((a, b) => b.tries - a.tries)
    .slice(0, MOST_BRANCHED);
  return {
    thread: talk.thread,
    title: clean(cutText(talk.title, LONGEST_TEXT)),
    first: instant(times[0]!),
    last: instant(times.at(-1)!),
    prompts: prompts.length,
    answers: prompts.reduce((sum, { answers }) => sum + answers.length, 0),
    branched: branched.map(({ prompt, tries }) => ({
      id: `${talk.pack}/m/${prompt.node.key}`,
      text: clean(cutText(prompt.node.text, LONGEST_TEXT)),
      tries,
    })),
  };
}
