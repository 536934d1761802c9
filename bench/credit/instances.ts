/** Credit of single actions: which one mattered most, and whether the first step of a chain is seen. */
import type { PlantedTruth } from '../worlds/planted-world.ts';
import { askTheProduct, creditsIn, type SaidCredit } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, meanOf, shareOf } from './family.ts';
import { foundMostDecisive } from './score-instances.ts';
import { worldNamed } from './world-named.ts';

/** The latest outcomes of a log are asked about, all at its end. */
const MOST_ASKED = 400;
/** Smaller credit is not seen by anybody. */
const SEEN = 0.05;
/** So near the largest contribution is as good as the largest. */
const NEAR = 0.02;
const SIMPLE_RULE = 0.54;

export const instances: Family = {
  name: 'instances',
  about:
    'Top-1: over outcomes one of whose actions changed the expectation by more than .1, the share whose first credit is of the ' +
    'action that changed it most. Chains, root and top-1 together: over outcomes that the root decided, the share whose first ' +
    'credit is of an action whose true contribution is within .02 of the largest, while the root stands among the first three ' +
    'credits with |mean| > .05. The oracle knows the generator’s chances but not the luck, and gives the best list there is without ' +
    'it: the action of the largest contribution first, and the root among the next two wherever its total contribution is more than ' +
    '.05. (Ranking all by total contribution would put every step between before the root, and be no bound: given beside it as ' +
    '`oracle_by_total`.) Leaks: answers, not errors, to `credit` ' +
    'asked just before the outcome was known. Sums: the largest gap in baseline + Σ credits + rest + unexplained = value.',
  targets: {
    instance_top_1: { at_least: 0.79 },
    chain_1000_of_oracle: { at_least: 0.85 },
    chain_3000_of_oracle: { at_least: 0.9 },
    credit_leaks: { at_most: 0 },
    credit_sum_gap: { at_most: 1e-6 },
  },
  jobs: (plan) => [
    ...jobsOf(plan, 'a', 1_000),
    ...jobsOf(plan, 'a', 300, { seeds: plan.seeds.slice(0, 6) }),
    ...jobsOf(plan, 'a', 3_000, { seeds: plan.seeds.slice(0, plan.quick ? 0 : 4) }),
    ...jobsOf(plan, 'chain', 1_000),
    ...jobsOf(plan, 'chain', 3_000, { seeds: plan.seeds.slice(0, plan.quick ? 0 : 8) }),
    ...jobsOf(plan, 'repeats', 1_000, { seeds: plan.seeds.slice(0, 4) }),
    ...jobsOf(plan, 'strong-interactions', 1_000, { seeds: plan.seeds.slice(0, 4) }),
  ],
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const asked = records
      .filter((record) => record.kind === 'outcome' && truth.contribution?.has(record.id))
      .slice(-MOST_ASKED);
    const early = asked.slice(-20).map(({ id, t }) => ({
      ask: 'credit',
      outcome: id,
      k: 10,
      at: new Date(Date.parse(t) - 1).toISOString(),
    }));
    const answers = await askTheProduct(records, [
      ...asked.map(({ id }) => ({ ask: 'credit', outcome: id, k: 10 })),
      ...early,
    ]);
    const numbers = {
      ...{ decided: 0, first: 0, three: 0, gap: 0, leaks: 0 },
      ...{ rooted: 0, together: 0, topped: 0, root: 0, oracle: 0, by_total: 0 },
    };
    for (const [i, { id }] of asked.entries()) {
      const credits = creditsIn(answers[i]);
      const found = foundMostDecisive(credits, truth.contribution!.get(id)!);
      if (found) {
        numbers.decided++;
        numbers.first += Number(found.first);
        numbers.three += Number(found.three);
      }
      const chain = judgeChain(credits, truth, id);
      if (chain) {
        numbers.rooted++;
        numbers.together += Number(chain.together);
        numbers.root += Number(chain.root);
        numbers.topped += Number(chain.top);
        numbers.oracle += Number(chain.oracle);
        numbers.by_total += Number(chain.oracleByTotal);
      }
      numbers.gap = Math.max(numbers.gap, gapOf(answers[i]!, credits));
    }
    numbers.leaks = answers.slice(asked.length).filter((answer) => !('error' in answer)).length;
    return { numbers };
  },
  conclude(done) {
    const share = (label: string, part: string, whole = 'decided') => shareOf(done, label, part, whole);
    const ofOracle = (label: string) => share(label, 'together', 'oracle');
    const every = (figure: string) => done.map(({ numbers }) => numbers[figure] ?? Number.NaN);
    return {
      figures: {
        instance_top_1: share('a 1000', 'first'),
        instance_top_3: share('a 1000', 'three'),
        instance_top_1_at_300: share('a 300', 'first'),
        instance_top_1_at_3000: share('a 3000', 'first'),
        instance_top_1_of_repeats: share('repeats 1000', 'first'),
        instance_top_1_of_interactions: share('strong-interactions 1000', 'first'),
        chain_top_1: share('chain 1000', 'first'),
        chain_first_near_largest: share('chain 1000', 'topped', 'rooted'),
        chain_root_seen: share('chain 1000', 'root', 'rooted'),
        chain_1000_together: share('chain 1000', 'together', 'rooted'),
        chain_1000_oracle: share('chain 1000', 'oracle', 'rooted'),
        chain_1000_oracle_by_total: share('chain 1000', 'by_total', 'rooted'),
        chain_1000_of_oracle: ofOracle('chain 1000'),
        chain_3000_of_oracle: ofOracle('chain 3000'),
        chain_1000_outcomes: meanOf(done, 'chain 1000', 'rooted'),
        credit_leaks: every('leaks').reduce((a, b) => a + b, 0),
        credit_sum_gap: Math.max(...every('gap')),
      },
      charts: [
        {
          kind: 'bars',
          name: 'chains',
          title: 'Chains: root and decisive action together, share of what an oracle gets',
          from: 0,
          to: 1,
          groups: ['1,000 outcomes', '3,000 outcomes'],
          series: [
            { name: 'Retrace', values: [ofOracle('chain 1000'), ofOracle('chain 3000')] },
            { name: 'simple rule', values: [SIMPLE_RULE, Number.NaN] },
          ],
        },
      ],
    };
  },
};

/** Null where the outcome was not decided by the root of its chain. */
function judgeChain(credits: readonly SaidCredit[], truth: PlantedTruth, outcome: string) {
  const root = truth.roots?.get(outcome);
  if (root === undefined || !truth.decidedBy?.get(outcome)?.includes(root)) return null;
  const contribution = truth.contribution!.get(outcome)!;
  const largest = Math.max(...[...contribution.values()].map(Math.abs));
  const first = credits[0];
  const top = first !== undefined && Math.abs(contribution.get(first.action) ?? 0) >= largest - NEAR;
  const seen = credits.slice(0, 3).some(({ action, mean }) => action === root && Math.abs(mean) > SEEN);
  const owed = truth.totalContribution!.get(outcome)!;
  const ranked = [...owed].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)).slice(0, 3);
  const oracle = Math.abs(owed.get(root) ?? 0) > SEEN;
  const oracleByTotal = oracle && ranked.some(([action]) => action === root);
  return { together: top && seen, top, root: seen, oracle, oracleByTotal };
}

function gapOf(answer: Readonly<Record<string, unknown>>, credits: readonly SaidCredit[]): number {
  const part = (field: string) => Number(answer[field]);
  const sum = credits.reduce((all, { mean }) => all + mean, 0);
  return Math.abs(part('baseline') + sum + part('rest') + part('unexplained') - part('value'));
}
