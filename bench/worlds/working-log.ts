/**
 * World A and its relatives: many kinds of actions, a few of which do something (science page 1.3).
 *
 * A case has a workload u (persistent from case to case) and a task z; then for each kind whether it was done; then
 * σ(base + u + Σ effects). Beside the causes stand those that only look like it: kinds that come with the workload, habits
 * that always come last, a companion of a cause, a follow-up of another.
 */

import { compareInLogOrder } from '../../lib/records/order.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { type LayoutOptions, normal, type PlantedCase, sigmoid } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedTruth, PlantedWorld, WorldOptions } from './planted-world.ts';
import { type Kind, structuralWorld } from './structural-model.ts';

const TASKS = ['plan', 'write', 'review', 'talk'] as const;

export interface WorkingLogOptions extends WorldOptions {
  /** Kinds of actions. */
  readonly types?: number;
  /** Root 7 leads to mediator 8 (.8, else .1), which alone has an effect (world B). */
  readonly mediated?: boolean;
  /** The workload is in no context: what stands for it looks like a cause. */
  readonly hideWorkload?: boolean;
  /** Shares of an outcome's actions that are not in its case, and of the kinds not done in it that seem to be. */
  readonly missedLinks?: number;
  readonly spuriousLinks?: number;
  /** Case from which on the sign of the effect of `FLIPS` is turned. */
  readonly flipAt?: number;
  /** Actions are done up to four times; the second and later times add less (1 − 2⁻ⁿ). */
  readonly repeats?: boolean;
  /** Two kinds do something only together, and two undo each other. */
  readonly interaction?: boolean;
  /** Days the outcomes are known late, at most, with an action of no effect done in between, the more often after a yes. */
  readonly knownLateDays?: number;
  /** A new kind of no effect, done from this share of the log on. */
  readonly newcomerFrom?: number;
  readonly layout?: Partial<LayoutOptions>;
}

interface State {
  readonly u: number;
  readonly z: number;
  readonly flipped: boolean;
  readonly newcomer: boolean;
}

/** One kind of the planted world. */
interface Planted {
  readonly rate: number;
  /** Log-odds per unit of workload in being done. */
  readonly withWorkload?: number;
  readonly effect?: number;
  /** Done because another was: that one's index, and how often without it (`rate` is with it). */
  readonly follows?: { readonly kind: number; readonly without: number; readonly eitherOrder?: boolean };
  readonly place?: number;
  readonly onlyInTask?: number;
}

/** Kinds of the world under its own name, for tests of single ones. */
export const ROOT = kindName('work', 7);
export const MEDIATOR = kindName('work', 8);
export const FLIPS = kindName('work', 9);
export const NEWCOMER = 'work:try:novelty';
export const IN_BETWEEN = 'work:do:meanwhile';
/** Do something only together. */
export const TOGETHER = [kindName('work', 16), kindName('work', 17)] as const;
/** Each does something, both together nothing. */
export const UNDO_EACH_OTHER = [kindName('work', 18), kindName('work', 19)] as const;
/** Stand for the workload, and do nothing. */
export const PROXIES = [kindName('work', 0), kindName('work', 1)] as const;
const [FLIPPED, FIRST_TOGETHER, FIRST_UNDOING] = [9, 16, 18];

function kindName(name: string, i: number): string {
  return `${name}:do:kind-${String(i).padStart(2, '0')}`;
}

function plant(
  { types = 40, mediated = false, interaction = false }: WorkingLogOptions,
  random: () => number,
): Planted[] {
  const size = () => 0.8 + 0.6 * random();
  const sizes = [size(), size(), size(), size(), -size(), -size(), -size()];
  const plantOne = (i: number): Planted => {
    const rate = 0.06 + 0.22 * random();
    if (i < 2) return { rate: 0.25, withWorkload: 1.4 };
    if (i < 4) return { rate: 0.5, place: 1.5 };
    if (i === 4) return { rate: 0.25, effect: 1.6, onlyInTask: 2 };
    if (i === 5) return { rate: 0.85, follows: { kind: 9, without: 0.1, eitherOrder: true } };
    if (i === 6) return { rate: 0.8, follows: { kind: 10, without: 0.1 } };
    if (i === 7 && mediated) return { rate: 0.3, place: 0.2 };
    if (i === 8 && mediated) return { rate: 0.8, effect: 1.4, follows: { kind: 7, without: 0.1 }, place: 0.7 };
    if (i >= 9 && i < 16) return { rate, effect: sizes[i - 9]!, withWorkload: i === 11 ? -0.8 : i === 12 ? 0.8 : 0 };
    if (interaction && i >= 16 && i < 20) return { rate: 0.4, effect: i < 18 ? 0 : 1.5 };
    return { rate };
  };
  return Array.from({ length: types }, (_, i) => plantOne(i));
}

