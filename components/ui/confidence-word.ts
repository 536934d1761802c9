import type { MessageKey } from '../i18n/messages.ts';

const FEWEST_EVIDENCE = 4;

/**
 * The word for how sure a belief is, as the key of its message: from the probability and the effective evidence alone
 * (panel, microcopy). The same function as the engine's own; a test holds them together.
 */
export function confidenceWord(p: number, nEff: number, said: boolean): MessageKey {
  if (said) return 'sure_said';
  if (nEff < FEWEST_EVIDENCE) return 'sure_early';
  if (p >= 0.97) return 'sure_almost';
  if (p >= 0.85) return 'sure_very';
  if (p >= 0.7) return 'sure_likely';
  return p >= 0.55 ? 'sure_leaning' : 'sure_unsure';
}
