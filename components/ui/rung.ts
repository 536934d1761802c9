import type { ClaimStatus } from '../../lib/engine/api.ts';
import type { MessageKey } from '../i18n/messages.ts';

export interface Rung {
  readonly level: 1 | 2 | 3 | 4;
  readonly word: MessageKey;
  readonly sign: 1 | -1 | 0;
}

/**
 * Rung of the ladder a claim stands on. One single outcome is never "caused": on an instance the highest rung is *likely*,
 * in the direction of its credit; *caused* belongs to an effect measured by lot.
 * @param mean credit or effect, of which only the sign is used.
 */
export function rungOf(status: ClaimStatus, mean: number, of: 'effect' | 'instance'): Rung {
  if (status === 'linked') return { level: 1, word: 'ladder_linked', sign: 0 };
  if (status === 'associated') return { level: 2, word: 'ladder_associated', sign: 0 };
  if (status === 'caused' && of === 'effect') {
    return { level: 4, word: 'ladder_caused', sign: mean > 0 ? 1 : mean < 0 ? -1 : 0 };
  }
  const helps = status === 'likely_helps' || (status === 'caused' && mean >= 0);
  return helps
    ? { level: 3, word: 'ladder_likely_helps', sign: 1 }
    : { level: 3, word: 'ladder_likely_hurts', sign: -1 };
}
