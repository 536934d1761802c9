/** The words for a belief's confidence, from its probability and effective evidence (panel, microcopy). */
export type ConfidenceWord =
  | 'too early'
  | 'almost certain'
  | 'very likely'
  | 'likely'
  | 'leaning'
  | 'unsure'
  | 'you said so';

const FEWEST_EVIDENCE = 4;

export function wordsForConfidence(p: number, nEff: number, saidSo = false): ConfidenceWord {
  if (saidSo) return 'you said so';
  if (nEff < FEWEST_EVIDENCE) return 'too early';
  if (p >= 0.97) return 'almost certain';
  if (p >= 0.85) return 'very likely';
  if (p >= 0.7) return 'likely';
  return p >= 0.55 ? 'leaning' : 'unsure';
}
