import type { OutcomeView } from '../../lib/engine/api.ts';
import { t } from '../i18n/messages.ts';
import { signedWords } from '../i18n/number-words.ts';
import type { DisplayedShares } from './display-shares.ts';

interface Part {
  readonly key: string;
  readonly label: string;
  readonly share: number;
  /** `known` parts are coloured by their sign; the usual and the unexplained are hatched. */
  readonly known: boolean;
}

/**
 * The parts of an outcome's value, each as a bar from zero on one scale, and their sum. The figures are the table; the bars
 * say the same and are passed over by screen readers.
 */
export function ShareBars({ outcome, shares }: { readonly outcome: OutcomeView; readonly shares: DisplayedShares }) {
  const parts: Part[] = [
    { key: 'baseline', label: t('share_baseline'), share: shares.baseline, known: false },
    ...outcome.causes.map((cause, at) => ({
      key: cause.action,
      label: cause.text,
      share: shares.causes[at] ?? 0,
      known: true,
    })),
    ...(shares.rest === 0 ? [] : [{ key: 'rest', label: t('share_rest'), share: shares.rest, known: true }]),
    { key: 'unexplained', label: t('share_unexplained'), share: shares.unexplained, known: false },
  ];
  const widest = Math.max(1, ...parts.map(({ share }) => Math.abs(share)), Math.abs(shares.value));
  return (
    <table class="tab shares">
      <thead>
        <tr>
          <th scope="col">{t('share_part')}</th>
          <th scope="col" class="r">
            {t('share_in_100')}
          </th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.key}>
            <th scope="row">
              <span dir="auto">{part.label}</span>
              <Bar share={part.share} widest={widest} known={part.known} />
            </th>
            <td class="r">{signedWords(part.share)}</td>
          </tr>
        ))}
        <tr class="sum">
          <th scope="row">{t('share_sum')}</th>
          <td class="r">{signedWords(shares.value)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** From zero in the middle: against to the left, for to the right. */
function Bar({ share, widest, known }: { readonly share: number; readonly widest: number; readonly known: boolean }) {
  const half = (Math.abs(share) / widest) * 50;
  const left = share < 0 ? 50 - half : 50;
  return (
    <span class={`sharebar ${known ? (share < 0 ? 'neg' : 'pos') : 'unk'}`} aria-hidden="true">
      <i style={{ left: `${left}%`, width: `${half}%` }} />
    </span>
  );
}
