import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likeThis, ownId, ownSite, readOwnSite } from './own-site.ts';
import { fittingPage } from './page-rules.ts';
import { readSiteData } from './site-data.ts';

test('what a user teaches has the form of a pack, whatever they pointed at', () => {
  const site = fc.oneof(fc.domain(), fc.constantFrom('localhost:8080', '[::1]:3000', '127.0.0.1'));
  const piece = fc.option(fc.record({ css: fc.constantFrom('h1', '.a > b') }), { nil: undefined });
  fc.assert(
    fc.property(site, fc.webPath(), piece, piece, piece, (host, path, title, good, bad) => {
      const made = ownSite(host, path, {
        ...(title && { title }),
        ...(good && { good }),
        ...(bad && { bad }),
        state: { css: '.s', worth: { done: 1 } },
      });
      expect(readOwnSite(host, JSON.parse(JSON.stringify(made)))).toEqual(made);
    }),
  );
});

test("a pack that is not the site's own, or claims more than can be taught, is not taken as it is", () => {
  const made = ownSite('shop.example', '/orders/1', { title: { css: 'h1' } });
  expect(readOwnSite('other.example', made)).toBeNull();
  const more = { ...made, controls: [{ css: '*', act: 'press:thing' }], quiet: [{ css: '*' }], marker: { css: '*' } };
  expect(readSiteData(more)).not.toBeNull();
  expect(readOwnSite('shop.example', more)).toEqual(made);
});

test.each([
  ['/orders/1234', '/orders/9', '/orders'],
  ['/shop/orders/ab-12/view', '/shop/orders/zz-7/view', '/shop/orders/view'],
  ['/wiki/Bridge', '/wiki/Harbour', '/wiki'],
  ['/', '/', '/about'],
])('a page at %s is like one at %s and unlike one at %s', (taught, like, unlike) => {
  const pattern = new RegExp(likeThis(taught));
  expect([pattern.test(taught), pattern.test(like), pattern.test(unlike)]).toEqual([true, true, false]);
});

test('a page is always like itself', () => {
  fc.assert(
    fc.property(fc.webPath({ size: 'large' }), (made) => {
      const url = new URL(`https://shop.example/${made}`);
      expect(fittingPage([{ path: likeThis(url.pathname), noun: 'thing', kind: 'view' }], url)).not.toBeNull();
    }),
  );
});

test('ids of own packs are words and hyphens', () => {
  expect(ownId('shop.example:8080')).toBe('own-shop-example-8080');
});
