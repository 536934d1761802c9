/** Published tasks of long delays: what pays late, and what opened a door, read from the effects. */
import { askTheProduct, effectAsk, effectsIn } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, meanOf } from './family.ts';
import { worldNamed } from './world-named.ts';

const EPISODES = 1_000;
const DOOR = 'key-to-door-103';

export const longDelays: Family = {
  name: 'long-delays',
  about:
    'Discounting chain (bsuite): the arm of the largest total; score 1 − 10 (1.1 − return). Key to door: the share of seeds in which, at 30 episodes, ' +
    'the key (taking it, or passing it by) is before everything else but the door itself. Pocket watch: the share of brands for ' +
    'which the sign of repairing is right, at 10 and 20 decisions a brand.',
  targets: {
    discounting_chain_score: { at_least: 0.98 },
    key_to_door_key_first: { at_least: 0.9 },
  },
  jobs: (plan) => [
    ...jobsOf(plan, 'discounting-chain', EPISODES),
    ...jobsOf(plan, DOOR, 30),
    ...jobsOf(plan, 'pocket-watch', 200),
    ...(plan.quick ? [] : [...jobsOf(plan, DOOR, 60), ...jobsOf(plan, 'pocket-watch', 400)]),
  ],
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const effects = effectsIn((await askTheProduct(records, [effectAsk(truth.outcomeType)]))[0]);
    if (world === 'discounting-chain') {
      const arms = effects.filter(({ action_type }) => action_type.includes(':arm-'));
      const [best] = arms.toSorted((a, b) => b.total - a.total);
      const most = Math.max(...truth.total.values());
      const pays = best !== undefined && truth.total.get(best.action_type) === most ? 1.1 : 1;
      return { numbers: { score: Math.min(1, Math.max(0, 1 - 10 * (1.1 - pays))) } };
    }
    if (world === DOOR) {
      const first = effects.find(({ action_type }) => !action_type.endsWith(':door'));
      return { numbers: { first: Number(first?.action_type.endsWith(':key') ?? false) } };
    }
    const repair = effects.find(({ action_type }) => action_type.includes(':repair:'));
    const brands = truth.inContext!.filter(({ action }) => action.includes(':repair:'));
    const right = brands.filter(({ context, total }) => {
      const said = repair?.contexts.find((each) => each.context.brand === context.brand);
      return Math.sign(said?.total ?? 0) === Math.sign(total);
    });
    return { numbers: { right: right.length / brands.length } };
  },
  conclude: (done) => ({
    figures: {
      discounting_chain_score: meanOf(done, `discounting-chain ${EPISODES}`, 'score'),
      key_to_door_key_first: meanOf(done, `${DOOR} 30`, 'first'),
      key_to_door_key_first_at_60: meanOf(done, `${DOOR} 60`, 'first'),
      pocket_watch_right_at_10_a_brand: meanOf(done, 'pocket-watch 200', 'right'),
      pocket_watch_right_at_20_a_brand: meanOf(done, 'pocket-watch 400', 'right'),
    },
  }),
};
