import { expect, test } from 'vitest';
import { auditByPropensities } from './audit-by-propensities.ts';
import { caseTable } from './case-table.ts';
import { playCases } from './cases-for-tests.ts';
import { designOf } from './design.ts';

/** A busy day makes the action likelier and the outcome worse; the action itself is worth `effect`. */
function audited(
  n: number,
  seed: number,
  effect: number,
  claim: { total: number; se: number },
  likely = { busy: 0.7, calm: 0.3 },
) {
  const cases = playCases(n, seed, (yes) => {
    const busy = yes(0.5);
    const acts = yes(busy ? likely.busy : likely.calm);
    const done = ['a', 'b'].filter((_, i) => [acts, yes(0.5)][i]);
    return {
      done,
      value: Number(yes(0.5 + (acts ? effect : 0) - (busy ? 0.2 : 0))),
      context: { busy: busy ? 'yes' : 'no' },
    };
  });
  const table = caseTable(cases);
  const design = designOf(table, new Float64Array(n).fill(1), 5);
  const type = table.types.indexOf('a');
  const treatment = Float64Array.from(table.rows, ({ done }) => Number(done.some((each) => each.type === type)));
  const adjusted = Array.from({ length: design.p }, (_, column) => column).filter(
    (column) => column !== design.columnOf[type],
  );
  return auditByPropensities(
    design,
    Float64Array.from(table.rows, ({ y }) => y),
    { total: { mean: claim.total, se: claim.se }, treatment, adjusted },
  );
}
const share = (verdict: string, of: (seed: number) => string) =>
  Array.from({ length: 20 }, (_, seed) => of(seed)).filter((each) => each === verdict).length / 20;

test('it agrees with what is true', () => {
  expect(share('agrees', (seed) => audited(500, seed, 0.3, { total: 0.3, se: 0.05 }))).toBeGreaterThan(0.9);
});

test('it contradicts another sign, and what is far away', () => {
  expect(share('contradicts', (seed) => audited(500, seed, 0.3, { total: -0.3, se: 0.05 }))).toBe(1);
  expect(share('contradicts', (seed) => audited(500, seed, 0, { total: 0.6, se: 0.05 }))).toBe(1);
});

test('an estimate that is itself unsure is hardly contradicted', () => {
  expect(share('contradicts', (seed) => audited(500, seed, 0.15, { total: 0.4, se: 0.4 }))).toBeLessThan(0.1);
});

test('it cannot tell of few outcomes, nor where nobody did otherwise', () => {
  expect(audited(120, 1, 0.3, { total: -0.3, se: 0.05 })).toBe('cannot tell');
  expect(audited(500, 1, 0.3, { total: -0.3, se: 0.05 }, { busy: 0.995, calm: 0.005 })).toBe('cannot tell');
});
