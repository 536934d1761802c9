import { expect, test, vi } from 'vitest';
import { browserForTests } from './browser-for-tests.ts';

const world = vi.hoisted(() => ({ current: undefined as unknown }));
vi.mock('wxt/browser', () => ({
  get browser() {
    return (world.current as ReturnType<typeof browserForTests>).browser;
  },
}));
const { handleMessages } = await import('./handle-messages.ts');
const { MessageError, unlessRefused } = await import('./messages.ts');

const PAGE = { id: 'retrace', url: 'https://desk.example/1', frameId: 0, tab: { id: 1, active: true, windowId: 1 } };
const page = PAGE as unknown as Parameters<ReturnType<typeof browserForTests>['hear']>[1];

test('a message is answered only by a handler of its own, whatever every object has by that name', async () => {
  const fake = browserForTests();
  world.current = fake;
  const handle = vi.fn(async () => null);
  const stop = handleMessages({ 'capture>browser:trail': { from: ['content-script'], handle } });
  for (const retrace of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'capture>browser:unheard'])
    expect(await fake.hear({ retrace, payload: {} }, page)).toBeNull();
  expect(await fake.hear({ retrace: 'capture>browser:trail', payload: { reloaded: false } }, page)).toEqual({
    ok: true,
    value: null,
  });
  stop();
  expect(await fake.hear({ retrace: 'capture>browser:trail', payload: { reloaded: false } }, page)).toBeNull();
  expect(handle).toHaveBeenCalledTimes(1);
});

test('who may not speak is refused and reaches no handler; another extension is nobody', async () => {
  const fake = browserForTests();
  world.current = fake;
  const handle = vi.fn();
  handleMessages({ 'panel>browser:resume': { from: ['own-page'], handle } });
  const message = { retrace: 'panel>browser:resume' };
  expect(await fake.hear(message, page)).toMatchObject({ ok: false, error: expect.stringContaining('content-script') });
  expect(await fake.hear(message, { ...page, id: 'another' })).toMatchObject({ ok: false });
  expect(handle).not.toHaveBeenCalled();
  await fake.hear(message, { id: 'retrace', url: 'chrome-extension://retrace/sidepanel.html' });
  expect(handle).toHaveBeenCalledTimes(1);
});

test('a message of the wrong form is refused for good; one whose handler failed may be sent again', async () => {
  const fake = browserForTests();
  world.current = fake;
  const handle = vi.fn(async () => {
    throw new Error('disk full');
  });
  handleMessages({ 'capture>browser:trail': { from: ['content-script'], handle } });
  const message = { retrace: 'capture>browser:trail', payload: { reloaded: 'yes' } };
  expect(await fake.hear(message, page)).toMatchObject({ ok: false, refused: true });
  expect(handle).not.toHaveBeenCalled();
  expect(await fake.hear({ ...message, payload: { reloaded: true } }, page)).toEqual({ ok: false, error: 'disk full' });

  expect(await unlessRefused(Promise.reject(new MessageError('not understood', true)))).toBeNull();
  await expect(unlessRefused(Promise.reject(new MessageError('disk full')))).rejects.toThrow('disk full');
  await expect(unlessRefused(Promise.reject(new Error('nobody there')))).rejects.toThrow('nobody there');
});
