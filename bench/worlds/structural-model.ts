/**
 * Draws cases from a structural model, and works out what is true of them by intervention.
 *
 * A model says for each kind of action how likely it is, given the state of the case and what else was done, and what value
 * to expect of a case. Everything random of a case is drawn once (its luck), so that one thing can be changed with all else
 * equal. The three questions one can ask of an action differ in what becomes of the actions that follow from it:
 *
 * - later actions as they were: `contribution`, `direct`;
 * - later actions drawn anew, in expectation: `total`;
 * - later actions as they would have been: with the very luck (`decidedBy`), or in expectation over all luck that fits what was
 *   seen (`totalContribution`; Pearl's abduction, action, prediction, with one uniform number for each action).
 */
import type { Context, Ref } from '../../lib/records/record.ts';
import { seededRandom } from '../../lib/records/seeded-random.ts';
import { type LayoutOptions, layOutInTime, type PlantedCase, type PlantedStep } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedTruth, WorldOptions } from './planted-world.ts';

/** How often each kind was done in a case. */
export type Times = readonly number[];

/** One kind of action. */
export interface Kind<State> {
  /** The action type; of a lot, `decision:<about>:<ref.about>`. */
  readonly name: string;
  /** Chance that it is done. It may look at the kinds in `after` only. */
  readonly chance: (times: Times, state: State) => number;
  /** Kinds its chance depends on; they are decided first, and stand first unless `eitherOrder`. */
  readonly after?: readonly number[];
  readonly eitherOrder?: boolean;
  /** Where in the case it stands, 0 first and 1 last; anywhere if left out. */
  readonly place?: number;
  /** How often it is done at most, where it is done. */
  readonly most?: number;
  /** Decided by lot, and logged whether it was chosen or not. Kinds of the same `decision` share a record. */
  readonly lot?: {
    readonly decision: string;
    readonly about: 'offer' | 'experiment';
    readonly ref: Ref;
    /** Whether there was a lot in this case at all; its effect is over the cases where there was. */
    readonly drawn: (state: State) => boolean;
  };
}

export interface StructuralModel<State> {
  readonly outcomeType: string;
  readonly kinds: readonly Kind<State>[];
  /** The state of the next case; called once a case, in order. */
  readonly state: (random: () => number, j: number) => State;
  /** What of the state is seen. */
  readonly context: (state: State) => Context;
  /** The value to expect, in [-1, 1]. */
  readonly expected: (times: Times, state: State) => number;
  /** The value itself, of that expectation, from a uniform number; yes or no (1 or 0) if left out. */
  readonly value?: (expected: number, luck: number) => number;
  /** What else is to be said of a case: its delay, entities, whether its outcome is ever told. */
  readonly besides?: (random: () => number, value: number, times: Times, state: State) => Partial<PlantedCase>;
}

/** A kind done with a fixed chance, whatever else is so. */
export function independent(name: string, rate: number): Kind<unknown> {
  return { name, chance: () => rate };
}

interface Luck<State> {
  readonly state: State;
  readonly done: readonly number[];
  readonly again: readonly number[];
  readonly place: readonly number[];
  readonly value: number;
}

/** A case as it was drawn: its luck, what was done, and which kinds each of its steps stands for. */
interface Drawn<State> {
  readonly luck: Luck<State>;
  readonly times: Times;
  readonly planted: PlantedCase;
  readonly kindsOf: ReadonlyMap<PlantedStep, readonly number[]>;
}

const yesOrNo = (expected: number, luck: number) => (luck < expected ? 1 : 0);

/** Log and truth of a structural model. @param settled cases before this one are left out of the effects (of drift). */
export function structuralWorld<State>(
  model: StructuralModel<State>,
  { seed, outcomes, name = 'world', startsAt, apart }: WorldOptions,
  { layout = {}, settled = 0 }: { readonly layout?: Partial<LayoutOptions>; readonly settled?: number } = {},
): PlantedLog & {
  readonly cases: readonly PlantedCase[];
  /** Total effects of some kinds over some of the cases. */
  readonly totals: (
    kinds: readonly number[],
    where: (state: State, j: number) => boolean,
  ) => ReadonlyMap<string, number>;
} {
  const random = seededRandom(seed * 7_919 + 13);
  const interventions = new Interventions(model);
  const drawn = Array.from({ length: outcomes }, (_, j) => drawCase(model, interventions, random, j));
  const cases = drawn.map(({ planted }) => planted);
  const { records, outcomes: ids } = layOutInTime(cases, random, {
    outcomeType: model.outcomeType,
    name,
    ...(startsAt !== undefined && { startsAt }),
    ...layout,
    ...(apart !== undefined && { apart }),
  });
  const totals = (kinds: readonly number[], where: (state: State, j: number) => boolean) =>
    interventions.effects(
      drawn.filter(({ luck }, j) => where(luck.state, j)),
      kinds,
    ).total;
  const truth = {
    outcomeType: model.outcomeType,
    ...interventions.effects(drawn.slice(settled)),
    ...credits(drawn, ids, interventions),
  };
  const unanswered = new Map(
    drawn.flatMap(({ times, luck }, j) =>
      ids[j] === null ? [[`${name}/t${j}`, model.expected(times, luck.state)] as const] : [],
    ),
  );
  return { records, truth: { ...truth, ...(unanswered.size > 0 && { unanswered }) }, cases, totals };
}

