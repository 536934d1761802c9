import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClaimStatus } from '../engine/api.ts';
import { claimStatus, creditStatus, type Evidence } from './claim-status.ts';

const evidence: fc.Arbitrary<Evidence> = fc.record({
  z: fc.double({ min: -30, max: 30, noNaN: true }),
  passedAmongAll: fc.boolean(),
  passedPlacebos: fc.boolean(),
  byLot: fc.boolean(),
  underExperiment: fc.boolean(),
});
const statuses = fc.constantFrom<ClaimStatus>('linked', 'associated', 'likely_helps', 'likely_hurts', 'caused');

test('nothing is caused without a lot, however sure', () => {
  fc.assert(
    fc.property(evidence, (found) => {
      if (claimStatus(found) === 'caused') expect(found.byLot).toBe(true);
    }),
  );
});

test('helps is said of what is above zero and hurts of what is below, only if it stands among all and beside the placebos', () => {
  fc.assert(
    fc.property(evidence, (found) => {
      const status = claimStatus(found);
      if (status === 'likely_helps') expect(found.z).toBeGreaterThan(0);
      if (status === 'likely_hurts') expect(found.z).toBeLessThan(0);
      if (status.startsWith('likely')) {
        expect([found.passedAmongAll, found.passedPlacebos, found.underExperiment]).toEqual([true, true, false]);
      }
    }),
  );
});

test('stronger evidence never takes a claim back', () => {
  const rungs = ['linked', 'associated', 'likely_helps', 'caused'];
  fc.assert(
    fc.property(evidence, fc.double({ min: 1, max: 5, noNaN: true }), ({ z, ...rest }, times) => {
      const size = Math.abs(z);
      expect(rungs.indexOf(claimStatus({ z: times * size, ...rest }))).toBeGreaterThanOrEqual(
        rungs.indexOf(claimStatus({ z: size, ...rest })),
      );
    }),
  );
});

test('what was put to an experiment is, as merely done, at most associated', () => {
  fc.assert(
    fc.property(evidence, (found) => {
      const status = claimStatus({ ...found, byLot: false, underExperiment: true });
      expect(['linked', 'associated']).toContain(status);
    }),
  );
  expect(claimStatus({ z: 9, passedAmongAll: true, passedPlacebos: true, byLot: false, underExperiment: true })).toBe(
    'associated',
  );
});

test('a number that is none claims nothing', () => {
  for (const byLot of [true, false]) {
    const found = { passedAmongAll: true, passedPlacebos: true, byLot, underExperiment: false };
    expect(claimStatus({ z: Number.NaN, ...found })).toBe('linked');
  }
});

test('one outcome is never caused, and a share that may be nothing is linked', () => {
  fc.assert(
    fc.property(
      statuses,
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (of, mean, half) => {
        const status = creditStatus(of, mean, mean - half, mean + half);
        expect(status).not.toBe('caused');
        if (mean - half <= 0 && mean + half >= 0) expect(status).toBe('linked');
        if (status === 'likely_helps') expect(mean).toBeGreaterThan(0);
        if (status === 'likely_hurts') expect(mean).toBeLessThan(0);
      },
    ),
  );
  // What was caused in general is likely here: helped or hurt by its sign.
  expect(creditStatus('caused', 0.3, 0.2, 0.4)).toBe('likely_helps');
  expect(creditStatus('caused', -0.3, -0.4, -0.2)).toBe('likely_hurts');
});
