import { expect, test } from 'vitest';
import { missedTargets } from '../benchmark.ts';
import { benchmark } from './capture.bench.ts';
import { TARGETS } from './score.ts';

test('the kept log of a fortnight is large enough, and every figure of it holds', async () => {
  const said: string[] = [];
  const result = await benchmark.run({ quick: true, say: (line) => said.push(line) });
  expect(Object.keys(result.targets).sort()).toEqual(
    Object.keys(TARGETS)
      .map((key) => `${key}_fixture`)
      .sort(),
  );
  expect(missedTargets(result)).toEqual([]);
  const [, actions, outcomes] = said.join('\n').match(/(\d+) actions done, .* (\d+) outcomes/) ?? [];
  expect(Number(actions)).toBeGreaterThanOrEqual(300);
  expect(Number(outcomes)).toBeGreaterThanOrEqual(80);
}, 30_000);
