import type { Attribute } from './attribution.ts';

const LAMBDA = 0.9;
const DISCOUNT = 0.99;
/** Step size of a state at its n-th visit: 1/n, but never less, so that it keeps learning. */
const LEAST_STEP = 0.02;

/**
 * TD(λ) with accumulating traces (Sutton 1988), one episode a case. The state is what was done last; its value starts at
 * that of the start. The outcome pays its value at the end; each step discounts by .99 and fades the trace by λ = .9.
 *
 * A type's score is its value beyond the start's, times √visits. A step is credited what it changed in the expectation at the
 * time: V(after) − V(before); what no step explains stays with the outcome. The order of cases matters, as it does on-line.
 */
export const tdLambda: Attribute = (cases) => {
  const START = '';
  const states = new Map<string, { value: number; visits: number }>([[START, { value: 0, visits: 0 }]]);
  const start = states.get(START)!;
  const stateOf = (type: string) => {
    // A prefix keeps a type without a name apart from the start.
    const key = `=${type}`;
    const state = states.get(key) ?? { value: start.value, visits: 0 };
    states.set(key, state);
    return state;
  };
  const byOutcome = new Map<string, readonly number[]>();
  for (const { outcome, value, steps } of cases) {
    const walk = [start, ...steps.map(({ type }) => stateOf(type))];
    byOutcome.set(
      outcome,
      steps.map((_, i) => walk[i + 1]!.value - walk[i]!.value),
    );
    const traces = new Map<(typeof walk)[number], number>();
    for (const [i, state] of walk.entries()) {
      state.visits++;
      for (const [other, trace] of traces) traces.set(other, trace * DISCOUNT * LAMBDA);
      traces.set(state, (traces.get(state) ?? 0) + 1);
      const next = i + 1 < walk.length ? DISCOUNT * walk[i + 1]!.value : value;
      const error = next - state.value;
      for (const [other, trace] of traces) other.value += Math.max(LEAST_STEP, 1 / other.visits) * error * trace;
    }
  }
  const byType = new Map<string, number>();
  for (const [key, { value, visits }] of states) {
    if (key !== START) byType.set(key.slice(1), (value - start.value) * Math.sqrt(visits));
  }
  return { byType, byOutcome };
};
