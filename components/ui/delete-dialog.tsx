import type { DeletePreviewView } from '../../lib/engine/api.ts';
import { plural, rich, t } from '../i18n/messages.ts';
import { momentWords } from '../i18n/when-words.ts';
import type { DeleteAsk } from '../store/deletion.ts';
import { usePanel } from '../store/panel.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { Note } from './note.tsx';

/** Shows what a deletion takes with it, before anything is deleted. */
export function DeleteDialog() {
  const panel = usePanel();
  const ask = panel.deletion.ask.value;
  if (!ask) return null;
  const state = panel.deletion.state.value;
  const preview = state.step === 'ready' || state.step === 'deleting' ? state.preview : null;
  const close = () => panel.deletion.close();

  return (
    <Dialog title={titleOf(ask, preview)} close={close}>
      <div class="vstack" aria-live="polite">
        {state.step === 'counting' && <p class="t2">{t('delete_counting')}</p>}
        {state.step === 'failed' && (
          <Note level="warn" icon="warn" title={t('delete_failed_title')}>
            {t('delete_failed_body', state.words)}
          </Note>
        )}
        {preview && <Preview preview={preview} />}
      </div>
      {ask.of === 'belief' && (
        <div class="vstack">
          <p class="small t2">{t('delete_belief_only_body')}</p>
          <button
            type="button"
            class="btn big"
            onClick={() => {
              close();
              void panel.verdicts.forget(ask.belief);
            }}
          >
            {t('delete_belief_only')}
          </button>
        </div>
      )}
      <p class="small t3">{t('delete_backups')}</p>
      <div class="hstack dialogacts">
        <button type="button" class="btn big" onClick={close}>
          {t('cancel')} <kbd>{t('key_esc')}</kbd>
        </button>
        <button
          type="button"
          class="btn danger big"
          disabled={state.step !== 'ready' || preview?.events === 0}
          onClick={() => void panel.deletion.confirm()}
        >
          {preview ? plural('delete_events', preview.events) : t('delete')}
        </button>
      </div>
    </Dialog>
  );
}

function titleOf(ask: DeleteAsk, preview: DeletePreviewView | null) {
  if (ask.of === 'all') return t('delete_title_all');
  if (ask.of === 'site') return t('delete_title_site', ask.site);
  if (ask.of === 'space') return t('delete_title_space', ask.space);
  if (ask.of === 'thread') return t('delete_title_thread', ask.thread);
  if (ask.of === 'belief') return rich('delete_title_belief', <em>{ask.belief.text}</em>);
  if (ask.of === 'outcome') return rich('delete_title_outcome', <em>{ask.title}</em>);
  if (ask.what === 'recent') return t('delete_title_recent');
  return preview ? plural('delete_title', preview.events) : t('delete_title_counting');
}

function Preview({ preview }: { readonly preview: DeletePreviewView }) {
  const { clock } = usePanel();
  const gone = preview.weakened.filter(({ after }) => after <= 0);
  const less = preview.weakened.filter(({ after }) => after > 0);
  return (
    <>
      {preview.first && preview.last && (
        <p class="small t2">
          {plural(
            'delete_range',
            preview.events,
            momentWords(preview.first, clock()),
            momentWords(preview.last, clock()),
          )}
        </p>
      )}
      {preview.along > 0 && <p class="small t2">{plural('delete_along', preview.along)}</p>}
      {preview.events === 0 && <p class="t2">{t('delete_nothing')}</p>}
      {preview.events > 0 && preview.weakened.length === 0 && preview.effects.length === 0 && (
        <p class="small t2">{t('delete_nothing_derived')}</p>
      )}
      {gone.length > 0 && (
        <Derived
          heading={t('delete_goes')}
          rows={gone.map(({ id, text }) => ({ id, text, sub: t('delete_no_other_evidence') }))}
        />
      )}
      {less.length > 0 && (
        <Derived
          heading={t('delete_changes')}
          rows={less.map(({ id, text, before, after }) => ({ id, text, sub: t('delete_signs', before, after) }))}
        />
      )}
      {preview.effects.length > 0 && (
        <Derived
          heading={t('delete_effects')}
          rows={preview.effects.map(({ outcomeType, text, before, after }) => ({
            id: outcomeType,
            text,
            sub: after === 0 ? t('delete_no_cases') : t('delete_cases', before, after),
          }))}
        />
      )}
    </>
  );
}

interface DerivedRow {
  readonly id: string;
  readonly text: string;
  readonly sub: string;
}

function Derived({ heading, rows }: { readonly heading: string; readonly rows: readonly DerivedRow[] }) {
  return (
    <>
      <h3 class="small t2">{heading}</h3>
      <ul class="sheet">
        {rows.map(({ id, text, sub }) => (
          <li class="row tight" key={id}>
            <Icon name="you" />
            <span class="grow">
              <span dir="auto">{text}</span>
              <br />
              <span class="sub">{sub}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
