import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClaimStatus } from '../../lib/engine/api.ts';
import { rungOf } from './rung.ts';

const statuses = fc.constantFrom<ClaimStatus>('linked', 'associated', 'likely_helps', 'likely_hurts', 'caused');

test('no single outcome is ever said to be caused', () => {
  fc.assert(
    fc.property(statuses, fc.double({ min: -1, max: 1, noNaN: true }), (status, mean) => {
      const { level, word } = rungOf(status, mean, 'instance');
      expect(level).toBeLessThanOrEqual(3);
      expect(word).not.toBe('ladder_caused');
    }),
  );
});

test('only an effect measured by lot is said to be caused', () => {
  fc.assert(
    fc.property(statuses, fc.double({ min: -1, max: 1, noNaN: true }), (status, mean) => {
      expect(rungOf(status, mean, 'effect').word === 'ladder_caused').toBe(status === 'caused');
    }),
  );
});

test('linked and associated claim no direction', () => {
  for (const status of ['linked', 'associated'] as const) expect(rungOf(status, 0.7, 'effect').sign).toBe(0);
});
