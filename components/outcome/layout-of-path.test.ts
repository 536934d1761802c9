import fc from 'fast-check';
import { expect, test } from 'vitest';
import { archBetween, layoutOfPath, type PathPart } from './layout-of-path.ts';

const MOST_AGE_IN_MS = 20 * 365 * 86_400_000;
const share = fc.integer({ min: -200, max: 200 });
const paths = fc
  .record({
    usual: share,
    steps: fc.array(fc.record({ share, age: fc.double({ min: 0, max: MOST_AGE_IN_MS, noNaN: true }) }), {
      maxLength: 6,
    }),
    others: fc.option(share),
    unexplained: share,
  })
  .map(({ usual, steps, others, unexplained }): PathPart[] => [
    { key: 'usual', share: usual, age: Number.POSITIVE_INFINITY, room: 24 },
    ...steps.sort((a, b) => b.age - a.age).map((step, i) => ({ ...step, key: `${i}`, room: 56 })),
    ...(others === null ? [] : [{ key: 'others', share: others, room: 24 }]),
    { key: 'unexplained', share: unexplained, room: 24 },
  ]);

test('every band is as wide as its credit, on one scale, on its side of the line and clear of the others', () => {
  fc.assert(
    fc.property(paths, (parts) => {
      const { bands, line } = layoutOfPath(parts);
      const widest = parts.reduce(
        (best, part, i) => (Math.abs(part.share) > Math.abs(parts[best]!.share) ? i : best),
        0,
      );
      const scale = bands[widest]!.width / Math.max(1, Math.abs(parts[widest]!.share));
      for (const [i, { x, width }] of bands.entries()) {
        expect(width).toBeCloseTo(Math.abs(parts[i]!.share) * scale, 6);
        if (parts[i]!.share > 0) expect(x + width).toBeLessThan(line);
        else expect(x).toBeGreaterThan(line);
      }
      const across = [...bands].sort((a, b) => a.x - b.x || a.width - b.width);
      for (const [i, { x }] of across.entries()) {
        if (i > 0) expect(x).toBeGreaterThanOrEqual(across[i - 1]!.x + across[i - 1]!.width);
      }
    }),
  );
});

test('nothing is drawn outside of the picture', () => {
  fc.assert(
    fc.property(paths, (parts) => {
      const { bands, bottom, height, labels, left, right, ticks, top, width } = layoutOfPath(parts);
      for (const band of bands) {
        expect(band.x >= 0 && band.x + band.width <= width && band.y >= top && band.height > 0).toBe(true);
        expect(band.y + band.height).toBeCloseTo(bottom, 6);
      }
      expect(left >= 0 && right <= width && bottom <= height).toBe(true);
      for (const { y } of ticks) expect(y >= top - 1e-6 && y <= bottom).toBe(true);
      for (const [i, y] of labels.entries()) expect(y >= 0 && y + parts[i]!.room <= height + 1e-6).toBe(true);
      for (const to of bands) {
        const numbers = archBetween(bands.at(-1)!, to)
          .arch.match(/-?[\d.]+/g)!
          .map(Number);
        for (const number of numbers) expect(number).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('bands and labels keep the order of time, and labels stand apart', () => {
  fc.assert(
    fc.property(paths, (parts) => {
      const { bands, labels } = layoutOfPath(parts);
      for (let i = 1; i < parts.length; i++) {
        expect(bands[i]!.y).toBeGreaterThanOrEqual(bands[i - 1]!.y - 1e-9);
        expect(labels[i]!).toBeGreaterThanOrEqual(labels[i - 1]! + parts[i - 1]!.room - 1e-6);
      }
    }),
  );
});

test('equal ratios of age are equal lengths', () => {
  const steps = [16, 4, 1].map((hours) => ({ key: `${hours}`, share: 5, age: hours * 3_600_000, room: 56 }));
  const [first, second, third] = layoutOfPath(steps).bands;
  expect(second!.y - first!.y).toBeCloseTo(third!.y - second!.y, 6);
});

test('a path without steps has no scale of time', () => {
  expect(layoutOfPath([{ key: 'usual', share: 3, age: Number.POSITIVE_INFINITY, room: 24 }]).ticks).toEqual([]);
});
