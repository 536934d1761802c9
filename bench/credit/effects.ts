/** Effects of action types against the truth, and against every baseline on the same logs. */
import { ALL_BASELINES } from '../../lib/credit/baselines/all-baselines.ts';
import { ALL_WORLDS } from '../worlds/all-worlds.ts';
import { MEDIATOR, ROOT } from '../worlds/working-log.ts';
import { askTheProduct, creditsIn, effectAsk, effectsIn } from './ask-the-product.ts';
import { casesOfLog } from './cases-of-log.ts';
import { type Done, type Family, jobsOf, mean, meanOf, shareOf, valuesOf } from './family.ts';
import { isNull, scoreBaseline, scoreEffects } from './score-effects.ts';
import { foundMostDecisive, topOfBaseline } from './score-instances.ts';
import { worldNamed } from './world-named.ts';

/** The name of the product's own estimator in tables. */
export const OURS = 'Retrace';

/** World and size of the rows of the table of targets. */
const HEADLINES = [
  ['a', 300],
  ['a', 1_000],
  ['b', 1_000],
  ['links-20-5', 1_000],
  ['delays', 1_000],
] as const;
/** The other worlds are there to be ahead in: fewer seeds, one size. */
const ELSEWHERE = { outcomes: 400, seeds: 6 };
/** The latest outcomes are asked for their credit. */
const MOST_CREDITS_ASKED = 100;
/** Effects in contexts, which no baseline has; one that is made of the others; and the middle of a sweep of which the ends are here. */
const NOT_BY_TYPES = /umbrella|memory|year|door-(43|63|83)/;

