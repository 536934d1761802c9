/**
 * A chain of steps, each of which makes the next far likelier, and of which only the last two do something themselves.
 *
 * The first step decides many outcomes and has no direct effect on any: credit that holds later actions as they were gives it
 * nothing, credit by nearness gives it least. `decidedBy` and `totalContribution` say what it is owed.
 */
import { sigmoid } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';
import { independent, type Kind, structuralWorld } from './structural-model.ts';

const STEPS = ['plan', 'draft', 'review', 'send'] as const;
const ROOT_RATE = 0.45;
const [AFTER_THE_STEP, WITHOUT_IT] = [0.8, 0.1];
/** Log-odds of each step on its own. */
const STEP_EFFECTS = [0, 0, 0.7, 1.8];
/** Log-odds of the other kinds. */
const OTHER_EFFECTS = [1.2, 0.6, -1, -0.5, 0, 0, 0, 0];

function chainLog({ name = 'chain', ...options }: WorldOptions): PlantedLog {
  const steps = STEPS.map(
    (step, i): Kind<unknown> => ({
      name: `${name}:do:${step}`,
      chance: (times) => (i === 0 ? ROOT_RATE : times[i - 1]! > 0 ? AFTER_THE_STEP : WITHOUT_IT),
      ...(i > 0 && { after: [i - 1] }),
      place: 0.2 * i,
    }),
  );
  const others = OTHER_EFFECTS.map((_, i) => independent(`${name}:do:other-${i}`, 0.3));
  const effects = [...STEP_EFFECTS, ...OTHER_EFFECTS];
  const { records, truth, cases } = structuralWorld(
    {
      outcomeType: `${name}:come:success`,
      kinds: [...steps, ...others],
      state: () => null,
      context: () => ({}),
      expected: (times) => sigmoid(effects.reduce((eta, effect, i) => eta + effect * Number(times[i]! > 0), -1)),
    },
    { ...options, name },
  );
  const roots = new Map<string, string>();
  for (const [j, { steps: done }] of cases.entries()) {
    const root = done.find(({ type }) => type === `${name}:do:${STEPS[0]}`);
    if (root) roots.set(`${name}-o${j}`, root.id!);
  }
  return { records, truth: { ...truth, roots } };
}

export const CHAIN: PlantedWorld = {
  name: 'chain',
  about:
    'plan → draft → review → send, each making the next far likelier, only the last two acting: the plan must be credited in the outcomes it decided, and no other step for it.',
  generate: chainLog,
};
