/**
 * Lays cases out in time as a person's work is: several threads under way at once, each at its own pace, answers that
 * take minutes or weeks, and much that has nothing to do with any of it.
 */
import { compareInLogOrder } from '../../lib/records/order.ts';
import type { Context, DecisionCandidate, LogRecord } from '../../lib/records/record.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** People who answer; each is quicker or slower than the others, always. */
const PEOPLE = 8;
export const FIRST_MOMENT = Date.UTC(2026, 0, 5, 8);

/** One thing done in a case. With `lot` it is a decision of ours, and then `type` is not used. */
export interface PlantedStep {
  readonly type: string;
  readonly context?: Context;
  readonly entities?: readonly string[];
  readonly text?: string;
  readonly lot?: { readonly about: string; readonly candidates: readonly DecisionCandidate[] };
  /** A thread of its own in the case, where it is not the case's. */
  readonly thread?: string;
  /** An outcome of another type that follows at once. */
  readonly atOnce?: { readonly type: string; readonly value: number };
  /** Filled in by the layout: the id its record got. */
  id?: string;
}

/** What was done for one outcome, in order, and what came of it. */
export interface PlantedCase {
  readonly steps: PlantedStep[];
  readonly value: number;
  readonly entities?: readonly string[];
  /** Days between the happening and its becoming known, and what is done in the thread in between. */
  readonly knownLater?: number;
  readonly meanwhile?: readonly string[];
  /** The outcome never gets into the log. */
  readonly untold?: boolean;
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
  /** How much threads differ in pace: standard deviation of its logarithm. */
  readonly paces?: number;
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
    slowerNo = 1.5,
    paces = 0.8,
    noise = 0.5,
    tie = 'thread',
    endsAfterDays = Number.POSITIVE_INFINITY,
    startsAt = FIRST_MOMENT,
  } = options;
  const records: LogRecord[] = [];
  const outcomes: (string | null)[] = cases.map(() => null);
  const people = Array.from({ length: PEOPLE }, () => Math.exp(0.4 * normal(random)));
  let start = startsAt;
  let actions = 0;
  const ends: { readonly record: LogRecord; readonly j: number }[] = [];
  for (const [j, planted] of cases.entries()) {
    start += exponential(random) * apart * MINUTE;
    const pace = Math.exp(paces * normal(random));
    const person = Math.floor(random() * PEOPLE);
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
        ...(step.thread !== undefined && { thread: `${name}/${step.thread}` }),
        ...(step.context && { context: step.context }),
        ...(step.entities && { entities: step.entities }),
        ...(step.text !== undefined && { text: step.text }),
      };
      records.push(
        step.lot
          ? { kind: 'decision', ...shared, about: step.lot.about, candidates: step.lot.candidates }
          : { kind: 'action', ...shared, type: step.type },
      );
      if (step.atOnce) {
        const at = { id: `${name}-r${actions++}`, t: iso(t + MINUTE * pace), ...place };
        records.push({ kind: 'outcome', ...at, ...step.atOnce });
      }
      for (let n = noise; random() < n; n--) records.push(unrelated(random, name, t, actions++));
    }
    const [shortest, longest] = delay;
    const wait = shortest * (longest / shortest) ** random() * MINUTE * pace * people[person]! * (planted.slower ?? 1);
    const happened = t + wait * (planted.value <= 0 ? slowerNo : 1);
    const known = happened + (planted.knownLater ?? 0) * DAY;
    for (const type of planted.meanwhile ?? []) {
      const at = iso(happened + (0.05 + 0.9 * random()) * (known - happened));
      records.push({ kind: 'action', id: `${name}-a${actions++}`, t: at, ...place, type });
    }
    if (planted.untold) continue;
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
        entities: [...(planted.entities ?? []), `person:${name}-${person}`],
        ...(tie === 'links' && { links: planted.steps.map(({ id }) => id!) }),
      },
    });
  }
  const end = Number.isFinite(endsAfterDays) ? iso(start + endsAfterDays * DAY) : null;
  const inTime = (record: LogRecord) => end === null || record.t <= end;
  for (const { j, record } of ends) {
    if (!inTime(record)) continue;
    outcomes[j] = record.id;
    records.push(record);
  }
  return { records: records.filter(inTime).sort(compareInLogOrder), outcomes };
}

function tieOf(tie: NonNullable<LayoutOptions['tie']>, name: string, j: number) {
  if (tie === 'thread') return { thread: `${name}/t${j}` };
  return tie === 'episode' ? { thread: `${name}/all`, episode: `${name}-e${j}` } : {};
}

/** Something that has no bearing on anything: another app, another thread, now and then an outcome of another type. */
export function unrelated(random: () => number, name: string, t: number, n: number): LogRecord {
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

function iso(ms: number): string {
  return new Date(Math.round(ms)).toISOString();
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
