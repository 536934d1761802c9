import { commits } from '../linking/kinds-of-act.ts';
import type { Context, Features } from '../records/record.ts';
import type { EntityMemory } from './entity-memory.ts';

/** Who says what an outcome is worth: the site's own structure, its words by a model, the user for this site, or nobody yet. */
export type ValuedBy = 'structure' | 'text' | 'site' | 'nobody';

/** What a comparison found, before it is a record. */
export interface Told {
  readonly type: string;
  readonly value: number;
  readonly confidence?: number;
  readonly valuedBy: ValuedBy;
  readonly text?: string;
  readonly happened?: string;
  readonly links: readonly string[];
  readonly features?: Features;
  readonly context?: Context;
}

const ONE_DEED_WITHIN_IN_MS = 2 * 60_000;
const MOST_LINKS = 3;

/** The acts an outcome of a thing is tied to: what the user did there last before a moment (typed, then sent, is one deed). */
export function lastActsIn({ acts }: EntityMemory, before: string): string[] {
  const committed = acts.filter(({ t, type }) => t <= before && commits(type));
  const last = committed.at(-1);
  if (!last) return [];
  const from = Date.parse(last.t) - ONE_DEED_WITHIN_IN_MS;
  return committed
    .filter(({ t }) => Date.parse(t) >= from)
    .slice(-MOST_LINKS)
    .map(({ id }) => id);
}

/** Mails say when they were sent to the second, lists often to the minute only: it was so at the latest at its end. In ms. */
export function latestOf(happened: string): number {
  const ms = Date.parse(happened);
  return ms + (ms % 60_000 === 0 ? 59_999 : ms % 1_000 === 0 ? 999 : 0);
}
