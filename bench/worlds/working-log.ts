/**
 * World A and its relatives: many kinds of actions, a few of which do something (science page 1.3).
 *
 * A case is drawn from a structural model: workload u (persistent from case to case), task z, then for each type whether
 * it was done, then σ(base + u + Σ effects). An intervention repeats the same draws with one type forced, so that what follows
 * from it follows. Truth is the mean difference over the very cases of the log.
 */
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { layOutInTime, type LayoutOptions, normal, type PlantedStep, sigmoid } from './lay-out-in-time.ts';
import type { PlantedLog, WorldOptions } from './planted-world.ts';

const OUTCOME = 'work:come:success';
const TASKS = ['plan', 'write', 'review', 'talk'] as const;

export interface WorkingLogOptions extends WorldOptions {
  readonly name?: string;
  /** Kinds of actions. */
  readonly types?: number;
  /** Root 7 leads to mediator 8 (.8, else .1), which alone has an effect (world B). */
  readonly mediated?: boolean;
  /** The workload is in no context: what stands for it looks like a cause. */
  readonly hideWorkload?: boolean;
  /** Shares of an outcome's actions that are not in its case, and of foreign ones that are. */
  readonly missedLinks?: number;
  readonly spuriousLinks?: number;
  /** Case from which on the sign of the effect of `flips` (the first causal type) is turned. */
  readonly flipAt?: number;
  /** Actions are done several times; the second and later times add less (1 − 2⁻ⁿ). */
  readonly repeats?: boolean;
  /** Two types do something only together. */
  readonly interaction?: boolean;
  /** Days the outcomes are known late, at most, with actions of no effect done in between. */
  readonly knownLateDays?: number;
  /** A new type of no effect, done from this share of the log on. */
  readonly newcomerFrom?: number;
  readonly layout?: Partial<LayoutOptions>;
}

/** One type of the planted world. */
interface Planted {
  readonly name: string;
  readonly rate: number;
  /** Log-odds per unit of workload in being done. */
  readonly withWorkload: number;
  readonly effect: number;
  /** Done because another was: that one's index, and how often with and without it. */
  readonly follows?: { readonly type: number; readonly rate: number; readonly without: number };
  /** Where in the case it stands: drawn around this, 0 first, 1 last. */
  readonly place?: number;
  readonly onlyInTask?: number;
}

/** The causal types of a world, for tests of single ones. */
export const ROOT = typeName(7);
export const MEDIATOR = typeName(8);
export const FLIPS = typeName(9);
export const NEWCOMER = 'work:try:novelty';
export const IN_BETWEEN = 'work:do:meanwhile';
export const TOGETHER = [typeName(16), typeName(17)] as const;
/** Stand for the workload, and do nothing. */
export const PROXIES = [typeName(0), typeName(1)] as const;

function typeName(i: number): string {
  return `work:do:kind-${String(i).padStart(2, '0')}`;
}

function plant(options: WorkingLogOptions, random: () => number): Planted[] {
  const { types = 40, mediated = false, interaction = false } = options;
  const planted: Planted[] = [];
  const size = () => 0.8 + 0.6 * random();
  const sizes = [size(), size(), size(), size(), -size(), -size(), -size()];
  for (let i = 0; i < types; i++) {
    const rate = 0.12 + 0.22 * random();
    const name = typeName(i);
    if (i < 2) planted.push({ name, rate: 0.25, withWorkload: 1.4, effect: 0 });
    else if (i < 4) planted.push({ name, rate: 0.5, withWorkload: 0, effect: 0, place: 1.5 });
    else if (i === 4) planted.push({ name, rate: 0.25, withWorkload: 0, effect: 1.6, onlyInTask: 2 });
    else if (i === 5)
      planted.push({ name, rate, withWorkload: 0, effect: 0, follows: { type: 9, rate: 0.85, without: 0.1 } });
    else if (i === 6)
      planted.push({ name, rate, withWorkload: 0, effect: 0, follows: { type: 10, rate: 0.8, without: 0.1 }, place: 0.9 });
    else if (i === 7 && mediated) planted.push({ name, rate: 0.3, withWorkload: 0, effect: 0, place: 0.2 });
    else if (i === 8 && mediated)
      planted.push({ name, rate, withWorkload: 0, effect: 1.4, follows: { type: 7, rate: 0.8, without: 0.1 }, place: 0.7 });
    else if (i >= 9 && i < 16)
      planted.push({ name, rate, withWorkload: i === 11 ? -0.8 : i === 12 ? 0.8 : 0, effect: sizes[i - 9]! });
    else if (i < 18 && i >= 16 && interaction) planted.push({ name, rate: 0.4, withWorkload: 0, effect: 0 });
    else planted.push({ name, rate, withWorkload: 0, effect: 0 });
  }
  return planted;
}

