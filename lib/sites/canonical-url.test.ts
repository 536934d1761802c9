import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalUrl } from './canonical-url.ts';

test.each([
  ['https://a.example/', 'url:/'],
  ['https://a.example/index.html', 'url:/'],
  ['https://a.example/issues/3/', 'url:/issues/3'],
  ['https://a.example/issues/3?utm_source=x&tab=files&fbclid=1#comment-4', 'url:/issues/3?tab=files'],
  ['https://a.example/s?b=2&a=1', 'url:/s?a=1&b=2'],
  ['https://a.example/app#/board/7?x=1', 'url:/app#/board/7'],
  ['https://a.example/app#!/mail/inbox', 'url:/app#!/mail/inbox'],
  ['https://a.example/reset?token=abcdef&user=1', 'url:/reset?user=1'],
  ['https://a.example/x;jsessionid=1A2B/y', 'url:/x/y'],
  ['https://a.example/B%C3%BCcher', 'url:/Bücher'],
  ['https://a.example/100%', 'url:/100%'],
])('%s is %s', (address, key) => {
  expect(canonicalUrl(address)).toBe(key);
});

test('neither the order of parameters nor a tracking parameter changes the key', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'tab', 'page', 'q'), { minLength: 1 });
  fc.assert(
    fc.property(names, fc.nat(), (parameters, n) => {
      const address = (list: readonly string[], more: string) =>
        `https://a.example/x?${list.map((name) => `${name}=${n}`).join('&')}${more}`;
      expect(canonicalUrl(address([...parameters].reverse(), '&gclid=9'))).toBe(canonicalUrl(address(parameters, '')));
    }),
  );
});
