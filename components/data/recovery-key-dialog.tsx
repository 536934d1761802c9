import { useEffect, useState } from 'preact/hooks';
import { t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { wordsOf } from '../store/words-of-error.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Note } from '../ui/note.tsx';
import { handOutFile } from './hand-out-file.ts';

/** Shows a new recovery key, once. Nothing is locked to it before the user says that they have kept it. */
export function RecoveryKeyDialog(props: {
  readonly close: () => void;
  /** Called straight from the click. */
  readonly use: (recipient: string) => void;
}) {
  const { client } = usePanel();
  const [made, setMade] = useState<{ readonly key: string; readonly recipient: string } | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [isCopied, setCopied] = useState(false);
  const [isKept, setKept] = useState(false);

  useEffect(() => {
    client.newRecoveryKey().then(setMade, (failure: unknown) => setWrong(wordsOf(failure)));
  }, []);

  return (
    <Dialog title={t('recovery_key')} close={props.close}>
      <div class="vstack">
        <p class="small t2">{t('recovery_key_why')}</p>
        {wrong !== null && (
          <Note level="warn" icon="warn" title={t('recovery_key_failed')}>
            {wrong}
          </Note>
        )}
        {made && (
          <>
            <code class="secret" dir="ltr">
              {made.key}
            </code>
            <div class="hstack">
              <button
                type="button"
                class="btn"
                onClick={() => void navigator.clipboard.writeText(made.key).then(() => setCopied(true))}
              >
                {t('copy')}
              </button>
              <button
                type="button"
                class="btn"
                onClick={() =>
                  handOutFile(
                    new Blob([`${t('recovery_key_file')}\n${made.key}\n`], { type: 'text/plain' }),
                    'retrace-recovery-key.txt',
                  )
                }
              >
                {t('save_as_file')}
              </button>
              <span class="small t2" role="status">
                {isCopied && t('copied')}
              </span>
            </div>
            <label class="hstack">
              <input type="checkbox" checked={isKept} onChange={(event) => setKept(event.currentTarget.checked)} />
              <span class="grow">{t('recovery_key_kept')}</span>
            </label>
          </>
        )}
      </div>
      <div class="hstack dialogacts">
        <button type="button" class="btn big" onClick={props.close}>
          {t('cancel')} <kbd>{t('key_esc')}</kbd>
        </button>
        <button
          type="button"
          class="btn primary big"
          disabled={!made || !isKept}
          onClick={() => made && props.use(made.recipient)}
        >
          {t('backups_begin')}
        </button>
      </div>
    </Dialog>
  );
}
