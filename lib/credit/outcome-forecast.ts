/**
 * The forecast of one outcome type: learnt an outcome at a time, found anew at fixed numbers of outcomes, scored on every
 * outcome before it was known.
 *
 *     outcome ──▶ foretold ──▶ record of forecasts ──▶ one step of the model ──(n = 8, 10, 12, 14, 17 …)──▶ refit, in slices
 *
 * A refit is a pure function of the outcomes before it and takes effect at its own position in the log: whoever asks first, or
 * learns the next outcome, finishes it. So nothing depends on when it was computed.
 */
import type { Context } from '../records/record.ts';
import { BayesianGlm, type GlmSnapshot } from './bayesian-glm.ts';
import { caseTable } from './case-table.ts';
import { Z_90 } from './claim-status.ts';
import { type CaseView, doneIn, FeatureMap, type FeatureMapData } from './features-of-case.ts';
import { ForecastRecord, type ForecastRecordSnapshot, type ForecastScores } from './forecast-record.ts';
import { binOf, type DelayCurves, delayCurves } from './known-by-now.ts';
import { type Foretold, type LearntOutcome, stateBefore } from './learnt-outcome.ts';
import { RecentOutcomes } from './recent-outcomes.ts';
import { onScale, type Refitted, refitForecast, type Scale } from './refit-forecast.ts';

/** The first refit, and how many times as many outcomes the next one waits for. */
const FIRST_REFIT = 8;
const GROWTH = 1.15;
/** From so many outcomes on little changes, and a refit costs most: the next waits longer. */
const MANY = 1_000;
const GROWTH_OF_MANY = 1.4;
/** What could not be foreseen at all after so many is hardly worth looking into: the next refit waits for as many again. */
const ENOUGH_WITHOUT_SKILL = 1_000;
const GROWTH_WITHOUT_SKILL = 2;
const LEAST_SKILL = 0.005;
/** Share of the good outcomes that would be known by now, from which on silence begins to speak against one. */
const OVERDUE = 0.8;
/** Outcomes worth of not knowing, before any is known. */
const PRIOR_OUTCOMES = 1;

export interface Forecast {
  /** Chance of a value above 0. */
  readonly p: number;
  /** Expected value, with its 90 % range. */
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

/** What there is of a case so far. */
export interface OpenCase {
  readonly done: CaseView['done'];
  readonly context: Context;
  /** When it began; ms. */
  readonly start: number;
  /** How long its outcome has been waited for since the last act; ms. 0: not at all. */
  readonly waited: number;
}

export interface OutcomeForecastSnapshot {
  readonly n: number;
  readonly sums: readonly [value: number, square: number, good: number];
  readonly recent: readonly [number, number, number];
  readonly refitAt: number;
  readonly record: ForecastRecordSnapshot;
  readonly curves: DelayCurves | null;
  readonly fitted: {
    readonly scale: Scale;
    readonly features: FeatureMapData;
    readonly model: GlmSnapshot;
    readonly chance: GlmSnapshot | null;
  } | null;
}

export class OutcomeForecast {
  #n = 0;
  #sum = 0;
  #squares = 0;
  #good = 0;
  #recent = new RecentOutcomes();
  #record = new ForecastRecord();
  #fitted: Refitted | null = null;
  #pending: Generator<void, Refitted> | null = null;
  #refitAt = FIRST_REFIT;
  #curves: DelayCurves | null = null;

  /** Scores of all forecasts so far, each made before its outcome was known; null before the first. */
  get scores(): ForecastScores | null {
    return this.#record.scores;
  }

  /** Whether a refit is under way. */
  get busy(): boolean {
    return this.#pending !== null;
  }

  /** Does one step of a refit that is due; false: there is none. */
  step(): boolean {
    if (!this.#pending) return false;
    const { done, value } = this.#pending.next();
    if (done) {
      this.#fitted = value;
      this.#pending = null;
    }
    return true;
  }

  #finish(): void {
    while (this.step());
  }

