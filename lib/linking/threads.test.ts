import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareInLogOrder } from '../records/order.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { Threads } from './threads.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 2, 9, minute)).toISOString();
const action = (id: string, minute: number, more: object = {}): LogRecord =>
  ({ kind: 'action', id, t: at(minute), type: 'web:edit:page', thread: 'w/1', ...more }) as LogRecord;
const outcome = (minute: number, more: object = {}): OutcomeRecord =>
  ({
    kind: 'outcome',
    id: `o${minute}`,
    t: at(minute),
    type: 'web:revert:edit',
    thread: 'w/1',
    ...more,
  }) as OutcomeRecord;

function threadsOf(...records: LogRecord[]): Threads {
  const threads = new Threads();
  for (const record of records) threads.apply(record);
  return threads;
}
const ids = (threads: Threads, of: OutcomeRecord) => threads.candidatesOf(of).map((candidate) => candidate.done.id);

test('candidates are what was done in the thread before it happened, not before it was known', () => {
  const threads = threadsOf(action('a', 1), action('b', 5), action('c', 9), action('other', 2, { thread: 'w/2' }));
  expect(ids(threads, outcome(20))).toEqual(['a', 'b', 'c']);
  expect(ids(threads, outcome(20, { happened: at(6) }))).toEqual(['a', 'b']);
  expect(ids(threads, outcome(20, { happened: at(1) }))).toEqual([]);
});

test('links are certain; one that leads nowhere or forward is noted and not followed', () => {
  const threads = threadsOf(action('a', 1, { thread: 'x' }), action('late', 30));
  expect(ids(threads, outcome(20, { links: ['a', 'late', 'gone'], thread: undefined }))).toEqual(['a']);
  expect(threads.ignored.map(({ link }) => link)).toEqual(['late', 'gone']);
});

test('an episode on the outcome narrows its candidates to that episode', () => {
  const threads = threadsOf(action('a', 1, { episode: 'e1' }), action('b', 2, { episode: 'e2' }));
  expect(ids(threads, outcome(20, { episode: 'e2' }))).toEqual(['b']);
});

test('a chosen candidate of a decision counts as done, one left out does not', () => {
  const decision = {
    kind: 'decision',
    id: 'x',
    t: at(3),
    thread: 'w/1',
    about: 'offer',
    candidates: [
      { ref: { kind: 'preference', about: 'spelling' }, propensity: 0.85, chosen: true },
      { ref: { kind: 'lesson', about: 'tables' }, propensity: 0.85, chosen: false },
    ],
  } as LogRecord;
  const [candidate] = threadsOf(decision).candidatesOf(outcome(20));
  expect(candidate!.done.types).toEqual(['decision:offer:preference', 'decision:offer:spelling']);
});

test('of equal times the log goes by id, and of what happened at the same moment nothing is known', () => {
  const threads = threadsOf(action('a', 5), action('z', 5));
  expect(ids(threads, outcome(5))).toEqual(['a']);
  expect(ids(threads, outcome(9, { happened: at(5) }))).toEqual([]);
});

test('contradictory links do not throw: certain is what is known and came before, whatever episode it names', () => {
  const threads = threadsOf(action('a', 1, { episode: 'e1' }), action('b', 2, { episode: 'e2', thread: 'w/2' }));
  const of = outcome(20, { id: 'a', links: ['b', 'b', 'a', 'o', 'a'], episode: 'e1', thread: 'w/9' });
  expect(threads.candidatesOf(of).map(({ done, by }) => [done.id, by])).toEqual([
    ['a', 'link'],
    ['b', 'link'],
  ]);
  expect(threads.ignored).toEqual([{ outcome: 'a', link: 'o' }]);
});

/** Forty threads about nothing in particular, a person in each of them. */
function crowd(): LogRecord[] {
  return Array.from({ length: 40 }, (_, i) =>
    action(`c${String(i).padStart(2, '0')}`, i, {
      thread: `crowd/${i}`,
      entities: ['person:me'],
      text: `note ${i} of the day`,
    }),
  );
}

