import { expect, test } from 'vitest';
import english from '../../public/_locales/en/messages.json';
import { SIGNS, tabState } from './toolbar-sign.ts';

test('no two states of a page that can be told apart share a shape, and each has its words', () => {
  const { unknown: _, ...told } = SIGNS;
  const badges = Object.values(told).map(({ badge }) => badge);
  expect(new Set(badges).size).toBe(badges.length);
  for (const { title } of Object.values(SIGNS)) expect(english).toHaveProperty(title);
});

test('a secret field or trouble is shown only where it would be recorded otherwise', () => {
  expect(tabState('recording', { secret: true, trouble: false })).toBe('secret');
  expect(tabState('recording', { secret: true, trouble: true })).toBe('trouble');
  expect(tabState('paused', { secret: true, trouble: true })).toBe('paused');
  expect(tabState('never', { secret: true, trouble: false })).toBe('never');
  expect(tabState('recording', { secret: false, trouble: false })).toBe('recording');
});
