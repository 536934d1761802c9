/** Reads a planted log as the tests do: by its records alone, without the generator. */
import type { ActionRecord, DecisionRecord, OutcomeRecord } from '../../lib/records/record.ts';
import type { PlantedLog } from './planted-world.ts';

export interface ReadCase {
  readonly outcome: OutcomeRecord;
  readonly value: number;
  readonly actions: readonly ActionRecord[];
  readonly types: ReadonlySet<string>;
  readonly decisions: readonly DecisionRecord[];
}

/** Each outcome of the world's type with what stands before it in its thread. */
export function casesByThread({ records, truth }: PlantedLog): ReadCase[] {
  const actions = new Map<string, ActionRecord[]>();
  const decisions = new Map<string, DecisionRecord[]>();
  const push = <R>(map: Map<string, R[]>, key: string, record: R) => map.set(key, [...(map.get(key) ?? []), record]);
  const outcomes: OutcomeRecord[] = [];
  for (const record of records) {
    if (record.kind === 'action' && record.thread) push(actions, record.thread, record);
    else if (record.kind === 'decision' && record.thread) push(decisions, record.thread, record);
    else if (record.kind === 'outcome' && record.type === truth.outcomeType) outcomes.push(record);
  }
  return outcomes.map((outcome) => {
    const until = outcome.happened ?? outcome.t;
    const before = (actions.get(outcome.thread ?? '') ?? []).filter(({ t }) => t < until);
    return {
      outcome,
      value: outcome.value ?? 1,
      actions: before,
      types: new Set(before.map(({ type }) => type)),
      decisions: decisions.get(outcome.thread ?? '') ?? [],
    };
  });
}

/** Difference of means between two groups, and its standard error. */
export function contrast(
  yes: readonly number[],
  no: readonly number[],
): { readonly difference: number; readonly se: number } {
  const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
  const variance = (xs: readonly number[]) => {
    const middle = mean(xs);
    return xs.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (xs.length - 1);
  };
  // A group without any spread still does not know its mean to the last digit.
  const se = Math.sqrt(variance(yes) / yes.length + variance(no) / no.length) + 1e-9;
  return { difference: mean(yes) - mean(no), se };
}

/** The same of an action type, over some of the cases. */
export function contrastOf(cases: readonly ReadCase[], type: string): ReturnType<typeof contrast> {
  const values = (done: boolean) => cases.filter(({ types }) => types.has(type) === done).map(({ value }) => value);
  return contrast(values(true), values(false));
}
