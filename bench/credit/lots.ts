/** What was decided by lot: only that may be called caused, and it should be. */
import { askTheProduct, effectAsk, effectsIn, isClaimed } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, mean, meanOf, shareOf, valuesOf } from './family.ts';
import { isNull } from './score-effects.ts';
import { worldNamed } from './world-named.ts';

/** Cases with a lot, of all cases of these worlds. */
const WITH_A_LOT = 0.7;
const casesFor = (decisions: number) => Math.round(decisions / WITH_A_LOT);
const [OFFERS_50, OFFERS_85] = ['offers-50 500', 'offers-85 800'];
const [NULL, MIXED, EXPERIMENTS] = ['offers-null 500', 'offers 800', 'experiments 500'];

export const lots: Family = {
  name: 'lots',
  about:
    'Offers by lot: the share of seeds in which the offer of effect .15 is called *caused* with the right sign, at 500 decisions ' +
    'with a chance of .5 and at 800 with .85 (a decision holds three offers, so the logs have about 714 and 1,143 cases); of all ' +
    'offers of no effect in these logs and in logs without any, the share called *caused*. Experiments: the share of seeds in ' +
    'which what was merely done is claimed although its type was put to an experiment.',
  targets: {
    offers_50_caused: { at_least: 0.8 },
    offers_85_caused: { at_least: 0.8 },
    offers_without_effect_caused: { at_most: 0.05 },
    done_claimed_beside_experiment: { at_most: 0.05 },
  },
  jobs(plan) {
    const seeds = plan.manySeeds.slice(0, 60);
    return [
      ...jobsOf(plan, 'offers-50', casesFor(500), { seeds, label: OFFERS_50 }),
      ...jobsOf(plan, 'offers-85', casesFor(800), { seeds, label: OFFERS_85 }),
      ...jobsOf(plan, 'offers-null', casesFor(500), { seeds, label: NULL }),
      ...jobsOf(plan, 'offers', casesFor(800), { label: MIXED }),
      ...jobsOf(plan, 'experiments', casesFor(500), { seeds: seeds.slice(0, 40), label: EXPERIMENTS }),
    ];
  },
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const effects = effectsIn((await askTheProduct(records, [effectAsk(truth.outcomeType)]))[0]);
    const numbers: Record<string, number> = {
      drawn_null: 0,
      drawn_null_caused: 0,
      done: 0,
      done_claimed: 0,
      not_drawn_caused: 0,
    };
    // A subject and its kind are one lot here: counted once, by the subject.
    const subjects = new Set(
      records.flatMap((record) =>
        record.kind === 'decision' ? record.candidates.map(({ ref }) => `decision:${record.about}:${ref.about}`) : [],
      ),
    );
    for (const type of subjects) {
      const effect = truth.total.get(type)!;
      const said = effects.find(({ action_type }) => action_type === type);
      const caused = said?.status === 'caused';
      if (isNull(effect)) {
        numbers.drawn_null!++;
        numbers.drawn_null_caused! += Number(caused);
      } else {
        numbers.caused = Number(caused && Math.sign(said.total) === Math.sign(effect));
        if (said) numbers.error = said.total - effect;
        if (said) numbers.covered = Number(said.lo <= effect && effect <= said.hi);
      }
      const done = effects.find(({ action_type }) => `decision:experiment:${action_type}` === type);
      if (done) {
        numbers.done!++;
        numbers.done_claimed! += Number(isClaimed(done));
      }
    }
    numbers.not_drawn_caused = effects.filter(
      ({ action_type, status }) => !action_type.startsWith('decision:') && status === 'caused',
    ).length;
    return { numbers };
  },
  conclude(done) {
    const offered = done
      .filter(({ job }) => [OFFERS_50, OFFERS_85, NULL].includes(job.label))
      .map((each) => ({ ...each, job: { ...each.job, label: 'all' } }));
    return {
      figures: {
        offers_50_caused: meanOf(done, OFFERS_50, 'caused'),
        offers_85_caused: meanOf(done, OFFERS_85, 'caused'),
        offers_without_effect_caused: shareOf(offered, 'all', 'drawn_null_caused', 'drawn_null'),
        offers_mixed_caused: meanOf(done, MIXED, 'caused'),
        offers_mixed_bias: Math.abs(mean(valuesOf(done, MIXED, 'error'))),
        offers_50_cover: meanOf(done, OFFERS_50, 'covered'),
        offers_85_cover: meanOf(done, OFFERS_85, 'covered'),
        experiments_caused: meanOf(done, EXPERIMENTS, 'caused'),
        experiments_cover: meanOf(done, EXPERIMENTS, 'covered'),
        done_claimed_beside_experiment: shareOf(done, EXPERIMENTS, 'done_claimed', 'done'),
        caused_without_a_lot: done.reduce((sum, { numbers }) => sum + numbers.not_drawn_caused!, 0),
      },
    };
  },
};
