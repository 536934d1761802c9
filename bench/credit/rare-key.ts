/** A cause in one case of ten, linked by an entity only, among decoys that come with it. */
import { askTheProduct, effectAsk, effectsIn, isClaimed } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, meanOf } from './family.ts';
import { worldNamed } from './world-named.ts';

const LABEL = 'rare-key 160';

export const rareKey: Family = {
  name: 'rare-key',
  about:
    'The share of seeds in which the key is the first effect of the list at 160 cases, and in which any decoy is claimed.',
  targets: { rare_key_first: { at_least: 0.9 }, rare_key_decoy_claimed: { at_most: 0.1 } },
  jobs: (plan) => jobsOf(plan, 'rare-key', 160, { seeds: plan.manySeeds.slice(0, 100) }),
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const effects = effectsIn((await askTheProduct(records, [effectAsk(truth.outcomeType)]))[0]);
    const key = effects.find(({ action_type }) => action_type.endsWith(':key'));
    return {
      numbers: {
        first: Number(effects[0] !== undefined && effects[0] === key),
        claimed: Number(key !== undefined && isClaimed(key)),
        decoy: Number(effects.some((each) => each.action_type.includes(':decoy-') && isClaimed(each))),
      },
    };
  },
  conclude: (done) => ({
    figures: {
      rare_key_first: meanOf(done, LABEL, 'first'),
      rare_key_claimed: meanOf(done, LABEL, 'claimed'),
      rare_key_decoy_claimed: meanOf(done, LABEL, 'decoy'),
    },
  }),
};
