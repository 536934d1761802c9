import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { anySite } from './any-site.ts';

const page = (body: string, title = 'Issue 3 - Tracker') =>
  parseHTML(`<!doctype html><html><head><title>${title}</title></head><body>${body}</body></html>`)
    .document as unknown as Document;
const URL_OF_ISSUE = new URL('https://tracker.example/issues/3?utm_source=mail#comment-1');

test('the thread is the address without what is not about the page', () => {
  expect(anySite.threadOf(page(''), URL_OF_ISSUE)).toBe('url:/issues/3');
  expect(anySite.threadOf(page(''), new URL('about:blank'))).toBeNull();
});

test('the title is the heading of the page, else its title', () => {
  expect(anySite.titleOf(page('<h1>Menu</h1><main><h1> Bridge\n closed </h1></main>'), URL_OF_ISSUE)).toBe(
    'Bridge closed',
  );
  expect(anySite.titleOf(page('<p>x</p>'), URL_OF_ISSUE)).toBe('Issue 3 - Tracker');
});

test('a badge of the thing is a signal; badges of rows, numbers and sentences are not', () => {
  const html = `<main><span class="badge">Open</span><span class="badge">12345</span>
    <span class="badge">This is a whole sentence that goes on and on</span>
    <table><tr><td><span class="badge">Closed</span></td></tr></table></main>`;
  expect(anySite.stateOf(page(html), URL_OF_ISSUE)).toEqual({ status: 'open' });
  expect(anySite.stateOf(page('<p>nothing</p>'), URL_OF_ISSUE)).toEqual({});
});

test('the main text is the landmark, else the only article, else the page', () => {
  expect(anySite.mainTextOf(page('<nav>n</nav><main>m</main>'), URL_OF_ISSUE)?.textContent).toBe('m');
  expect(anySite.mainTextOf(page('<article>a</article><p>b</p>'), URL_OF_ISSUE)?.textContent).toBe('a');
  expect(anySite.mainTextOf(page('<p>b</p>'), URL_OF_ISSUE)?.textContent).toBe('b');
});
