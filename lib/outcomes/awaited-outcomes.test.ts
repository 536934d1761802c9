import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inLogOrder } from '../records/order.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { AwaitedOutcomes } from './awaited-outcomes.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2);
const at = (hour: number) => new Date(START + hour * HOUR).toISOString();
const send = (id: string, hour: number, more: object = {}): LogRecord =>
  ({
    kind: 'action',
    id,
    t: at(hour),
    app: 'mail',
    thread: `mail/${id}`,
    type: 'web:send:message',
    ...more,
  }) as LogRecord;
const reply = (to: string, hour: number, more: object = {}): OutcomeRecord => ({
  kind: 'outcome',
  id: `r-${to}`,
  t: at(hour),
  app: 'mail',
  thread: `mail/${to}`,
  type: 'web:receive:reply',
  value: 1,
  links: [to],
  ...more,
});

/** Messages a day apart, each answered after about two hours. */
const answered = (n: number, more: object = {}): LogRecord[] =>
  Array.from({ length: n }, (_, i) => [
    send(`m${i}`, i * 24, more),
    reply(`m${i}`, i * 24 + 1.5 + (i % 3) / 2, more),
  ]).flat();

function awaitedAfter(records: readonly LogRecord[]): AwaitedOutcomes {
  const awaited = new AwaitedOutcomes();
  for (const record of inLogOrder(records)) awaited.apply(record);
  return awaited;
}

test('a reply that usually comes is waited for, and recorded as missed once its usual delay has passed', () => {
  const awaited = awaitedAfter([...answered(8), send('open', 300)]);
  expect(awaited.missedAt(at(302))).toEqual([]);
  expect(awaited.waitingAt(at(302))).toMatchObject([
    { action: 'open', outcomeType: 'web:receive:reply', since: at(300) },
  ]);
  const [missed, ...none] = awaited.missedAt(at(340));
  expect(none).toEqual([]);
  expect(missed).toMatchObject({
    kind: 'outcome',
    id: 'open.missed.web:receive:reply',
    t: at(340),
    thread: 'mail/open',
    type: 'web:miss:receive-reply',
    value: 0,
    features: { censored: 1, waited_days: 1.6667 },
    context: { awaited_type: 'web:receive:reply' },
    links: ['open'],
  });
  expect(missed!.confidence).toBeGreaterThan(0.9);
  expect(missed!.features!.hazard).toBeGreaterThanOrEqual(0);
  expect(awaited.waitingAt(at(340))).toEqual([]);
});

test('it is recorded once, and taken back when the reply comes after all', () => {
  const awaited = awaitedAfter([...answered(8), send('open', 300)]);
  const [missed] = awaited.missedAt(at(340));
  expect(awaited.apply(missed!)).toEqual([]);
  expect(awaited.missedAt(at(400))).toEqual([]);
  expect(awaited.apply(reply('open', 500))).toEqual([missed!.id]);
  expect(awaited.missedAt(at(600))).toEqual([]);
});

test('a reply that was there already, noticed at the same time or found late, voids the non-event itself', () => {
  const awaited = awaitedAfter([...answered(8), send('open', 300)]);
  const [missed] = awaited.missedAt(at(340));
  awaited.apply(reply('open', 330));
  expect(awaited.apply(missed!)).toEqual([missed!.id]);
});

test('nothing is waited for that came less than five times, or after fewer than half of the acts', () => {
  expect(awaitedAfter([...answered(4), send('open', 300)]).missedAt(at(900))).toEqual([]);
  const silent = Array.from({ length: 9 }, (_, i) => send(`s${i}`, 200 + i));
  expect(awaitedAfter([...answered(8), ...silent]).missedAt(at(900))).toEqual([]);
});

test('what a page says at once is not awaited, and acts that only look wait for nothing', () => {
  const shown = answered(8).map((record) =>
    record.kind === 'outcome' ? { ...record, type: 'web:show:status' } : record,
  );
  expect(awaitedAfter([...(shown as LogRecord[]), send('open', 300)]).missedAt(at(900))).toEqual([]);
  const looked = answered(8).map((record) =>
    record.kind === 'action' ? { ...record, type: 'web:open:page' } : record,
  );
  expect(awaitedAfter(looked as LogRecord[]).waitingAt(at(200))).toEqual([]);
});

test('what one space is used to is nothing to another', () => {
  const records = [...answered(8, { space: 'work' }), send('open', 300)];
  expect(awaitedAfter(records).missedAt(at(900))).toEqual([]);
  expect(
    awaitedAfter([...records, send('w', 300, { space: 'work' })])
      .missedAt(at(900))
      .map(({ links }) => links),
  ).toEqual([['w']]);
});

test('the longer the wait, the surer that it will not come, and the less likely in the next moment', () => {
  const awaited = awaitedAfter([...answered(12), send('open', 400)]);
  const early = awaited.missedAt(at(404.5))[0];
  const late = awaited.missedAt(at(480))[0]!;
  expect(late.confidence).toBeGreaterThan(early?.confidence ?? 0);
  expect(late.features!.hazard).toBeLessThan(early?.features?.hazard ?? 1);
});

test('property: saved and loaded at any moment, it says the same', () => {
  const anyRecord = fc
    .tuple(
      fc.constantFrom('send', 'reply'),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 400 }),
      fc.boolean(),
    )
    .map(([what, n, hour, linked]) =>
      what === 'send' ? send(`m${n}`, hour) : reply(`m${n}`, hour, linked ? {} : { links: [] }),
    );
  fc.assert(
    fc.property(fc.array(anyRecord, { maxLength: 60 }), (records) => {
      const whole = new AwaitedOutcomes();
      let kept = new AwaitedOutcomes();
      for (const record of inLogOrder(records)) {
        expect(kept.apply(record)).toEqual(whole.apply(record));
        kept = AwaitedOutcomes.load(structuredClone(kept.save()));
      }
      expect(kept.save()).toEqual(whole.save());
      expect(kept.missedAt(at(900))).toEqual(whole.missedAt(at(900)));
    }),
  );
});