function drawCase<State>(
  model: StructuralModel<State>,
  interventions: Interventions<State>,
  random: () => number,
  j: number,
): Drawn<State> {
  const { kinds, value: realise = yesOrNo } = model;
  const each = () => kinds.map(() => random());
  const luck: Luck<State> = {
    state: model.state(random, j),
    done: each(),
    again: each(),
    place: each(),
    value: random(),
  };
  const times = interventions.play(luck);
  const value = realise(model.expected(times, luck.state), luck.value);
  const placed = placeInCase(kinds, times, luck);
  const seen = model.context(luck.state);
  const context = Object.keys(seen).length > 0 ? { context: seen } : {};
  const kindsOf = new Map<PlantedStep, readonly number[]>();
  const steps: PlantedStep[] = [];
  const decided = new Set<string>();
  for (const { i } of placed) {
    const { lot } = kinds[i]!;
    if (!lot) {
      const step: PlantedStep = { type: kinds[i]!.name, ...context };
      kindsOf.set(step, [i]);
      steps.push(step);
    } else if (!decided.has(lot.decision)) {
      decided.add(lot.decision);
      const together = [...kinds.keys()].filter((k) => kinds[k]!.lot?.decision === lot.decision);
      const candidates = together.map((k) => ({
        ref: kinds[k]!.lot!.ref,
        propensity: kinds[k]!.chance(times, luck.state),
        chosen: times[k]! > 0,
      }));
      const step: PlantedStep = { type: '', ...context, lot: { about: lot.about, candidates } };
      kindsOf.set(step, together);
      steps.push(step);
    }
  }
  return { luck, times, kindsOf, planted: { steps, value, ...model.besides?.(random, value, times, luck.state) } };
}

/** What was done (and each lot that was drawn), first to last. */
function placeInCase<State>(
  kinds: readonly Kind<State>[],
  times: Times,
  luck: Luck<State>,
): { i: number; place: number }[] {
  const place = kinds.map((kind, i) => (kind.place === undefined ? luck.place[i]! : kind.place + 0.1 * luck.place[i]!));
  const placed: { i: number; place: number }[] = [];
  for (const i of causalOrder(kinds)) {
    const { after = [], eitherOrder, lot } = kinds[i]!;
    for (const leader of after) {
      const there = times[leader]! > 0 || kinds[leader]!.lot?.drawn(luck.state);
      if (there && !eitherOrder) place[i] = Math.max(place[i]!, place[leader]! + 0.05);
    }
    const n = lot ? Number(lot.drawn(luck.state)) : times[i]!;
    for (let k = 0; k < n; k++) placed.push({ i, place: place[i]! + 0.07 * k });
  }
  return placed.sort((a, b) => a.place - b.place);
}

/** Leaders before followers: those that follow nothing, then the others as they are listed. */
function causalOrder<State>(kinds: readonly Kind<State>[]): number[] {
  const all = [...kinds.keys()];
  return [...all.filter((i) => !kinds[i]!.after), ...all.filter((i) => kinds[i]!.after)];
}

class Interventions<State> {
  readonly #model: StructuralModel<State>;
  readonly #order: readonly number[];
  /** For each kind, what can follow from it, however indirectly. */
  readonly #followers: readonly ReadonlySet<number>[];

