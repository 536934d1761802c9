/** Forecasts of outcomes before they are known: calibration, and skill against one who knows the chances. */
import type { Answer } from '../../lib/engine/answers/ask.ts';
import type { LogRecord, OutcomeRecord } from '../../lib/records/record.ts';
import { ALL_WORLDS } from '../worlds/all-worlds.ts';
import { askTheProduct } from './ask-the-product.ts';
import { type Done, type Family, jobsOf, type Measured } from './family.ts';
import { worldNamed } from './world-named.ts';

const OUTCOMES = 1_000;
/** Outcomes asked about, spread evenly over the later cases: the first ones teach. */
const MOST_ASKED = 400;
const LATER_FROM = 0.4;
const MOST_SEEDS = 6;
const BINS = 10;
/** Log-loss counts no forecast as surer than this. */
const SUREST = 0.999;
/** Many of one kind, or by families of their own. */
const LEFT_OUT = /umbrella|memory|year|door/;

/** Worlds that hide from the log what their oracle knows: the workload, or the right actions. */
const HIDES = /hidden|links-(20|40)/;

export const forecasts: Family = {
  name: 'forecasts',
  about:
    'Of the later 60 % of the cases of each log, 400 are forecast `at` the moment after the last thing done in them, by `predict` with ' +
    'their thread and entities. (Asked when an answer comes, cases would be chosen by how long it took, and where a no takes longer even the true ' +
    'chances would look wrong.) ECE: 10 ' +
    'bins of equal width over all seeds together. Skill: 1 − Brier/Brier of the share of yeses so far, over the same of one who ' +
    'knows each outcome’s chance. The figures held are the worst of all worlds; worlds without two values have no skill, ' +
    'those where even the oracle has less than .02 say nothing of it, and skill is not held where the log hides what the oracle ' +
    'knows (the hidden workload, wrong links).',
  targets: { worst_ece: { at_most: 0.05 }, worst_skill_of_oracle: { at_least: 0.6 } },
  jobs(plan) {
    const names = ALL_WORLDS.map(({ name }) => name).filter((name) => !LEFT_OUT.test(name));
    const seeds = plan.seeds.slice(0, MOST_SEEDS);
    return (plan.quick ? names.slice(0, 2) : names).flatMap((name) => jobsOf(plan, name, OUTCOMES, { seeds }));
  },
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const known = records.flatMap((record) =>
      record.kind === 'outcome' && record.type === truth.outcomeType ? [record] : [],
    );
    const values = new Set(known.map(({ value = 1 }) => value));
    const low = Math.min(...values);
    const twoValues = values.size === 2 && Math.max(...values) === 1 && low <= 0;
    const yes = ({ value = 1 }: { readonly value?: number }) => Number(value > 0);
    const byId = new Map(records.map((record) => [record.id, record]));
    const lastActs = lastActsBy(records);
    const cases = known
      .map((outcome) => ({ outcome, at: momentAfter(outcome, byId, lastActs) }))
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.outcome.id < b.outcome.id ? -1 : 1));
    const later = cases.slice(Math.floor(LATER_FROM * cases.length));
    const every = Math.max(1, later.length / MOST_ASKED);
    const asked = later.filter((_, i) => Math.floor(i / every) > Math.floor((i - 1) / every));
    const answers = await askTheProduct(
      records,
      asked.map(({ outcome, at }) => ({
        ask: 'predict',
        outcome_type: truth.outcomeType,
        ...caseOf(outcome, byId),
        at,
      })),
    );
    const numbers: Record<string, number> = { n: 0, brier: 0, log_loss: 0, of_base: 0, of_oracle: 0 };
    let seen = 0;
    let yeses = 0;
    for (const [i, { outcome, at }] of asked.entries()) {
      for (; seen < known.length && known[seen]!.t < at; seen++) yeses += yes(known[seen]!);
      const p = probabilityIn(answers[i]);
      const y = yes(outcome);
      const base = (yeses + 1) / (seen + 2);
      const expected = truth.expected?.get(outcome.id);
      numbers.n!++;
      numbers.brier! += (p - y) ** 2;
      numbers.log_loss! -= Math.log(Math.min(SUREST, Math.max(1 - SUREST, y === 1 ? p : 1 - p)));
      numbers.of_base! += (base - y) ** 2;
      if (twoValues && expected !== undefined) numbers.of_oracle! += ((expected - low) / (1 - low) - y) ** 2;
      const bin = Math.min(BINS - 1, Math.floor(p * BINS));
      numbers[`n_${bin}`] = (numbers[`n_${bin}`] ?? 0) + 1;
      numbers[`spread_${bin}`] = (numbers[`spread_${bin}`] ?? 0) + p * (1 - p);
      numbers[`gap_${bin}`] = (numbers[`gap_${bin}`] ?? 0) + p - y;
    }
    if (!twoValues) delete numbers.of_oracle;
    return { numbers };
  },
  conclude(done) {
    const figures: Record<string, number> = {};
    const eces: number[] = [];
    const skills: number[] = [];
    for (const [label, here] of Map.groupBy(done, ({ job }) => job.label)) {
      const key = `forecast_${label.replaceAll(/[^a-z0-9]+/g, '_')}`;
      const sum = (figure: string) => here.reduce((all, { numbers }) => all + (numbers[figure] ?? 0), 0);
      const n = sum('n');
      if (n === 0) continue;
      const bins = Array.from({ length: BINS }, (_, b) => b);
      const ece = bins.reduce((all, b) => all + Math.abs(sum(`gap_${b}`)), 0) / n;
      figures[`${key}_ece`] = ece;
      // What perfect forecasts of these probabilities would have by chance: no smaller one can be asked for.
      figures[`${key}_ece_by_chance`] =
        bins.reduce((all, b) => all + Math.sqrt((2 / Math.PI) * sum(`spread_${b}`)), 0) / n;
      figures[`${key}_brier`] = sum('brier') / n;
      figures[`${key}_log_loss`] = sum('log_loss') / n;
      eces.push(ece);
      if (!hasOracle(here)) continue;
      const ofOracle = 1 - sum('of_oracle') / sum('of_base');
      if (ofOracle < 0.02) continue;
      const skill = (1 - sum('brier') / sum('of_base')) / ofOracle;
      figures[`${key}_skill_of_oracle`] = skill;
      if (!HIDES.test(label)) skills.push(skill);
    }
    figures.worst_ece = eces.length === 0 ? Number.NaN : Math.max(...eces);
    figures.worst_skill_of_oracle = skills.length === 0 ? Number.NaN : Math.min(...skills);
    return { figures, charts: [reliability(done)] };
  },
};

