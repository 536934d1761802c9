import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { idsKeptWhole, isKeptWhole } from './kept-whole.ts';

const at = (id: string, rest: object): LogRecord =>
  ({ kind: 'statement', id, t: '2026-03-02T09:00:00.000Z', ...rest }) as LogRecord;

test('what the user said of themselves for good is kept, a request and an answer need not be', () => {
  const said = (text: string, role = 'user') => isKeptWhole(at('s', { role, text }));
  expect(said('I prefer short answers.')).toBe(true);
  expect(said('How far is it to the bridge?')).toBe(false);
  expect(said('I prefer short answers.', 'assistant')).toBe(false);
  expect(said('Lives in Bath.', 'assistant_memory')).toBe(true);
  expect(said('British spelling.', 'settings')).toBe(true);
  expect(isKeptWhole(at('s', { role: 'user', app: 'retrace', text: 'Nothing of a pattern.' }))).toBe(true);
});

test('verdicts, settings and tombstones are kept', () => {
  expect(isKeptWhole(at('f', { kind: 'feedback', verdict: 'reject', target: { text: 'Likes ferries.' } }))).toBe(true);
  expect(isKeptWhole(at('p', { kind: 'setting', name: 'site:wiki.example', value: 'on' }))).toBe(true);
  expect(isKeptWhole(at('x', { kind: 'tombstone', h: ['00'] }))).toBe(true);
});

test('of all titles a thing was seen under the last is kept, in each space', () => {
  const seen = (id: string, thread: string, space?: string) =>
    at(id, { kind: 'observation', thread, text: id, features: { sighting: 1 }, ...(space && { space }) });
  const ids = idsKeptWhole([seen('old', 'a'), seen('new', 'a'), seen('other', 'b'), seen('work', 'a', 'work')]);
  expect([...ids].sort()).toEqual(['new', 'other', 'work']);
});