/** Everything random of one case, drawn once: interventions replay it. */
interface Luck {
  readonly u: number;
  readonly z: number;
  readonly done: readonly number[];
  readonly place: readonly number[];
  readonly again: readonly number[];
  readonly y: number;
  readonly sign: number;
}

export function workingLog(options: WorkingLogOptions): PlantedLog {
  const { seed, outcomes, name = 'work', hideWorkload = false, repeats = false, interaction = false } = options;
  const { missedLinks = 0, spuriousLinks = 0, flipAt = Number.POSITIVE_INFINITY, knownLateDays = 0 } = options;
  const random = seededRandom(seed * 7_919 + 13);
  const planted = plant(options, random);

  /** How many times each type is done; a forced type 0 or at least once. */
  const play = (luck: Luck, forced = -1, to = false): number[] => {
    const times = new Array<number>(planted.length).fill(0);
    const decide = (i: number) => {
      const { rate, withWorkload, follows } = planted[i]!;
      const because = follows ? (times[follows.type]! > 0 ? follows.rate : follows.without) : rate;
      const chance = sigmoid(Math.log(because / (1 - because)) + withWorkload * luck.u);
      const done = i === forced ? to : luck.done[i]! < chance;
      times[i] = done ? 1 + (repeats ? Math.floor(luck.again[i]! * 4) : 0) : 0;
    };
    planted.forEach(({ follows }, i) => !follows && decide(i));
    planted.forEach(({ follows }, i) => follows && decide(i));
    return times;
  };
  const strength = (n: number) => (repeats ? (4 / 3) * (1 - 2 ** -n) : Number(n > 0));
  const chanceOf = (times: readonly number[], luck: Luck): number => {
    let eta = -0.3 + luck.u;
    planted.forEach(({ effect, onlyInTask }, i) => {
      if (onlyInTask !== undefined && onlyInTask !== luck.z) return;
      eta += (i === 9 ? luck.sign : 1) * effect * strength(times[i]!);
    });
    if (interaction && times[16]! > 0 && times[17]! > 0) eta += 2.5;
    return sigmoid(eta);
  };

  let u = normal(random);
  const lucks: Luck[] = [];
  const cases = Array.from({ length: outcomes }, (_, j) => {
    u = 0.9 * u + Math.sqrt(1 - 0.81) * normal(random);
    const draw = () => planted.map(() => random());
    const luck: Luck = {
      u: u,
      z: Math.floor(random() * TASKS.length),
      done: draw(),
      place: planted.map(({ place }) => (place === undefined ? random() : place + 0.1 * random())),
      again: draw(),
      y: random(),
      sign: j >= flipAt ? -1 : 1,
    };
    lucks.push(luck);
    const times = play(luck);
    const context = { task: TASKS[luck.z]!, ...(!hideWorkload && { workload: Math.round(luck.u * 1_000) / 1_000 }) };
    const steps: (PlantedStep & { place: number; i: number })[] = [];
    for (const [i, n] of times.entries()) {
      const leader = planted[i]!.follows;
      let place = luck.place[i]!;
      // Bundled habits come in either order, follow-ups after what they follow.
      if (leader && planted[i]!.place !== undefined && times[leader.type]! > 0) {
        place = Math.max(place, luck.place[leader.type]! + 0.05);
      }
      for (let k = 0; k < n; k++) steps.push({ type: planted[i]!.name, context, place: place + k * 0.07, i });
    }
    if (options.newcomerFrom !== undefined && j >= options.newcomerFrom * outcomes && random() < 0.5) {
      steps.push({ type: NEWCOMER, context, place: random(), i: -1 });
    }
    steps.sort((a, b) => a.place - b.place);
    const value = luck.y < chanceOf(times, luck) ? 1 : 0;
    return { steps, value, ...(knownLateDays > 0 && { knownLater: random() * knownLateDays }) };
  });

  // Wrong links: some actions stand in no thread, and some in that of another case.
  const wrong = seededRandom(seed * 104_729 + 7);
  const { records, outcomes: ids } = layOutInTime(cases, random, { outcomeType: OUTCOME, name, ...options.layout });
  const placed =
    missedLinks + spuriousLinks === 0
      ? records
      : misplace(records, cases, planted.map(({ name: type }) => type), { missedLinks, spuriousLinks }, wrong);

  const total = new Map<string, number>();
  const direct = new Map<string, number>();
  const mean = (f: (luck: Luck) => number) => lucks.reduce((sum, luck) => sum + f(luck), 0) / lucks.length;
  for (const [i, { name: type }] of planted.entries()) {
    total.set(type, mean((luck) => chanceOf(play(luck, i, true), luck) - chanceOf(play(luck, i, false), luck)));
    direct.set(
      type,
      mean((luck) => {
        const times = play(luck);
        const at = (n: number) => chanceOf(times.with(i, n), luck);
        return at(Math.max(1, times[i]!)) - at(0);
      }),
    );
  }
  if (options.newcomerFrom !== undefined) total.set(NEWCOMER, 0);
  const contribution = new Map<string, ReadonlyMap<string, number>>();
  const expected = new Map<string, number>();
  for (const [j, { steps }] of cases.entries()) {
    const id = ids[j];
    if (id == null) continue;
    const luck = lucks[j]!;
    const times = play(luck);
    const all = chanceOf(times, luck);
    expected.set(id, all);
    const of = new Map<string, number>();
    for (const step of steps) {
      const { i } = step as unknown as { i: number };
      // Repeated actions share what all of them did.
      of.set(step.id!, i < 0 ? 0 : (all - chanceOf(times.with(i, 0), luck)) / times[i]!);
    }
    contribution.set(id, of);
  }
  return { records: placed, truth: { outcomeType: OUTCOME, total, direct, contribution, expected } };
}

function misplace(
  records: PlantedLog['records'],
  cases: readonly { readonly steps: readonly PlantedStep[] }[],
  types: readonly string[],
  { missedLinks, spuriousLinks }: { missedLinks: number; spuriousLinks: number },
  random: () => number,
): PlantedLog['records'] {
  const own = new Set(cases.flatMap(({ steps }) => steps.map(({ id }) => id!)));
  const firstOf = new Map<string, PlantedLog['records'][number]>();
  for (const record of records) {
    if (own.has(record.id) && record.thread && !firstOf.has(record.thread)) firstOf.set(record.thread, record);
  }
  const kept = records.map((record) =>
    own.has(record.id) && random() < missedLinks ? { ...record, thread: undefined } : record,
  );
  const foreign: PlantedLog['records'][number][] = [];
  for (const [thread, first] of firstOf) {
    for (const [i, type] of types.entries()) {
      if (random() >= spuriousLinks) continue;
      foreign.push({ ...first, id: `${first.id}-wrong-${i}`, kind: 'action', type, thread } as (typeof foreign)[number]);
    }
  }
  return [...kept, ...foreign].sort((a, b) => (a.t === b.t ? (a.id < b.id ? -1 : 1) : a.t < b.t ? -1 : 1));
}
