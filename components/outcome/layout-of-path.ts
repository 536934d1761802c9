/**
 * Where everything of a credit path is: time runs down on a log scale of age before the outcome; a part is a band as wide as its
 * credit, from its moment down to the outcome, stacked outwards from the line, lifting to the left and sinking to the right.
 * Lengths are in sixteenths of a rem, so that the picture grows with the text.
 */

export interface PathPart {
  readonly key: string;
  /** Whole hundredths: what is drawn is what is read. */
  readonly share: number;
  /** Time before the outcome in ms; undefined for what has no moment. */
  readonly age?: number;
  /** Room its label takes. */
  readonly room: number;
}

export interface Band {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PathLayout {
  readonly width: number;
  readonly height: number;
  /** Of the line between lifting and sinking. */
  readonly line: number;
  readonly top: number;
  readonly bottom: number;
  /** Ends of what lifts and of what sinks. */
  readonly left: number;
  readonly right: number;
  readonly ticks: readonly { readonly y: number; readonly count: number; readonly unit: TickUnit }[];
  /** In the order of the parts. */
  readonly bands: readonly Band[];
  /** Top edges of the labels, in the order of the parts. */
  readonly labels: readonly number[];
  /** From each band to its label. */
  readonly leaders: readonly string[];
}

export type TickUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

const MINUTE_IN_MS = 60_000;
const HOUR_IN_MS = 60 * MINUTE_IN_MS;
const DAY_IN_MS = 24 * HOUR_IN_MS;
const TICKS: readonly (readonly [count: number, unit: TickUnit, ms: number])[] = [
  [1, 'minute', MINUTE_IN_MS],
  [5, 'minute', 5 * MINUTE_IN_MS],
  [20, 'minute', 20 * MINUTE_IN_MS],
  [1, 'hour', HOUR_IN_MS],
  [6, 'hour', 6 * HOUR_IN_MS],
  [1, 'day', DAY_IN_MS],
  [2, 'day', 2 * DAY_IN_MS],
  [1, 'week', 7 * DAY_IN_MS],
  [2, 'week', 14 * DAY_IN_MS],
  [1, 'month', 30.44 * DAY_IN_MS],
  [3, 'month', 91.3 * DAY_IN_MS],
  [1, 'year', 365.25 * DAY_IN_MS],
  [2, 'year', 730.5 * DAY_IN_MS],
  [5, 'year', 1826 * DAY_IN_MS],
  [10, 'year', 3652 * DAY_IN_MS],
];

export const AXIS = 46;
const BANDS_FROM = 54;
const BANDS_TO = 148;
const WIDTH = 168;
const TOP = 22;
const BELOW = 8;
/** From the last moment on the scale to the outcome: room for what has no moment. */
const FOOT = 40;
const LEAST_HEIGHT = 220;
const GAP = 1.5;
const BETWEEN_TICKS = 18;
/** What is younger is drawn as if it were that old: a log scale has no zero. */
const YOUNGEST_IN_MS = MINUTE_IN_MS;
/** From the top edge of a label to the middle of its first line. */
const FIRST_LINE = 9;

/**
 * @param parts from the top down: first what is there from the beginning (age Infinity), then the steps, the oldest first, then
 * what has no moment.
 */
export function layoutOfPath(parts: readonly PathPart[]): PathLayout {
  const wanted = parts.reduce((sum, { room }) => sum + room, 0);
  const height = Math.max(LEAST_HEIGHT, wanted + TOP);
  const bottom = height - BELOW;
  const last = bottom - FOOT;

  const ages = parts.flatMap(({ age }) =>
    age !== undefined && Number.isFinite(age) ? [Math.max(age, YOUNGEST_IN_MS)] : [],
  );
  const oldest = 1.5 * Math.max(YOUNGEST_IN_MS, ...ages);
  const youngest = Math.min(oldest / 4, ...ages) / 1.5;
  const yOf = (age: number) => {
    const share = Math.log(age / youngest) / Math.log(oldest / youngest);
    return last - (last - TOP) * Math.min(1, Math.max(0, share));
  };
  // What has no moment starts below all that has one, one after the other, so that no leader runs over another's band.
  const timeless = parts.filter(({ age }) => age === undefined);
  const tops = parts.map((part) =>
    part.age === undefined
      ? last + (FOOT * (1 + timeless.indexOf(part))) / (2 + timeless.length)
      : yOf(Math.min(oldest, Math.max(part.age, YOUNGEST_IN_MS))),
  );

  const lifting = parts.filter(({ share }) => share > 0);
  const sinking = parts.filter(({ share }) => share <= 0);
  const sum = (of: readonly PathPart[]) => of.reduce((total, { share }) => total + Math.abs(share), 0);
  const room = BANDS_TO - BANDS_FROM - GAP * (parts.length + 1);
  const scale = room / Math.max(1, sum(lifting) + sum(sinking));
  const line = BANDS_FROM + sum(lifting) * scale + GAP * (lifting.length + 0.5);

  let [left, right] = [line - GAP, line + GAP];
  const bands = parts.map(({ key, share }, i): Band => {
    const width = Math.abs(share) * scale;
    const y = tops[i]!;
    const place = { key, y, width, height: bottom - y };
    if (share > 0) {
      left -= width;
      const x = left;
      left -= GAP;
      return { ...place, x };
    }
    const x = right;
    right += width + GAP;
    return { ...place, x };
  });

  const labels = apart(
    parts.map(({ room: size }, i) => ({ at: tops[i]! - FIRST_LINE, size })),
    height,
  );
  return {
    width: WIDTH,
    height,
    line,
    top: TOP,
    bottom,
    left: left + GAP,
    right: right - GAP,
    ticks: ages.length === 0 ? [] : ticksBetween(youngest, oldest, yOf),
    bands,
    labels,
    leaders: bands.map(({ x, y, width }, i) => leader(x + width / 2, y, labels[i]! + FIRST_LINE)),
  };
}

/** An arch from the top of one band over into the top of another, and the head of its arrow. */
export function archBetween(from: Band, to: Band): { readonly arch: string; readonly head: string } {
  const [x1, x2] = [from.x + from.width / 2, to.x + to.width / 2];
  const above = Math.max(2, Math.min(from.y, to.y) - 16);
  return {
    arch: `M${put(x1)} ${put(from.y)}C${put(x1)} ${put(above)} ${put(x2)} ${put(above)} ${put(x2)} ${put(to.y - 3)}`,
    head: `M${put(x2 - 3)} ${put(to.y - 5)}h6l-3 5z`,
  };
}

const put = (length: number) => Math.round(length * 100) / 100;

/** Level to the end of the bands, then to where the label is. Leaders keep their order, and so do not cross. */
function leader(x: number, from: number, to: number): string {
  const middle = (BANDS_TO + WIDTH) / 2;
  return `M${put(x)} ${put(from)}H${BANDS_TO}C${middle} ${put(from)} ${middle} ${put(to)} ${WIDTH} ${put(to)}`;
}

/** Moves labels apart, none above the top or, as far as there is room, below the bottom. Their order is kept. */
function apart(labels: readonly { readonly at: number; readonly size: number }[], height: number): number[] {
  const places: number[] = [];
  let free = 0;
  for (const { at, size } of labels) {
    places.push(Math.max(at, free));
    free = places.at(-1)! + size;
  }
  let end = height;
  for (let i = labels.length - 1; i >= 0; i--) {
    places[i] = Math.max(0, Math.min(places[i]!, end - labels[i]!.size));
    end = places[i]!;
  }
  return places;
}

function ticksBetween(youngest: number, oldest: number, yOf: (age: number) => number): PathLayout['ticks'] {
  const ticks: { y: number; count: number; unit: TickUnit }[] = [];
  for (const [count, unit, ms] of TICKS) {
    if (ms < youngest || ms > oldest) continue;
    const y = yOf(ms);
    if (ticks.length === 0 || ticks.at(-1)!.y - y >= BETWEEN_TICKS) ticks.push({ y, count, unit });
  }
  return ticks;
}
