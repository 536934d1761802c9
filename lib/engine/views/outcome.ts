import { creditOfOutcome } from '../answers/credit.ts';
import type { CauseView, OutcomeView } from '../api.ts';
import type { Engine } from '../engine.ts';
import { entityOf, headingOf, titleOf } from './words.ts';

const SEED = 1;

/** What the panel shows of one outcome: what it was, and what it is traced back to. Null for an id nobody knows. */
export function outcomeView(engine: Engine, id: string, causes: number): OutcomeView | null {
  const learnt = engine.credit.outcome(id);
  if (!learnt) return null;
  const credit = creditOfOutcome(engine, id, Number.MAX_SAFE_INTEGER, SEED)!;
  const linked = new Set(learnt.candidates.filter(({ by }) => by === 'link').map(({ done }) => done.id));
  // What the page itself links comes first; then by credit.
  const ordered = [...credit.credits].sort((a, b) => Number(linked.has(b.action)) - Number(linked.has(a.action)));
  const shown = ordered.slice(0, causes);
  const views = shown.flatMap(({ action, mean, lo, hi, status }): CauseView[] => {
    const done = engine.threads.done(action);
    if (!done) return [];
    const text = titleOf(engine, { kind: 'action', type: done.types[0]!, thread: undefined });
    return [{ action, text, t: done.t, mean, lo, hi, status }];
  });
  const first = views[0];
  const entity = entityOf(engine, learnt.thread);
  return {
    id,
    t: learnt.t,
    happened: learnt.happened,
    app: learnt.app ?? '',
    thread: learnt.thread,
    type: learnt.type,
    title: headingOf(learnt.type, entity, first?.t ?? null, learnt.happened ?? learnt.t),
    entity,
    value: learnt.value,
    causes: views,
    baseline: credit.baseline,
    rest: ordered.slice(causes).reduce((sum, { mean }) => sum + mean, 0),
    unexplained: credit.unexplained,
    candidates: learnt.candidates.length,
    verdict: engine.verdicts.valueOf(id),
  };
}
