/**
 * Lessons: in this context, this action, that outcome, with the cases behind it. Two kinds: of one entity ("An edit of mine to
 * “Bridge” was reverted") from its first case on, and of an action type in general once two different threads showed it.
 */
import type { Candidate } from '../linking/threads.ts';
import { compareInLogOrder } from '../records/order.ts';
import type { OutcomeRecord } from '../records/record.ts';
import { isLooking } from './words-for-types.ts';

/** Most actions of one outcome that a lesson is drawn for: without links, the last of different types. */
const MOST_TYPES = 2;
/** From here on a candidate more probably belongs to the case than not. */
const LEAST_LINK = 0.5;

/** One case: an action and what came of it. */
export interface Case {
  readonly outcome: string;
  readonly t: string;
  readonly value: number;
  readonly thread: string | null;
  readonly action: string;
}

/** All cases of one action type with one outcome type, in log order. */
export interface LessonGroup {
  /** What is learnt in one space is not told in another; null is the default one. */
  readonly space: string | null;
  readonly actionType: string;
  readonly outcomeType: string;
  readonly cases: Case[];
}

export interface LessonsSnapshot {
  readonly groups: readonly LessonGroup[];
  readonly done: readonly (readonly [string, number])[];
}

/** One name for a group. */
export function groupKey({ space, actionType, outcomeType }: Omit<LessonGroup, 'cases'>): string {
  return `${actionType}|${outcomeType}${space === null ? '' : `|${space}`}`;
}

export class Lessons {
  readonly #groups = new Map<string, LessonGroup>();
  readonly #done = new Map<string, number>();

  /** Counts an action: a lesson says of how many. Each space has its own count. */
  countAction(type: string, space: string | null = null): void {
    const key = doneKey(type, space);
    this.#done.set(key, (this.#done.get(key) ?? 0) + 1);
  }

  /** Takes an outcome with its candidates. An outcome worth nothing teaches nothing. */
  learn(outcome: OutcomeRecord, candidates: readonly Candidate[]): void {
    const value = outcome.value ?? 1;
    if (value === 0) return;
    for (const { done } of chosenFrom(candidates)) {
      const actionType = done.types[0]!;
      const space = outcome.space ?? null;
      const key = groupKey({ space, actionType, outcomeType: outcome.type });
      let group = this.#groups.get(key);
      if (!group) {
        group = { space, actionType, outcomeType: outcome.type, cases: [] };
        this.#groups.set(key, group);
      }
      group.cases.push({ outcome: outcome.id, t: outcome.t, value, thread: done.thread, action: done.id });
    }
  }

  /** An outcome is worth something else than it was learnt with: its cases are told anew. */
  relearn(
    outcome: Pick<OutcomeRecord, 'id' | 't' | 'type' | 'value'> & { readonly space: string | null },
    candidates: readonly Candidate[],
  ): void {
    for (const [key, group] of this.#groups) {
      const left = group.cases.filter((each) => each.outcome !== outcome.id);
      if (left.length === group.cases.length) continue;
      if (left.length === 0) this.#groups.delete(key);
      else group.cases.splice(0, group.cases.length, ...left);
    }
    const { space, ...rest } = outcome;
    this.learn({ kind: 'outcome', ...rest, ...(space !== null && { space }) }, candidates);
    for (const { cases } of this.#groups.values()) {
      if (cases.at(-1)!.outcome === outcome.id)
        cases.sort((a, b) => compareInLogOrder({ id: a.outcome, t: a.t }, { id: b.outcome, t: b.t }));
    }
  }

  groups(): Iterable<LessonGroup> {
    return this.#groups.values();
  }

  /** How often an action of this type was done in all in a space. */
  timesDone(actionType: string, space: string | null = null): number {
    return this.#done.get(doneKey(actionType, space)) ?? 0;
  }

  save(): LessonsSnapshot {
    return {
      groups: [...this.#groups.values()].map((group) => ({ ...group, cases: [...group.cases] })),
      done: [...this.#done],
    };
  }

  static load(snapshot: LessonsSnapshot): Lessons {
    const lessons = new Lessons();
    for (const group of snapshot.groups) {
      lessons.#groups.set(groupKey(group), { ...group, cases: [...group.cases] });
    }
    for (const [type, n] of snapshot.done) lessons.#done.set(type, n);
    return lessons;
  }
}

function doneKey(type: string, space: string | null): string {
  return space === null ? type : `${type}|${space}`;
}

/** The candidates a lesson is drawn for: those the outcome is linked to, else the last few that did more than look. */
function chosenFrom(candidates: readonly Candidate[]): Candidate[] {
  const acts = candidates.filter(
    // A decision is ours, and what more probably belongs elsewhere is no case to learn from.
    ({ done, link }) => link >= LEAST_LINK && !done.types.every((type) => type.startsWith('decision:')),
  );
  const linked = acts.filter(({ by }) => by === 'link');
  const chosen = new Map<string, Candidate>();
  for (const candidate of (linked.length > 0 ? linked : acts).toReversed()) {
    const type = candidate.done.types[0]!;
    if (linked.length === 0 && isLooking(type)) continue;
    if (!chosen.has(type) && chosen.size < MOST_TYPES) chosen.set(type, candidate);
  }
  return [...chosen.values()];
}
