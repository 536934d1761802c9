import { expect, test } from 'vitest';
import { isNamedLikeAMessage, likelyCause } from './observe-page-messages.ts';

test.each(['alert alert-success', 'flash notice', 'toast', 'form-error', 'errors', 'btn alert', 'text-danger error'])(
  'a part called "%s" tells something',
  (names) => {
    expect(isNamedLikeAMessage(names)).toBe(true);
  },
);

test.each(['badge bg-success-subtle text-success-emphasis', 'btn btn-success', 'text-error', 'label-warning', 'card'])(
  'a part called "%s" only has its colour',
  (names) => {
    expect(isNamedLikeAMessage(names)).toBe(false);
  },
);

const at = (ms: number) => new Date(Date.UTC(2026, 2, 2, 9) + ms).toISOString();
const act = (type: string, ms: number) => ({ type: `web:${type}`, t: at(ms) });
const save = act('save:text', 0);

test.each(['copy:text', 'edit:text', 'open:link', 'scroll:page'])(
  'an answer that takes its time is for what was sent, not for the %s made in between',
  (quiet) => {
    expect(likelyCause([save, act(quiet, 700)], at(1_500))).toBe(save);
    expect(likelyCause([act(quiet, -700), save], at(1_500))).toBe(save);
  },
);

test('what the page says right after a quiet act, or after nothing else, is for that act', () => {
  const copy = act('copy:text', 700);
  expect(likelyCause([save, copy], at(750))).toBe(copy);
  expect(likelyCause([copy], at(2_000))).toBe(copy);
  expect(likelyCause([act('save:text', -12_000), copy], at(2_000))).toBe(copy);
});

test('of two acts that ask for an answer the last one has it, unless it was done after the message came', () => {
  const press = act('press:button', 700);
  expect(likelyCause([save, press], at(1_500))).toBe(press);
  expect(likelyCause([save, press], at(500))).toBe(save);
  expect(likelyCause([press], at(500))).toBeNull();
});
