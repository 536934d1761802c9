/**
 * What was decided by lot: lines that were offered or held back, and habits agreed to be done or not.
 *
 * All effects add up on the scale of the value, so the truth is exact: an offer has the effect planted, an experiment that
 * effect times the share of days on which the lot decided what was done (intention to treat).
 */
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';
import { independent, type Kind, structuralWorld } from './structural-model.ts';

const OFFER_EFFECT = 0.15;
const OFFERED = [
  { kind: 'preference', about: 'spelling', text: 'Use British spelling.' },
  { kind: 'lesson', about: 'ask-first', text: 'A question first saves a second draft.' },
  { kind: 'constraint', about: 'no-names', text: 'No names of clients.' },
] as const;
/** Effects of two things merely done, beside the offers. */
const DONE_EFFECTS = [0.1, -0.1];

interface Chat {
  readonly busy: boolean;
  readonly offered: boolean;
}

/**
 * Offers come more often when the user is busy, when less succeeds anyway; with `propensity` left out their chance is .85 then and
 * .5 otherwise, so that pooling all lots without their propensities is confounded.
 */
function offersLog(
  { name = 'offers', ...options }: WorldOptions,
  { effect, propensity }: { readonly effect: number; readonly propensity?: number },
): PlantedLog {
  const offers = OFFERED.map(
    ({ kind, about, text }): Kind<Chat> => ({
      name: `decision:offer:${name}-${about}`,
      chance: (_, { busy, offered }) => (offered ? (propensity ?? (busy ? 0.85 : 0.5)) : 0),
      place: -1,
      lot: {
        decision: 'offer',
        about: 'offer',
        ref: { kind: `${name}-${kind}`, about: `${name}-${about}`, polarity: 1, text },
        drawn: ({ offered }) => offered,
      },
    }),
  );
  const { records, truth } = structuralWorld<Chat>(
    {
      outcomeType: `${name}:keep:answer`,
      kinds: [
        ...offers,
        independent(`${name}:write:prompt`, 0.5),
        independent(`${name}:edit:answer`, 0.4),
        ...[0, 1, 2].map((i) => independent(`${name}:do:other-${i}`, 0.3)),
      ],
      state: (random) => {
        const busy = random() < 0.5;
        return { busy, offered: random() < (busy ? 0.9 : 0.5) };
      },
      context: ({ busy }) => ({ workload: busy ? 'high' : 'low' }),
      expected: (times, { busy }) =>
        (busy ? 0.3 : 0.6) +
        effect * times[0]! +
        DONE_EFFECTS.reduce((sum, each, i) => sum + each * Number(times[OFFERED.length + i]! > 0), 0),
    },
    { ...options, name },
  );
  return { records, truth };
}

/** Habits put to an experiment, and what doing them is worth. */
const HABITS = [
  { habit: 'walk', effect: 0.25 },
  { habit: 'list', effect: 0 },
] as const;
const COMPLIES = 0.8;

interface Day {
  /** Nobody sees it: on good days more is done, and more succeeds anyway. */
  readonly energy: boolean;
  /** Which habit the day's lot is about; -1 without one. */
  readonly trial: number;
}

function experimentsLog({ name = 'experiments', ...options }: WorldOptions): PlantedLog {
  const type = (habit: string) => `${name}:do:${habit}`;
  const lots = HABITS.map(
    ({ habit }, i): Kind<Day> => ({
      name: `decision:experiment:${type(habit)}`,
      chance: (_, { trial }) => (trial === i ? 0.5 : 0),
      place: -1,
      lot: {
        decision: habit,
        about: 'experiment',
        ref: { kind: 'habit', about: type(habit), polarity: 1, text: `Try to ${habit} first.` },
        drawn: ({ trial }) => trial === i,
      },
    }),
  );
  const done = HABITS.map(
    ({ habit }, i): Kind<Day> => ({
      name: type(habit),
      chance: (times, { energy, trial }) => {
        if (trial !== i) return energy ? 0.7 : 0.1;
        return times[i]! > 0 ? COMPLIES : energy ? 0.35 : 0.05;
      },
      after: [i],
    }),
  );
  const { records, truth } = structuralWorld<Day>(
    {
      outcomeType: `${name}:come:good-day`,
      kinds: [...lots, ...done, ...[0, 1, 2, 3].map((i) => independent(`${name}:do:other-${i}`, 0.3))],
      state: (random) => {
        const energy = random() < 0.5;
        const draw = random();
        return { energy, trial: draw < 0.35 ? 0 : draw < 0.7 ? 1 : -1 };
      },
      context: () => ({}),
      expected: (times, { energy }) =>
        HABITS.reduce(
          (sum, { effect }, i) => sum + effect * Number(times[HABITS.length + i]! > 0),
          0.2 + (energy ? 0.3 : 0) + 0.1 * Number(times[2 * HABITS.length]! > 0),
        ),
    },
    { ...options, name },
  );
  return { records, truth };
}

/** Worlds whose effects are measured by lots. */
export const LOTS: readonly PlantedWorld[] = [
  {
    name: 'offers',
    about:
      'Lines offered by lot at .85 when busy and .5 otherwise, one with effect .15 and two with none: what the lot shows may be called caused, and only that.',
    generate: (options) => offersLog(options, { effect: OFFER_EFFECT }),
  },
  {
    name: 'offers-50',
    about: 'Lines offered by lot at .5, one with effect .15 and two with none.',
    generate: (options) => offersLog(options, { effect: OFFER_EFFECT, propensity: 0.5 }),
  },
  {
    name: 'offers-85',
    about: 'Lines offered by lot at .85, one with effect .15 and two with none.',
    generate: (options) => offersLog(options, { effect: OFFER_EFFECT, propensity: 0.85 }),
  },
  {
    name: 'offers-null',
    about: 'Lines offered by lot at .85 when busy and .5 otherwise, none with an effect: nothing may be claimed.',
    generate: (options) => offersLog(options, { effect: 0 }),
  },
  {
    name: 'experiments',
    about:
      'Habits agreed to by lot and mostly complied with, doing them confounded by a hidden good day: the lot has the intention-to-treat effect, what was merely done is at most associated.',
    generate: experimentsLog,
  },
];
