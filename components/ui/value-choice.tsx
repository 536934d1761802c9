import { useId } from 'preact/hooks';
import type { OutcomeView } from '../../lib/engine/api.ts';
import { type MessageKey, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';

const CHOICES: readonly (readonly [-1 | 0 | 1, MessageKey])[] = [
  [-1, 'value_bad'],
  [0, 'value_neither'],
  [1, 'value_good'],
];

/** How the outcome was for the user; until they say so, how Retrace read it. */
export function ValueChoice({ outcome }: { readonly outcome: OutcomeView }) {
  const { verdicts } = usePanel();
  const name = useId();
  const chosen = Math.sign(outcome.verdict ?? outcome.value);
  return (
    <fieldset class="seg">
      <legend class="sr">{t('value_question')}</legend>
      {CHOICES.map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={name}
            checked={value === chosen}
            onChange={() => void verdicts.value(outcome, value)}
          />
          {t(label)}
        </label>
      ))}
    </fieldset>
  );
}
