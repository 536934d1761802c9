import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { inLogOrder } from '../records/order.ts';
import type { FeedbackRecord, LogRecord, OutcomeRecord } from '../records/record.ts';
import type { CapturedRecord, Sighting } from './api.ts';
import { Engine } from './engine.ts';
import { openServiceForTests } from './service-for-tests.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2);
const at = (hour: number) => new Date(START + Math.round(hour * HOUR)).toISOString();
const TICKET = 'tracker.example/ticket:12';

const comment = (id: string, hour: number, thread = TICKET): CapturedRecord =>
  ({ kind: 'action', id, t: at(hour), app: 'tracker.example', thread, type: 'web:comment:ticket' }) as CapturedRecord;
const page = (id: string, hour: number, status: string, replies: Sighting['replies'] = []): Sighting => ({
  id,
  t: at(hour),
  app: 'tracker.example',
  thread: TICKET,
  title: '#12 Gate does not open',
  state: { status },
  replies,
  entities: ['key:HARBOUR-12'],
});
const mail = (id: string, hour: number, status: string): Sighting => ({
  id,
  t: at(hour),
  app: 'mail.example',
  thread: `mail.example/message:${id}`,
  title: 'HARBOUR-12 was closed',
  state: {},
  mentions: [{ entities: ['key:HARBOUR-12'], title: 'HARBOUR-12', state: { status }, happened: at(hour - 0.5) }],
});

async function outcomesIn(log: {
  find: (accept: (r: LogRecord) => boolean) => Promise<readonly string[]>;
  get: (ids: readonly string[]) => Promise<ReadonlyMap<string, LogRecord>>;
}) {
  const found = await log.get(await log.find(({ kind }) => kind === 'outcome'));
  return inLogOrder(found.values()) as OutcomeRecord[];
}

test('a tracker and its mails: the change is told once, valued by structure, the reply by its words', async () => {
  const { service, log } = await openServiceForTests({ model: 'real' });
  await service.captured([comment('a', 9)]);
  await service.sighting(page('s1', 9.01, 'new'));
  await service.sighting(mail('m', 11, 'closed'));
  await service.sighting(mail('m', 11, 'closed'));
  const answer = {
    key: 'c1',
    text: 'Thank you so much, that solved the problem for us!',
    own: false,
    happened: at(10.6),
  };
  await service.sighting(page('s2', 12, 'closed', [answer]));
  await service.sighting(page('s2', 12, 'closed', [answer]));
  const outcomes = await outcomesIn(log);
  expect(outcomes.map(({ id, type, value, links }) => [id, type, Math.sign(value!), links])).toEqual([
    ['m.1', 'web:change:status', 1, ['a']],
    ['s2.1', 'web:receive:reply', 1, ['a']],
  ]);
  expect(outcomes.map(({ context }) => context)).toMatchObject([
    { valued_by: 'structure', noticed_in: 'mail.example' },
    { valued_by: 'text', valued_model: 'all-MiniLM-L6-v2-int8' },
  ]);
  const view = await service.outcome('m.1');
  expect(view!.causes.map(({ action }) => action)).toEqual(['a']);
}, 30_000);

test('the user says what an outcome is worth: credit uses it, the next like it on the site gets it, and it can be undone', async () => {
  const { service, log } = await openServiceForTests();
  await service.captured([comment('a', 1)]);
  await service.sighting(page('s1', 1.01, 'new'));
  await service.sighting(page('s2', 2, 'parked'));
  expect((await service.outcome('s2.1'))!.value).toBe(0);
  const feedback = (id: string, more: object): FeedbackRecord =>
    ({ kind: 'feedback', id, t: at(3), ...more }) as FeedbackRecord;
  await service.append([feedback('f', { verdict: 'value', of: 's2.1', value: -0.7 })]);
  await service.settled();
  expect(await service.outcome('s2.1')).toMatchObject({ value: -0.7, verdict: -0.7 });
  await service.sighting(page('s3', 4, 'new'));
  await service.sighting(page('s4', 5, 'parked'));
  expect((await log.get(['s4.1'])).get('s4.1')).toMatchObject({ value: -0.7, context: { valued_by: 'site' } });
  await service.append([{ ...feedback('u', { verdict: 'undo', of: 'f' }), t: at(6) }]);
  await service.settled();
  expect((await service.outcome('s2.1'))!.value).toBe(0);
  await service.sighting(page('s5', 7, 'new'));
  await service.sighting(page('s6', 8, 'parked'));
  expect((await log.get(['s6.1'])).get('s6.1')).toMatchObject({ value: 0 });
});

