/**
 * Where an effect holds: everywhere alike, in one context only, everywhere but there, or differently there. Each is weighed by
 * how likely it makes what was seen (Bayesian model averaging; Hoeting et al. 1999). What acts on Mondays alone is then not
 * drowned by the noise of all other days, and an effect that turns its sign from one context to the next is not called none.
 */

/** Information an effect rests on: Σ w ã r and Σ w ã². */
export interface Sums {
  readonly product: number;
  readonly information: number;
}

export interface Part {
  /** Share of the logged contexts. */
  readonly share: number;
  readonly sums: Sums;
}

export interface Whereabouts {
  readonly probability: number;
  /** Parts with an effect of their own; elsewhere there is none. */
  readonly parts: readonly Part[];
}

/** Chance that an effect holds in one context only, that it holds everywhere else, and that it differs. */
const ONLY_HERE = 0.06;
const NOT_HERE = 0.02;
const OTHERWISE_HERE = 0.04;
/** Below this nothing is gained by keeping a place in mind. */
const WORTH_KEEPING = 0.02;

/**
 * @param whole of all cases. @param contexts of each value of each named context.
 * @param noise variance of the value. @param prior deviation of effects.
 */
export function whereItHolds(
  whole: Sums,
  contexts: readonly Part[],
  { noise, prior }: { readonly noise: number; readonly prior: number },
): readonly Whereabouts[] {
  const pull = noise / prior ** 2;
  const likelihood = ({ product, information }: Sums) =>
    product ** 2 / (2 * noise * (information + pull)) - 0.5 * Math.log1p(information / pull);
  const everywhere = likelihood(whole);
  const found: { probability: number; readonly parts: readonly Part[] }[] = [
    { probability: 1 - ONLY_HERE - NOT_HERE - OTHERWISE_HERE, parts: [{ share: 1, sums: whole }] },
  ];
  for (const here of contexts) {
    const there: Part = {
      share: 1 - here.share,
      sums: {
        product: whole.product - here.sums.product,
        information: Math.max(0, whole.information - here.sums.information),
      },
    };
    const [mine, others] = [likelihood(here.sums), likelihood(there.sums)];
    const weigh = (chance: number, evidence: number, parts: readonly Part[]) =>
      found.push({ probability: (chance / contexts.length) * Math.exp(Math.min(500, evidence - everywhere)), parts });
    weigh(ONLY_HERE, mine, [here]);
    weigh(NOT_HERE, others, [there]);
    weigh(OTHERWISE_HERE, mine + others, [here, there]);
  }
  const all = found.reduce((sum, { probability }) => sum + probability, 0);
  const kept = found.filter(({ probability }) => probability > WORTH_KEEPING * all);
  const left = kept.reduce((sum, { probability }) => sum + probability, 0);
  return kept.map(({ probability, parts }) => ({ probability: probability / left, parts }));
}