test('a rare entity finds the key across threads a year later; one that all have finds nothing', () => {
  const key = action('key', 50, { thread: 'garden', entities: ['person:me', 'key:red'] });
  const threads = threadsOf(...crowd(), key, action('near', 60, { thread: 'door' }));
  const door = outcome(0, { t: '2027-03-02T09:00:00.000Z', thread: 'door', entities: ['person:me', 'key:red'] });
  const found = threads.candidatesOf(door);
  expect(found.map(({ done, by }) => [done.id, by])).toEqual([
    ['key', 'entity'],
    ['near', 'thread'],
  ]);
  expect(found[0]!.link).toBeGreaterThan(0.7);
  expect(found[0]!.link).toBeLessThan(1);
  expect(ids(threads, outcome(90, { thread: 'door', entities: ['person:me'] }))).toEqual(['near']);
});

test('without any other tie the words of an outcome find what they are about, and a note of the thread stands for it', () => {
  const threads = threadsOf(
    ...crowd(),
    action('sent', 50, { thread: 'k', text: 'Sent the Kestrel proposal to the council' }),
    action('saved', 51, { thread: 'n' }),
    { kind: 'observation', id: 'seen', t: at(52), thread: 'n', text: 'Minutes of the Osprey committee' },
  );
  const found = threads.candidatesOf(outcome(59, { thread: undefined, text: 'The council accepted Kestrel' }));
  expect(found.map(({ done, by }) => [done.id, by])).toEqual([['sent', 'content']]);
  expect(ids(threads, outcome(59, { thread: undefined, text: 'Osprey committee: minutes approved' }))).toEqual([
    'saved',
  ]);
});

test('an outcome of which nothing is known gets a faint sample of all ages; one in a thread of its own gets none', () => {
  const threads = threadsOf(...crowd());
  const found = threads.candidatesOf(outcome(59, { thread: undefined }));
  expect(found.length).toBeGreaterThan(5);
  expect(found.every(({ link, by }) => by === 'time' && link > 0 && link < 0.15)).toBe(true);
  expect(threads.candidatesOf(outcome(59, { thread: 'nothing was done here' }))).toEqual([]);
});

test('a decision that drew and chose nothing is a candidate with its lots', () => {
  const decision = {
    kind: 'decision',
    id: 'x',
    t: at(3),
    thread: 'w/1',
    about: 'ask',
    candidates: [{ ref: { kind: 'preference', about: 'spelling' }, propensity: 0.5, chosen: false }],
  } as LogRecord;
  const [candidate] = threadsOf(decision).candidatesOf(outcome(20));
  expect(candidate!.done.types).toEqual([]);
  expect(candidate!.done.lots.map(({ type }) => type)).toEqual(['decision:ask:preference', 'decision:ask:spelling']);
});

test('what was shown once at the start of a thread is in the state of all that follows there, not of what came before', () => {
  const threads = threadsOf(
    action('before', 0),
    { kind: 'observation', id: 'seen', t: at(1), thread: 'w/1', context: { bit: 1 } },
    action('after', 2),
    action('elsewhere', 3, { thread: 'w/2' }),
  );
  expect(['before', 'after', 'elsewhere'].map((id) => threads.done(id)!.state.bit)).toEqual([undefined, 1, undefined]);
  expect(threads.stateAsOf(outcome(9)).bit).toBe(1);
});

test('an episode is the one that is named, else the sitting', () => {
  const threads = threadsOf(
    action('a', 0),
    action('b', 29),
    action('c', 70, { episode: 'e' }),
    action('d', 71),
    action('e', 72, { thread: undefined }),
  );
  expect(['a', 'b', 'c', 'd', 'e', 'nobody'].map((id) => threads.episodeOf(id))).toEqual([
    'w/1#0',
    'w/1#0',
    'e',
    'w/1#1',
    null,
    null,
  ]);
});

test('with 100,000 things done in one thread an outcome still has 200 candidates, of all ages, in bounded time', () => {
  const threads = new Threads();
  const start = Date.UTC(2020, 0, 1);
  for (let i = 0; i < 100_000; i++) {
    const t = new Date(start + i * 60_000).toISOString();
    threads.apply(
      action(`a${i}`, 0, { t, entities: ['person:me', `doc:${i >> 6}`], text: `step ${i % 500} of part ${i >> 3}` }),
    );
  }
  const of = outcome(0, { t: '2026-01-01T00:00:00.000Z', entities: ['person:me', 'doc:3'], text: 'step 7 of part 9' });
  threads.candidatesOf(of);
  const before = performance.now();
  for (let i = 0; i < 20; i++) threads.candidatesOf(of);
  // Measured 0.3 ms; the bound only has to tell bounded from linear on a busy machine.
  expect((performance.now() - before) / 20).toBeLessThan(10);
  const found = ids(threads, of);
  expect(found).toHaveLength(200);
  expect([found[0], found.at(-1)]).toEqual(['a0', 'a99999']);
});

