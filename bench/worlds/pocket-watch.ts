/**
 * Pocket watch: repair it or not, by brand; whether that pays is known only when it is sold, many costs later.
 *
 * After the worked example of RUDDER (Arjona-Medina and others 2019). Twenty brands, half of which are worth repairing. Costs of no
 * bearing on the decision are outcomes of a type of their own; the profit at the sale is the margin of the brand, if repaired, plus
 * noise with a standard deviation of the usual margin.
 */

import { seededRandom } from '../../lib/records/seeded-random.ts';
import { type Episode, episodeWorld, numbered } from './episodes.ts';
import type { PlantedStep } from './lay-out-in-time.ts';
import type { PlantedLog, PlantedWorld, WorldOptions } from './planted-world.ts';

const BRANDS = 20;
const [SMALLEST_MARGIN, LARGEST_MARGIN] = [0.1, 0.4];
/** Half the width of the uniform noise; its standard deviation is .25, the mean size of a margin. */
const NOISE = 0.25 * Math.sqrt(3);
const [FEWEST_COSTS, MOST_COSTS] = [10, 30];
const KINDS_OF_COSTS = 6;

function pocketWatchLog({ name = 'watch', ...options }: WorldOptions): PlantedLog {
  const [repair, leave] = [`${name}:repair:watch`, `${name}:leave:watch`];
  const draws = seededRandom(options.seed * 5_003 + 1);
  const margins = Array.from({ length: BRANDS }, (_, b) => {
    return (b % 2 === 0 ? 1 : -1) * (SMALLEST_MARGIN + (LARGEST_MARGIN - SMALLEST_MARGIN) * draws());
  });
  const brands: number[] = [];
  const draw = (random: () => number): Episode => {
    const brand = Math.floor(random() * BRANDS);
    brands.push(brand);
    const repaired = random() < 0.5;
    const costs = FEWEST_COSTS + Math.floor(random() * (MOST_COSTS - FEWEST_COSTS + 1));
    const steps: PlantedStep[] = [
      { type: repaired ? repair : leave, context: { brand: numbered('brand', brand + 1) } },
      ...Array.from({ length: costs }, () => ({
        type: `${name}:pay:cost-${Math.floor(random() * KINDS_OF_COSTS)}`,
        atOnce: { type: `${name}:come:cost`, value: -0.2 * random() },
      })),
    ];
    const margin = margins[brand]!;
    const expected = repaired ? margin : 0;
    return {
      steps,
      value: expected + NOISE * (2 * random() - 1),
      expected,
      credit: [[steps[0]!, repaired ? margin : -margin]],
      decidedBy: [steps[0]!],
    };
  };
  return episodeWorld({ ...options, name }, `${name}:come:profit`, draw, () => {
    const mean = brands.reduce((sum, brand) => sum + margins[brand]!, 0) / Math.max(1, brands.length);
    const total = new Map([
      [repair, mean],
      [leave, -mean],
    ]);
    for (let i = 0; i < KINDS_OF_COSTS; i++) total.set(`${name}:pay:cost-${i}`, 0);
    const inContext = margins.flatMap((margin, b) => [
      { action: repair, context: { brand: numbered('brand', b + 1) }, total: margin },
      { action: leave, context: { brand: numbered('brand', b + 1) }, total: -margin },
    ]);
    return { total, inContext };
  });
}

export const POCKET_WATCH: PlantedWorld = {
  name: 'pocket-watch',
  about:
    'Repairing pays for half of 20 brands, known at the sale, 10 to 30 costs later: the right decision for 90 % of the brands after few of each.',
  generate: pocketWatchLog,
};
