/** A confounder nobody sees: what stands for it must be demoted, and true causes must not. */

import { PROXIES } from '../worlds/working-log.ts';
import { askTheProduct, effectAsk, effectsIn, isClaimed, type SaidEffect, sureness } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, shareOf } from './family.ts';
import { isNull } from './score-effects.ts';
import { worldNamed } from './world-named.ts';

const [HIDDEN, SEEN] = ['hidden-confounder 1000', 'a 1000'];
const FALSE_DISCOVERIES = 0.1;

export const placebos: Family = {
  name: 'placebos',
  about:
    'Convincing effects are those that pass Benjamini and Hochberg at q = .1 over the listed ones, worked out here from total/se. ' +
    'Demoted: convincing, and not claimed. With the workload hidden, the share of the convincing ones that only stand for it which are demoted (other null types are ' +
    'convincing by chance alone: no placebo knows of that, their share is told apart); false ' +
    'alarms are the share of convincing true causes that are, there and in world A.',
  targets: {
    false_causes_demoted: { at_least: 0.85 },
    false_alarms: { at_most: 0.1 },
    false_alarms_in_a: { at_most: 0.1 },
  },
  jobs: (plan) => [
    ...jobsOf(plan, 'hidden-confounder', 1_000),
    ...jobsOf(plan, 'a', 1_000, { seeds: plan.seeds.slice(0, 10) }),
  ],
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const effects = effectsIn((await askTheProduct(records, [effectAsk(truth.outcomeType)]))[0]);
    const convincing = passing(effects).filter(({ action_type }) => truth.total.has(action_type));
    const numbers = { false: 0, false_demoted: 0, true: 0, true_demoted: 0, chance: 0, chance_demoted: 0 };
    for (const each of convincing) {
      const proxy = PROXIES.some((type) => type === each.action_type);
      const kind = proxy ? 'false' : isNull(truth.total.get(each.action_type)!) ? 'chance' : 'true';
      numbers[kind]++;
      numbers[`${kind}_demoted`] += Number(!isClaimed(each));
    }
    return { numbers };
  },
  conclude: (done) => ({
    figures: {
      false_causes_demoted: shareOf(done, HIDDEN, 'false_demoted', 'false'),
      false_causes_convincing: done
        .filter(({ job }) => job.label === HIDDEN)
        .reduce((sum, { numbers }) => sum + numbers.false!, 0),
      false_by_chance_demoted: shareOf(done, HIDDEN, 'chance_demoted', 'chance'),
      false_alarms: shareOf(done, HIDDEN, 'true_demoted', 'true'),
      false_alarms_in_a: shareOf(done, SEEN, 'true_demoted', 'true'),
    },
  }),
};

/** Those that pass Benjamini and Hochberg (1995) together. */
function passing(effects: readonly SaidEffect[]): readonly SaidEffect[] {
  const ranked = effects.map((effect) => ({ effect, p: twoSided(sureness(effect)) })).sort((a, b) => a.p - b.p);
  const last = ranked.findLastIndex(({ p }, i) => p <= (FALSE_DISCOVERIES * (i + 1)) / ranked.length);
  return ranked.slice(0, last + 1).map(({ effect }) => effect);
}

/** Two-sided tail of the standard normal (Abramowitz and Stegun 26.2.17), within 1e-7. */
function twoSided(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (2 * Math.exp((-z * z) / 2) * poly) / Math.sqrt(2 * Math.PI);
}
