/** Outcomes of which much is never told: a yes comes sooner or later, a no late or not at all, and the log ends somewhere. */
import { sigmoid } from './lay-out-in-time.ts';
import type { PlantedWorld } from './planted-world.ts';
import { independent, structuralWorld } from './structural-model.ts';

const NO_IS_TOLD = 0.5;
/** Log-odds of each kind. */
const EFFECTS = [1.3, 1, -1.2, -0.8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

export const CENSORING: PlantedWorld = {
  name: 'censoring',
  about:
    'Half of the noes are never told, the others come four times later than a yes, and the log ends with many cases open: effects and forecasts must count what never came.',
  generate: ({ name = 'censoring', ...options }) => {
    const { records, truth } = structuralWorld<{ readonly weekday: number }>(
      {
        outcomeType: `${name}:receive:answer`,
        kinds: EFFECTS.map((_, i) => independent(`${name}:do:kind-${String(i).padStart(2, '0')}`, 0.3)),
        state: (random) => ({ weekday: Math.floor(random() * 5) }),
        context: ({ weekday }) => ({ day: `day-${weekday}` }),
        expected: (times, { weekday }) =>
          sigmoid(EFFECTS.reduce((eta, effect, i) => eta + effect * Number(times[i]! > 0), weekday === 4 ? -1 : -0.2)),
        besides: (random, value) => ({ untold: value === 0 && random() >= NO_IS_TOLD }),
      },
      { ...options, name },
      { layout: { slowerNo: 4, endsAfterDays: 1 } },
    );
    return { records, truth };
  },
};
