import { expect, test } from 'vitest';
import type { ActionRecord, LogRecord } from '../records/record.ts';
import { MadeThings } from './made-things.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 2, 9, 0, second)).toISOString();
const act = (second: number, type: string, more: object = {}) =>
  ({ kind: 'action', id: type, t: at(second), app: 'desk', type, ...more }) as ActionRecord;
const page = (second: number, thread: string, more: object = {}) =>
  ({ kind: 'observation', id: thread, t: at(second), app: 'desk', thread, ...more }) as LogRecord;

/** What is handed back at the first page of `desk/7` after these acts. */
function madeBy(acts: readonly ActionRecord[], seen = page(9, 'desk/7'), isNew = true, isKnown = false): string | null {
  const made = new MadeThings<string>();
  for (const one of acts) made.act(one, isKnown, one.type);
  return new MadeThings(made.save()).page(seen, isNew);
}
const CREATE = act(1, 'web:create:ticket');

test('the first page that was never there before is of what was made last, filled fields and looks between or not', () => {
  expect(madeBy([CREATE])).toBe('web:create:ticket');
  const between = [act(2, 'web:edit:text'), act(3, 'web:visit:page', { features: { presence: 1 } })];
  expect(madeBy([CREATE, ...between])).toBe('web:create:ticket');
});

test('it is not, where the page was there, comes late or in another app or space, or where something else was done', () => {
  expect(madeBy([CREATE], page(9, 'desk/7'), false)).toBeNull();
  expect(madeBy([CREATE], page(62, 'desk/7'))).toBeNull();
  expect(madeBy([CREATE], page(9, 'desk/7', { app: 'mail' }))).toBeNull();
  expect(madeBy([CREATE], page(9, 'desk/7', { space: 'work' }))).toBeNull();
  expect(madeBy([CREATE, act(2, 'web:open:link')])).toBeNull();
});

test('what was saved in a thread that was there is a change of it, and made no other', () => {
  const save = act(1, 'web:save:text', { thread: 'desk/5' });
  expect(madeBy([save], page(9, 'desk/7'), true, true)).toBeNull();
  expect(madeBy([save])).toBe('web:save:text');
});

test('what is sent on a page of no thing makes one, whatever its button is called', () => {
  expect(madeBy([act(1, 'web:reply:comment')])).toBe('web:reply:comment');
  expect(madeBy([act(1, 'web:reply:comment', { thread: 'desk/5' })])).toBeNull();
});

test('a thing is made once: the next new page is another', () => {
  const made = new MadeThings<string>();
  made.act(CREATE, false, 'a');
  expect(made.page(page(2, 'desk/7'), true)).toBe('a');
  expect(made.page(page(3, 'desk/8'), true)).toBeNull();
});
