import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { actOf } from './act-of.ts';

const decision = (...candidates: object[]): LogRecord =>
  ({ kind: 'decision', id: 'x', t: '2026-03-02T09:00:00.000Z', about: 'offer', candidates }) as LogRecord;
const spelling = { ref: { kind: 'preference', about: 'spelling' }, propensity: 0.85, chosen: true };

test('a decision is kept with the lot of every candidate under its kind and its subject', () => {
  const left = { ref: { kind: 'lesson', about: 'tables' }, propensity: 0.4, chosen: false };
  expect(actOf(decision(spelling, left))).toEqual({
    types: ['decision:offer:preference', 'decision:offer:spelling'],
    lots: [
      { type: 'decision:offer:preference', propensity: 0.85, chosen: true },
      { type: 'decision:offer:spelling', propensity: 0.85, chosen: true },
      { type: 'decision:offer:lesson', propensity: 0.4, chosen: false },
      { type: 'decision:offer:tables', propensity: 0.4, chosen: false },
    ],
  });
});

test('a decision that drew and chose nothing counts as no type, and is kept for its lots', () => {
  const act = actOf(decision({ ...spelling, chosen: false }));
  expect(act?.types).toEqual([]);
  expect(act?.lots).toHaveLength(2);
});

test('nothing chosen and nothing drawn is no act, nor is what is only seen or said', () => {
  expect(actOf(decision({ ...spelling, chosen: false, propensity: 0 }))).toBeNull();
  expect(actOf({ kind: 'observation', id: 'o', t: '2026-03-02T09:00:00.000Z' })).toBeNull();
});

test('a candidate whose subject is named like its kind is one lot, and one without a name is none', () => {
  const twin = { ref: { kind: 'habit', about: 'habit' }, propensity: 0.5, chosen: true };
  expect(actOf(decision(twin, { ref: {}, propensity: 0.5, chosen: true }))?.lots).toHaveLength(1);
});
