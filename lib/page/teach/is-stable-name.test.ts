import { expect, test } from 'vitest';
import { isStableName, saysState } from './is-stable-name.ts';

test.each([
  'issue-title',
  'js-issue-title',
  'ticketbox',
  'trac-status',
  'gl-heading-1',
  'OrderHeader',
  'order__name',
  'h1-like',
])('%s was given by a person', (name) => {
  expect(isStableName(name)).toBe(true);
});

test.each([
  'css-178ag6o',
  'sc-gHYhXS0',
  '_27c9245',
  'jss12',
  'ember345',
  'order-1234',
  'a1b2c3',
  'svelte-1x2y3z',
  'xhmlbgtpr',
  'md:flex',
  'x',
])('%s was made by a machine, or is of one thing only', (name) => {
  expect(isStableName(name)).toBe(false);
});

test('a name that says the state, or the very word that is shown, is one of a state', () => {
  expect(saysState('badge-open', 'Open')).toBe(true);
  expect(saysState('State--merged', 'Merged')).toBe(true);
  expect(saysState('is-active', 'whatever')).toBe(true);
  expect(saysState('lozenge', 'In progress')).toBe(false);
  expect(saysState('order-status', 'Shipped')).toBe(false);
});
