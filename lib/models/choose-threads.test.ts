import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseThreads } from './choose-threads.ts';

test('there is one thread where memory cannot be shared, and never more than four or than half the cores', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 256 }), (cores) => {
      expect(chooseThreads({ sharedMemory: false, cores })).toBe(1);
      const threads = chooseThreads({ sharedMemory: true, cores });
      expect(threads).toBeGreaterThanOrEqual(1);
      expect(threads).toBeLessThanOrEqual(Math.max(1, Math.min(4, cores / 2)));
    }),
  );
});
