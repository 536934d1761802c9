import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contentHash } from './canonical-json.ts';
import { contentThatStays, hasMoreLeft } from './content-that-stays.ts';
import type { ActionRecord, LogRecord } from './record.ts';

const WHOLE: ActionRecord = {
  kind: 'action',
  id: 'a1',
  t: '2026-03-02T09:14:05.120Z',
  type: 'wiki:save:edit',
  thread: 'wiki.example/page:bridges',
  text: 'The ferry no longer runs; the bridge is open.',
  features: { words: 9, presence: 0 },
};
const { text: _, ...REST } = WHOLE;
const SUMMARY: LogRecord = { ...REST, text: 'bridge ferry', form: 'summary' };
const SKELETON: LogRecord = { ...REST, features: { presence: 0 }, form: 'skeleton' };

const content = fc.record(
  {
    text: fc.constantFrom('bridge', 'ferry'),
    form: fc.constantFrom('summary' as const, 'skeleton' as const),
    thread: fc.constantFrom('a', 'b'),
  },
  { requiredKeys: [] },
);
const record = content.map((rest): LogRecord => ({ kind: 'observation', id: 'x', t: WHOLE.t, ...rest }));

test('what is left of a record stays, whole it does not come back, and neither contradicts the other', () => {
  for (const [less, more] of [
    [SUMMARY, WHOLE],
    [SKELETON, WHOLE],
    [SKELETON, SUMMARY],
  ] as const) {
    expect(contentThatStays(less, more)).toEqual({ stays: less, isConflict: false });
    expect(contentThatStays(more, less)).toEqual({ stays: less, isConflict: false });
    expect([hasMoreLeft(more, less), hasMoreLeft(less, more)]).toEqual([true, false]);
  }
});

test('what is left of another event under the same id is a conflict, and its text does not come back either', () => {
  const other: LogRecord = { ...WHOLE, type: 'wiki:revert:edit' };
  expect(contentThatStays(other, SKELETON)).toEqual({ stays: SKELETON, isConflict: true });
  expect(hasMoreLeft(other, SKELETON)).toBe(false);
});

test('two summaries of one record with other words are no conflict, two whole records with other words are', () => {
  expect(contentThatStays(SUMMARY, { ...SUMMARY, text: 'open' } as LogRecord).isConflict).toBe(false);
  expect(contentThatStays(WHOLE, { ...WHOLE, text: 'open' }).isConflict).toBe(true);
});

test('the same content stays, in whatever order any number of them come', () => {
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), fc.nat(), (contents, turn) => {
      const last = (order: readonly LogRecord[]) => order.reduce((there, next) => contentThatStays(next, there).stays);
      const turned = contents.map((_, i) => contents[(i + turn) % contents.length]!).toReversed();
      expect(contentHash(last(turned))).toBe(contentHash(last(contents)));
    }),
  );
});