/** For each thread and each entity the times of what was done in it, in order. */
function lastActsBy(records: readonly LogRecord[]): ReadonlyMap<string, readonly string[]> {
  const acts = new Map<string, string[]>();
  for (const { kind, t, thread, entities = [] } of records) {
    if (kind !== 'action' && kind !== 'decision') continue;
    for (const place of thread === undefined ? entities : [thread, ...entities]) {
      const times = acts.get(place);
      if (times) times.push(t);
      else acts.set(place, [t]);
    }
  }
  return acts;
}

/** The moment after the last thing done for an outcome. */
function momentAfter(
  { t, happened = t, thread, links, entities = [] }: OutcomeRecord,
  byId: ReadonlyMap<string, LogRecord>,
  acts: ReadonlyMap<string, readonly string[]>,
): string {
  const places = thread !== undefined ? [thread] : links ? [] : entities.slice(0, 1);
  const times = [
    ...(links ?? []).flatMap((id) => byId.get(id)?.t ?? []),
    ...places.flatMap((place) => acts.get(place)?.findLast((time) => time < happened) ?? []),
  ];
  const last = times.sort().at(-1) ?? happened;
  return new Date(Math.min(Date.parse(last) + 1, Date.parse(t) - 1)).toISOString();
}

/** What names the case of an outcome before it is there: its thread, or what it will be linked to, or its entities. */
function caseOf({ thread, links, entities }: OutcomeRecord, byId: ReadonlyMap<string, LogRecord>) {
  if (thread !== undefined) return { thread, ...(entities && { entities }) };
  if (!links) return { entities };
  const linked = links.flatMap((id) => byId.get(id) ?? []);
  const actions = linked.flatMap((record) => (record.kind === 'action' ? [record.type] : []));
  return { actions, context: linked.at(-1)?.context ?? {} };
}

function hasOracle(done: readonly Done[]): boolean {
  return done.every(({ numbers }) => 'of_oracle' in numbers);
}

/** @throws Error where the product answered with one. */
function probabilityIn(answer: Answer | undefined): number {
  if (typeof answer?.p !== 'number') throw new Error(`predict: ${String(answer?.error ?? 'no probability')}`);
  return answer.p;
}

/** What came of forecasts of about the same probability, over all worlds. */
function reliability(done: readonly Done[]) {
  const sum = (figure: string) => done.reduce((all, { numbers }) => all + (numbers[figure] ?? 0), 0);
  const middle = Array.from({ length: BINS }, (_, b) => (b + 0.5) / BINS);
  return {
    kind: 'lines' as const,
    name: 'reliability',
    title: 'Forecasts: share of yeses by the probability that was said, all worlds',
    from: 0,
    to: 1,
    groups: middle.map((p) => `about ${p.toFixed(2).slice(1)}`),
    series: [
      { name: 'came true', values: middle.map((p, b) => p - sum(`gap_${b}`) / sum(`n_${b}`)) },
      { name: 'perfect', values: middle },
    ],
  };
}
