import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareWithRange } from './share-with-range.ts';

test('the range holds the share, stays within [0, 1], and grows narrower with more of the same', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.integer({ min: 1, max: 50 }), (count, of) => {
      const share = shareWithRange(Math.min(count, of), of);
      expect(share.lo).toBeGreaterThanOrEqual(0);
      expect(share.hi).toBeLessThanOrEqual(1);
      expect(share.lo).toBeLessThanOrEqual(share.mean);
      expect(share.hi).toBeGreaterThanOrEqual(share.mean);
      const more = shareWithRange(10 * Math.min(count, of), 10 * of);
      expect(more.hi - more.lo).toBeLessThan(share.hi - share.lo);
    }),
  );
});

test('of nothing, anything may be so', () => {
  expect(shareWithRange(0, 0)).toMatchObject({ lo: 0, hi: 1 });
});
