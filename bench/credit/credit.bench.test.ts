import { expect, test } from 'vitest';
import { ALL_FAMILIES } from './all-families.ts';
import { benchmark } from './credit.bench.ts';

test('the quick version runs every family, and names the targets of the whole', async () => {
  const { figures, targets, notes } = await benchmark.run({ quick: true, say: () => undefined });
  expect(Object.values(figures).filter((figure) => !Number.isFinite(figure))).toEqual([]);
  expect(Object.keys(targets).sort()).toEqual(ALL_FAMILIES.flatMap((family) => Object.keys(family.targets)).sort());
  // A job that fails says why: none does.
  expect(notes).toEqual([]);
  const measured = ALL_FAMILIES.filter((family) => Object.keys(family.targets).some((key) => key in figures));
  expect(measured.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['effects', 'instances', 'lots', 'forecasts']),
  );
}, 60_000);

test('a family that is not there is refused by the names of those that are', async () => {
  const run = benchmark.run({ quick: true, flags: ['--only', 'everything'], say: () => undefined });
  await expect(run).rejects.toThrow(/effects, instances/);
});
