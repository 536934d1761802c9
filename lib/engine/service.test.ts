import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';
import type { EngineApi, Sighting } from './api.ts';
import { openServiceForTests } from './service-for-tests.ts';

const open = (name?: string) => openServiceForTests(name === undefined ? {} : { name });

const THREAD = 'wiki.example/page:Bridge';
const MINE = 'The bridge opens on weekdays from nine until five in winter and until eight in summer.';
const OTHERS = 'Bridge opening dates are kept by the harbour office and announced every month on the board.';
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour)).toISOString();

const edit: LogRecord = {
  kind: 'action',
  id: 'edit',
  t: at(9),
  app: 'wiki.example',
  thread: THREAD,
  type: 'mediawiki:save:edit',
  text: MINE,
  features: { added_words: 16, removed_words: 0 },
};
const sighting = (id: string, hour: number, text: string): Sighting => ({
  id,
  t: at(hour),
  app: 'wiki.example',
  thread: THREAD,
  title: 'Bridge opening dates',
  state: { revision: hour },
  shingles: shinglesOf(text),
});

/** The story: an edit, seen on the page, gone at the next visit. */
async function story(service: EngineApi) {
  await service.append([edit]);
  await service.sighting(sighting('seen', 10, `${OTHERS} ${MINE}`));
  await service.sighting(sighting('gone', 11, OTHERS));
  await service.settled();
}

test('an edit that is gone at the next visit is noticed, traced to the edit, and a card says so', async () => {
  const { service } = await open();
  await story(service);
  const { noticed } = await service.now();
  expect(noticed[0]).toMatchObject({
    type: 'mediawiki:revert:edit',
    title: 'Your edit to Bridge opening dates was reverted after 2 hours',
    value: -1,
    causes: [{ action: 'edit', status: 'linked' }],
  });
  const [card] = await service.you();
  expect(card).toMatchObject({
    kind: 'lesson',
    text: 'An edit of mine on “Bridge opening dates” was reverted.',
    status: 'linked',
  });
  expect(card!.for.map(({ id }) => id)).toEqual(['gone.1']);
});

test('the next draft about it is offered that line, and the decision is in the log', async () => {
  const { service, log } = await open();
  await story(service);
  const offer = await service.offer({
    app: 'chat.example',
    draft: 'Help me edit the page on Bridge opening dates',
    t: at(12),
  });
  expect(offer?.lines.map(({ text }) => text).join(' ')).toContain('Bridge opening dates');
  expect([...(await log.get([offer!.id])).values()][0]).toMatchObject({ kind: 'decision', about: 'offer' });
  await service.offerUsed({ offer: offer!.id, app: 'chat.example', t: at(12), verdict: 'added', kept: [0] });
  expect(await service.offer({ app: 'chat.example', draft: 'What is the capital of France?', t: at(13) })).toBeNull();
});

test('personal ids are hashed before they are stored', async () => {
  const { service, log } = await open();
  await service.append([{ ...edit, text: 'Write to ana@example.org', entities: ['ana@example.org'] } as LogRecord]);
  expect(JSON.stringify([...(await log.get(['edit'])).values()])).not.toContain('ana@');
});

test('deleting an event takes what was learnt from it, at once out of sight, and then for good', async () => {
  const { service } = await open();
  await story(service);
  const preview = await service.deletePreview({ ids: ['gone.1'] });
  expect(preview).toMatchObject({ events: 1, weakened: [{ before: 1, after: 0 }] });
  expect(await service.delete({ ids: ['gone.1'] })).toEqual({ deleted: 1 });
  expect((await service.now()).noticed).toEqual([]);
  expect(await service.you()).toEqual([]);
  await service.settled();
  expect(await service.you()).toEqual([]);
  expect((await service.timeline({})).rows.map(({ id }) => id)).not.toContain('gone.1');
});

test('a sighting that is sent again, while the first is on its way or later, is compared once', async () => {
  const { service, log } = await open();
  await service.append([edit]);
  await service.sighting(sighting('seen', 10, `${OTHERS} ${MINE}`));
  const gone = sighting('gone', 11, OTHERS);
  const [first, again] = await Promise.all([service.sighting(gone), service.sighting(gone)]);
  expect([first.stored[0], again]).toEqual(['gone', { stored: ['gone'], refused: [] }]);
  const before = await service.digest();
  await service.sighting(gone);
  expect([await service.digest(), await log.find(({ kind }) => kind === 'outcome')]).toEqual([before, ['gone.1']]);
});

test('started again, it derives the same from the same log', async () => {
  const { name, service, log } = await open();
  await story(service);
  const before = await service.digest();
  log.close();
  const { service: again } = await open(name);
  expect(await again.digest()).toBe(before);
});

test('a verdict holds after a restart', async () => {
  const { name, service, log } = await open();
  await service.append([
    { kind: 'statement', id: 's', t: at(8), app: 'retrace', role: 'user', text: 'Use British spelling.' },
  ]);
  const [card] = await service.you();
  await service.append([{ kind: 'feedback', id: 'f', t: at(9), verdict: 'end', target: card!.ref }]);
  log.close();
  const { service: again } = await open(name);
  expect((await again.you())[0]).toMatchObject({ text: 'Use British spelling.', validTo: at(9) });
});

test('the timeline pages through everything, newest first, by site and by words', async () => {
  const { service } = await open();
  await service.append(
    Array.from({ length: 120 }, (_, i) => ({
      kind: 'action' as const,
      id: `a${i}`,
      t: new Date(Date.UTC(2026, 2, 2, 9, 0, i)).toISOString(),
      app: i % 2 ? 'one.example' : 'two.example',
      type: 'web:click:button',
      text: `Button ${i}`,
    })),
  );
  const first = await service.timeline({ limit: 50, app: 'one.example' });
  expect([first.rows.length, first.more, first.rows[0]!.id]).toEqual([50, true, 'a119']);
  const last = first.rows.at(-1)!;
  const second = await service.timeline({ limit: 50, app: 'one.example', before: last });
  expect([second.rows.length, second.more]).toEqual([10, false]);
  expect((await service.timeline({ q: 'button 117' })).rows.map(({ id }) => id)).toEqual(['a117']);
});

test('what is asked at an earlier moment is answered without what came later', async () => {
  const { service } = await open();
  await story(service);
  const ask = { id: 1, ask: 'credit', outcome: 'gone.1' };
  expect(await service.ask(ask)).toMatchObject({ id: 1, value: -1 });
  expect(await service.ask({ ...ask, at: at(10) })).toEqual({
    id: 1,
    error: 'no outcome “gone.1” is known at that moment',
  });
  expect(await service.ask({ ...ask, at: 'then' })).toEqual({ id: 1, error: '“at” must be an ISO instant' });
});
