/**
 * What a forecast sees of a case: which features there are, and their values. Features are found at a refit and stay until the
 * next one: the context, each type that was met often enough, and the few interactions of types with contexts or with each
 * other that the residuals ask for.
 */
import type { Candidate } from '../linking/threads.ts';
import type { Context } from '../records/record.ts';
import type { Sparse } from './bayesian-glm.ts';
import type { FeatureKind } from './fit-sparse-glm.ts';
import { scaledBy } from './scaled-number.ts';

/** How often something was done in a case: once says all, later times add less, or each doubling adds the same. */
export type Repeats = 'once' | 'saturating' | 'doubling';

/** One case as a forecast sees it, finished or under way. */
export interface CaseView {
  /** Type → largest link probability and their sum. */
  readonly done: ReadonlyMap<string, { readonly x: number; readonly times: number }>;
  readonly context: Context;
  /** How the last few outcomes of this type were against the many before them, in units of value. */
  readonly recent: number;
}

/** Plain data: what is saved with a model. */
export interface FeatureMapData {
  readonly kinds: readonly FeatureKind[];
  readonly repeats: Repeats;
  readonly scaled: readonly {
    readonly key: string;
    readonly mean: number;
    readonly deviation: number;
    readonly at: number;
  }[];
  readonly named: readonly { readonly key: string; readonly value: string | number; readonly at: number }[];
  readonly types: readonly { readonly type: string; readonly at: number }[];
  /** Types whose effect changed: the feature they had before. */
  readonly formerly: readonly { readonly type: string; readonly at: number; readonly until: number }[];
  readonly inContext: readonly {
    readonly type: string;
    readonly key: string;
    /** null: with the scaled number. */
    readonly value: string | number | null;
    readonly at: number;
  }[];
  readonly together: readonly { readonly types: readonly [string, string]; readonly at: number }[];
}

/** Places of the intercept and of the recent outcomes. */
export const INTERCEPT = 0;
export const RECENT = 1;
export const FIRST_FREE = 2;

export class FeatureMap {
  readonly data: FeatureMapData;
  readonly #scaled: Map<string, FeatureMapData['scaled'][number]>;
  readonly #named = new Map<string, Map<string | number, number>>();
  readonly #types: Map<string, number>;
  readonly #formerly: Map<string, FeatureMapData['formerly'][number]>;
  readonly #inContext = new Map<string, FeatureMapData['inContext'][number][]>();
  /** Types a feature rests on. */
  readonly #typesOf = new Map<number, readonly string[]>();

  constructor(data: FeatureMapData) {
    this.data = data;
    this.#scaled = new Map(data.scaled.map((each) => [each.key, each]));
    for (const { key, value, at } of data.named) {
      const values = this.#named.get(key);
      if (values) values.set(value, at);
      else this.#named.set(key, new Map([[value, at]]));
    }
    this.#types = new Map(data.types.map(({ type, at }) => [type, at]));
    this.#formerly = new Map(data.formerly.map((each) => [each.type, each]));
    for (const each of data.inContext) {
      const list = this.#inContext.get(each.type);
      if (list) list.push(each);
      else this.#inContext.set(each.type, [each]);
    }
    for (const { type, at } of [...data.types, ...data.formerly, ...data.inContext]) this.#typesOf.set(at, [type]);
    for (const { types, at } of data.together) this.#typesOf.set(at, types);
  }

  get d(): number {
    return this.data.kinds.length;
  }

