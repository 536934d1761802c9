/**
 * A charm that goes with the cause, but for 12 % of the cases each way, and does nothing.
 *
 * Alone it looks like a cause of three quarters of the true one's strength; only the cases in which the two part tell them
 * apart, and there are few of them.
 */
import { sigmoid } from './lay-out-in-time.ts';
import type { PlantedWorld } from './planted-world.ts';
import { independent, type Kind, structuralWorld } from './structural-model.ts';

const PARTED = 0.12;
const CAUSE_EFFECT = 1.6;
/** Log-odds of the other kinds. */
const OTHER_EFFECTS = [1, -1, 0.7, 0, 0, 0, 0, 0, 0, 0, 0, 0];

export const SUPERSTITION: PlantedWorld = {
  name: 'superstition',
  about:
    'A charm of no effect that goes with the cause but for 12 % of the cases each way: it may not be claimed, and the cause must be.',
  generate: ({ name = 'superstition', ...options }) => {
    const kinds: Kind<unknown>[] = [
      independent(`${name}:do:cause`, 0.45),
      {
        name: `${name}:do:charm`,
        chance: (times) => (times[0]! > 0 ? 1 - PARTED : PARTED),
        after: [0],
        eitherOrder: true,
      },
      ...OTHER_EFFECTS.map((_, i) => independent(`${name}:do:other-${String(i).padStart(2, '0')}`, 0.3)),
    ];
    const effects = [CAUSE_EFFECT, 0, ...OTHER_EFFECTS];
    const { records, truth } = structuralWorld(
      {
        outcomeType: `${name}:come:success`,
        kinds,
        state: () => null,
        context: () => ({}),
        expected: (times) => sigmoid(effects.reduce((eta, effect, i) => eta + effect * Number(times[i]! > 0), -0.9)),
      },
      { ...options, name },
    );
    return { records, truth };
  },
};
