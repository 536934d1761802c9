import { expect, test } from 'vitest';
import { hourBandOf, stateOf } from './state-of.ts';

const record = { t: '2026-03-02T09:14:05.120Z', app: 'mail.example', context: { task: 'review' } };

test('what the record says goes before what was carried, and that before where and when', () => {
  expect(stateOf(record)).toEqual({ app: 'mail.example', hour: 'morning', weekday: 'Mon', task: 'review' });
  expect(stateOf(record, { task: 'plan', mood: 'calm' })).toMatchObject({ task: 'review', mood: 'calm' });
  expect(stateOf({ t: record.t, context: { hour: 'late' } }, { weekday: 'a holiday' })).toEqual({
    hour: 'late',
    weekday: 'a holiday',
  });
});

test('the day has five bands, in UTC', () => {
  const bands = ['05:59', '06:00', '10:59', '11:00', '14:00', '18:00'].map((at) =>
    hourBandOf(`2026-03-02T${at}:00.000Z`),
  );
  expect(bands).toEqual(['night', 'morning', 'morning', 'midday', 'afternoon', 'evening']);
});
