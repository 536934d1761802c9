/**
 * How good the forecasts of one outcome type have been, each made before its outcome was known, and what that teaches of the
 * next: isotonic recalibration (Zadrozny and Elkan 2002), used only while it would have done better than the raw chances.
 */

const BINS = 10;
/** Forecasts needed before they are recalibrated, and how many of the last are looked at. */
const ENOUGH = 100;
const REMEMBERED = 1_000;
/** Chances are never 0 or 1: what has not happened yet may. */
const SUREST = 0.005;
/** Recalibrations are made anew whenever the forecasts have grown by this share. */
const GROWTH = 1.1;

export interface ForecastScores {
  readonly n: number;
  /** Mean squared error of the chance. */
  readonly brier: number;
  /** Mean negative log-likelihood, nats. */
  readonly log_loss: number;
  /** Mean distance between chance and frequency over ten bins of equal width, weighted by their numbers. */
  readonly ece: number;
}

export interface ForecastRecordSnapshot {
  readonly n: number;
  readonly sums: readonly [brier: number, logLoss: number, plain: number, came: number];
  readonly bins: readonly (readonly [n: number, chances: number, came: number])[];
  readonly last: readonly (readonly [chance: number, came: number])[];
  readonly map: readonly (readonly [upTo: number, chance: number])[];
  readonly madeAt: number;
  readonly gain: number;
}

export class ForecastRecord {
  #n = 0;
  #brier = 0;
  #logLoss = 0;
  /** Squared errors of saying how often it came so far, and how often that was. */
  #plain = 0;
  #came = 0;
  #bins = Array.from({ length: BINS }, (): [number, number, number] => [0, 0, 0]);
  #last: (readonly [number, number])[] = [];
  /** Steps of the recalibration; empty: none yet. */
  #map: (readonly [number, number])[] = [];
  #madeAt = 0;
  /** Nats that the recalibration would have won so far, slowly forgotten. */
  #gain = 0;

  /** Takes a raw chance and whether the outcome came. */
  take(chance: number, came: boolean): void {
    const said = this.recalibrated(chance);
    const y = Number(came);
    this.#plain += ((this.#came + 0.5) / (this.#n + 1) - y) ** 2;
    this.#came += y;
    this.#n++;
    this.#brier += (said - y) ** 2;
    this.#logLoss += surprise(said, y);
    const bin = this.#bins[Math.min(BINS - 1, Math.floor(said * BINS))]!;
    bin[0]++;
    bin[1] += said;
    bin[2] += y;
    if (this.#map.length > 0)
      this.#gain = 0.995 * this.#gain + surprise(safe(chance), y) - surprise(this.#mapped(chance), y);
    this.#last.push([chance, y]);
    if (this.#last.length > REMEMBERED) this.#last.shift();
    if (this.#n >= ENOUGH && this.#n >= GROWTH * this.#madeAt) {
      this.#map = isotonic(this.#last);
      this.#madeAt = this.#n;
    }
  }

  /** The chance to say for a raw one. */
  recalibrated(chance: number): number {
    return this.#gain > 0 ? this.#mapped(chance) : safe(chance);
  }

  #mapped(chance: number): number {
    const step = this.#map.find(([upTo]) => chance <= upTo) ?? this.#map.at(-1);
    // Half way to the raw chance: steps alone would throw away what tells cases of one step apart.
    return step ? safe((step[1] + chance) / 2) : safe(chance);
  }

  /** Scores of what was said so far; null before the first. */
  get scores(): ForecastScores | null {
    if (this.#n === 0) return null;
    const ece = this.#bins.reduce((sum, [, chances, came]) => sum + Math.abs(chances - came), 0) / this.#n;
    return { n: this.#n, brier: this.#brier / this.#n, log_loss: this.#logLoss / this.#n, ece };
  }

  /** Share of the squared error of always saying how often it came, that was spared; 0 or less: no skill. */
  get skill(): number {
    return this.#plain > 0 ? 1 - this.#brier / this.#plain : 0;
  }

  save(): ForecastRecordSnapshot {
    return {
      n: this.#n,
      sums: [this.#brier, this.#logLoss, this.#plain, this.#came],
      bins: this.#bins.map(([n, chances, came]) => [n, chances, came] as const),
      last: [...this.#last],
      map: [...this.#map],
      madeAt: this.#madeAt,
      gain: this.#gain,
    };
  }

  static load({ n, sums, bins, last, map, madeAt, gain }: ForecastRecordSnapshot): ForecastRecord {
    const record = new ForecastRecord();
    record.#n = n;
    [record.#brier, record.#logLoss, record.#plain, record.#came] = sums;
    record.#bins = bins.map(([count, chances, came]) => [count, chances, came]);
    record.#last = [...last];
    record.#map = [...map];
    record.#madeAt = madeAt;
    record.#gain = gain;
    return record;
  }
}

function safe(chance: number): number {
  return Math.min(1 - SUREST, Math.max(SUREST, chance));
}

function surprise(chance: number, y: number): number {
  return -Math.log(y === 1 ? chance : 1 - chance);
}

/** Rising steps nearest to the pairs, by pooling neighbours that fall (Ayer et al. 1955). */
function isotonic(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const steps: { upTo: number; sum: number; n: number }[] = [];
  for (const [chance, y] of [...pairs].sort(([a], [b]) => a - b)) {
    steps.push({ upTo: chance, sum: y, n: 1 });
    while (steps.length > 1) {
      const [before, last] = [steps.at(-2)!, steps.at(-1)!];
      if (before.upTo < last.upTo && before.sum / before.n < last.sum / last.n) break;
      steps.splice(-2, 2, { upTo: last.upTo, sum: before.sum + last.sum, n: before.n + last.n });
    }
  }
  // One outcome of each kind in every step: a step of one case must not say never. That may make a small step fall, so it is held up.
  let highest = 0;
  return steps.map(({ upTo, sum, n }) => {
    highest = Math.max(highest, (sum + 1) / (n + 2));
    return [upTo, highest] as const;
  });
}
