/** All that is learnt of outcomes: a model an outcome type, and the row of each outcome, so that its credit can be asked. */
import type { Candidate } from '../linking/threads.ts';
import type { Context, OutcomeRecord } from '../records/record.ts';
import { OutcomeModel, type OutcomeModelSnapshot, type OutcomeRow, rowOf } from './outcome-model.ts';

/** An outcome with its candidates' ids, as they were when it became known. */
export interface LearntOutcome {
  readonly id: string;
  readonly type: string;
  readonly t: string;
  readonly happened: string | null;
  readonly app: string | null;
  readonly thread: string | null;
  readonly row: OutcomeRow;
  readonly candidates: readonly (readonly [id: string, link: number, by: Candidate['by']])[];
}

export interface CreditSnapshot {
  readonly models: readonly (readonly [string, OutcomeModelSnapshot])[];
  readonly outcomes: readonly LearntOutcome[];
}

export class Credit {
  readonly #models = new Map<string, OutcomeModel>();
  readonly #outcomes = new Map<string, LearntOutcome>();

  /** Learns one outcome. @param state the outcome's own context, used where it has no candidates. */
  learn(outcome: OutcomeRecord, candidates: readonly Candidate[], state: Context): void {
    let model = this.#models.get(outcome.type);
    if (!model) {
      model = new OutcomeModel();
      this.#models.set(outcome.type, model);
    }
    const row = model.learn(rowOf(outcome, candidates, state));
    this.#outcomes.set(outcome.id, {
      id: outcome.id,
      type: outcome.type,
      t: outcome.t,
      happened: outcome.happened ?? null,
      app: outcome.app ?? null,
      thread: outcome.thread ?? null,
      row,
      candidates: candidates.map(({ done, link, by }) => [done.id, link, by] as const),
    });
  }

  model(outcomeType: string): OutcomeModel | undefined {
    return this.#models.get(outcomeType);
  }

  outcome(id: string): LearntOutcome | undefined {
    return this.#outcomes.get(id);
  }

  /** All outcomes in log order. */
  outcomes(): Iterable<LearntOutcome> {
    return this.#outcomes.values();
  }

  get types(): Iterable<string> {
    return this.#models.keys();
  }

  save(): CreditSnapshot {
    return {
      models: [...this.#models].map(([type, model]) => [type, model.save()] as const),
      outcomes: [...this.#outcomes.values()],
    };
  }

  static load(snapshot: CreditSnapshot): Credit {
    const credit = new Credit();
    for (const [type, model] of snapshot.models) credit.#models.set(type, OutcomeModel.load(model));
    for (const outcome of snapshot.outcomes) credit.#outcomes.set(outcome.id, outcome);
    return credit;
  }
}
