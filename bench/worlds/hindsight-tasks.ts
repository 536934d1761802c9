/**
 * Shortcut and Delayed Effect: the two tasks by which hindsight credit was introduced (Harutyunyan and others 2019), restated from
 * the publication.
 *
 * Shortcut: a row of states, in each of which one jumps to the end or goes on; each step costs 1, and even who goes on is sometimes
 * carried to the end. Credit that looks at the states visited later finds nothing in a jump: the end comes either way. What was
 * chosen in a state has effects over the cases that came to it.
 *
 * Delayed Effect: a first choice whose consequence shows only at the end; the steps between look alike whatever was chosen and pay
 * noise of standard deviation 2 (here an eighth of it, as an outcome type of its own).
 */
import { type Episode, episodeWorld } from './episodes.ts';
import { normal, type PlantedStep } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';

const STATES = 5;
const CARRIED = 0.1;
const JUMPS = 0.5;

/** Steps from each state to the end: expected in all, and where one goes on from it. */
function stepsToEnd(): { readonly onwards: readonly number[] } {
  const onwards = new Array<number>(STATES - 1).fill(1);
  let rest = 0;
  for (let state = STATES - 2; state >= 0; state--) {
    onwards[state] = 1 + (1 - CARRIED) * rest;
    rest = JUMPS + (1 - JUMPS) * onwards[state]!;
  }
  return { onwards };
}

function shortcutLog({ name = 'shortcut', ...options }: WorldOptions): PlantedLog {
  const { onwards } = stepsToEnd();
  const unit = 1 / (STATES - 1);
  const type = (state: number, jump: boolean) => `${name}:state-${state}:${jump ? 'jump' : 'go-on'}`;
  const draw = (random: () => number): Episode => {
    const steps: PlantedStep[] = [];
    const jumps: boolean[] = [];
    for (let state = 0; state < STATES - 1; ) {
      const jump = random() < JUMPS;
      steps.push({ type: type(state, jump) });
      jumps.push(jump);
      state = jump || random() < CARRIED ? STATES - 1 : state + 1;
    }
    const value = (1 - steps.length) * unit;
    // Who went on could have jumped: the steps since are what it cost. Who jumped was spared what going on costs on average.
    const credit = steps.map((step, i) => [step, (jumps[i] ? onwards[i]! - 1 : i + 1 - steps.length) * unit] as const);
    return { steps, value, expected: value, credit, decidedBy: steps.slice(0, -1).filter((_, i) => !jumps[i]) };
  };
  const total = new Map<string, number>();
  for (let state = 0; state < STATES - 1; state++) {
    total.set(type(state, true), (onwards[state]! - 1) * unit);
    total.set(type(state, false), (1 - onwards[state]!) * unit);
  }
  return episodeWorld({ ...options, name }, `${name}:come:arrival`, draw, () => ({ total }), { noise: 0.5 });
}

const KINDS_BETWEEN = 20;
const STEPS_BETWEEN = 3;

function delayedEffectLog({ name = 'delayed', ...options }: WorldOptions): PlantedLog {
  const [good, bad] = [`${name}:choose:left`, `${name}:choose:right`];
  const between = (i: number) => `${name}:do:step-${String(i).padStart(2, '0')}`;
  const draw = (random: () => number): Episode => {
    const left = random() < 0.5;
    const steps: PlantedStep[] = [
      { type: left ? good : bad },
      ...Array.from({ length: STEPS_BETWEEN }, () => ({
        type: between(Math.floor(random() * KINDS_BETWEEN)),
        atOnce: { type: `${name}:come:noise`, value: Math.max(-1, Math.min(1, (2 * normal(random)) / 8)) },
      })),
    ];
    const value = left ? 1 : -1;
    return { steps, value, expected: value, credit: [[steps[0]!, 2 * value]], decidedBy: [steps[0]!] };
  };
  const total = new Map([
    [good, 2],
    [bad, -2],
  ]);
  for (let i = 0; i < KINDS_BETWEEN; i++) total.set(between(i), 0);
  return episodeWorld({ ...options, name }, `${name}:come:end`, draw, () => ({ total }), { noise: 0.5 });
}

export const HINDSIGHT_TASKS: readonly PlantedWorld[] = [
  {
    name: 'shortcut',
    about:
      'Jump to the end or go on, each step costs: a jump must be worth the steps it spares, though the end comes either way.',
    generate: shortcutLog,
  },
  {
    name: 'delayed-effect',
    about:
      'A first choice shows at the end only, after steps that look alike and pay noise: the choice must get all credit.',
    generate: delayedEffectLog,
  },
];