/** Any records with any ties, in log order. */
const anyLog = fc
  .array(
    fc.record(
      {
        kind: fc.constantFrom('action', 'action', 'action', 'outcome', 'observation', 'decision', 'statement'),
        minute: fc.integer({ min: 0, max: 200 }),
        thread: fc.constantFrom('t1', 't2', 't3'),
        episode: fc.constantFrom('e1', 'e2'),
        space: fc.constantFrom('work', 'home'),
        app: fc.constantFrom('x.example', 'y.example'),
        entities: fc.subarray(['key:1', 'key:2', 'person:me']),
        links: fc.array(
          fc.integer({ min: 0, max: 45 }).map((i) => `r${i}`),
          { maxLength: 3 },
        ),
        text: fc.subarray(['kestrel', 'budget', 'council', 'draft']).map((words) => words.join(' ')),
        context: fc.dictionary(fc.constantFrom('task', 'mood'), fc.constantFrom('a', 'b'), { maxKeys: 2 }),
        early: fc.integer({ min: 0, max: 100 }),
      },
      { requiredKeys: ['kind', 'minute'] },
    ),
    { maxLength: 40 },
  )
  .map((drawn) =>
    drawn
      .map(({ minute, early, ...more }, i) => ({
        id: `r${i}`,
        t: at(minute),
        type: 'x:do:y',
        ...(early !== undefined && more.kind === 'outcome' && { happened: at(minute - early) }),
        ...(more.kind === 'decision' && {
          about: 'offer',
          candidates: [{ ref: { kind: 'habit' }, propensity: 0.5, chosen: i % 2 === 0 }],
        }),
        ...more,
      }))
      .map((record) => record as unknown as LogRecord)
      .sort(compareInLogOrder),
  );

test('whatever the ties: nothing later, nothing of another space, in log order, each once, with a probability', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const threads = new Threads();
      for (const record of log) {
        if (record.kind === 'outcome') {
          const found = threads.candidatesOf(record);
          for (const [i, { done, link, by }] of found.entries()) {
            expect(compareInLogOrder(done, record)).toBeLessThan(0);
            if (record.happened !== undefined && record.happened < record.t)
              expect(done.t < record.happened).toBe(true);
            expect(done.space).toBe(record.space ?? null);
            expect(link > 0 && link <= 1).toBe(true);
            expect(link === 1).toBe(by === 'link' || by === 'episode' || by === 'thread');
            if (i > 0) expect(compareInLogOrder(found[i - 1]!.done, done)).toBeLessThan(0);
          }
        }
        threads.apply(record);
      }
    }),
  );
});

test('the past stays as it was: an outcome asked again later, as of its time, has the same certain candidates', () => {
  fc.assert(
    fc.property(anyLog, (log) => {
      const threads = new Threads();
      const certain = (of: OutcomeRecord) =>
        threads.candidatesOf(of).flatMap(({ done, link }) => (link === 1 ? [done.id] : []));
      const then = log.map((record) => {
        const found = record.kind === 'outcome' ? certain(record) : [];
        threads.apply(record);
        return found;
      });
      for (const [i, record] of log.entries()) if (record.kind === 'outcome') expect(certain(record)).toEqual(then[i]);
    }),
  );
});

test('saved and loaded anywhere, it goes on as if nothing had been: the same candidates, the same saved state', () => {
  fc.assert(
    fc.property(anyLog, fc.nat(40), (log, cut) => {
      let threads = new Threads();
      const whole = new Threads();
      for (const [i, record] of log.entries()) {
        if (i === cut) threads = Threads.load(structuredClone(threads.save()));
        if (record.kind === 'outcome') expect(threads.candidatesOf(record)).toEqual(whole.candidatesOf(record));
        threads.apply(record);
        whole.apply(record);
      }
      expect(threads.save()).toEqual(whole.save());
    }),
  );
});

test('what is saved does not change with what is done afterwards', () => {
  const threads = threadsOf(...crowd());
  const saved = threads.save();
  const before = structuredClone(saved);
  for (let i = 0; i < 10; i++)
    threads.apply(action(`later${i}`, 100 + i, { entities: ['person:me'], text: 'another note' }));
  expect(saved).toEqual(before);
});
