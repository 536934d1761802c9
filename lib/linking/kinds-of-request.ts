/**
 * What kind of request a prompt to an AI chat is: the nearest of twelve kinds, or none. A kind is described by prompts of its kind;
 * they and the prompt's first words are compared by the embedding model. Of a prompt near to two kinds, or to none, nothing is said.
 */
import { type Kinds, nearestKind } from './nearest-kind.ts';

/** A prompt must be this near to a prompt of its kind, and this much nearer than to any of another kind. */
const LEAST_COSINE = 0.25;
const LEAST_MARGIN = 0.02;

/** Kinds of request, each with prompts as people write them. */
export const KINDS_OF_REQUEST: Kinds = {
  'write-code': [
    'write a Python script that reads a file and counts the lines',
    'implement a function in TypeScript with tests',
    'give me a SQL query that joins two tables',
    'write a regular expression that matches dates',
  ],
  'fix-code': [
    'why does this code throw an error?',
    'fix this bug: TypeError undefined is not a function',
    'my tests fail with this stack trace, what is wrong?',
    'the build does not work after the upgrade',
  ],
  'write-text': [
    'write an article about the history of the town',
    'draft a cover letter for a job application',
    'write a blog post on our new product',
    'compose a poem for a birthday',
  ],
  'write-message': [
    'write an e-mail to my landlord about the broken heating',
    'draft a reply to this customer',
    'help me decline the invitation politely in a message',
    'write a short message to my team about the delay',
  ],
  'improve-text': [
    'proofread this paragraph and correct the grammar',
    'rewrite this text so that it is shorter and clearer',
    'make this sound more formal',
    'rephrase the following sentence',
  ],
  summarise: [
    'summarise this article in five bullet points',
    'what are the main points of this document?',
    'give me a short summary of the meeting notes',
    'tl;dr of the following text',
  ],
  translate: [
    'translate this into German',
    'what does this French sentence mean in English?',
    'how do you say good luck in Spanish?',
    'translate the following letter',
  ],
  explain: [
    'explain how photosynthesis works in simple words',
    'what is the difference between a virus and a bacterium?',
    'how does compound interest work?',
    'why is the sky blue?',
  ],
  'find-ideas': [
    'give me ten ideas for a birthday party',
    'suggest names for my company',
    'brainstorm topics for a podcast',
    'what could I cook with potatoes and eggs?',
  ],
  plan: [
    'make a plan for a week in Lisbon',
    'create a schedule for learning the guitar',
    'plan my workouts for the next month',
    'break this project down into steps with dates',
  ],
  advise: [
    'which laptop should I buy?',
    'compare the two options and recommend one',
    'should I take the job offer or stay?',
    'what should I do about a conflict with my colleague?',
  ],
  'work-with-data': [
    'analyse this table of sales figures',
    'write an Excel formula that sums by month',
    'convert this list into a table',
    'calculate the average and the growth in percent',
  ],
};

/** “ok” and “go on” ask for nothing by themselves. */
const FEWEST_WORDS = 3;

/** What of a prompt is compared; empty for one that says too little to be of a kind. */
export function promptForKind(prompt: string): string {
  return (prompt.match(/\p{L}{2,}/gu)?.length ?? 0) >= FEWEST_WORDS ? prompt : '';
}

/** All prompts that describe the kinds: what must have vectors first. */
export const PROMPTS_OF_KINDS: readonly string[] = Object.values(KINDS_OF_REQUEST).flat();

/** The kind a prompt's vector is nearest to; null if it is near to none, or to two. @param vectorOf as in `nearestKind`. */
export function kindOfRequest(
  prompt: ArrayLike<number>,
  vectorOf: (sentence: string) => ArrayLike<number> | undefined,
): string | null {
  return nearestKind(KINDS_OF_REQUEST, prompt, vectorOf, { cosine: LEAST_COSINE, margin: LEAST_MARGIN })?.kind ?? null;
}