function kindsOf(
  planted: readonly Planted[],
  { name = 'work', repeats, ...options }: WorkingLogOptions,
): Kind<State>[] {
  const kinds = planted.map(({ rate, withWorkload = 0, follows, place }, i): Kind<State> => {
    const logOdds = (p: number) => Math.log(p / (1 - p));
    const [because, without] = [logOdds(rate), logOdds(follows?.without ?? rate)];
    return {
      name: kindName(name, i),
      chance: (times, { u }) => sigmoid((follows && times[follows.kind] === 0 ? without : because) + withWorkload * u),
      ...(follows && { after: [follows.kind] }),
      ...(follows?.eitherOrder && { eitherOrder: true }),
      ...(place !== undefined && { place }),
      ...(repeats && { most: 4 }),
    };
  });
  if (options.newcomerFrom !== undefined) {
    kinds.push({ name: `${name}:try:novelty`, chance: (_, { newcomer }) => (newcomer ? 0.5 : 0) });
  }
  if (options.knownLateDays !== undefined) kinds.push({ name: `${name}:do:meanwhile`, chance: () => 0.25 });
  return kinds;
}

/** A log of world A, or of one of its relatives. */
export function workingLog(options: WorkingLogOptions): PlantedLog {
  const { seed, outcomes, name = 'work', hideWorkload = false, repeats = false, interaction = false } = options;
  const { missedLinks = 0, spuriousLinks = 0, flipAt, knownLateDays, newcomerFrom = 0 } = options;
  const planted = plant(options, seededRandom(seed * 6_007 + 5));
  const strength = (n: number) => (repeats ? (4 / 3) * (1 - 2 ** -n) : Number(n > 0));
  const acting = [...planted.keys()].filter((i) => planted[i]!.effect);
  let workload: number | undefined;
  const { cases, totals, ...log } = structuralWorld<State>(
    {
      outcomeType: `${name}:come:success`,
      kinds: kindsOf(planted, options),
      state: (random, j) => {
        const shock = normal(random);
        workload = workload === undefined ? shock : 0.9 * workload + Math.sqrt(1 - 0.81) * shock;
        return {
          u: workload,
          z: Math.floor(random() * TASKS.length),
          flipped: flipAt !== undefined && j >= flipAt,
          newcomer: j >= newcomerFrom * outcomes,
        };
      },
      context: ({ u, z }) => ({
        task: TASKS[z]!,
        ...(!hideWorkload && { workload: Math.round(u * 1_000) / 1_000 }),
      }),
      expected: (times, { u, z, flipped }) => {
        let eta = -0.3 + u;
        for (const i of acting) {
          const { effect = 0, onlyInTask = z } = planted[i]!;
          if (onlyInTask === z) eta += (flipped && i === FLIPPED ? -1 : 1) * effect * strength(times[i]!);
        }
        if (interaction && times[FIRST_TOGETHER]! > 0 && times[FIRST_TOGETHER + 1]! > 0) eta += 2.5;
        if (interaction && times[FIRST_UNDOING]! > 0 && times[FIRST_UNDOING + 1]! > 0) eta -= 3;
        return sigmoid(eta);
      },
      ...(knownLateDays !== undefined && {
        besides: (random, value) => ({
          knownLater: 0.5 + random() * knownLateDays,
          meanwhile: random() < (value > 0 ? 0.8 : 0.2) ? [`${name}:do:meanwhile`] : [],
        }),
      }),
    },
    { ...options, name },
    { ...(options.layout && { layout: options.layout }), ...(flipAt !== undefined && { settled: flipAt }) },
  );
  const records =
    missedLinks + spuriousLinks === 0
      ? log.records
      : mislink(
          log.records,
          cases,
          name,
          planted.length,
          { missedLinks, spuriousLinks },
          seededRandom(seed * 104_729 + 7),
        );
  const inContext = TASKS.flatMap((task, z) => {
    const effects = totals(acting, (state, j) => state.z === z && j >= (flipAt ?? 0));
    return acting.map((i) => {
      const action = kindName(name, i);
      return { action, context: { task }, total: effects.get(action)! };
    });
  });
  return { records, truth: { ...log.truth, inContext, ...driftOf(totals) } };

  function driftOf(effectsOver: typeof totals): Pick<PlantedTruth, 'drift'> {
    if (flipAt === undefined) return {};
    const action = kindName(name, FLIPPED);
    const before = effectsOver([FLIPPED], (_, j) => j < flipAt).get(action)!;
    return { drift: { action, from: `${name}-o${flipAt}`, before, after: log.truth.total.get(action)! } };
  }
}

/**
 * Wrong links: each action of a case is missed with one chance, and each kind not done in it seems to be with another. In a log
 * of threads an action stands in no thread, and one too many in this; in a log of links the lists are wrong.
 */
