import { t } from '../i18n/messages.ts';
import type { Rung } from './rung.ts';

/** Four rungs, and always the word. */
export function Ladder({ level, word, sign }: Rung) {
  return (
    <span class={`ladder l${level}${sign > 0 ? ' pos' : sign < 0 ? ' neg' : ''}`}>
      <span class="r" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </span>
      {t(word)}
    </span>
  );
}
