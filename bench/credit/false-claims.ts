/** How often something of no effect is claimed, over many logs. */
import { askTheProduct, effectAsk, effectsIn, isClaimed, isSaid } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, meanOf, shareOf } from './family.ts';
import { isNull } from './score-effects.ts';
import { worldNamed } from './world-named.ts';

const SUPERSTITION = 'superstition 400';
const LATE_NOES = 'late-noes 400';

export const falseClaims: Family = {
  name: 'false-claims',
  about:
    'Superstition: the share of seeds in which the charm is claimed (*likely helps*, *likely hurts* or *caused*), and in ' +
    'which the cause stands before the charm in the list. Late noes: the share of seeds in which the newcomer ' +
    'of no effect is claimed, and the share of claims among all types of no effect; in that world a no is known six times later ' +
    'than a yes and the log is cut a day after its last case.',
  targets: {
    superstition_cause_first: { at_least: 1 },
    superstition_claimed: { at_most: 0.05 },
    newcomer_claimed: { at_most: 0.05 },
    late_noes_nulls_claimed: { at_most: 0.05 },
  },
  jobs: (plan) => [
    ...jobsOf(plan, 'superstition', 400, { seeds: plan.manySeeds }),
    ...jobsOf(plan, 'late-noes', 400, { seeds: plan.manySeeds }),
  ],
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const effects = effectsIn((await askTheProduct(records, [effectAsk(truth.outcomeType)]))[0]);
    const find = (end: string) => effects.findIndex(({ action_type }) => action_type.endsWith(end));
    const nulls = effects.filter(({ action_type }) => isNull(truth.total.get(action_type) ?? Number.NaN));
    const of = (place: number) => (place < 0 ? null : effects[place]!);
    const numbers: Record<string, number> = {
      nulls: nulls.length,
      nulls_said: nulls.filter(isSaid).length,
      nulls_claimed: nulls.filter(isClaimed).length,
    };
    if (world === 'superstition') {
      const [cause, charm] = [find(':cause'), find(':charm')];
      numbers.cause_first = Number(cause >= 0 && (charm < 0 || cause < charm));
      numbers.cause_claimed = Number(cause >= 0 && isClaimed(of(cause)!));
      numbers.claimed = Number(charm >= 0 && isClaimed(of(charm)!));
      numbers.said = Number(charm >= 0 && isSaid(of(charm)!));
    } else {
      const newcomer = of(find(':novelty'));
      numbers.claimed = Number(newcomer !== null && isClaimed(newcomer));
      numbers.said = Number(newcomer !== null && isSaid(newcomer));
    }
    return { numbers };
  },
  conclude: (done) => ({
    figures: {
      superstition_cause_first: meanOf(done, SUPERSTITION, 'cause_first'),
      superstition_cause_claimed: meanOf(done, SUPERSTITION, 'cause_claimed'),
      superstition_claimed: meanOf(done, SUPERSTITION, 'claimed'),
      superstition_said: meanOf(done, SUPERSTITION, 'said'),
      newcomer_claimed: meanOf(done, LATE_NOES, 'claimed'),
      newcomer_said: meanOf(done, LATE_NOES, 'said'),
      late_noes_nulls_claimed: shareOf(done, LATE_NOES, 'nulls_claimed', 'nulls'),
    },
  }),
};
