/** Lessons in words. Every number comes from the cases; the words say no more than "linked". */
import type { Context, Ref } from '../records/record.ts';
import { type Case, groupKey, type LessonGroup, type Lessons } from './lessons.ts';
import { objectWords, partsOf, predicateOf, wordsForAction } from './words-for-types.ts';

/** Different threads that must show the same before it is said in general. */
const FEWEST_THREADS = 2;

export interface Lesson {
  readonly id: string;
  readonly text: string;
  readonly space: string | null;
  readonly actionType: string;
  readonly outcomeType: string;
  readonly context: Context;
  /** The thread it is about; null for a general one. */
  readonly thread: string | null;
  readonly sign: 1 | -1;
  readonly cases: readonly Case[];
  /** Cases with the same action but the other sign of outcome. */
  readonly exceptions: readonly Case[];
  readonly ref: Ref;
}

/**
 * All lessons in a fixed order: general ones first, then by thread, by name.
 * @param titleOf the name of a thread's entity; null where none was ever seen.
 */
export function wordLessons(lessons: Lessons, titleOf: (thread: string) => string | null): Lesson[] {
  const worded: Lesson[] = [];
  const groups = [...lessons.groups()].sort((a, b) => (groupKey(a) < groupKey(b) ? -1 : 1));
  for (const group of groups) {
    for (const [thread, cases] of byThread(group.cases)) {
      const title = titleOf(thread);
      if (title !== null) worded.push(aboutEntity(group, thread, title, cases));
    }
    const threads = new Set(group.cases.map(({ thread }) => thread));
    if (threads.size >= FEWEST_THREADS) worded.push(inGeneral(group, groups, lessons));
  }
  return worded;
}

function aboutEntity(group: LessonGroup, thread: string, title: string, cases: readonly Case[]): Lesson {
  const object = objectWords(partsOf(group.actionType).object) || 'act';
  const what = cases.length === 1 ? `${article(object)} ${object} of mine` : `${cases.length} ${object}s of mine`;
  const predicate =
    cases.length === 1 ? predicateOf(group.outcomeType) : predicateOf(group.outcomeType).replace(/^was /, 'were ');
  const text = `${capital(what)} on “${title}” ${predicate}.`;
  return lessonOf(group, text, `${groupKey(group)}|${thread}`, thread, cases, [], title);
}

function inGeneral(group: LessonGroup, groups: readonly LessonGroup[], lessons: Lessons): Lesson {
  const sign = signOf(group.cases);
  const exceptions = groups
    .filter((other) => other.actionType === group.actionType && other.space === group.space && other !== group)
    .flatMap((other) => other.cases.filter(({ value }) => Math.sign(value) === -sign));
  const done = Math.max(group.cases.length, lessons.timesDone(group.actionType, group.space));
  const text = `Of the ${done} times I ${wordsForAction(group.actionType)}, ${group.cases.length} ended so: ${predicateOf(group.outcomeType)}.`;
  return lessonOf(group, text, groupKey(group), null, group.cases, exceptions, partsOf(group.actionType).object);
}

function lessonOf(
  group: LessonGroup,
  text: string,
  id: string,
  thread: string | null,
  cases: readonly Case[],
  exceptions: readonly Case[],
  about: string,
): Lesson {
  const sign = signOf(cases);
  return {
    id: `lesson:${id}`,
    text,
    space: group.space,
    actionType: group.actionType,
    outcomeType: group.outcomeType,
    context: {},
    thread,
    sign,
    cases,
    exceptions,
    // Action and outcome are in it because the words hold counts, which change with every case.
    ref: {
      kind: 'lesson',
      about,
      polarity: sign,
      context: { action: group.actionType, outcome: group.outcomeType, ...(thread !== null && { thread }) },
      text,
    },
  };
}

function byThread(cases: readonly Case[]): Map<string, Case[]> {
  const threads = new Map<string, Case[]>();
  for (const each of cases) {
    if (each.thread === null) continue;
    const there = threads.get(each.thread);
    if (there) there.push(each);
    else threads.set(each.thread, [each]);
  }
  return threads;
}

function signOf(cases: readonly Case[]): 1 | -1 {
  return cases.reduce((sum, { value }) => sum + value, 0) < 0 ? -1 : 1;
}

function article(noun: string): string {
  return /^[aeiou]/i.test(noun) ? 'an' : 'a';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
