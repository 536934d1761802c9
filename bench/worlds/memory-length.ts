/**
 * Memory: what was seen at the start decides which answer is right at the end.
 *
 * Dynamics restated from bsuite (memory_len): a bit is shown once, steps without a choice follow, and the last action pays +1 if it
 * names the bit, else -1. In the log the bit is in the context of the first record only.
 */
import { byContext, type Episode, episodeWorld } from './episodes.ts';
import type { PlantedStep } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';
import { BSUITE_SETTINGS } from './umbrella.ts';

function memoryLog({ name = 'memory', ...options }: WorldOptions, length: number): PlantedLog {
  const [yes, no] = [`${name}:answer:yes`, `${name}:answer:no`];
  const bits: number[] = [];
  const draw = (random: () => number): Episode => {
    const bit = Number(random() < 0.5);
    bits.push(bit);
    const says = random() < 0.5;
    const steps: PlantedStep[] = [
      { type: `${name}:see:sign`, context: { bit } },
      ...Array.from({ length: length - 1 }, () => ({ type: `${name}:wait:step` })),
      { type: says ? yes : no },
    ];
    const value = Number(says) === bit ? 1 : -1;
    const answer = steps.at(-1)!;
    return { steps, value, expected: value, credit: [[answer, 2 * value]], decidedBy: [answer] };
  };
  return episodeWorld({ ...options, name }, `${name}:come:end`, draw, () => {
    const effect = 2 * ((2 * bits.reduce((sum, bit) => sum + bit, 0)) / Math.max(1, bits.length) - 1);
    return {
      total: new Map([
        [yes, effect],
        [no, -effect],
        [`${name}:see:sign`, 0],
        [`${name}:wait:step`, 0],
      ]),
      inContext: [
        ...byContext(yes, 'bit', [
          [1, 2],
          [0, -2],
        ]),
        ...byContext(no, 'bit', [
          [1, -2],
          [0, 2],
        ]),
      ],
    };
  });
}

/** The published sweep. */
export const MEMORIES: readonly PlantedWorld[] = BSUITE_SETTINGS.map((length) => ({
  name: `memory-len-${length}`,
  about: `A bit seen ${length} steps before the answer says which answer is right: the effect of an answer depends on what was seen then.`,
  generate: (options: WorldOptions) => memoryLog(options, length),
}));
