import { t } from '../i18n/messages.ts';
import { Note } from './note.tsx';

/** A view that could not be read: what happened, that nothing is lost, and a way to try again. */
export function LoadFailed({ words, again }: { readonly words: string; readonly again: () => void }) {
  return (
    <Note
      level="warn"
      icon="warn"
      title={t('load_failed_title')}
      actions={
        <button type="button" class="btn" onClick={again}>
          {t('try_again')}
        </button>
      }
    >
      {t('load_failed_body', words)}
    </Note>
  );
}
