import { useId, useRef, useState } from 'preact/hooks';
import type { RestoreView } from '../../lib/engine/api.ts';
import { listWords } from '../i18n/list-words.ts';
import { plural, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { useView } from '../store/use-view.ts';
import { wordsOf } from '../store/words-of-error.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { Progress } from '../ui/progress.tsx';
import { SecretField } from './passphrase-dialog.tsx';

/** How a file in the age format begins. */
const LOCKED = 'age-encryption.org/v1';

/** A backup of Retrace's own, brought back: what is here stays, and deletions are obeyed. */
export function Restore() {
  const { client } = usePanel();
  const { data: view, again } = useView('restore', () => client.restoreStatus());
  const [locked, setLocked] = useState<readonly File[] | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();

  function restore(files: readonly File[], secret?: string): void {
    setWrong(null);
    setLocked(null);
    client.restore(files, secret).then(again, (failure: unknown) => setWrong(wordsOf(failure)));
  }

  async function choose(files: readonly File[]): Promise<void> {
    const starts = await Promise.all(files.map((file) => file.slice(0, LOCKED.length).text()));
    if (starts.includes(LOCKED)) setLocked(files);
    else restore(files);
  }

  return (
    <>
      {wrong !== null && (
        <Note level="warn" icon="warn" title={t('restore_failed')}>
          {wrong}
        </Note>
      )}
      {view && <Standing view={view} stop={() => void client.restoreStop().then(again)} />}
      <ul class="sheet">
        <li class="row middle" data-restore>
          <Icon name="in" />
          <span class="grow" id={id}>
            {t('restore')}
            <br />
            <span class="sub">{t('restore_body')}</span>
          </span>
          <input
            ref={input}
            class="sr"
            type="file"
            multiple
            tabIndex={-1}
            aria-labelledby={id}
            accept=".ndjson,.gz,.age"
            onChange={(event) => {
              const files = [...(event.currentTarget.files ?? [])];
              event.currentTarget.value = '';
              if (files.length > 0) choose(files).catch((failure: unknown) => setWrong(wordsOf(failure)));
            }}
          />
          <button
            type="button"
            class="btn"
            aria-describedby={id}
            disabled={view?.step === 'reading'}
            onClick={() => input.current?.click()}
          >
            {t('choose_file')}
          </button>
        </li>
      </ul>
      {locked && (
        <Unlock name={locked[0]!.name} close={() => setLocked(null)} use={(secret) => restore(locked, secret)} />
      )}
    </>
  );
}

function Standing({ view, stop }: { readonly view: RestoreView; readonly stop: () => void }) {
  switch (view.step) {
    case 'none':
      return null;
    case 'reading':
      return (
        <>
          <Progress
            label={t('restore_reading', view.name ?? '')}
            done={view.done}
            body={plural('restore_kept', view.kept)}
          />
          <button type="button" class="btn quiet" onClick={stop}>
            {t('import_stop')}
          </button>
        </>
      );
    case 'stopped':
      return (
        <Note level="info" icon="in" title={t('restore_stopped')}>
          {plural('restore_stopped_body', view.kept)}
        </Note>
      );
    case 'failed':
      return (
        <Note level="warn" icon="warn" title={t('restore_failed')}>
          {view.problem}
        </Note>
      );
    case 'done':
      return <Restored view={view} />;
  }
}

function Restored({ view }: { readonly view: RestoreView }) {
  const { client, recording } = usePanel();
  const { data: sites } = useView('recorded', () => client.recordedSites());
  const on = recording.status.value?.sites ?? [];
  const missing = (sites ?? []).filter((site) => !on.some((setting) => setting.site === site && setting.on));
  return (
    <div class="panelcard" data-restored>
      <h3 class="h">{plural('restore_kept', view.kept)}</h3>
      {view.there > 0 && <p class="small t2">{plural('import_there', view.there)}</p>}
      {view.textsBack > 0 && <p class="small t2">{plural('restore_texts', view.textsBack)}</p>}
      {view.removed > 0 && <p class="small t2">{plural('restore_removed', view.removed)}</p>}
      {view.refused > 0 && (
        <details class="more">
          <summary>{plural('restore_refused', view.refused)}</summary>
          <ul class="plain small t2">
            {view.reasons.slice(0, 20).map(({ id, reason }) => (
              <li key={`${id} ${reason}`}>
                <bdi>{id}</bdi>: {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      {view.missing !== null && (
        <Note level="warn" icon="warn" title={t('import_not_whole')}>
          {view.missing}
        </Note>
      )}
      {missing.length > 0 && (
        <>
          <p class="small t2">{t('restore_sites', listWords(missing.slice(0, 8)))}</p>
          <div class="hstack dialogacts">
            <button type="button" class="btn" onClick={() => void recording.switchOn(missing)}>
              {plural('restore_switch_on', missing.length)}
            </button>
          </div>
        </>
      )}
    </div>
  );
}

function Unlock(props: { readonly name: string; readonly close: () => void; readonly use: (secret: string) => void }) {
  const id = useId();
  const [secret, setSecret] = useState('');
  const [isShown, setShown] = useState(false);
  return (
    <Dialog title={t('unlock', props.name)} close={props.close}>
      <form
        class="vstack"
        onSubmit={(event) => {
          event.preventDefault();
          if (secret !== '') props.use(secret);
        }}
      >
        <SecretField id={id} label={t('passphrase_or_key')} value={secret} set={setSecret} isShown={isShown} />
        <label class="hstack small t2">
          <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.currentTarget.checked)} />
          {t('passphrase_show')}
        </label>
        <div class="hstack dialogacts">
          <button type="button" class="btn big" onClick={props.close}>
            {t('cancel')} <kbd>{t('key_esc')}</kbd>
          </button>
          <button type="submit" class="btn primary big" disabled={secret === ''}>
            {t('restore_do')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
