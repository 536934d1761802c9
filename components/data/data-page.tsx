import { useState } from 'preact/hooks';
import { plural, t } from '../i18n/messages.ts';
import { byteWords, countWords } from '../i18n/number-words.ts';
import { usePanel } from '../store/panel.ts';
import { useView } from '../store/use-view.ts';
import { wordsOf } from '../store/words-of-error.ts';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { SettingsNav } from '../ui/settings-nav.tsx';
import { BringIn } from './bring-in.tsx';

/** What is kept and where; the ways in and out. */
export function DataPage() {
  return (
    <>
      <h1 class="sr">{t('title_data')}</h1>
      <SettingsNav />
      <OnThisDevice />
      <TakeOut />
      <BringIn />
      <StartOver />
    </>
  );
}

function OnThisDevice() {
  const { client } = usePanel();
  const { data: kept } = useView('sites', () => client.timeline({ limit: 1 }));
  const { data: room } = useView('room', () => client.room());
  const apps = kept?.apps ?? [];
  return (
    <section class="sec" aria-labelledby="h-here">
      <header>
        <h2 id="h-here">{t('on_this_device')}</h2>
        {room && <span class="end small t3">{t('room', byteWords(room.used), byteWords(room.free))}</span>}
      </header>
      <div class="panelcard">
        {apps.length === 0 ? (
          <p class="t2">{t('data_nothing')}</p>
        ) : (
          <dl class="kv">
            {apps.map(({ app, events }) => (
              <>
                <dt>{app}</dt>
                <dd>{plural('events_count', events)}</dd>
              </>
            ))}
          </dl>
        )}
        <p class="small t3">{t('data_where')}</p>
      </div>
    </section>
  );
}

function TakeOut() {
  const { client } = usePanel();
  const [state, setState] = useState<{ readonly busy: boolean; readonly done?: number; readonly wrong?: string }>({
    busy: false,
  });

  async function save(): Promise<void> {
    setState({ busy: true });
    try {
      const { file, records } = await client.exportAll();
      const link = document.createElement('a');
      link.href = URL.createObjectURL(file);
      link.download = `retrace-${new Date().toISOString().slice(0, 10)}.ndjson.gz`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      setState({ busy: false, done: records });
    } catch (failure) {
      setState({ busy: false, wrong: wordsOf(failure) });
    }
  }

  return (
    <section class="sec" aria-labelledby="h-out">
      <header>
        <h2 id="h-out">{t('take_out')}</h2>
      </header>
      <ul class="sheet">
        <li class="row middle">
          <Icon name="out" />
          <span class="grow">
            {t('export')}
            <br />
            <span class="sub" role="status">
              {state.busy
                ? t('export_busy')
                : state.done === undefined
                  ? t('export_body')
                  : plural('export_done', state.done)}
            </span>
          </span>
          <button type="button" class="btn" disabled={state.busy} onClick={() => void save()}>
            {t('export')}
          </button>
        </li>
      </ul>
      {state.wrong !== undefined && (
        <Note level="warn" icon="warn" title={t('export_failed')}>
          {state.wrong}
        </Note>
      )}
    </section>
  );
}

/** Earlier than any record, and later. */
const ALL_TIME = { from: '0000-01-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' };

function StartOver() {
  const { deletion, engine } = usePanel();
  const events = engine.status.value?.events ?? 0;
  return (
    <section class="sec" aria-labelledby="h-over">
      <header>
        <h2 id="h-over">{t('start_over')}</h2>
      </header>
      <ul class="sheet">
        <li class="row middle">
          <Icon name="trash" />
          <span class="grow">
            {t('delete_all')}
            <br />
            <span class="sub">{t('delete_all_body', countWords(events))}</span>
          </span>
          <button
            type="button"
            class="btn dangerline"
            disabled={events === 0}
            onClick={() => deletion.open({ of: 'all', scope: ALL_TIME })}
          >
            {t('delete')}
          </button>
        </li>
      </ul>
    </section>
  );
}