  /**
   * Linear predictor as a case went on: before anything was done, and at each place where something that counts was done.
   * @param phi the features of the whole case; a repeat counts from the first time on.
   */
  unfold(
    phi: Sparse,
    w: ArrayLike<number>,
    done: ReadonlyMap<string, Done>,
  ): (readonly [place: number, eta: number])[] {
    let eta = 0;
    const gains = new Map<number, number>();
    for (let k = 0; k < phi.at.length; k++) {
      const gain = phi.x[k]! * w[phi.at[k]!]!;
      const types = this.#typesOf.get(phi.at[k]!);
      if (!types) eta += gain;
      else {
        // Two together count from the later one on.
        const place = Math.max(...types.map((type) => done.get(type)?.first ?? 0));
        gains.set(place, (gains.get(place) ?? 0) + gain);
      }
    }
    const steps: (readonly [number, number])[] = [[-1, eta]];
    for (const place of [...gains.keys()].sort((a, b) => a - b)) {
      eta += gains.get(place)!;
      steps.push([place, eta]);
    }
    return steps;
  }

  /** Types without which a feature would be 0; undefined for what is there whatever is done. */
  typesBehind(feature: number): readonly string[] | undefined {
    return this.#typesOf.get(feature);
  }

  /** Whether a type is a feature; one that is not was met too seldom to say anything. */
  knows(type: string): boolean {
    return this.#types.has(type);
  }

  /** Features of a case. @param start when it began, ms; decides what an effect that changed was then. */
  of(view: CaseView, start: number): Sparse {
    const values = new Map<number, number>([
      [INTERCEPT, 1],
      [RECENT, view.recent],
    ]);
    for (const [key, value] of Object.entries(view.context)) {
      const scale = typeof value === 'number' ? this.#scaled.get(key) : undefined;
      if (scale) {
        const x = scaledBy(scale, value as number);
        values.set(scale.at, x);
        values.set(scale.at + 1, x * x - 1);
      }
      const at = this.#named.get(key)?.get(value);
      if (at !== undefined) values.set(at, 1);
    }
    for (const [type, done] of view.done) {
      const at = this.#types.get(type);
      if (at === undefined) continue;
      const x = this.strength(done);
      const former = this.#formerly.get(type);
      values.set(former && start < former.until ? former.at : at, x);
      for (const each of this.#inContext.get(type) ?? []) {
        const value = view.context[each.key];
        if (value === undefined) continue;
        if (each.value !== null) {
          if (value === each.value) values.set(each.at, x);
          continue;
        }
        const scale = this.#scaled.get(each.key);
        if (scale && typeof value === 'number') values.set(each.at, x * scaledBy(scale, value));
      }
    }
    for (const { types, at } of this.data.together) {
      const [a, b] = [view.done.get(types[0]), view.done.get(types[1])];
      if (a && b) values.set(at, this.strength(a) * this.strength(b));
    }
    const at = [...values.keys()].filter((i) => values.get(i) !== 0).sort((a, b) => a - b);
    return { at, x: at.map((i) => values.get(i)!) };
  }

  /** What having done something n times counts for. */
  strength({ x, times }: { readonly x: number; readonly times: number }): number {
    return strengthOf(this.data.repeats, x, times);
  }
}

export function strengthOf(repeats: Repeats, x: number, times: number): number {
  if (repeats === 'once' || times <= x) return x;
  return repeats === 'saturating' ? 2 * (1 - 2 ** -times) : Math.log2(1 + times);
}

/** One type in a case: its largest link probability, their sum, and the place of its first candidate. */
export interface Done {
  readonly x: number;
  readonly times: number;
  readonly first: number;
}

/** The same candidates are read at every refit. */
const READ = new WeakMap<readonly Candidate[], ReadonlyMap<string, Done>>();

/** What was done, from the candidates of a case. */
export function doneIn(candidates: readonly Candidate[]): ReadonlyMap<string, Done> {
  const there = READ.get(candidates);
  if (there) return there;
  const done = new Map<string, { x: number; times: number; first: number }>();
  for (const [place, { done: act, link }] of candidates.entries()) {
    for (const type of act.types) {
      const earlier = done.get(type);
      if (earlier) {
        earlier.x = Math.max(earlier.x, link);
        earlier.times += link;
      } else done.set(type, { x: link, times: link, first: place });
    }
  }
  READ.set(candidates, done);
  return done;
}