export const effects: Family = {
  name: 'effects',
  about:
    'Effects by `effect` after the whole log. AUC is of |total|/se, types with |truth| > .01 against those of at most that; a type ' +
    'that occurs and is not listed has 0. Cover is the share of listed effects whose [lo, hi] holds the truth; false positives ' +
    'the share of null types with |total|/se > 1.96; said and claimed the shares of null types beyond *linked* and beyond ' +
    '*associated*. The decisive action is that of `instances`, of the latest 100 outcomes. AUC is the mean over seeds, shares are over all seeds together. Ahead of a baseline in a world: the mean AUC ' +
    'is larger, or both are 1.',
  targets: {
    a_300_auc: { at_least: 0.83 },
    a_300_cover: { at_least: 0.87, at_most: 0.94 },
    a_300_false_positives: { at_most: 0.06 },
    a_1000_auc: { at_least: 0.98 },
    a_1000_cover: { at_least: 0.87, at_most: 0.94 },
    a_1000_false_positives: { at_most: 0.06 },
    b_root_total_error: { at_most: 0.03 },
    b_root_direct_error: { at_most: 0.05 },
    b_root_through_mediator: { at_least: 0.9 },
    links_20_5_1000_auc: { at_least: 0.94 },
    links_20_5_1000_cover: { at_least: 0.85 },
    delays_1000_auc: { at_least: 0.97 },
    delays_1000_cover: { at_least: 0.87 },
    worlds_behind_a_baseline: { at_most: 0 },
  },
  jobs(plan) {
    const headlines = HEADLINES.flatMap(([world, outcomes]) => jobsOf(plan, world, outcomes));
    const others = ALL_WORLDS.map(({ name }) => name).filter(
      (name) => !NOT_BY_TYPES.test(name) && !HEADLINES.some(([world]) => world === name),
    );
    const seeds = plan.seeds.slice(0, plan.quick ? 1 : ELSEWHERE.seeds);
    return [
      ...headlines,
      ...(plan.quick ? others.slice(0, 2) : others).flatMap((name) =>
        jobsOf(plan, name, ELSEWHERE.outcomes, { seeds }),
      ),
    ];
  },
  async measure({ world, outcomes, seed }) {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const cases = casesOfLog(records, truth.outcomeType);
    const occurring = new Set(cases.flatMap(({ steps }) => steps.map(({ type }) => type)));
    const total = new Map([...truth.total].filter(([type]) => occurring.has(type)));
    const decided = cases.filter(({ outcome }) => truth.contribution?.has(outcome)).slice(-MOST_CREDITS_ASKED);
    const [said, ...credits] = await askTheProduct(records, [
      effectAsk(truth.outcomeType),
      ...decided.map(({ outcome }) => ({ ask: 'credit', outcome, k: 3 })),
    ]);
    const effects = effectsIn(said);
    const found = decided.flatMap(
      ({ outcome }, i) => foundMostDecisive(creditsIn(credits[i]), truth.contribution!.get(outcome)!) ?? [],
    );
    const numbers: Record<string, number> = {
      ...scoreEffects(effects, total),
      ...(found.length > 0 && { top: mean(found.map(({ first }) => Number(first))) }),
    };
    if (world === 'b') {
      const root = effects.find(({ action_type }) => action_type === ROOT);
      if (root) {
        numbers.root_total_error = root.total - truth.total.get(ROOT)!;
        numbers.root_direct = root.direct;
        numbers.root_through = Number(root.through?.includes(MEDIATOR) ?? false);
      }
    }
    const methods: Record<string, Record<string, number>> = {};
    if ([...total.values()].some(isNull) && ![...total.values()].every(isNull)) {
      methods[OURS] = numbers;
      for (const [name, attribute] of Object.entries(ALL_BASELINES)) {
        const attribution = attribute(cases);
        methods[name] = {
          ...scoreBaseline(attribution, total),
          ...(truth.contribution && { top: topOfBaseline(attribution, decided, truth.contribution) }),
        };
      }
    }
    return { numbers, methods };
  },
  conclude(done) {
    const figures: Record<string, number> = {};
    for (const label of new Set(done.map(({ job }) => job.label))) {
      const key = keyOf(label);
      figures[`${key}_auc`] = meanOf(done, label, 'auc');
      figures[`${key}_auc_of_place`] = meanOf(done, label, 'auc_of_place');
      figures[`${key}_cover`] = shareOf(done, label, 'covered', 'listed');
      figures[`${key}_cover_of_causes`] = shareOf(done, label, 'real_covered', 'real');
      figures[`${key}_false_positives`] = shareOf(done, label, 'nulls_beyond', 'nulls');
      figures[`${key}_nulls_said`] = shareOf(done, label, 'nulls_said', 'nulls');
      figures[`${key}_nulls_claimed`] = shareOf(done, label, 'nulls_claimed', 'nulls');
      figures[`${key}_causes_claimed`] = shareOf(done, label, 'real_claimed', 'real');
      figures[`${key}_sign_right`] = meanOf(done, label, 'sign_right');
      figures[`${key}_rmse`] = meanOf(done, label, 'rmse');
    }
    const errors = valuesOf(done, 'b 1000', 'root_total_error');
    figures.b_root_total_error = Math.abs(mean(errors));
    figures.b_root_total_error_of_one = mean(errors.map(Math.abs));
    figures.b_root_direct_error = Math.abs(meanOf(done, 'b 1000', 'root_direct'));
    figures.b_root_through_mediator = meanOf(done, 'b 1000', 'root_through');
    const leads = leadsOver(done);
    for (const [label, { lead }] of leads) figures[`${keyOf(label)}_lead`] = lead;
    figures.worlds_behind_a_baseline = [...leads.values()].filter((lead) => !lead.ahead).length;
    figures.smallest_lead = Math.min(...[...leads.values()].map(({ lead }) => lead));
    return { figures, charts: [aucChart(done)] };
  },
};

function keyOf(label: string): string {
  return label.replaceAll(/[^a-z0-9]+/g, '_');
}

/** For each label how far the product's mean AUC is above that of the best baseline. */
function leadsOver(done: readonly Done[]): Map<string, { readonly lead: number; readonly ahead: boolean }> {
  const leads = new Map<string, { readonly lead: number; readonly ahead: boolean }>();
  for (const [label, here] of Map.groupBy(done, ({ job }) => job.label)) {
    const aucOf = (method: string) => mean(here.flatMap(({ methods }) => methods?.[method]?.auc ?? []));
    const ours = aucOf(OURS);
    const best = Math.max(...Object.keys(ALL_BASELINES).map(aucOf));
    if (Number.isFinite(ours))
      leads.set(label, { lead: ours - best, ahead: ours > best || (ours === 1 && best === 1) });
  }
  return leads;
}

function aucChart(done: readonly Done[]) {
  const labels = HEADLINES.map(([world, outcomes]) => `${world} ${outcomes}`);
  return {
    kind: 'bars' as const,
    name: 'auc',
    title: 'Telling causes from the rest: AUC, mean over seeds',
    from: 0,
    to: 1,
    groups: labels,
    series: [OURS, ...Object.keys(ALL_BASELINES)].map((method) => ({
      name: method,
      values: labels.map((label) =>
        mean(done.flatMap(({ job, methods }) => (job.label === label ? (methods?.[method]?.auc ?? []) : []))),
      ),
    })),
  };
}
