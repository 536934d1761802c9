import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeLongRuns } from './change-long-runs.ts';

const run = fc.tuple(fc.constantFrom('a', '0', '/'), fc.integer({ min: 28, max: 70 })).map(([s, n]) => s.repeat(n));
const text = fc.array(fc.oneof(run, fc.constantFrom(' ', 'é', '+', '\ud800'), fc.string())).map((all) => all.join(''));

test('it changes what the pattern for such runs finds, and nothing else', () => {
  fc.assert(
    fc.property(text, (each) => {
      const change = (found: string) => `<${found.length}>`;
      expect(changeLongRuns(each, change)).toBe(each.replace(/[A-Za-z0-9+/_=-]{32,}/g, change));
    }),
    { numRuns: 2_000 },
  );
});
