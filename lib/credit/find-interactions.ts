import type { Context } from '../records/record.ts';
import type { CaseTable } from './case-table.ts';
import type { FeatureMapData } from './features-of-case.ts';
import { scaledBy } from './scaled-number.ts';

/** Interactions taken in at most, and the cases that must be on either side of one. */
const MOST_INTERACTIONS = 32;
const INTERACTIONS_PER_OUTCOME = 1 / 12;
const FEWEST_EACH_WAY = 4;
/** Nats by which an interaction must stand out among all that were looked at. */
const STANDS_OUT = 1.5;
/** Types looked at in pairs, the most frequent. */
const MOST_PAIRED = 200;

/**
 * The interactions that the errors ask for: products of two centred features whose score test stands out among all that
 * were looked at.
 */
export function findInteractions(
  table: CaseTable,
  main: FeatureMapData,
  errors: Float64Array,
  weights: Float64Array,
  views: readonly { readonly context: Context }[],
): Pick<FeatureMapData, 'inContext' | 'together'> {
  const rows = table.rows;
  const n = rows.length;
  const placeOf = new Map(main.types.map(({ type }, k) => [type, k]));
  const place = table.types.map((type) => placeOf.get(type) ?? -1);
  const k = main.types.length;
  const columns = [
    ...main.named.map(({ key, value }) => ({ key, value: value as string | number | null })),
    ...main.scaled.map(({ key }) => ({ key, value: null })),
  ];
  const v = columns.length;
  const scales = new Map(main.scaled.map((scale) => [scale.key, scale]));
  let all = 0;
  let squares = 0;
  const [ofType, nType, squareType] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  const [ofContext, nContext, squareContext] = [new Float64Array(v), new Float64Array(v), new Float64Array(v)];
  const both = new Float64Array(k * v);
  const nBoth = new Float64Array(k * v);
  const paired = Math.min(k, MOST_PAIRED);
  const pair = new Float64Array(paired * paired);
  const nPair = new Float64Array(paired * paired);
  for (let j = 0; j < n; j++) {
    const error = errors[j]! * weights[j]!;
    all += error;
    squares += error * errors[j]!;
    const context = views[j]!.context;
    const c = columns.map(({ key, value }) => {
      if (value !== null) return Number(context[key] === value);
      const scale = scales.get(key)!;
      const x = context[key];
      return typeof x === 'number' ? scaledBy(scale, x) : 0;
    });
    for (let i = 0; i < v; i++) {
      ofContext[i]! += error * c[i]!;
      nContext[i]! += c[i]!;
      squareContext[i]! += c[i]! ** 2;
    }
    const present = rows[j]!.done.filter(({ type }) => place[type]! >= 0);
    for (const { type, x } of present) {
      const t = place[type]!;
      ofType[t]! += error * x;
      nType[t]! += x;
      squareType[t]! += x * x;
      for (let i = 0; i < v; i++) {
        if (c[i] === 0) continue;
        both[t * v + i]! += error * x * c[i]!;
        nBoth[t * v + i]! += x * Math.abs(c[i]!);
      }
      if (t >= paired) continue;
      for (const other of present) {
        const o = place[other.type]!;
        if (o >= t) continue;
        pair[t * paired + o]! += error * x * other.x;
        nPair[t * paired + o]! += x * other.x;
      }
    }
  }
  const noise = Math.max(1e-9, squares / n);
  const found: { readonly gain: number; readonly type: number; readonly context: number; readonly other: number }[] =
    [];
  const variance = (sum: number, square: number) => Math.max(0, square / n - (sum / n) ** 2);
  const consider = (score: number, spread: number, type: number, context: number, other: number) => {
    if (spread > 1e-9) found.push({ gain: (score * score) / (2 * noise * n * spread), type, context, other });
  };
  let looked = 0;
  for (let t = 0; t < k; t++) {
    const meanType = nType[t]! / n;
    const varianceType = variance(nType[t]!, squareType[t]!);
    for (let i = 0; i < v; i++) {
      const with_ = nBoth[t * v + i]!;
      const named = columns[i]!.value !== null;
      if (with_ < FEWEST_EACH_WAY || (named && nType[t]! - with_ < FEWEST_EACH_WAY)) continue;
      looked++;
      const meanContext = nContext[i]! / n;
      const score =
        both[t * v + i]! - meanType * ofContext[i]! - meanContext * ofType[t]! + meanType * meanContext * all;
      consider(score, varianceType * variance(nContext[i]!, squareContext[i]!), t, i, -1);
    }
    for (let o = 0; o < Math.min(t, paired); o++) {
      if (t >= paired) break;
      const together = nPair[t * paired + o]!;
      if (
        together < FEWEST_EACH_WAY ||
        nType[t]! - together < FEWEST_EACH_WAY ||
        nType[o]! - together < FEWEST_EACH_WAY
      )
        continue;
      looked++;
      const meanOther = nType[o]! / n;
      const score = pair[t * paired + o]! - meanType * ofType[o]! - meanOther * ofType[t]! + meanType * meanOther * all;
      consider(score, varianceType * variance(nType[o]!, squareType[o]!), t, -1, o);
    }
  }
  const bar = Math.log(Math.max(1, looked)) + STANDS_OUT;
  const room = Math.min(MOST_INTERACTIONS, Math.floor(n * INTERACTIONS_PER_OUTCOME));
  const best = found
    .filter(({ gain }) => gain > bar)
    .sort((a, b) => b.gain - a.gain || a.type - b.type || a.context - b.context || a.other - b.other)
    .slice(0, room);
  return {
    inContext: best
      .filter(({ context }) => context >= 0)
      .map(({ type, context }) => ({ type: main.types[type]!.type, ...columns[context]!, at: 0 })),
    together: best
      .filter(({ other }) => other >= 0)
      .map(({ type, other }) => ({ types: [main.types[type]!.type, main.types[other]!.type] as const, at: 0 })),
  };
}
