import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterLook, NO_HEALTH, type PackHealth, packState } from './pack-health.ts';

const after = (looks: readonly (readonly string[])[], from: PackHealth = NO_HEALTH) => looks.reduce(afterLook, from);

test('a pack nobody has seen live says so, until it was seen to work here', () => {
  expect(packState(null, NO_HEALTH)).toBe('unseen');
  expect(packState(null, after([[], []]))).toBe('unseen');
  expect(packState(null, after([[], [], []]))).toBe('fits');
  expect(packState('2026-11-01', NO_HEALTH)).toBe('fits');
});

test('one odd page does not break a pack, a row of them does, and one good page mends it', () => {
  const odd = after([[], [], [], ['title'], ['title'], ['title'], ['title']]);
  expect(packState('2026-11-01', odd)).toBe('fits');
  expect(packState('2026-11-01', after([['title']], odd))).toBe('broken');
  expect(packState('2026-11-01', after([['title'], []], odd))).toBe('fits');
});

test('different selectors missing in turn are no row', () => {
  const looks = Array.from({ length: 20 }, (_, at) => [at % 2 === 0 ? 'title' : 'state-1-status']);
  expect(packState('2026-11-01', after(looks))).toBe('fits');
});

test('a pack is broken if, and only if, some selector was missing at each of the last five looks', () => {
  const looks = fc.array(fc.subarray(['title', 'text', 'row-1']), { maxLength: 30 });
  fc.assert(
    fc.property(looks, (each) => {
      const lastFive = each.slice(-5);
      const broken =
        lastFive.length === 5 &&
        ['title', 'text', 'row-1'].some((name) => lastFive.every((look) => look.includes(name)));
      expect(packState('2026-11-01', after(each)) === 'broken').toBe(broken);
    }),
  );
});
