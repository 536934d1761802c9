import { useState } from 'preact/hooks';
import { plural, t } from '../i18n/messages.ts';
import { momentWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { useView } from '../store/use-view.ts';
import { wordsOf } from '../store/words-of-error.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { handOutFile } from './hand-out-file.ts';
import { OwnBackups } from './own-backups.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';

type What = 'export' | 'backup' | 'md' | 'json';

interface Doing {
  readonly what: What | null;
  readonly done: { readonly what: What; readonly words: string } | null;
  readonly wrong: string | null;
}

const NOTHING: Doing = { what: null, done: null, wrong: null };

/** Everything out, in files that other tools open; and backups. */
export function TakeOut() {
  const { client, clock } = usePanel();
  const { data: backups, again } = useView('backups', () => client.backups());
  const [doing, setDoing] = useState(NOTHING);
  const [isAsking, setAsking] = useState(false);

  async function run(what: What, make: () => Promise<{ file: Blob; name: string; words: string }>): Promise<void> {
    setDoing({ ...NOTHING, what });
    try {
      const { file, name, words } = await make();
      handOutFile(file, name);
      setDoing({ ...NOTHING, done: { what, words } });
    } catch (failure) {
      setDoing({ ...NOTHING, wrong: wordsOf(failure) });
    }
  }

  const takeAll = (passphrase?: string) =>
    run(passphrase === undefined ? 'export' : 'backup', async () => {
      const { file, name, records } = await client.exportAll(passphrase);
      if (passphrase !== undefined) {
        await client.noteBackup({ t: new Date(clock()).toISOString(), name, records, bytes: file.size });
        again();
      }
      return { file, name, words: plural('export_done', records) };
    });
  const takeBeliefs = (format: 'md' | 'json') =>
    run(format, async () => {
      const { name, text } = await client.beliefsFile(format);
      return { file: new Blob([text], { type: 'text/plain' }), name, words: t('saved_as', name) };
    });

  const row = (what: What, icon: IconName, label: string, body: string, button: string, act: () => void) => (
    <li class="row middle" data-take={what}>
      <Icon name={icon} />
      <span class="grow">
        {label}
        <br />
        <span class="sub" role="status">
          {doing.what === what ? t('export_busy') : doing.done?.what === what ? doing.done.words : body}
        </span>
      </span>
      <button type="button" class="btn" disabled={doing.what !== null} onClick={act}>
        {button}
      </button>
    </li>
  );
  const last = backups?.last;

  return (
    <section class="sec" aria-labelledby="h-out">
      <header>
        <h2 id="h-out">{t('take_out')}</h2>
      </header>
      <ul class="sheet">
        {row('export', 'out', t('export'), t('export_body'), t('export'), () => void takeAll())}
        {row(
          'backup',
          'lock',
          t('encrypted_backup'),
          last ? t('backup_last', momentWords(last.t, clock())) : t('encrypted_backup_body'),
          t('back_up'),
          () => setAsking(true),
        )}
        {backups && <OwnBackups backups={backups} again={again} />}
        {row('md', 'doc', t('beliefs_md'), t('beliefs_md_body'), t('save'), () => void takeBeliefs('md'))}
        {row('json', 'code', t('beliefs_json'), t('beliefs_json_body'), t('save'), () => void takeBeliefs('json'))}
      </ul>
      {doing.wrong !== null && (
        <Note level="warn" icon="warn" title={t('export_failed')}>
          {doing.wrong}
        </Note>
      )}
      <p class="cap">{t('move_browser')}</p>
      {isAsking && (
        <PassphraseDialog
          title={t('encrypted_backup')}
          close={() => setAsking(false)}
          use={(passphrase) => {
            setAsking(false);
            void takeAll(passphrase);
          }}
        />
      )}
    </section>
  );
}
