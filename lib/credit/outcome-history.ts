/** Everything known of one outcome type: its outcomes, the forecast they make, and what is worked out from them when asked. */
import type { ClaimStatus } from '../engine/api.ts';
import { type CaseTable, caseTable } from './case-table.ts';
import { type Effect, effectsOf } from './effect-of-action.ts';
import { type Leads, leadsBetweenTypes } from './leads-between-types.ts';
import type { Foretold, LearntOutcome } from './learnt-outcome.ts';
import { OutcomeForecast, type OutcomeForecastSnapshot } from './outcome-forecast.ts';

/** Outcomes that models and effects are made of, the last ones; older ones keep their credit and are explained by these. */
const MOST_OUTCOMES = 5_000;
/** What single credits say of an effect's rung, and what leads to what, is worked out anew once outcomes grew by this share. */
const GROWTH = 1.1;

export type OutcomeHistorySnapshot = OutcomeForecastSnapshot;

export class OutcomeHistory {
  #outcomes: LearntOutcome[] = [];
  #forecast = new OutcomeForecast();
  /** Remembered answers, of the state at `n` outcomes. */
  #table: { readonly n: number; readonly table: CaseTable } | null = null;
  #effects: { readonly n: number; readonly now: number; readonly measure: string; readonly effects: Effect[] } | null =
    null;
  #rungs: { readonly n: number; readonly rungs: ReadonlyMap<string, ClaimStatus>; readonly leads: Leads } | null = null;
  #n = 0;

  get forecast(): OutcomeForecast {
    return this.#forecast;
  }

  /** Outcomes learnt from. */
  get n(): number {
    return this.#n;
  }

  foretell(open: Pick<LearntOutcome, 'candidates' | 'state'>): Foretold {
    return this.#forecast.foretell(open);
  }

  learn(outcome: LearntOutcome): void {
    this.#add(outcome);
    this.#forecast.learn(outcome, this.#outcomes);
  }

  #add(outcome: LearntOutcome): void {
    this.#n++;
    this.#outcomes.push(outcome);
    if (this.#outcomes.length > MOST_OUTCOMES) this.#outcomes.shift();
  }

  /** An outcome of these stands otherwise now. @param now null: there was none. */
  amend(before: LearntOutcome, now: LearntOutcome | null): void {
    const at = this.#outcomes.findIndex(({ id }) => id === before.id);
    if (at >= 0) this.#outcomes.splice(at, 1, ...(now ? [now] : []));
    if (now === null) this.#n--;
    this.#table = null;
    this.#effects = null;
    this.#rungs = null;
    // One so old that models are not made of it any more changes none.
    if (at >= 0) this.#forecast.amend(before.value, now?.value ?? null, this.#outcomes);
  }

  /** Does one step of a refit that is due; false: none is. */
  step(): boolean {
    return this.#forecast.step();
  }

  /** Effects of all action types. @param now the moment as of which is asked, ms. */
  effects(now: number, measure: 'value' | 'delay' = 'value'): readonly Effect[] {
    const last = this.#effects;
    if (last && last.n === this.#n && last.now === now && last.measure === measure) return last.effects;
    const effects = effectsOf(this.#cases(), { now, measure });
    this.#effects = { n: this.#n, now, measure, effects };
    return effects;
  }

  #cases(): CaseTable {
    if (this.#table?.n !== this.#n) this.#table = { n: this.#n, table: caseTable(this.#outcomes) };
    return this.#table.table;
  }

  /** What the credit of single outcomes needs, as of a position at which it was last due: it need not be as fresh as the credit. */
  explained(): { readonly leads: Leads; readonly statusOf: (type: string) => ClaimStatus } {
    const due = duePosition(this.#n);
    if (this.#rungs?.n !== due) {
      // Of a long history only what is still there when the next position is due: whoever asks between sees the same.
      const oldest = Math.max(0, positionAfter(due) - 1 - MOST_OUTCOMES);
      const first = this.#n - this.#outcomes.length;
      const outcomes = this.#outcomes.slice(oldest - first, due - first);
      const now = outcomes.length > 0 ? Date.parse(outcomes.at(-1)!.t) : 0;
      const effects = effectsOf(caseTable(outcomes), { now });
      this.#rungs = {
        n: due,
        rungs: new Map(effects.map(({ action_type, status }) => [action_type, status])),
        leads: leadsBetweenTypes(outcomes),
      };
    }
    const { rungs, leads } = this.#rungs;
    return { leads, statusOf: (type) => rungs.get(type) ?? 'linked' };
  }

  save(): OutcomeHistorySnapshot {
    return this.#forecast.save();
  }

  static load(snapshot: OutcomeHistorySnapshot, outcomes: readonly LearntOutcome[]): OutcomeHistory {
    const history = new OutcomeHistory();
    for (const outcome of outcomes) history.#add(outcome);
    history.#forecast = OutcomeForecast.load(snapshot);
    return history;
  }
}

/** The last position at or before n at which what single credits need was due: 1, 2, … 10, 11, 13, 15, 17 … */
function duePosition(n: number): number {
  let position = 0;
  for (let next = 1; next <= n; next = positionAfter(next)) position = next;
  return position;
}

function positionAfter(position: number): number {
  return Math.max(position + 1, Math.floor(position * GROWTH));
}
