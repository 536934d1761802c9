import { useId, useState } from 'preact/hooks';
import { t } from '../i18n/messages.ts';
import { byteWords } from '../i18n/number-words.ts';
import { usePanel } from '../store/panel.ts';
import { useView } from '../store/use-view.ts';
import { Dialog } from '../ui/dialog.tsx';

const MB = 1_000_000;
/** Offered budgets, in bytes; null is everything. */
const BUDGETS = [null, 1_000 * MB, 500 * MB, 250 * MB, 100 * MB, 50 * MB] as const;

/** How much room history may take. Less than it takes now costs texts, for good: then it is asked first. */
export function KeepWithin() {
  const { client } = usePanel();
  const { data: keeping, again } = useView('keeping', () => client.keeping());
  const [asked, setAsked] = useState<number | null>(null);
  const id = useId();
  if (!keeping) return null;
  const { budget, bytes, says, isReducing } = keeping;
  const offered: (number | null)[] = [...BUDGETS];
  if (!offered.includes(budget)) offered.push(budget);
  const keep = (wanted: number | null) => void client.keepWithin(wanted).then(again);
  return (
    <div class="vstack">
      <div class="hstack">
        <label class="small t2" for={id}>
          {t('keep_within')}
        </label>
        <select
          class="sel"
          id={id}
          value={String(budget)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            const wanted = value === 'null' ? null : Number(value);
            event.currentTarget.value = String(budget);
            if (wanted !== null && wanted < bytes) setAsked(wanted);
            else keep(wanted);
          }}
        >
          {offered.map((each) => (
            <option key={String(each)} value={String(each)}>
              {each === null ? t('keep_everything') : byteWords(each)}
            </option>
          ))}
        </select>
        {isReducing && (
          <span class="small t3" role="status">
            {t('keep_reducing')}
          </span>
        )}
      </div>
      {budget !== null && says.length > 0 && <p class="small t3">{says.join(' ')}</p>}
      {asked !== null && (
        <Dialog title={t('keep_within_title', byteWords(asked))} close={() => setAsked(null)}>
          <p class="small t2">{t('keep_within_body', byteWords(bytes))}</p>
          <div class="hstack dialogacts">
            <button type="button" class="btn big" onClick={() => setAsked(null)}>
              {t('cancel')} <kbd>{t('key_esc')}</kbd>
            </button>
            <button
              type="button"
              class="btn danger big"
              onClick={() => {
                keep(asked);
                setAsked(null);
              }}
            >
              {t('keep_within_do')}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
