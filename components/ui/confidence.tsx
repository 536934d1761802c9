import { t } from '../i18n/messages.ts';
import { inHundred } from '../i18n/number-words.ts';
import { confidenceWord } from './confidence-word.ts';

/** Words first, then the range, then what it rests on. The tick is the estimate, the band holds it 9 times out of 10. */
export function Confidence(props: {
  readonly p: number;
  readonly lo: number;
  readonly hi: number;
  readonly nEff: number;
  readonly said: boolean;
  readonly basis: string;
}) {
  const [lo, hi] = [inHundred(props.lo), inHundred(props.hi)];
  return (
    <div class="conf">
      <span class="word">{t(confidenceWord(props.p, props.nEff, props.said))}</span>
      <span
        class="iv"
        role="img"
        aria-label={t('range_in_100', lo, hi)}
        style={{ '--lo': `${lo}%`, '--m': `${inHundred(props.p)}%`, '--hi': `${hi}%` }}
      >
        <i />
        <b />
      </span>
      <span>{props.basis}</span>
    </div>
  );
}
