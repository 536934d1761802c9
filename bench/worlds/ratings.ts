/**
 * Outcomes that are more or less good, and come sooner or later because of what was done.
 *
 * Values and logarithms of delays are sums of effects, so both truths are exact. A better value also comes a little sooner, so an
 * action that improves the value has a small effect on the delay through it.
 */
import type { PlantedWorld } from './planted-world.ts';
import { independent, structuralWorld } from './structural-model.ts';

/** What each kind adds to the value, and to ln(delay). */
const KINDS = [
  { value: 0.25, delay: 0 },
  { value: -0.2, delay: 0 },
  { value: 0.12, delay: -0.7 },
  { value: 0, delay: 0.9 },
  { value: 0, delay: -0.5 },
  ...Array.from({ length: 9 }, () => ({ value: 0, delay: 0 })),
] as const;
const MOOD = 0.1;
/** Half the width of the uniform noise of a value: with all effects at once it still fits into [-1, 1]. */
const NOISE = 0.4;
/** ln(delay) per unit of value. */
const DELAY_BY_VALUE = -0.4;

export const RATINGS: PlantedWorld = {
  name: 'ratings',
  about:
    'Values anywhere in [-1, 1], and kinds that make the outcome come sooner or later: both effects, each on its scale.',
  generate: ({ name = 'ratings', ...options }) => {
    const typeOf = (i: number) => `${name}:do:kind-${String(i).padStart(2, '0')}`;
    const sum = (times: readonly number[], of: 'value' | 'delay') =>
      KINDS.reduce((all, kind, i) => all + kind[of] * Number(times[i]! > 0), 0);
    const { records, truth } = structuralWorld<{ readonly good: boolean }>(
      {
        outcomeType: `${name}:receive:rating`,
        kinds: KINDS.map((_, i) => independent(typeOf(i), 0.3)),
        state: (random) => ({ good: random() < 0.5 }),
        context: ({ good }) => ({ mood: good ? 'good' : 'bad' }),
        expected: (times, { good }) => (good ? MOOD : -MOOD) + sum(times, 'value'),
        value: (expected, luck) => expected + NOISE * (2 * luck - 1),
        besides: (_, value, times) => ({ slower: Math.exp(sum(times, 'delay') + DELAY_BY_VALUE * value) }),
      },
      { ...options, name },
      { layout: { slowerNo: 1 } },
    );
    const delayTotal = new Map(KINDS.map(({ value, delay }, i) => [typeOf(i), delay + DELAY_BY_VALUE * value]));
    return { records, truth: { ...truth, delayTotal } };
  },
};
