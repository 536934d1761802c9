import { parseHTML } from 'linkedom';
import { beforeAll, expect, test } from 'vitest';
import { stableSelector } from './stable-selector.ts';

beforeAll(() => {
  // The one thing of a browser that it needs besides a page.
  (globalThis as { CSS?: unknown }).CSS = { escape: (text: string) => text.replace(/[^\w-]/g, '\\$&') };
});

const selectorIn = (html: string, of: 'place' | 'news' = 'place') => {
  const { document } = parseHTML(`<!DOCTYPE html><html><body>${html}</body></html>`);
  const element = document.querySelector('[data-x]')!;
  const css = stableSelector(element as unknown as Element, of);
  return { css, found: [...document.querySelectorAll(css)].map((each) => each === element) };
};

test.each([
  [
    'what programmers test by, before style',
    '<h2 data-x class="css-1a2b3c title" data-testid="order-title">A</h2>',
    '[data-testid="order-title"]',
  ],
  [
    'a name somebody gave, not one a machine made',
    '<span data-x class="css-1a2b3c order-name">A</span>',
    'span.order-name',
  ],
  ['a part of a part with a name', '<div class="order-head"><b data-x>A</b></div><b>B</b>', 'div.order-head b'],
  [
    'no name that says the state',
    '<div id="head"><i data-x class="pill pill-open">Open</i></div><i class="box">B</i>',
    'i.pill',
  ],
  ['no number of one thing', '<div id="issue-4711"><h1 data-x>A</h1></div>', 'h1'],
])('%s', (_, html, css) => {
  const { found, css: got } = selectorIn(html);
  expect([got, found]).toEqual([css, [true]]);
});

test('a piece of news is found each time there is one, and good news is not taken for bad', () => {
  const page =
    '<p data-x class="toast toast-success">Saved</p><p class="toast toast-success">Sent</p><p class="toast toast-danger">No</p>';
  const { css, found } = selectorIn(page, 'news');
  expect(css).toBe('p.toast-success');
  expect(found).toEqual([true, false]);
});