  /**
   * Expected values of an outcome as its case went on: before anything was done (place −1), and at each candidate that changed
   * it. Made from what was known before the outcome.
   */
  foretell(outcome: Pick<LearntOutcome, 'candidates' | 'state'>): Foretold {
    this.#finish();
    if (!this.#fitted) return [[-1, this.#byFrequency().mean]];
    const { features, model } = this.#fitted;
    const { candidates } = outcome;
    const done = doneIn(candidates);
    const start = candidates.length > 0 ? Date.parse(candidates[0]!.done.t) : 0;
    const phi = features.of({ done, context: stateBefore(outcome), recent: this.#recent.difference }, start);
    return features.unfold(phi, model.w, done).map(([place, eta]) => [place, this.#valueAt(eta)] as const);
  }

  /** Learns an outcome that has just become known. @param known all of its type so far, this one included, in log order. */
  learn(outcome: LearntOutcome, known: readonly LearntOutcome[]): void {
    this.#finish();
    const { value, confidence, candidates } = outcome;
    const start = candidates.length > 0 ? Date.parse(candidates[0]!.done.t) : Date.parse(outcome.t);
    const open = { done: doneIn(candidates), context: stateBefore(outcome), start, waited: 0 };
    this.#record.take(this.#raw(open).p, value > 0);
    if (this.#fitted) {
      const { features, model, chance, scale } = this.#fitted;
      const phi = features.of({ ...open, recent: this.#recent.difference }, start);
      model.update(phi, targetOf(scale, value), confidence);
      chance?.update(phi, Number(value > 0), confidence);
    }
    this.#n++;
    this.#sum += value;
    this.#squares += value * value;
    this.#good += Number(value > 0);
    this.#recent.take(value);
    if (this.#n >= this.#refitAt) {
      this.#refitAt = Math.ceil(this.#n * this.#growth()) + 1;
      this.#refit(known);
    }
  }

  /**
   * An outcome learnt before is worth something else than was thought, or never was. What was foretold stays as it was said; the model is
   * found anew.
   * @param now null: there was none. @param known all of the type as they stand now, in log order.
   */
  amend(before: number, now: number | null, known: readonly LearntOutcome[]): void {
    this.#finish();
    this.#sum += (now ?? 0) - before;
    this.#squares += (now ?? 0) ** 2 - before * before;
    this.#good += Number((now ?? 0) > 0) - Number(before > 0);
    if (now === null) this.#n--;
    if (this.#fitted === null && this.#n < FIRST_REFIT) return;
    if (known.length === 0) this.#fitted = null;
    else this.#refit(known);
  }

  #refit(known: readonly LearntOutcome[]): void {
    const outcomes = known.slice();
    this.#pending = refitForecast(outcomes);
    const { rows } = caseTable(outcomes);
    this.#curves = delayCurves(rows, rows.at(-1)!.known);
  }

  #growth(): number {
    if (this.#n >= ENOUGH_WITHOUT_SKILL && this.#record.skill < LEAST_SKILL) return GROWTH_WITHOUT_SKILL;
    return this.#n < MANY ? GROWTH : GROWTH_OF_MANY;
  }

  /** The forecast for a case under way. */
  predict(open: OpenCase): Forecast {
    this.#finish();
    const raw = this.#raw(open);
    const p = this.#record.recalibrated(raw.p);
    const waiting = this.#afterWaiting(p, open.waited);
    // Recalibration and waiting move the expected value as they move the chance.
    const { scale } = this.#fitted ?? { scale: null };
    if (scale?.link === 'logit' && scale.high > 0) {
      const moved = (mean: number) => {
        const chance = (mean - scale.low) / (scale.high - scale.low);
        return onScale(scale, Math.min(1, Math.max(0, shifted(chance, raw.p, waiting))));
      };
      const mean = onScale(scale, waiting);
      // Where all is nearly sure, rounding may carry an end past the mean.
      const ends = [moved(raw.lo), mean, moved(raw.hi)];
      return { p: waiting, mean, lo: Math.min(...ends), hi: Math.max(...ends) };
    }
    const share = raw.p > 0 && raw.mean > 0 ? waiting / Math.max(p, 1e-9) : 1;
    return { p: waiting, mean: raw.mean * share, lo: Math.min(raw.lo, raw.lo * share), hi: raw.hi };
  }

  #raw({ done, context, start }: OpenCase): Forecast {
    if (!this.#fitted) return this.#byFrequency();
    const { features, model, chance, scale } = this.#fitted;
    const phi = features.of({ done, context, recent: this.#recent.difference }, start);
    const eta = model.linear(phi);
    const half = Z_90 * Math.sqrt(model.varianceOf(phi));
    const ends = [this.#valueAt(eta - half), this.#valueAt(eta + half)];
    return {
      p: chance ? chance.predict(phi) : scale.high > 0 ? model.predict(phi) : 0,
      mean: this.#valueAt(eta),
      lo: Math.min(...ends),
      hi: Math.max(...ends),
    };
  }

  /** Expected value for a linear predictor. */
  #valueAt(eta: number): number {
    const { scale, model } = this.#fitted!;
    return scale.link === 'logit' ? onScale(scale, model.inverseLink(eta)) : Math.min(1, Math.max(-1, eta));
  }

  /** Before a model is worth fitting: what came so far, and how little that is. */
  #byFrequency(): Forecast {
    const n = this.#n + PRIOR_OUTCOMES;
    const mean = this.#sum / n;
    const variance = Math.max(0, this.#squares / n - mean * mean) + 1 / n;
    const half = Z_90 * Math.sqrt(variance / n);
    return {
      p: (this.#good + PRIOR_OUTCOMES / 2) / n,
      mean,
      lo: Math.max(-1, mean - half),
      hi: Math.min(1, mean + half),
    };
  }

  /** An answer that has not come is not a no; but once nearly all good ones would be here, it begins to look like one. */
  #afterWaiting(p: number, waited: number): number {
    if (!this.#curves?.differ || waited <= 0) return p;
    const bin = binOf(waited);
    const [good, other] = [this.#curves.good[bin]!, this.#curves.other[bin]!];
    if (good <= OVERDUE || good <= other) return p;
    const odds = (p / (1 - p)) * ((1 - good + 0.01) / (1 - other + 0.01)) ** ((good - OVERDUE) / (1 - OVERDUE));
    return odds / (1 + odds);
  }

  /** Model, features and scale for explaining single outcomes; null while there are too few. */
  get explaining(): (Pick<Refitted, 'features' | 'model' | 'scale'> & { readonly recent: number }) | null {
    this.#finish();
    return this.#fitted && { ...this.#fitted, recent: this.#recent.difference };
  }

  save(): OutcomeForecastSnapshot {
    this.#finish();
    const fitted = this.#fitted;
    return {
      n: this.#n,
      sums: [this.#sum, this.#squares, this.#good],
      recent: this.#recent.save(),
      refitAt: this.#refitAt,
      record: this.#record.save(),
      curves: this.#curves,
      fitted: fitted && {
        scale: fitted.scale,
        features: fitted.features.data,
        model: fitted.model.save(),
        chance: fitted.chance?.save() ?? null,
      },
    };
  }

  static load(snapshot: OutcomeForecastSnapshot): OutcomeForecast {
    const forecast = new OutcomeForecast();
    forecast.#n = snapshot.n;
    [forecast.#sum, forecast.#squares, forecast.#good] = snapshot.sums;
    forecast.#recent = RecentOutcomes.load(snapshot.recent);
    forecast.#refitAt = snapshot.refitAt;
    forecast.#record = ForecastRecord.load(snapshot.record);
    forecast.#curves = snapshot.curves;
    forecast.#fitted = snapshot.fitted && {
      scale: snapshot.fitted.scale,
      features: new FeatureMap(snapshot.fitted.features),
      model: BayesianGlm.load(snapshot.fitted.model),
      chance: snapshot.fitted.chance && BayesianGlm.load(snapshot.fitted.chance),
    };
    return forecast;
  }
}

/** A value as the model's target: 0 to 1 for a chance, the value itself otherwise. */
export function targetOf({ link, low, high }: Scale, value: number): number {
  return link === 'logit' ? Math.min(1, Math.max(0, (value - low) / (high - low))) : value;
}

/** A chance moved on the logit scale by as much as `from` had to be moved to become `to`. */
function shifted(chance: number, from: number, to: number): number {
  const inside = (p: number) => Math.min(1 - 1e-6, Math.max(1e-6, p));
  const logit = (p: number) => Math.log(inside(p) / (1 - inside(p)));
  return 1 / (1 + Math.exp(-(logit(chance) + logit(to) - logit(from))));
}
