/** Umbrella, the published sweeps: which of many steps decides, and by which of many bits, read from the effects. */
import type { LogRecord } from '../../lib/records/record.ts';
import { BSUITE_SETTINGS } from '../worlds/umbrella.ts';
import { askTheProduct, effectAsk, effectsIn, type SaidEffect, sureness } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, mean, meanOf, valuesOf } from './family.ts';
import { worldNamed } from './world-named.ts';

const EPISODES = 1_000;
/** A setting is solved with less; acting at random has 1. */
const SOLVED = 0.5;
const LONGEST = 100;

export const umbrella: Family = {
  name: 'umbrella',
  about:
    'The policy takes or leaves by what is said of both for this context: of the entries of `contexts` that match, the one with the ' +
    'largest |total|/se. Regret is 1 − the mean final payment of that policy over the contexts of the log; the score is the share ' +
    'of settings with less than .5, as in bsuite. Which step decides is not given: it is the one of which something is said most surely.',
  targets: {
    umbrella_length_score: { at_least: 1 },
    umbrella_distract_score: { at_least: 1 },
    umbrella_length_100_score: { at_least: 1 },
  },
  jobs(plan) {
    const settings = plan.quick ? [1, 3] : BSUITE_SETTINGS;
    const one = { seeds: plan.seeds.slice(0, 1) };
    // The longest first: they decide when all are done.
    return [
      ...(plan.quick ? [] : jobsOf(plan, `umbrella-length-${LONGEST}`, EPISODES, { seeds: plan.seeds.slice(1, 3) })),
      ...settings.toReversed().flatMap((n) => jobsOf(plan, `umbrella-length-${n}`, EPISODES, one)),
      ...settings.toReversed().flatMap((n) => jobsOf(plan, `umbrella-distract-${n}`, EPISODES, one)),
    ];
  },
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const effects = effectsIn((await askTheProduct(records, [effectAsk(truth.outcomeType)]))[0]);
    return { numbers: { regret: regretOf(effects, records) } };
  },
  conclude(done) {
    const regretAt = (sweep: string) => (n: number) => meanOf(done, `umbrella-${sweep}-${n} ${EPISODES}`, 'regret');
    const scoreOf = (sweep: string) => {
      const regrets = BSUITE_SETTINGS.map(regretAt(sweep));
      if (regrets.some(Number.isNaN)) return Number.NaN;
      return mean(regrets.map((regret) => Number(regret < SOLVED)));
    };
    const longest = valuesOf(done, `umbrella-length-${LONGEST} ${EPISODES}`, 'regret');
    return {
      figures: {
        umbrella_length_score: scoreOf('length'),
        umbrella_length_worst_regret: Math.max(...BSUITE_SETTINGS.map(regretAt('length'))),
        umbrella_distract_score: scoreOf('distract'),
        umbrella_distract_worst_regret: Math.max(...BSUITE_SETTINGS.map(regretAt('distract'))),
        umbrella_length_100_score: mean(longest.map((regret) => Number(regret < SOLVED))),
      },
      charts: [
        {
          kind: 'lines',
          name: 'umbrella',
          title: 'Umbrella: regret of the policy read from the effects (random: 1, solved below .5)',
          from: 0,
          to: 1,
          groups: BSUITE_SETTINGS.map(String),
          series: [
            { name: 'length of chain', values: BSUITE_SETTINGS.map(regretAt('length')) },
            { name: 'distractors', values: BSUITE_SETTINGS.map(regretAt('distract')) },
          ],
        },
      ],
    };
  },
};

/** 1 − mean final payment of the policy over the contexts of the log's own first steps: 0 is perfect, 1 is chance. */
function regretOf(effects: readonly SaidEffect[], records: readonly LogRecord[]): number {
  let [payments, episodes] = [0, 0];
  // The step with a choice that is said most surely to matter: step 1, if the answer is right.
  const steps = Map.groupBy(effects, ({ action_type }) => action_type.slice(0, action_type.lastIndexOf(':')));
  const surest = (list: readonly SaidEffect[]) =>
    Math.max(...list.flatMap((effect) => [effect, ...effect.contexts].map(sureness)));
  const [step, choices] = [...steps].reduce((a, b) => (surest(b[1]) > surest(a[1]) ? b : a), ['', []] as const);
  for (const record of records) {
    if (record.kind !== 'action' || record.context?.need === undefined) continue;
    episodes++;
    const decides = record.type.startsWith(`${step}:`);
    const worth = (end: string) => {
      const said = choices.find(({ action_type }) => action_type.endsWith(end));
      return said ? saidFor(said, record.context!) : 0;
    };
    const [take, leave] = [worth(':take'), worth(':leave')];
    // Another step than the one that decides, or nothing to choose by: chance, which pays nothing on average.
    if (decides && take !== leave) payments += (take > leave ? 1 : 0) === record.context.need ? 1 : -1;
  }
  return 1 - payments / episodes;
}

/** What is said of a type for a context: the surest of the entries that match it. */
function saidFor({ contexts, total, se }: SaidEffect, context: Readonly<Record<string, string | number>>): number {
  let best = { total, se };
  for (const entry of contexts) {
    const matches = Object.entries(entry.context).every(([key, value]) => context[key] === value);
    if (matches && sureness(entry) > sureness(best)) best = entry;
  }
  return best.total;
}