function mislink(
  records: readonly LogRecord[],
  cases: readonly PlantedCase[],
  name: string,
  types: number,
  { missedLinks, spuriousLinks }: { readonly missedLinks: number; readonly spuriousLinks: number },
  random: () => number,
): LogRecord[] {
  const own = new Map(cases.flatMap(({ steps }, j) => steps.map(({ id }) => [id!, j] as const)));
  const byId = new Map(records.map((record) => [record.id, record]));
  const missed = new Set([...own.keys()].filter(() => random() < missedLinks));
  const doneOfKind = new Map<string, LogRecord[]>();
  for (const record of records) {
    if (record.kind !== 'action' || !own.has(record.id)) continue;
    const done = doneOfKind.get(record.type);
    if (done) done.push(record);
    else doneOfKind.set(record.type, [record]);
  }
  const foreign: LogRecord[] = [];
  const changed = records.map((record): LogRecord => {
    if (missed.has(record.id) && record.thread !== undefined) {
      const { thread: _, ...rest } = record;
      return rest as LogRecord;
    }
    const j =
      record.kind === 'outcome' && record.id.startsWith(`${name}-o`) ? Number(record.id.slice(name.length + 2)) : -1;
    const steps = cases[j]?.steps ?? [];
    if (steps.length === 0) return record;
    const [first, last] = [byId.get(steps[0]!.id!)!, byId.get(steps.at(-1)!.id!)!];
    const done = new Set(steps.map(({ type }) => type));
    const absent = Array.from({ length: types }, (_, i) => kindName(name, i)).filter((type) => !done.has(type));
    const wrong = absent.filter(() => random() < spuriousLinks);
    if (!record.links) {
      for (const type of wrong) {
        const at = Date.parse(first.t) + random() * (Date.parse(last.t) - Date.parse(first.t) + 60_000);
        foreign.push({
          ...first,
          kind: 'action',
          id: `${name}-f${foreign.length}`,
          t: new Date(at).toISOString(),
          type,
        } as LogRecord);
      }
      return record;
    }
    const strangers = wrong.flatMap((type) => {
      const earlier = (doneOfKind.get(type) ?? []).filter(({ t }) => t < last.t);
      return earlier.slice(-1 - Math.floor(random() * 5)).slice(0, 1);
    });
    return { ...record, links: [...record.links.filter((id) => !missed.has(id)), ...strangers.map(({ id }) => id)] };
  });
  return [...changed, ...foreign].sort(compareInLogOrder);
}

const relative = (
  name: string,
  about: string,
  special: (outcomes: number) => Partial<WorkingLogOptions> = () => ({}),
): PlantedWorld => ({
  name,
  about,
  generate: (options) => workingLog({ ...special(options.outcomes), ...options }),
});

const linkNoise = (missed: number, spurious: number): PlantedWorld[] => {
  const shares = { missedLinks: missed / 100, spuriousLinks: spurious / 100 };
  const wrong = `${missed} % of an outcome's actions are missed, and ${spurious} % of the kinds not done seem to have been`;
  return [
    relative(`links-${missed}-${spurious}`, `World A where ${wrong}: threads are missing and wrong.`, () => shares),
    relative(
      `links-${missed}-${spurious}-listed`,
      `World A without threads, where ${wrong}: the lists of links are wrong.`,
      () => ({
        ...shares,
        layout: { tie: 'links' },
      }),
    ),
  ];
};

/** World A and its relatives. */
export const WORKING_LOGS: readonly PlantedWorld[] = [
  relative(
    'a',
    '40 kinds, 7 causes and one in a single task, beside kinds that come with the workload, come last, accompany or follow a cause: only the causes may be claimed.',
  ),
  relative(
    'b',
    'World A where a root acts only through the step it leads to: the root must get its total effect, not the direct one of 0.',
    () => ({
      mediated: true,
    }),
  ),
  relative(
    'hidden-confounder',
    'World A where the workload is not to be seen: what stands for it must be found out by placebos, or at least not be called a cause.',
    () => ({ hideWorkload: true }),
  ),
  relative(
    'known-late',
    'World A where outcomes happened up to a week before they were noticed, and an action done in between is the likelier after a yes: it must get nothing.',
    () => ({ knownLateDays: 7 }),
  ),
  ...linkNoise(0, 0),
  ...linkNoise(20, 5),
  ...linkNoise(40, 10),
  relative(
    'drift',
    'World A where one cause turns its sign half-way: the effect that holds now must be found within 150 outcomes.',
    (n) => ({
      flipAt: Math.floor(n / 2),
    }),
  ),
  relative('repeats', 'World A where actions are done up to four times and the later times add less.', () => ({
    repeats: true,
  })),
  relative(
    'strong-interactions',
    'World A where two kinds do something only together (+2.5) and two undo each other: credit of single outcomes must see it.',
    () => ({ interaction: true }),
  ),
  relative(
    'late-noes',
    'World A where a no is known six times later than a yes and the log ends a day after the last case: a newcomer of no effect must not look good.',
    () => ({ newcomerFrom: 0.88, layout: { delay: [300, 2 * 1_440], slowerNo: 6, endsAfterDays: 1 } }),
  ),
  relative(
    'delays',
    'World A where the delay depends on the value and much on the pace of the thread, the log not cut: “earlier” by the clock means something else after a yes.',
    () => ({ layout: { slowerNo: 4, paces: 1.5 } }),
  ),
];
