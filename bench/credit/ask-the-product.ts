/**
 * The product as anybody gets it: a log in, answers out, by the replay contract. Nothing in this folder looks behind it, but
 * for `cost.ts`.
 */
import type { Answer, Ask } from '../../lib/engine/answers/ask.ts';
import { replay } from '../../lib/engine/replay.ts';
import { Vectors } from '../../lib/models/vectors.ts';
import type { LogRecord } from '../../lib/records/record.ts';

/** An entry of the answer to `effect`. */
export interface SaidEffect {
  readonly action_type: string;
  readonly total: number;
  readonly direct: number;
  readonly se: number;
  readonly lo: number;
  readonly hi: number;
  readonly status: string;
  readonly n: number;
  /** Action types it is said to work through. */
  readonly through?: readonly string[];
  readonly contexts: readonly {
    readonly context: Readonly<Record<string, string | number>>;
    readonly total: number;
    readonly se: number;
    readonly n: number;
  }[];
}

/** An entry of the answer to `credit`. */
export interface SaidCredit {
  readonly action: string;
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
  readonly p_top: number;
  readonly status: string;
}

/** Answers in the order of the asks. No ask of this benchmark needs the meaning of texts. */
export async function askTheProduct(records: readonly LogRecord[], asks: readonly Ask[]): Promise<readonly Answer[]> {
  const vectors = new Vectors({
    model: 'none',
    open: () => Promise.reject(new Error('No ask of this benchmark needs vectors.')),
  });
  return (await replay({ records, asks, vectors, seed: 1 })).answers;
}

export function effectAsk(outcomeType: string, at?: string): Ask {
  return { ask: 'effect', outcome_type: outcomeType, measure: 'value', ...(at !== undefined && { at }) };
}

/** @throws Error where the product answered with one. */
export function effectsIn(answer: Answer | undefined): readonly SaidEffect[] {
  return membersOf<SaidEffect>(answer, 'effects');
}

/** @throws Error where the product answered with one. */
export function creditsIn(answer: Answer | undefined): readonly SaidCredit[] {
  return membersOf<SaidCredit>(answer, 'credits');
}

function membersOf<Member>(answer: Answer | undefined, field: string): readonly Member[] {
  const members = answer?.[field];
  if (!Array.isArray(members)) throw new Error(String(answer?.error ?? `The answer has no ${field}.`));
  return members;
}

/** More than a candidate. */
export function isSaid({ status }: { readonly status: string }): boolean {
  return status !== 'linked';
}

export function isClaimed({ status }: { readonly status: string }): boolean {
  return status === 'likely_helps' || status === 'likely_hurts' || status === 'caused';
}

/** |total|/se: how surely there is an effect. An effect said without any doubt is the surest. */
export function sureness({ total, se }: { readonly total: number; readonly se: number }): number {
  return total === 0 ? 0 : Math.abs(total) / se;
}
