import type { Flow } from '../../credit/instance-credit.ts';
import type { LearntOutcome } from '../../credit/learnt-outcome.ts';
import { creditOfOutcome } from '../answers/credit.ts';
import type { CauseView, FlowView, ForetoldView, OutcomeView } from '../api.ts';
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
    flows: flowsBetween(views, credit.flows),
    foretold: foretoldOf(learnt),
    candidates: learnt.candidates.length,
    verdict: engine.verdicts.valueOf(id),
  };
}

/** The same without what must not be seen any more. What it was credited with is no less credited: it goes to the rest. */
export function withoutActions(view: OutcomeView, hidden: ReadonlySet<string>): OutcomeView {
  if (hidden.size === 0) return view;
  const causes = view.causes.filter(({ action }) => !hidden.has(action));
  return {
    ...view,
    causes,
    rest: view.causes.reduce((sum, { action, mean }) => (hidden.has(action) ? sum + mean : sum), view.rest),
    flows: flowsBetween(causes, view.flows),
    foretold: view.foretold.filter(({ action }) => !hidden.has(action)),
  };
}

function flowsBetween(causes: readonly CauseView[], flows: readonly Flow[]): FlowView[] {
  const shown = new Set(causes.map(({ action }) => action));
  // One act of two types can stand at both ends, and two pairs of types can be the same pair of acts.
  const between = new Map<string, FlowView>();
  for (const { from, to, amount } of flows) {
    if (from === to || !shown.has(from) || !shown.has(to)) continue;
    const key = JSON.stringify([from, to]);
    between.set(key, { from, to, amount: amount + (between.get(key)?.amount ?? 0) });
  }
  return [...between.values()]
    .filter(({ amount }) => amount !== 0)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
}

function foretoldOf({ candidates, foretold }: LearntOutcome): ForetoldView[] {
  return foretold.flatMap(([place, after], i): ForetoldView[] => {
    const done = candidates[place]?.done;
    const before = foretold[i - 1]?.[1];
    return done === undefined || before === undefined || before === after
      ? []
      : [{ action: done.id, t: done.t, before, after }];
  });
}
