import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Context, LogRecord } from '../records/record.ts';
import { CarriedContext } from './carried-context.ts';

const T = '2026-03-02T09:00:00.000Z';
const saying = (context?: Context): LogRecord =>
  ({ kind: 'observation', id: 'o', t: T, ...(context && { context }) }) as LogRecord;
const frame = { hour: 'morning', weekday: 'Mon' };

test('what was said once at the start of a thread still holds at the end, and in no other thread', () => {
  const carried = new CarriedContext();
  carried.take(['a'], saying({ bit: 1 }));
  for (let i = 0; i < 100; i++) carried.take(['a'], saying());
  expect(carried.take(['a'], saying())).toEqual({ ...frame, bit: 1 });
  expect(carried.take(['b'], saying())).toEqual(frame);
  expect(carried.take([], saying())).toEqual(frame);
});

test('the last word on a key holds, and an episode knows better than its thread', () => {
  const carried = new CarriedContext();
  carried.take(['thread', 'first'], saying({ task: 'plan' }));
  carried.take(['thread', 'second'], saying({ task: 'write' }));
  expect(carried.take(['thread', 'first'], saying())).toEqual({ ...frame, task: 'plan' });
  expect(carried.take(['thread'], saying())).toEqual({ ...frame, task: 'write' });
});

test('looking does not change it', () => {
  const carried = new CarriedContext();
  carried.take(['a'], saying({ task: 'plan' }));
  expect(carried.asOf(['a'], saying({ task: 'write', mood: 'calm' }))).toMatchObject({ task: 'write', mood: 'calm' });
  expect(carried.take(['a'], saying())).toEqual({ ...frame, task: 'plan' });
});

test('64 keys of a thread are carried, the latest said', () => {
  const carried = new CarriedContext();
  for (let i = 0; i < 100; i++) carried.take(['a'], saying({ [`key ${i}`]: i }));
  const keys = Object.keys(carried.take(['a'], saying())).filter((key) => key.startsWith('key '));
  expect(keys).toEqual(Array.from({ length: 64 }, (_, i) => `key ${i + 36}`));
});

test('a key that names things is not a state: it is not carried once it has shown it', () => {
  const carried = new CarriedContext();
  carried.take(['a'], saying({ revision: '7', ticket: 'T-0' }));
  expect(carried.take(['a'], saying())).toEqual({ ...frame, ticket: 'T-0' });
  for (let i = 0; i < 300; i++) carried.take(['b'], saying({ ticket: `T-${i}` }));
  expect(carried.take(['b'], saying({ ticket: 'T-300' }))).toEqual({ ...frame, ticket: 'T-300' });
  expect(carried.take(['b'], saying({ task: 'plan' }))).toEqual({ ...frame, task: 'plan' });
});

test('equal states in a row are one object: a long thread costs one', () => {
  const carried = new CarriedContext();
  const first = carried.take(['a'], saying({ task: 'plan' }));
  expect(carried.take(['a'], saying())).toBe(first);
  expect(carried.take(['a'], saying({ task: 'plan' }))).toBe(first);
  expect(carried.take(['a'], saying({ task: 'write' }))).not.toBe(first);
});

test('saved and loaded anywhere, it goes on as if nothing had been', () => {
  const context = fc.dictionary(fc.constantFrom('task', 'mood', '1', 'x'), fc.constantFrom('a', 'b', 1, 2), {
    maxKeys: 3,
  });
  const places = fc.constantFrom<string[]>([], ['a'], ['b'], ['a', 'e']);
  fc.assert(
    fc.property(fc.array(fc.tuple(places, context), { maxLength: 30 }), fc.nat(30), (records, cut) => {
      let carried = new CarriedContext();
      const whole = new CarriedContext();
      for (const [i, [at, said]] of records.entries()) {
        if (i === cut) carried = CarriedContext.load(structuredClone(carried.save()));
        expect(carried.take(at, saying(said))).toEqual(whole.take(at, saying(said)));
      }
      expect(carried.save()).toEqual(whole.save());
    }),
  );
});