  constructor(model: StructuralModel<State>) {
    this.#model = model;
    this.#order = causalOrder(model.kinds);
    this.#followers = model.kinds.map((_, i) => {
      const found = new Set<number>();
      for (const k of this.#order) {
        if (model.kinds[k]!.after?.some((leader) => leader === i || found.has(leader))) found.add(k);
      }
      return found;
    });
  }

  /** What is done with this luck, some kinds forced to be done so often. */
  play(luck: Luck<State>, forced: readonly number[] = [], to = 0): number[] {
    const { kinds } = this.#model;
    const times = new Array<number>(kinds.length).fill(0);
    for (const i of this.#order) {
      const done = luck.done[i]! < kinds[i]!.chance(times, luck.state);
      times[i] = forced.includes(i) ? to : done ? this.#often(i, luck) : 0;
    }
    return times;
  }

  value(luck: Luck<State>, times: Times): number {
    return (this.#model.value ?? yesOrNo)(this.expected(luck, times), luck.value);
  }

  expected({ state }: Luck<State>, times: Times): number {
    return this.#model.expected(times, state);
  }

  /**
   * Expected value with some kinds forced, what does not follow from them as it was, and what follows drawn anew, or (`seen`)
   * as it is likely to have been, given what was seen.
   */
  expectedWith({ luck, times: was }: Drawn<State>, forced: readonly number[], to: number, seen: boolean): number {
    const { kinds } = this.#model;
    const follow = this.#order.filter((k) => !forced.includes(k) && forced.some((i) => this.#followers[i]!.has(k)));
    const times = [...was];
    for (const i of forced) times[i] = to;
    const from = (n: number): number => {
      const k = follow[n];
      if (k === undefined) return this.expected(luck, times);
      const anew = kinds[k]!.chance(times, luck.state);
      const chance = seen ? givenSeen(anew, kinds[k]!.chance(was, luck.state), was[k]! > 0) : anew;
      let sum = 0;
      if (chance > 0) {
        times[k] = this.#often(k, luck);
        sum += chance * from(n + 1);
      }
      if (chance < 1) {
        times[k] = 0;
        sum += (1 - chance) * from(n + 1);
      }
      return sum;
    };
    return from(0);
  }

  /** Mean effects over these cases, of all kinds or some. */
  effects(
    drawn: readonly Drawn<State>[],
    some: readonly number[] = [...this.#model.kinds.keys()],
  ): { total: Map<string, number>; direct: Map<string, number> } {
    const total = new Map<string, number>();
    const direct = new Map<string, number>();
    // A candidate counts by its subject and by its kind; several of one kind are pooled, as one who reads the log must.
    const pooled = new Map<string, { sum: number; n: number }>();
    for (const i of some) {
      const { name, lot } = this.#model.kinds[i]!;
      const there = lot ? drawn.filter(({ luck }) => lot.drawn(luck.state)) : drawn;
      let sum = 0;
      let held = 0;
      for (const one of there) {
        const often = Math.max(1, this.#often(i, one.luck));
        sum += this.expectedWith(one, [i], often, false) - this.expectedWith(one, [i], 0, false);
        held += this.expected(one.luck, one.times.with(i, often)) - this.expected(one.luck, one.times.with(i, 0));
      }
      const n = Math.max(1, there.length);
      total.set(name, sum / n);
      direct.set(name, held / n);
      if (!lot) continue;
      const type = `decision:${lot.about}:${lot.ref.kind}`;
      const pool = pooled.get(type) ?? { sum: 0, n: 0 };
      pooled.set(type, { sum: pool.sum + sum, n: pool.n + there.length });
    }
    for (const [type, { sum, n }] of pooled) total.set(type, sum / Math.max(1, n));
    return { total, direct };
  }

  #often(i: number, luck: Luck<State>): number {
    return 1 + Math.floor(luck.again[i]! * (this.#model.kinds[i]!.most ?? 1));
  }
}

/**
 * Chance that something would have been done, had its chance been `anew`, when it was or was not done at the chance `before`:
 * one uniform number decides in both worlds.
 */
function givenSeen(anew: number, before: number, done: boolean): number {
  if (done) return Math.min(1, anew / before);
  return before >= 1 ? 0 : Math.max(0, (anew - before) / (1 - before));
}

/** What is true of single outcomes. Actions of one kind share what they did together. */
function credits<State>(
  drawn: readonly Drawn<State>[],
  ids: readonly (string | null)[],
  interventions: Interventions<State>,
): Pick<PlantedTruth, 'contribution' | 'totalContribution' | 'decidedBy' | 'expected'> {
  const contribution = new Map<string, ReadonlyMap<string, number>>();
  const totalContribution = new Map<string, ReadonlyMap<string, number>>();
  const decidedBy = new Map<string, readonly string[]>();
  const expected = new Map<string, number>();
  for (const [j, one] of drawn.entries()) {
    const id = ids[j];
    if (id == null) continue;
    const { luck, times, planted, kindsOf } = one;
    const all = interventions.expected(luck, times);
    const held = new Map<string, number>();
    const whole = new Map<string, number>();
    const decisive: string[] = [];
    for (const step of planted.steps) {
      const kinds = kindsOf.get(step)!.filter((i) => times[i]! > 0);
      const n = Math.max(1, ...kinds.map((i) => times[i]!));
      const without = times.map((often, i) => (kinds.includes(i) ? 0 : often));
      held.set(step.id!, (all - interventions.expected(luck, without)) / n);
      whole.set(step.id!, kinds.length === 0 ? 0 : (all - interventions.expectedWith(one, kinds, 0, true)) / n);
      const replayed = interventions.play(luck, kinds, n - 1);
      if (kinds.length > 0 && interventions.value(luck, replayed) !== planted.value) decisive.push(step.id!);
    }
    contribution.set(id, held);
    totalContribution.set(id, whole);
    decidedBy.set(id, decisive);
    expected.set(id, all);
  }
  return { contribution, totalContribution, decidedBy, expected };
}
