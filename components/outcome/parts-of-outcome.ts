import type { CauseView, OutcomeView } from '../../lib/engine/api.ts';
import { plural, t } from '../i18n/messages.ts';
import { type DisplayedShares, displayRange } from './display-shares.ts';

/** A part of an outcome's value as it is drawn and read. */
export interface OutcomePart {
  readonly key: string;
  readonly of: 'baseline' | 'step' | 'others' | 'unexplained';
  /** In full, and where there is little room. */
  readonly words: string;
  readonly short: string;
  /** Whole hundredths. */
  readonly share: number;
  /** Of a step. */
  readonly cause?: CauseView;
  readonly range?: readonly [lo: number, hi: number];
}

/** From the usual by way of the steps, in the order of time, to what stays unexplained; shares add up to `shares.value`. */
export function partsOfOutcome(outcome: OutcomeView, shares: DisplayedShares): OutcomePart[] {
  const steps = shares.drawn
    .map((at): OutcomePart & { readonly cause: CauseView } => {
      const [cause, share] = [outcome.causes[at]!, shares.causes[at]!];
      const words = cause.text;
      return { key: cause.action, of: 'step', words, short: words, share, cause, range: displayRange(cause, share) };
    })
    .sort((a, b) => Date.parse(a.cause.t) - Date.parse(b.cause.t));
  // What was left off counts also where the credits of all of it cancel out.
  const left = Math.max(outcome.candidates, outcome.causes.length) - steps.length;
  const others = plural('path_others', left);
  return [
    {
      key: 'baseline',
      of: 'baseline',
      words: t('share_baseline'),
      short: t('path_usual'),
      share: shares.baseline,
    },
    ...steps,
    ...(left > 0 || shares.others !== 0
      ? [{ key: 'others', of: 'others', words: others, short: others, share: shares.others } as const]
      : []),
    {
      key: 'unexplained',
      of: 'unexplained',
      words: t('share_unexplained'),
      short: t('share_unexplained'),
      share: shares.unexplained,
    },
  ];
}
