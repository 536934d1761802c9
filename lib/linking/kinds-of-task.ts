/**
 * What kind of task a thread is, by its title: the nearest of sixteen kinds, or none. A kind is described in short sentences; title and
 * sentences are compared by the embedding model. Of a title near to two kinds, or to none, nothing is said.
 */
import { type FoundKind, type Kinds, nearestKind } from './nearest-kind.ts';

/** A title must be this near to a sentence of its kind, and this much nearer than to any of another kind. */
const LEAST_COSINE = 0.22;
const LEAST_MARGIN = 0.03;
const LONGEST_TITLE = 200;

/** Kinds of task, each with what its titles are like. */
export const KINDS_OF_TASK: Kinds = {
  writing: [
    'draft of an article or essay',
    'wiki page text being written and edited',
    'document, report or manuscript in a word processor',
    'blog post draft',
    'meeting notes and minutes',
  ],
  'fixing-software': [
    'bug ticket: the application crashes with an error',
    'software issue in a repository',
    'build fails after upgrade, exception and stack trace',
    'defect: button does not work',
    'feature request for the program',
  ],
  mail: ['inbox', 'e-mail message conversation', 'Re: Fwd: reply to your letter', 'newsletter in the mailbox'],
  planning: [
    'calendar of meetings and appointments',
    'project plan, roadmap and milestones',
    'to-do list with tasks for the week',
    'schedule of the team, sprint board',
  ],
  shopping: [
    'shopping cart and checkout',
    'product to buy, price and customer rating',
    'order confirmation and delivery of the parcel',
    'shoes, clothes or electronics in an online shop',
  ],
  travel: [
    'flights and plane tickets',
    'hotel rooms booking',
    'train connection and timetable',
    'holiday trip itinerary, sights to visit',
  ],
  money: [
    'invoice and payment',
    'bank account balance and transfers',
    'tax return, budget and expenses',
    'salary, insurance or investment',
  ],
  support: [
    'customer support request',
    'help desk ticket about an account problem',
    'complaint about a service, refund request',
    'how do I reset my password, help center',
  ],
  reading: [
    'news article about politics and the world',
    'encyclopedia article about history',
    'story or book to read',
    'magazine feature and opinion column',
  ],
  reviewing: [
    'pull request to review, code changes',
    'merge request with review comments',
    'peer review of a submission',
    'approve or reject a proposed change',
  ],
  research: [
    'scientific paper, abstract and references',
    'search results for a question',
    'comparison of methods in the literature',
    'study with results of an experiment',
  ],
  design: [
    'mock-up of a user interface',
    'logo, colours and typography',
    'drawing, wireframe or prototype on a canvas',
    'photo or video editing project',
  ],
  'asking-an-ai': [
    'chat with an AI assistant',
    'prompt and answer of a language model',
    'ChatGPT conversation',
    'Claude chat',
  ],
  social: [
    'timeline of posts and followers',
    'friends, likes and photos on a social network',
    'group chat with friends',
    'discussion thread in a forum or community',
  ],
  learning: [
    'online course lesson and quiz',
    'tutorial: how to program, for beginners',
    'lecture video and homework exercise',
    'learn a language, vocabulary practice',
  ],
  data: [
    'spreadsheet with rows and columns of numbers',
    'dashboard with charts and metrics',
    'database query and table',
    'analytics report of visitors',
  ],
};

/** All sentences that describe the kinds: what must have vectors first. */
export const SENTENCES_OF_TASKS: readonly string[] = Object.values(KINDS_OF_TASK).flat();

/** What of a title is compared; empty for one without a single word. */
export function titleForTask(title: string): string {
  return /\p{L}{3}/u.test(title) ? title.replace(/\s+/g, ' ').trim().slice(0, LONGEST_TITLE) : '';
}

/** The kind of task a title's vector is nearest to; null if it is near to none, or to two. @param vectorOf as in `nearestKind`. */
export function nearestTask(
  title: ArrayLike<number>,
  vectorOf: (sentence: string) => ArrayLike<number> | undefined,
): FoundKind | null {
  return nearestKind(KINDS_OF_TASK, title, vectorOf, { cosine: LEAST_COSINE, margin: LEAST_MARGIN });
}
