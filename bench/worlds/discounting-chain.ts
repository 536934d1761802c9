/**
 * Discounting chain: five choices pay after 1, 3, 10, 30 and 100 steps, one of them a tenth more.
 *
 * Dynamics restated from bsuite (discounting_chain); payments of 1 and 1.1 are divided by 1.1 to fit into [-1, 1]. A step is an
 * hour, and now and then something of no effect is done in the thread while one waits: more of it where one waits longer.
 */
import { type Episode, episodeWorld } from './episodes.ts';
import type { PlantedStep } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';

const STEPS_TO_PAY = [1, 3, 10, 30, 100] as const;
const BEST = 1;
const OTHERS = 1 / 1.1;
const FILLERS = 8;
const FILLERS_PER_STEP = 0.05;
const HOUR_IN_MINUTES = 60;

/** The seed decides which arm pays a tenth more, as the published mapping does. */
function discountingLog({ name = 'discounting', ...options }: WorldOptions): PlantedLog {
  const best = options.seed % STEPS_TO_PAY.length;
  const armOf = (i: number) => `${name}:choose:arm-${STEPS_TO_PAY[i]}`;
  const payOf = (i: number) => (i === best ? BEST : OTHERS);
  const sum = STEPS_TO_PAY.reduce((all, _, i) => all + payOf(i), 0);
  /** What an arm pays more than another at random. */
  const gain = (i: number) => payOf(i) - (sum - payOf(i)) / (STEPS_TO_PAY.length - 1);
  const draw = (random: () => number): Episode => {
    const arm = Math.floor(random() * STEPS_TO_PAY.length);
    const steps: PlantedStep[] = [{ type: armOf(arm) }];
    for (let step = 1; step < STEPS_TO_PAY[arm]!; step++) {
      if (random() < FILLERS_PER_STEP) steps.push({ type: `${name}:do:filler-${Math.floor(random() * FILLERS)}` });
    }
    const value = payOf(arm);
    return {
      steps,
      value,
      expected: value,
      slower: STEPS_TO_PAY[arm]!,
      credit: [[steps[0]!, gain(arm)]],
      // With any other arm the payment would have been another only where the best one is involved.
      decidedBy: arm === best ? [steps[0]!] : [],
    };
  };
  const total = new Map(STEPS_TO_PAY.map((_, i) => [armOf(i), gain(i)] as const));
  for (let i = 0; i < FILLERS; i++) total.set(`${name}:do:filler-${i}`, 0);
  return episodeWorld({ ...options, name }, `${name}:come:payment`, draw, () => ({ total }), {
    delay: [HOUR_IN_MINUTES / 2, HOUR_IN_MINUTES * 2],
    noise: 0.5,
  });
}

export const DISCOUNTING_CHAIN: PlantedWorld = {
  name: 'discounting-chain',
  about:
    'Five choices pay after 1 to 100 steps, one a tenth more (which one, the seed decides): credit must not fade with the delay.',
  generate: discountingLog,
};
