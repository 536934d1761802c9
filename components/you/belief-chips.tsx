import type { BeliefView } from '../../lib/engine/api.ts';
import { rich, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { When } from '../ui/when.tsx';

/** Where a belief holds, in which space, and whether it has ended. */
export function BeliefChips({ belief }: { readonly belief: BeliefView }) {
  const { clock } = usePanel();
  const where = Object.entries(belief.context);
  const over = belief.validTo !== null && Date.parse(belief.validTo) <= clock();
  return (
    <div class="hstack">
      {where.length === 0 && (
        <span class="chip">
          <Icon name="globe" small /> {t('everywhere')}
        </span>
      )}
      {where.map(([name, value]) => (
        <span class="chip" key={name} dir="auto">
          {String(value)}
        </span>
      ))}
      {belief.space !== null && (
        <span class="chip">
          <Icon name="lock" small /> <span dir="auto">{belief.space}</span>
        </span>
      )}
      {belief.validTo !== null && (
        <span class="chip">{rich(over ? 'chip_ended' : 'chip_ends', <When at={belief.validTo} as="day" />)}</span>
      )}
    </div>
  );
}
