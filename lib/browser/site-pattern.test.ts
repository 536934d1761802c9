import { expect, test } from 'vitest';
import { patternOf, siteFrom } from './site-pattern.ts';

test.each([
  ['wiki.example.org', 'wiki.example.org'],
  ['https://wiki.example.org/page?x=1', 'wiki.example.org'],
  ['http://127.0.0.1:8080/index.php', '127.0.0.1:8080'],
  ['  LOCALHOST:3000 ', 'localhost:3000'],
  ['', null],
  ['not a site', null],
  ['word', null],
  ['javascript:alert(1)', null],
  ['file:///etc/hosts', null],
])('what a person types as %j is the site %j', (typed, site) => {
  expect(siteFrom(typed)).toBe(site);
});

test('a pattern covers both schemes and every port of the host', () => {
  expect(patternOf('127.0.0.1:8080')).toBe('*://127.0.0.1/*');
});
