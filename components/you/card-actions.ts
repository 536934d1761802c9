import type { BeliefView } from '../../lib/engine/api.ts';
import { t } from '../i18n/messages.ts';
import type { Panel } from '../store/panel.ts';
import type { IconName } from '../ui/icon.tsx';

export interface CardAction {
  readonly icon: IconName;
  readonly label: string;
  readonly key: string;
  readonly danger?: boolean;
  readonly act: () => void;
}

/** What can be said of a belief where it stands. All act at once and can be undone, save deletion, which asks first. */
export function actionsOn(belief: BeliefView, { verdicts, deletion }: Panel): CardAction[] {
  const evidence = [...belief.for, ...belief.against].map(({ id }) => id);
  return [
    { icon: 'check', label: t('verdict_right'), key: 'Y', act: () => void verdicts.give(belief, 'confirm') },
    {
      icon: 'pin',
      label: belief.pinned ? t('verdict_unpin') : t('verdict_pin'),
      key: 'P',
      act: () => void verdicts.give(belief, 'pin'),
    },
    { icon: 'clock', label: t('verdict_end'), key: 'N', act: () => void verdicts.give(belief, 'end') },
    {
      icon: 'trash',
      label: t('delete'),
      key: t('key_del'),
      danger: true,
      act: () => deletion.open({ of: 'belief', belief, scope: { ids: evidence } }),
    },
  ];
}

/** The action a key stands for, or null. */
export function actionFor(key: string, actions: readonly CardAction[]): CardAction | null {
  if (key === 'Delete' || key === 'Backspace') return actions.find(({ danger }) => danger) ?? null;
  return actions.find((action) => !action.danger && action.key === key.toUpperCase()) ?? null;
}
