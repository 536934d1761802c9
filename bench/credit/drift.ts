/** An effect that turns its sign half-way: how soon the one that holds now is said. */
import { quantile } from '../benchmark.ts';
import { askTheProduct, effectAsk, effectsIn } from './ask-the-product.ts';
import { type Family, jobsOf, type Measured, valuesOf } from './family.ts';
import { worldNamed } from './world-named.ts';

const LABEL = 'drift 1000';
const EVERY = 25;
const LOOKED_AT = 12;

export const drift: Family = {
  name: 'drift',
  about:
    'The effect of one cause turns at the 500th case. Asked `at` every 25 outcomes of cases after the turn, in the order in which ' +
    'they became known: the first number of them from which on the sign of the total is right every time (325 if it is not by ' +
    '300). The target is for the median over seeds.',
  targets: { drift_recovered_after: { at_most: 100 } },
  jobs: (plan) => jobsOf(plan, 'drift', 1_000),
  async measure({ world, outcomes, seed }): Promise<Measured> {
    const { records, truth } = worldNamed(world).generate({ seed, outcomes });
    const { action, from, after } = truth.drift!;
    const numberOf = (id: string) => Number(/\d+$/.exec(id)?.[0]);
    const turned = records.filter(
      (record) =>
        record.kind === 'outcome' && record.type === truth.outcomeType && numberOf(record.id) >= numberOf(from),
    );
    const asks = Array.from({ length: LOOKED_AT }, (_, i) => turned[(i + 1) * EVERY - 1])
      .filter((outcome) => outcome !== undefined)
      .map(({ t }) => effectAsk(truth.outcomeType, t));
    const right = (await askTheProduct(records, asks)).map((answer) => {
      const said = effectsIn(answer).find(({ action_type }) => action_type === action);
      return said !== undefined && Math.sign(said.total) === Math.sign(after);
    });
    const lastWrong = right.lastIndexOf(false);
    return { numbers: { recovered: (lastWrong + 2) * EVERY } };
  },
  conclude(done) {
    const recovered = valuesOf(done, LABEL, 'recovered');
    return {
      figures: {
        drift_recovered_after: quantile(recovered, 0.5),
        drift_recovered_after_in_nine_of_ten: quantile(recovered, 0.9),
      },
    };
  },
};
