import { expect, test } from 'vitest';
import type { Sighting } from '../engine/api.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';
import { compareSighting } from './compare-sighting.ts';
import { Entities } from './entity-memory.ts';

const THREAD = 'wiki/page:Bridge';
const MINE = 'the bridge opens on weekdays from nine until five in winter and until eight in summer';
const OTHERS = 'Bridge opening dates are kept by the harbour office and announced every month on the board';
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();

const save = (id: string, hour: number, more: object = {}): LogRecord =>
  ({
    kind: 'action',
    id,
    t: at(hour),
    app: 'wiki',
    thread: THREAD,
    type: 'mediawiki:save:edit',
    text: MINE,
    features: { added_words: 16, removed_words: 0 },
    ...more,
  }) as LogRecord;

const sight = (id: string, hour: number, text: string, more: Partial<Sighting> = {}): Sighting => ({
  id,
  t: at(hour),
  app: 'wiki',
  thread: THREAD,
  title: 'Bridge',
  state: { revision: hour },
  shingles: shinglesOf(text),
  ...more,
});

/** Runs a story through memory and comparison, and returns all outcomes it led to. */
function outcomesOf(...steps: (LogRecord | Sighting)[]): OutcomeRecord[] {
  const entities = new Entities();
  const outcomes: OutcomeRecord[] = [];
  for (const step of steps) {
    const records = 'kind' in step ? [step] : compareSighting(entities.of(THREAD), step);
    for (const record of records) {
      entities.apply(record as LogRecord);
      if (record.kind === 'outcome') outcomes.push(record);
    }
  }
  return outcomes;
}
const types = (outcomes: readonly OutcomeRecord[]) => outcomes.map(({ type, value, links }) => [type, value, links]);

test('words that were on the page and are gone at a later visit were reverted, and that is told once', () => {
  const told = outcomesOf(
    save('a', 1),
    sight('s1', 2, `${OTHERS} ${MINE}`),
    sight('s2', 5, OTHERS),
    sight('s3', 6, OTHERS),
  );
  expect(types(told)).toEqual([['mediawiki:revert:edit', -1, ['a']]]);
});

test('words that never showed up are not reverted: the page may not show them', () => {
  expect(outcomesOf(save('a', 1), sight('s1', 2, OTHERS), sight('s2', 5, OTHERS))).toEqual([]);
});

test('a page that shows no text says nothing about the edit', () => {
  expect(outcomesOf(save('a', 1), sight('s1', 2, `${OTHERS} ${MINE}`), sight('s2', 5, ''))).toEqual([]);
});

test('what the user took out themselves was not reverted', () => {
  const own = save('b', 3, { text: '', features: { added_words: 0, removed_words: 16 } });
  expect(outcomesOf(save('a', 1), sight('s1', 2, `${OTHERS} ${MINE}`), own, sight('s2', 5, OTHERS))).toEqual([]);
});

test('words still there after a day were kept; before that nothing is said', () => {
  const page = `${OTHERS} ${MINE}`;
  expect(
    types(
      outcomesOf(
        save('a', 1),
        sight('s1', 2, page),
        sight('s2', 9, page),
        sight('s3', 26, page),
        sight('s4', 40, page),
      ),
    ),
  ).toEqual([['mediawiki:keep:edit', 1, ['a']]]);
});

test('news of a page about a revision goes to the edit that made it, and the words say it no second time', () => {
  const news = [{ type: 'mediawiki:revert:edit', value: -1, revision: '2', happened: at(4) }];
  const told = outcomesOf(
    save('a', 1),
    sight('s1', 2, `${OTHERS} ${MINE}`),
    sight('s2', 5, '', { news }),
    sight('s3', 6, OTHERS),
    sight('s4', 7, '', { news }),
  );
  expect(types(told)).toEqual([['mediawiki:revert:edit', -1, ['a']]]);
  expect(told[0]!.happened).toBe(at(4));
});

test('a changed state is an outcome, worth something only where the words are clear', () => {
  const told = outcomesOf(
    sight('s1', 1, '', { state: { status: 'open', votes: 1 } }),
    sight('s2', 2, '', { state: { status: 'resolved', votes: 2 } }),
  );
  expect(types(told)).toEqual([
    ['web:change:status', 1, undefined],
    ['web:change:votes', 0, undefined],
  ]);
});
