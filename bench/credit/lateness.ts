/** Outcomes learnt of days after they happened: what was done in between earned nothing, and nothing is known too early. */
import { isDeepStrictEqual } from 'node:util';
import { askTheProduct, creditsIn, effectAsk, effectsIn } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, meanOf, shareOf } from './family.ts';
import { worldNamed } from './world-named.ts';

const LABEL = 'known-late 600';
const MOST_ASKED = 200;
const MOMENTS = [0.4, 0.6, 0.8];

export const lateness: Family = {
  name: 'lateness',
  about:
    'In `known-late`, outcomes become known up to a week after they happened. Credit in between: the sum of |credit| of actions done ' +
    'in the outcome’s thread after it happened, over that of all its actions. Leaks: answers to `effect`, `credit` and `predict` ' +
    'asked `at` a moment that differ from those of the log cut there, and answers to `credit` before the outcome was known.',
  targets: { credit_in_between: { at_most: 0.02 }, leaks_into_the_past: { at_most: 0 } },
  jobs: (plan) => jobsOf(plan, 'known-late', 600),
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const known = records.flatMap((record) =>
      record.kind === 'outcome' && record.type === truth.outcomeType ? [record] : [],
    );
    const asked = known.slice(-MOST_ASKED);
    const creditAsk = (outcome: string, at?: string) => ({ ask: 'credit', outcome, k: 200, ...(at && { at }) });
    const before = (t: string) => new Date(Date.parse(t) - 1).toISOString();
    const [last, ...others] = await askTheProduct(records, [
      effectAsk(truth.outcomeType),
      ...asked.map(({ id }) => creditAsk(id)),
      ...asked.slice(-20).map(({ id, t }) => creditAsk(id, before(t))),
    ]);
    const byId = new Map(records.map((record) => [record.id, record]));
    let [between, all] = [0, 0];
    for (const [i, outcome] of asked.entries()) {
      for (const { action, mean } of creditsIn(others[i])) {
        all += Math.abs(mean);
        if (byId.get(action)!.t >= (outcome.happened ?? outcome.t)) between += Math.abs(mean);
      }
    }
    let leaks = others.slice(asked.length).filter((answer) => !('error' in answer)).length;

    const at = MOMENTS.map((share) => records[Math.floor(share * records.length)]!.t);
    const asksAt = (t: string) => {
      const latest = known.filter((outcome) => outcome.t <= t).at(-1);
      const next = known.find((outcome) => outcome.t > t);
      return [
        effectAsk(truth.outcomeType, t),
        ...(latest ? [creditAsk(latest.id, t)] : []),
        ...(next ? [{ ask: 'predict', outcome_type: truth.outcomeType, thread: next.thread, at: t }] : []),
      ];
    };
    const asOf = await askTheProduct(records, at.flatMap(asksAt));
    const cut: unknown[] = [];
    for (const t of at) {
      cut.push(
        ...(await askTheProduct(
          records.filter((record) => record.t <= t),
          asksAt(t),
        )),
      );
    }
    leaks += asOf.filter((answer, i) => !isDeepStrictEqual(answer, cut[i])).length;
    const meanwhile = effectsIn(last).find(({ action_type }) => action_type.endsWith(':meanwhile'));
    return { numbers: { between, all, leaks, ...(meanwhile && { meanwhile: Math.abs(meanwhile.total) }) } };
  },
  conclude: (done) => ({
    figures: {
      credit_in_between: shareOf(done, LABEL, 'between', 'all'),
      leaks_into_the_past: done.length === 0 ? Number.NaN : done.reduce((sum, { numbers }) => sum + numbers.leaks!, 0),
      effect_of_what_was_done_meanwhile: meanOf(done, LABEL, 'meanwhile'),
    },
  }),
};