/** Messages a day apart, answered after about two hours; the last one is not. */
const answered: LogRecord[] = Array.from({ length: 12 }, (_, i): LogRecord[] => [
  { kind: 'action', id: `m${i}`, t: at(i * 24), app: 'mail', thread: `mail/${i}`, type: 'web:send:message' },
  {
    kind: 'outcome',
    id: `r${i}`,
    t: at(i * 24 + 1.5 + (i % 3) / 2),
    app: 'mail',
    thread: `mail/${i}`,
    type: 'web:receive:reply',
    value: i % 4 === 0 ? -1 : 1,
    links: [`m${i}`],
  },
]).flat();
const open: LogRecord = {
  kind: 'action',
  id: 'open',
  t: at(300),
  app: 'mail',
  thread: 'mail/open',
  type: 'web:send:message',
};
const late: LogRecord = {
  kind: 'outcome',
  id: 'late',
  t: at(500),
  app: 'mail',
  thread: 'mail/open',
  type: 'web:receive:reply',
  value: 1,
  links: ['open'],
};

test('what was awaited and has not come is a case of it for credit, until it comes after all', () => {
  const engine = new Engine();
  for (const record of [...answered, open]) engine.apply(record);
  expect(engine.credit.history('web:receive:reply')!.n).toBe(12);
  const [missed] = engine.awaited.missedAt(at(400));
  engine.apply(missed!);
  expect(engine.credit.history('web:receive:reply')!.n).toBe(13);
  expect(engine.credit.outcome(missed!.id)).toMatchObject({ type: 'web:receive:reply', value: 0 });
  engine.apply(late);
  expect(engine.credit.outcome(missed!.id)).toBeUndefined();
  expect(engine.credit.history('web:receive:reply')!.n).toBe(13);
});

test('saved and loaded at any moment, with non-events taken back and values corrected, the state is the same to the last bit', () => {
  const first = new Engine();
  for (const record of [...answered, open]) first.apply(record);
  const [missed] = first.awaited.missedAt(at(400));
  const feedback: LogRecord[] = [
    { kind: 'feedback', id: 'f1', t: at(410), verdict: 'value', of: 'r3', value: -1 },
    { kind: 'feedback', id: 'f2', t: at(411), verdict: 'value', of: 'r5', value: 0.2 },
    { kind: 'feedback', id: 'f3', t: at(412), verdict: 'undo', of: 'f1' },
  ];
  const log = [...answered, open, missed!, ...feedback, late];
  const whole = new Engine();
  let kept = new Engine();
  for (const record of log) {
    whole.apply(record);
    kept.apply(record);
    kept = Engine.load(structuredClone(kept.save()));
    expect(kept.digest()).toBe(whole.digest());
  }
});

test('the service records what has not come once, and shows what is waited for', async () => {
  const { service, log, pass } = await openServiceForTests();
  await service.append([...answered, open]);
  const clock = 12 * HOUR;
  pass(301 * HOUR - clock);
  await service.sighting({
    id: 's',
    t: at(300.1),
    app: 'mail',
    thread: 'mail/open',
    title: 'Offer for the gate',
    state: {},
  });
  await service.settled();
  expect((await service.now()).waiting).toEqual([
    { thread: 'mail/open', title: 'Offer for the gate', app: 'mail', since: at(300) },
  ]);
  pass(100 * HOUR);
  expect((await service.now()).waiting).toEqual([]);
  const missed = 'open.missed.web:receive:reply';
  expect((await log.get([missed])).get(missed)).toMatchObject({ value: 0, type: 'web:miss:receive-reply' });
  const count = log.count;
  pass(100 * HOUR);
  const view = await service.now();
  expect(log.count).toBe(count);
  expect(view.noticed.map(({ id }) => id)).not.toContain(missed);
  expect((await service.timeline({ q: 'miss' })).rows[0]!.title).toBe('Not yet: a reply came in: Offer for the gate');
});
