/**
 * How probable it is that something done belongs to an outcome's case: σ(b0 + b1·tied + b2·similarity + b3·ln(1 + age) +
 * b4·specificity), after science 1.5 L0. What the log itself ties (a link, the episode, the thread) is certain and does
 * not pass through here.
 *
 * The constants are set by hand, each by a case that must come out right; there are no confirmed links to fit them on yet.
 */

/** Two things taken at random do not belong together; everything below must outweigh this. */
const B0 = -2.5;
/** The outcome has a thread of its own with something done in it: what lies outside is less needed to explain it. */
const B1_TIED = -1.2;
/** The same where only words say so: people write of one thing in many threads. Below a cosine of .45 it is then dropped. */
const B1_TIED_BY_WORDS = -2.5;
/** Words in common: at a cosine of .5 nothing is decided (σ(0)), at .9 nearly everything (.88). */
const B2_SIMILARITY = 5;
/** Memory of a year must stay usable: a year (ln(1 + 8760) = 9.1) costs under one unit. */
const B3_AGE = -0.1;
/** Each nat by which the shared entities beat chance. */
const B4_SPECIFICITY = 2;
/** Beyond a chance of e⁻³ an entity is as good as a name: a key shared with one other thread gives σ(3.5) = .97. */
const MOST_SPECIFICITY = 3;
/** A few threads of one case share its entity: no more than these say nothing against any of them. */
const FEW = 3;
/** Of n cases that share an entity one is meant, more probably a late one: (n/3)^-1.5 · (rank/3)^-1 in odds. */
const CROWD = -1.5;
const RANK = -1;
/** Of n texts that are about as similar one is meant. */
const CROWD_OF_TEXTS = -1.2;

/** Softer than this, a candidate costs more noise than it can explain. */
export const FAINTEST_LINK = 0.05;

/** What ties something done to an outcome; parts that do not apply are left out. */
export interface Tie {
  /** The outcome's own thread, episode or links already gave candidates. */
  readonly tied: boolean;
  readonly ageInMs: number;
  readonly entities?: {
    /** ln of how much rarer the shared entities are than chance; 0 for what is on everything. */
    readonly specificity: number;
    /** Cases expected to share all of them. */
    readonly cases: number;
    /** 1 for the latest of these cases, 2 for the one before. */
    readonly rank: number;
  };
  readonly words?: {
    /** Cosine over rare words, in [0, 1]. */
    readonly similarity: number;
    /** Cases whose words are about as similar. */
    readonly cases: number;
  };
}

/** Probability in [0, 1) that something with this tie belongs to the case; 0 if all that ties it says nothing. */
export function linkProbability({ tied, ageInMs, entities, words }: Tie): number {
  // A tie that says nothing takes nothing away from the other one.
  let byEntities = 0;
  let byWords = 0;
  if (entities) {
    const { specificity, cases, rank } = entities;
    const rare = B4_SPECIFICITY * Math.min(MOST_SPECIFICITY, specificity);
    byEntities = Math.max(0, rare + CROWD * lnBeyond(cases, FEW) + RANK * lnBeyond(rank, FEW));
  }
  if (words) byWords = Math.max(0, B2_SIMILARITY * words.similarity + CROWD_OF_TEXTS * lnBeyond(words.cases, 1));
  if (byEntities + byWords === 0) return 0;
  const elsewhere = tied ? (byEntities > 0 ? B1_TIED : B1_TIED_BY_WORDS) : 0;
  return sigmoid(B0 + elsewhere + byAge(ageInMs) + byEntities + byWords);
}

/** Probability of something picked by its age alone, for an outcome that nothing else is known of: a tenth, falling with age. */
export function linkByAgeAlone(ageInMs: number, sameApp: boolean): number {
  return sigmoid(B0 + byAge(ageInMs)) * (sameApp ? 1.3 : 0.8);
}

/** ln of how many times as many there are; 0 up to that many. */
function lnBeyond(n: number, few: number): number {
  return Math.log(Math.max(1, n / few));
}

function byAge(ageInMs: number): number {
  return B3_AGE * Math.log1p(Math.max(0, ageInMs) / 3_600_000);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
