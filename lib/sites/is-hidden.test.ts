import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { isHidden } from './is-hidden.ts';

test.each([
  ['<p id="x">here</p>', false],
  ['<p id="x" style="color: red; display:none">not here</p>', true],
  ['<p id="x" style="--display: none">here</p>', false],
  ['<div hidden><p id="x">not here</p></div>', true],
  ['<div style="visibility: hidden"><p><b id="x">not here</b></p></div>', true],
  ['<div aria-hidden="true"><p id="x">not for readers</p></div>', true],
])('%s', (html, hidden) => {
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  expect(isHidden(document.querySelector('#x')!)).toBe(hidden);
});
