import { type MessageKey, rich, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import type { Given } from '../store/verdicts.ts';

const SAID: Record<Given['verdict'], MessageKey> = {
  confirm: 'said_right',
  pin: 'said_pinned',
  unpin: 'said_unpinned',
  end: 'said_ended',
  delete: 'said_deleted',
  value: 'said_value',
  undo: 'said_undone',
};

/** What the last verdict did, with the way back. The region is always there, so that its words are read out. */
export function Toast() {
  const { verdicts } = usePanel();
  const given = verdicts.last.value;
  const failed = verdicts.failed.value;
  return (
    <div class="toasts" role="status">
      {failed !== null && (
        <div class="toast">
          <span class="grow">{t('said_failed', failed)}</span>
          <button type="button" class="btn quiet" onClick={() => verdicts.dismiss()}>
            {t('close')}
          </button>
        </div>
      )}
      {failed === null && given && (
        <div class="toast">
          <span class="grow">{rich(SAID[given.verdict], <em dir="auto">{given.about}</em>)}</span>
          {given.verdict !== 'undo' && (
            <button type="button" class="btn quiet" onClick={() => void verdicts.undo()}>
              {t('undo')} <kbd>Z</kbd>
            </button>
          )}
        </div>
      )}
    </div>
  );
}
