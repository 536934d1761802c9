import { expect, test } from 'vitest';
import { type Candidate, Threads } from '../linking/threads.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { Verdicts } from '../user-model/verdicts.ts';
import { Lessons } from './lessons.ts';
import { wordLessons } from './word-lessons.ts';
import { wordsForAction, wordsForOutcome } from './words-for-types.ts';

const at = (i: number) => new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString();

function learn(...cases: { thread: string; outcome: string; value: number; links?: boolean; space?: string }[]) {
  const threads = new Threads();
  const lessons = new Lessons();
  let i = 0;
  for (const { thread, outcome, value, links, space } of cases) {
    const save = `save${i}`;
    for (const [id, type] of [
      [`open${i}`, 'mediawiki:view:page'],
      [save, 'mediawiki:save:edit'],
      [`click${i}`, 'web:click:button'],
    ] as const) {
      const where = space === undefined ? {} : { space };
      threads.apply({ kind: 'action', id, t: at(i++), type, thread, ...where } as LogRecord);
      lessons.countAction(type, space ?? null);
    }
    const record = {
      kind: 'outcome',
      id: `o${i}`,
      t: at(i++),
      type: outcome,
      thread,
      value,
      ...(links && { links: [save] }),
      ...(space !== undefined && { space }),
    } as OutcomeRecord;
    lessons.learn(record, threads.candidatesOf(record));
  }
  return lessons;
}
const texts = (lessons: Lessons) =>
  wordLessons(lessons, (thread) => thread.split(':')[1] ?? null).map(({ text }) => text);

test('one case is a lesson of its entity, and says no more', () => {
  const lessons = learn({ thread: 'w/page:Bridge', outcome: 'mediawiki:revert:edit', value: -1, links: true });
  expect(texts(lessons)).toEqual(['An edit of mine on “Bridge” was reverted.']);
});

test('two threads make a general lesson, with how often it was done in all', () => {
  const lessons = learn(
    { thread: 'w/page:Bridge', outcome: 'mediawiki:revert:edit', value: -1, links: true },
    { thread: 'w/page:Ferry', outcome: 'mediawiki:revert:edit', value: -1, links: true },
    { thread: 'w/page:Harbour', outcome: 'mediawiki:keep:edit', value: 1, links: true },
  );
  expect(texts(lessons)).toContain('Of the 3 times I saved an edit, 2 ended so: was reverted.');
  const general = wordLessons(lessons, () => null)[0]!;
  expect(general.exceptions.map(({ value }) => value)).toEqual([1]);
});

test('without a link, the lesson is about what did more than look', () => {
  const lessons = learn({ thread: 'w/page:Bridge', outcome: 'web:fail:page', value: -1 });
  expect([...lessons.groups()].map(({ actionType }) => actionType)).toEqual(['mediawiki:save:edit']);
});

test('an outcome that is worth nothing teaches nothing', () => {
  expect([...learn({ thread: 'w/page:Bridge', outcome: 'web:change:votes', value: 0 }).groups()]).toEqual([]);
});

test('a type nobody has words for is told by its own', () => {
  expect(wordsForAction('crm:escalate:support-case')).toBe('escalate a support case');
  expect(wordsForOutcome('crm:snooze:support-case')).toBe('a support case snooze');
  expect(wordsForAction('odd')).toBe('odd');
  expect(wordsForOutcome('mediawiki:revert:edit')).toBe('an edit was reverted');
});

test('saved and loaded it teaches the same', () => {
  const lessons = learn({ thread: 'w/page:Bridge', outcome: 'mediawiki:revert:edit', value: -1, links: true });
  expect(texts(Lessons.load(structuredClone(lessons.save())))).toEqual(texts(lessons));
});

test('what was done in one space is not counted in another', () => {
  const revert = { outcome: 'mediawiki:revert:edit', value: -1, links: true };
  const lessons = learn(
    { thread: 'w/page:A', space: 'work', ...revert },
    { thread: 'w/page:B', space: 'work', ...revert },
    { thread: 'w/page:C', space: 'home', ...revert },
  );
  expect(wordLessons(lessons, () => null).map(({ space, text }) => [space, text])).toEqual([
    ['work', 'Of the 2 times I saved an edit, 2 ended so: was reverted.'],
  ]);
});

test('what more probably belongs elsewhere, and a lot that fell on nothing, teach nothing', () => {
  const lessons = new Lessons();
  const outcome = { kind: 'outcome', id: 'o', t: at(9), type: 'mediawiki:revert:edit', value: -1 } as OutcomeRecord;
  const candidate = (link: number, ...types: string[]) =>
    ({ done: { id: `a${link}`, types, thread: null }, link, by: 'entity' }) as unknown as Candidate;
  lessons.learn(outcome, [candidate(0.49, 'mediawiki:save:edit'), candidate(1)]);
  expect([...lessons.groups()]).toEqual([]);
  lessons.learn(outcome, [candidate(0.5, 'mediawiki:save:edit'), candidate(1)]);
  expect([...lessons.groups()].map(({ actionType }) => actionType)).toEqual(['mediawiki:save:edit']);
});

test('a deleted lesson stays deleted when another case comes', () => {
  const revert = { outcome: 'mediawiki:revert:edit', value: -1, links: true };
  const cases = ['A', 'B', 'C'].map((name) => ({ thread: `w/page:${name}`, ...revert }));
  const before = wordLessons(learn(...cases.slice(0, 2)), () => null)[0]!;
  const after = wordLessons(learn(...cases), () => null)[0]!;
  const verdicts = new Verdicts();
  verdicts.apply({ kind: 'feedback', id: 'f', t: at(50), verdict: 'delete', target: before.ref });
  expect(before.text).not.toBe(after.text);
  expect(verdicts.on(after.ref).deleted).toBe(at(50));
});
