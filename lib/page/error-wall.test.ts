import { expect, test, vi } from 'vitest';
import { createErrorWall } from './error-wall.ts';

test('an error behind the wall does not come out, and the first of each kind is told once', () => {
  const told: string[] = [];
  const wall = createErrorWall(
    () => undefined,
    (kind, message) => told.push(`${kind}: ${message}`),
  );
  const broken = wall.guard(() => {
    throw new Error('no');
  }, 'click');
  broken();
  broken();
  wall.report('other', 'edit');
  expect(told).toEqual(['click: no', 'edit: other']);
  expect(wall.count).toBe(3);
});

test('when the extension is gone everything is undone once, nothing is told, and callbacks do nothing any more', () => {
  let undone = 0;
  let ran = 0;
  const told: string[] = [];
  const wall = createErrorWall(
    () => undone++,
    (kind) => told.push(kind),
  );
  const late = wall.guard(() => ran++);
  wall.guard(() => {
    throw new Error('Extension context invalidated.');
  })();
  wall.report(new Error('Extension context invalidated.'));
  late();
  expect([undone, ran, told]).toEqual([1, 0, []]);
});

test('errors of promises, and things that cannot even be read, stay behind the wall', async () => {
  const told: string[] = [];
  const wall = createErrorWall(
    () => {
      throw new Error('undo fails, too');
    },
    (_, message) => told.push(message),
  );
  wall.guard(() => Promise.reject(new Error('later')), 'promise')();
  await Promise.resolve();
  wall.guard(() => {
    throw {
      toString() {
        throw new Error('again');
      },
    };
  }, 'hostile')();
  for (let i = 0; i < 100; i++) wall.report('many');
  expect(told).toEqual(['later', 'an error that cannot be read', 'many']);
});

test('messages that do not get through close nothing, until it is the extension that is gone', () => {
  let undone = 0;
  const told: string[] = [];
  const wall = createErrorWall(
    () => undone++,
    (kind) => told.push(kind),
  );
  for (let i = 0; i < 200; i++) wall.undelivered(new Error('No answer'));
  expect([undone, wall.count, told]).toEqual([0, 0, ['delivery']]);
  wall.undelivered(new Error('Extension context invalidated.'));
  expect(undone).toBe(1);
});

test('fifty errors in an hour are borne, and as many again in the next; more in one hour end it, and it is said why', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  try {
    const why: string[] = [];
    const wall = createErrorWall((reason) => why.push(reason));
    for (let hour = 0; hour < 3; hour++) {
      for (let i = 0; i < 50; i++) wall.report('broken');
      vi.advanceTimersByTime(3_600_001);
    }
    expect(why).toEqual([]);
    for (let i = 0; i < 60; i++) wall.report('broken');
    expect(why).toEqual(['failing']);
  } finally {
    vi.useRealTimers();
  }
});
