/**
 * Lays cases out in time as a person's work is: several threads under way at once, each at its own pace, answers that
 * take minutes or weeks, and much that has nothing to do with any of it.
 */
import type { Context, DecisionCandidate, LogRecord } from '../../lib/records/record.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
export const FIRST_MOMENT = Date.UTC(2026, 0, 5, 8);

/** One thing done in a case. With `lot` it is a decision of ours, and then `type` is not used. */
export interface PlantedStep {
  readonly type: string;
  readonly context?: Context;
  readonly entities?: readonly string[];
  readonly text?: string;
  readonly lot?: { readonly about: string; readonly candidates: readonly DecisionCandidate[] };
  /** Filled in by the layout: the id its record got. */
  id?: string;
}

/** What was done for one outcome, in order, and what came of it. */
export interface PlantedCase {
  readonly steps: PlantedStep[];
  readonly value: number;
  readonly entities?: readonly string[];
  /** Days between the happening and its becoming known. */
  readonly knownLater?: number;
  /** Multiplies the delay of this case's outcome. */
  readonly slower?: number;
}

export interface LayoutOptions {
  readonly outcomeType: string;
  /** Prefix of apps, threads and ids: logs of several worlds can be mixed. */
  readonly name?: string;
  /** Mean minutes between the starts of two cases. */
  readonly apart?: number;
  /** Delay of the outcome after the last step, in minutes: log-uniform between the two, times the pace of the thread. */
  readonly delay?: readonly [number, number];
  /** Multiplies the delay where the value is 0 or less: a no is known later (> 1) or earlier (< 1) than a yes. */
  readonly slowerNo?: number;
  /** Records without any bearing, per step. */
  readonly noise?: number;
  /** How step and outcome are tied: by thread (usual), by episode, by links, or by nothing but what `entities` say. */
  readonly tie?: 'thread' | 'episode' | 'links' | 'entities';
  /** A whole log ends somewhere: outcomes not known by the end of the last case plus this many days are left out. */
  readonly endsAfterDays?: number;
  /** Puts every case of a log at a date of its own, for logs made of several parts. */
  readonly startsAt?: number;
}

/** Records of all cases in log order, and the id of each case's outcome (null where the log ended before it was known). */
export function layOutInTime(
  cases: readonly PlantedCase[],
  random: () => number,
  options: LayoutOptions,
): { readonly records: LogRecord[]; readonly outcomes: (string | null)[] } {
  const {
    outcomeType,
    name = 'world',
    apart = 40,
    delay = [10, 20 * 1_440],
    slowerNo = 1,
    noise = 0.5,
    tie = 'thread',
    endsAfterDays = Number.POSITIVE_INFINITY,
    startsAt = FIRST_MOMENT,
  } = options;
  const records: LogRecord[] = [];
  const outcomes: (string | null)[] = [];
  const person = Math.exp(0.4 * normal(random));
  const iso = (ms: number) => new Date(Math.round(ms)).toISOString();
  let start = startsAt;
  let actions = 0;
  const ends: { readonly record: LogRecord; readonly j: number }[] = [];
  for (const [j, planted] of cases.entries()) {
    start += exponential(random) * apart * MINUTE;
    const pace = Math.exp(0.8 * normal(random)) * person;
    const place = { app: `${name}.example`, ...tieOf(tie, name, j) };
    let t = start;
    for (const step of planted.steps) {
      t += (0.2 + exponential(random)) * 15 * MINUTE * pace;
      const id = `${name}-a${actions++}`;
      step.id = id;
      const shared = {
        id,
        t: iso(t),
        ...place,
        ...(step.context && { context: step.context }),
        ...(step.entities && { entities: step.entities }),
        ...(step.text !== undefined && { text: step.text }),
      };
      records.push(
        step.lot
          ? { kind: 'decision', ...shared, about: step.lot.about, candidates: step.lot.candidates }
          : { kind: 'action', ...shared, type: step.type },
      );
      for (let n = noise; random() < n; n--) records.push(unrelated(random, name, t, actions++, iso));
    }
    const [shortest, longest] = delay;
    const wait = shortest * (longest / shortest) ** random() * MINUTE * pace * (planted.slower ?? 1);
    const happened = t + wait * (planted.value <= 0 ? slowerNo : 1);
    const known = happened + (planted.knownLater ?? 0) * DAY;
    ends.push({
      j,
      record: {
        kind: 'outcome',
        id: `${name}-o${j}`,
        t: iso(known),
        ...(known > happened && { happened: iso(happened) }),
        ...place,
        type: outcomeType,
        value: planted.value,
        ...(planted.entities && { entities: planted.entities }),
        ...(tie === 'links' && { links: planted.steps.map(({ id }) => id!) }),
      },
    });
  }
  const end = iso(Math.min(start + endsAfterDays * DAY, 8e15));
  for (const { j, record } of ends) {
    outcomes[j] = record.t <= end ? record.id : null;
    if (record.t <= end) records.push(record);
  }
  records.sort((a, b) => (a.t === b.t ? (a.id < b.id ? -1 : 1) : a.t < b.t ? -1 : 1));
  return { records, outcomes };
}

function tieOf(tie: NonNullable<LayoutOptions['tie']>, name: string, j: number) {
  if (tie === 'thread') return { thread: `${name}/t${j}` };
  return tie === 'episode' ? { thread: `${name}/all`, episode: `${name}-e${j}` } : {};
}

/** Something that has no bearing on anything: another app, another thread, now and then an outcome of another type. */
function unrelated(random: () => number, name: string, t: number, n: number, iso: (ms: number) => string): LogRecord {
  const shared = {
    id: `${name}-n${n}`,
    t: iso(t + random() * 60 * MINUTE),
    app: 'elsewhere.example',
    thread: `elsewhere/${Math.floor(random() * 400)}`,
  };
  const kind = random();
  if (kind < 0.6) return { kind: 'action', ...shared, type: `elsewhere:do:${Math.floor(random() * 12)}` };
  if (kind < 0.9) return { kind: 'observation', ...shared, text: 'A page was looked at.' };
  return { kind: 'outcome', ...shared, type: 'elsewhere:come:something', value: random() < 0.5 ? 1 : 0 };
}

/** A standard normal number (Box and Muller 1958). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function exponential(random: () => number): number {
  return -Math.log(1 - random());
}

export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
