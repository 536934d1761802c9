import { expect, test } from 'vitest';
import { pointsBack } from './points-back.ts';

test.each([
  'And in winter?',
  'also in French',
  'Jetzt auf Deutsch',
  'Make it shorter',
  'Can you explain that?',
  'Use the second option',
  'Mach es kürzer',
  'hazlo más corto',
  'Fais-le plus court',
  '然后呢',
  'これを短く',
])('“%s” takes up what was said', (prompt) => {
  expect(pointsBack(prompt)).toBe(true);
});

test.each([
  'Android phones compared',
  'Nextcloud setup',
  'I am looking for a flat',
  'Is it raining in Paris?',
  'Write to the council about noise',
  'This code fails: print(1)',
  'Make a list of those who came to the ball in 1815',
])('“%s” does not', (prompt) => {
  expect(pointsBack(prompt)).toBe(false);
});
