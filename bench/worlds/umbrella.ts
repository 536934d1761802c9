/**
 * Umbrella: one early choice decides what comes at the end, and everything in between is noise.
 *
 * Dynamics restated from bsuite (Osband and others 2020, umbrella_length and umbrella_distract): at the first step one takes an
 * umbrella or leaves it, knowing whether it will rain and seeing some bits of no bearing; every step before the last pays ±1 at
 * random; the last pays +1 if umbrella and weather match, else -1. Here an episode is a thread, each step an action of its own
 * type, the small payments outcomes of another type. One who reads the log is not told which step or which bit matters.
 */
import { byContext, type Episode, episodeWorld, numbered } from './episodes.ts';
import type { PlantedStep } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';

/** The settings of the published sweeps: lengths of the chain, and numbers of distractors. */
export const BSUITE_SETTINGS: readonly number[] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 17, 20, 25, 30, 40, 50, 60, 70, 80, 90, 100,
];
const USUAL = 20;

function umbrellaLog(
  { name = 'umbrella', ...options }: WorldOptions,
  { length, distractors }: { readonly length: number; readonly distractors: number },
): PlantedLog {
  const type = (step: number, take: boolean) => `${name}:${numbered('step', step)}:${take ? 'take' : 'leave'}`;
  const draw = (random: () => number): Episode & { readonly need: number } => {
    const need = Number(random() < 0.5);
    const bits = Array.from({ length: distractors }, (_, i) => [numbered('bit', i + 1), Number(random() < 0.5)]);
    const takes = Array.from({ length }, () => random() < 0.5);
    const steps = takes.map(
      (take, i): PlantedStep => ({
        type: type(i + 1, take),
        ...(i === 0 && { context: { need, ...Object.fromEntries(bits) } }),
        ...(i < length - 1 && { atOnce: { type: `${name}:come:something`, value: random() < 0.5 ? 1 : -1 } }),
      }),
    );
    const value = Number(takes[0]) === need ? 1 : -1;
    // Without the choice made there was the other one, and with it the other value.
    return { need, steps, value, expected: value, credit: [[steps[0]!, 2 * value]], decidedBy: [steps[0]!] };
  };
  const needs: number[] = [];
  return episodeWorld(
    { ...options, name },
    `${name}:come:end`,
    (random) => {
      const episode = draw(random);
      needs.push(episode.need);
      return episode;
    },
    () => {
      const total = new Map<string, number>();
      const rainy = needs.reduce((sum, need) => sum + need, 0) / Math.max(1, needs.length);
      for (let step = 1; step <= length; step++) {
        const effect = step === 1 ? 2 * (2 * rainy - 1) : 0;
        total.set(type(step, true), effect);
        total.set(type(step, false), -effect);
      }
      const inContext = [
        ...byContext(type(1, true), 'need', [
          [1, 2],
          [0, -2],
        ]),
        ...byContext(type(1, false), 'need', [
          [1, -2],
          [0, 2],
        ]),
      ];
      return { total, inContext };
    },
  );
}

/** The two published sweeps. */
export const UMBRELLAS: readonly PlantedWorld[] = [
  ...BSUITE_SETTINGS.map((length) => ({
    name: `umbrella-length-${length}`,
    about: `A choice at the first of ${length} steps decides the end, by a bit seen among ${USUAL} others: find step and bit.`,
    generate: (options: WorldOptions) => umbrellaLog(options, { length, distractors: USUAL }),
  })),
  ...BSUITE_SETTINGS.map((distractors) => ({
    name: `umbrella-distract-${distractors}`,
    about: `A choice at the first of ${USUAL} steps decides the end, by a bit seen among ${distractors} others: find step and bit.`,
    generate: (options: WorldOptions) => umbrellaLog(options, { length: USUAL, distractors }),
  })),
];
