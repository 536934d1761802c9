import type { Context, DecisionRecord, Features, LogRecord } from '../records/record.ts';
import { isPresence } from './kinds-of-act.ts';

/** One candidate of a decision of ours, under one of its type names. */
export interface Lot {
  readonly type: string;
  /** Probability with which it was to be chosen, in [0, 1]. */
  readonly propensity: number;
  readonly chosen: boolean;
}

/** One thing done, as far as credit needs it. A decision counts as the actions it chose. */
export interface Done {
  readonly id: string;
  readonly t: string;
  /**
   * Types it counts as: one for an action; for a decision one a chosen candidate's kind and one its subject. Empty for a
   * decision that drew lots and chose nothing: then `lots` say what was left out by chance.
   */
  readonly types: readonly string[];
  readonly thread: string | null;
  readonly app: string | null;
  /** What must not mix; null is the default space. */
  readonly space: string | null;
  /** State as of its moment: what it said itself, else what its thread said before. */
  readonly state: Context;
  readonly features: Features | null;
  readonly entities: readonly string[];
  /** The episode the record itself names; null if it names none. */
  readonly episode: string | null;
  /** Which sitting of its thread it belongs to, from 0 on; 0 without a thread. */
  readonly sitting: number;
  /** For a decision all its candidates, each under its kind and its subject; empty for an action. */
  readonly lots: readonly Lot[];
}

const NONE: readonly never[] = [];

/** What a record counts as having done, with its lots; null for a record that is no act, or only about being there. */
export function actOf(record: LogRecord): Pick<Done, 'types' | 'lots'> | null {
  if (isPresence(record)) return null;
  if (record.kind === 'action') return { types: [record.type], lots: NONE };
  if (record.kind !== 'decision') return null;
  const lots = lotsOf(record);
  const types = [...new Set(lots.filter(({ chosen }) => chosen).map(({ type }) => type))];
  // Left out by lot is an absence that says something; left out for certain is none.
  const drew = lots.some(({ propensity }) => propensity > 0 && propensity < 1);
  return types.length > 0 || drew ? { types, lots } : null;
}

function lotsOf({ about, candidates }: DecisionRecord): Lot[] {
  return candidates.flatMap(({ ref, propensity, chosen }) =>
    [...new Set([ref.kind, ref.about])]
      .filter((name) => name !== undefined && name !== '')
      .map((name) => ({ type: `decision:${about}:${name}`, propensity, chosen })),
  );
}
