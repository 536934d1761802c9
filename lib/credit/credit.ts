/** All that is learnt of outcomes: of each type its outcomes with their candidates, and the forecast they make. */
import type { Candidate, Done } from '../linking/threads.ts';
import type { Context, OutcomeRecord } from '../records/record.ts';
import { type LearntOutcome, learntOutcome, type SavedOutcome } from './learnt-outcome.ts';
import { OutcomeHistory, type OutcomeHistorySnapshot } from './outcome-history.ts';

export interface CreditSnapshot {
  readonly histories: readonly (readonly [string, OutcomeHistorySnapshot])[];
  /** In log order. */
  readonly outcomes: readonly SavedOutcome[];
  /** Of outcomes that the user gave another value: what was recorded. */
  readonly recorded: readonly (readonly [id: string, value: number, confidence: number])[];
}

export class Credit {
  readonly #histories = new Map<string, OutcomeHistory>();
  readonly #outcomes = new Map<string, LearntOutcome>();
  readonly #recorded = new Map<string, { readonly value: number; readonly confidence: number }>();

  /** Learns one outcome. @param state the outcome's own state, used where it has no candidates. */
  learn(outcome: OutcomeRecord, candidates: readonly Candidate[], state: Context): void {
    let history = this.#histories.get(outcome.type);
    if (!history) {
      history = new OutcomeHistory();
      this.#histories.set(outcome.type, history);
    }
    const learnt = learntOutcome(outcome, candidates, state, history.foretell({ candidates, state }));
    history.learn(learnt);
    this.#outcomes.set(outcome.id, learnt);
  }

  /** The user says what an outcome is worth, and knows it; null: what was recorded counts again. */
  revalue(id: string, value: number | null): LearntOutcome | null {
    const before = this.#outcomes.get(id);
    if (!before) return null;
    const recorded = this.#recorded.get(id) ?? { value: before.value, confidence: before.confidence };
    const now = {
      ...before,
      ...(value === null ? recorded : { value: Math.min(1, Math.max(-1, value)), confidence: 1 }),
    };
    if (value === null) this.#recorded.delete(id);
    else this.#recorded.set(id, recorded);
    if (now.value === before.value && now.confidence === before.confidence) return now;
    this.#outcomes.set(id, now);
    this.#histories.get(before.type)!.amend(before, now);
    return now;
  }

  /** An outcome that was none: that something would not come, and it came. */
  retract(id: string): void {
    const before = this.#outcomes.get(id);
    if (!before) return;
    this.#outcomes.delete(id);
    this.#recorded.delete(id);
    this.#histories.get(before.type)!.amend(before, null);
  }

  history(outcomeType: string): OutcomeHistory | undefined {
    return this.#histories.get(outcomeType);
  }

  outcome(id: string): LearntOutcome | undefined {
    return this.#outcomes.get(id);
  }

  /** All outcomes in log order. */
  outcomes(): Iterable<LearntOutcome> {
    return this.#outcomes.values();
  }

  get types(): Iterable<string> {
    return this.#histories.keys();
  }

  /** Does one step of the refits that are due; false: nothing is. */
  step(): boolean {
    for (const history of this.#histories.values()) if (history.step()) return true;
    return false;
  }

  save(): CreditSnapshot {
    return {
      histories: [...this.#histories].map(([type, history]) => [type, history.save()] as const),
      outcomes: [...this.#outcomes.values()].map((outcome) => ({
        ...outcome,
        candidates: outcome.candidates.map(({ done, link, by }) => [done.id, link, by] as const),
      })),
      recorded: [...this.#recorded].map(([id, { value, confidence }]) => [id, value, confidence] as const),
    };
  }

  /** @param doneOf acts by id, from the threads saved with it. */
  static load(snapshot: CreditSnapshot, doneOf: (id: string) => Done | undefined): Credit {
    const credit = new Credit();
    const byType = new Map<string, LearntOutcome[]>();
    for (const saved of snapshot.outcomes) {
      const candidates = saved.candidates.flatMap(([id, link, by]): Candidate[] => {
        const done = doneOf(id);
        return done ? [{ done, link, by }] : [];
      });
      const outcome = { ...saved, candidates };
      credit.#outcomes.set(outcome.id, outcome);
      const list = byType.get(outcome.type);
      if (list) list.push(outcome);
      else byType.set(outcome.type, [outcome]);
    }
    for (const [type, history] of snapshot.histories) {
      credit.#histories.set(type, OutcomeHistory.load(history, byType.get(type) ?? []));
    }
    for (const [id, value, confidence] of snapshot.recorded) credit.#recorded.set(id, { value, confidence });
    return credit;
  }
}
