import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { commits, isPresence, writes } from './kinds-of-act.ts';
import { Threads } from './threads.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const act = (id: string, minute: number, type: string, features?: Record<string, number>) =>
  ({ kind: 'action', id, t: at(minute), type, thread: 'w/1', ...(features && { features }) }) as LogRecord;

test('being there is no candidate for what comes, and keeps a sitting going; a type of the same name is one', () => {
  const threads = new Threads();
  threads.apply(act('visit', 0, 'web:visit:page', { presence: 1 }));
  threads.apply(act('edit', 1, 'web:save:edit'));
  threads.apply(act('read', 25, 'web:read:page', { presence: 1, seconds: 900 }));
  threads.apply(act('foreign', 50, 'library:read:book'));
  const outcome = { kind: 'outcome', id: 'o', t: at(52), type: 'web:revert:edit', thread: 'w/1' } as const;
  expect(threads.candidatesOf(outcome).map(({ done }) => done.id)).toEqual(['edit', 'foreign']);
  expect(threads.episodeOf('foreign')).toBe('w/1#0');
});

test('only acts are presence, and only those that say so', () => {
  expect(isPresence(act('a', 0, 'web:visit:page', { presence: 1 }))).toBe(true);
  expect(isPresence(act('a', 0, 'web:visit:page'))).toBe(false);
  expect(isPresence({ kind: 'observation', id: 'o', t: at(0), features: { presence: 1 } })).toBe(false);
});

test('opening an editor is neither a change nor a text of the user’s', () => {
  expect([commits('web:open:editor'), writes('web:open:editor')]).toEqual([false, false]);
  expect([commits('web:edit:text'), writes('web:edit:text')]).toEqual([true, true]);
});
