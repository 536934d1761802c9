import { useId, useState } from 'preact/hooks';
import type { BackupStatus, BackupTurn } from '../../lib/browser/protocol.ts';
import { t } from '../i18n/messages.ts';
import { momentWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { wordsOf } from '../store/words-of-error.ts';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { RecoveryKeyDialog } from './recovery-key-dialog.tsx';

/** Backups that are made by themselves: how often, the last good one, and why there is none since. */
export function OwnBackups({ backups, again }: { readonly backups: BackupStatus; readonly again: () => void }) {
  const { client, clock } = usePanel();
  const id = useId();
  /** How often they are to be made, while a key for them is shown. */
  const [wanted, setWanted] = useState<BackupTurn | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const { every, hasKey, failed, isMaking } = backups;

  const act = (doing: Promise<unknown>) => {
    setWrong(null);
    doing.then(again, (failure: unknown) => setWrong(wordsOf(failure)));
  };

  /** Called straight from a click: the browser asks the user. */
  async function begin(turn: BackupTurn, recipient: string | null): Promise<void> {
    if (!(await client.askToSave())) throw new Error(t('backups_not_allowed'));
    await client.scheduleBackups(turn, recipient);
    void client.backUpNow().then(again, again);
  }

  return (
    <li class="row middle" data-take="own">
      <Icon name="clock" />
      <span class="grow vstack">
        {every === null ? <span>{t('own_backups')}</span> : <label for={id}>{t('own_backups')}</label>}
        <span class="sub">{every === null ? t('own_backups_body') : t('own_backups_where')}</span>
        {every !== null && (
          <span class="hstack">
            <button type="button" class="btn" disabled={isMaking} onClick={() => act(client.backUpNow())}>
              {isMaking ? t('backup_making') : t('back_up_now')}
            </button>
            <button type="button" class="btn quiet" onClick={() => setWanted(every)}>
              {t('recovery_key_new')}
            </button>
          </span>
        )}
        {every !== null && failed && (
          <Note level="warn" icon="warn" title={t('backup_failed', momentWords(failed.t, clock()))}>
            {failed.words}
          </Note>
        )}
        {wrong !== null && (
          <Note level="warn" icon="warn" title={t('backups_not_begun')}>
            {wrong}
          </Note>
        )}
      </span>
      {every === null ? (
        <button type="button" class="btn" onClick={() => (hasKey ? act(begin('week', null)) : setWanted('week'))}>
          {t('backups_begin')}
        </button>
      ) : (
        <select
          class="sel"
          id={id}
          value={every}
          onChange={(event) =>
            act(client.scheduleBackups((event.currentTarget.value || null) as BackupTurn | null, null))
          }
        >
          <option value="week">{t('backups_week')}</option>
          <option value="day">{t('backups_day')}</option>
          <option value="">{t('backups_off')}</option>
        </select>
      )}
      {wanted !== null && (
        <RecoveryKeyDialog
          close={() => setWanted(null)}
          use={(recipient) => {
            act(begin(wanted, recipient));
            setWanted(null);
          }}
        />
      )}
    </li>
  );
}
