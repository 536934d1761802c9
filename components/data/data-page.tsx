import { t } from '../i18n/messages.ts';
import { countWords } from '../i18n/number-words.ts';
import { usePanel } from '../store/panel.ts';
import { useView } from '../store/use-view.ts';
import { Icon } from '../ui/icon.tsx';
import { SettingsNav } from '../ui/settings-nav.tsx';
import { BringIn } from './bring-in.tsx';
import { DeletePart } from './delete-part.tsx';
import { OnThisDevice } from './on-this-device.tsx';
import { TakeOut } from './take-out.tsx';

/** What is kept and where; the ways in and out. */
export function DataPage() {
  return (
    <>
      <h1 class="sr">{t('title_data')}</h1>
      <SettingsNav />
      <OnThisDevice />
      <TakeOut />
      <BringIn />
      <DeletePart />
      <StartOver />
    </>
  );
}

/** Earlier than any record, and later. */
const ALL_TIME = { from: '0000-01-01T00:00:00.000Z', to: '9999-12-31T23:59:59.999Z' };

function StartOver() {
  const { client, deletion } = usePanel();
  const { data: kept } = useView('sites', () => client.timeline({ limit: 1 }));
  const events = (kept?.apps ?? []).reduce((sum, each) => sum + each.events, 0);
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
