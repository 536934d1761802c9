import { useId } from 'preact/hooks';
import type { RetentionView } from '../../lib/engine/api.ts';
import { plural, t } from '../i18n/messages.ts';
import { byteWords, countWords } from '../i18n/number-words.ts';
import { dayWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { useView } from '../store/use-view.ts';
import { KeepWithin } from './keep-within.tsx';

/** Offered lengths of time, in days; null is for ever. */
const KEEP_FOR_DAYS = [null, 730, 365, 90, 30] as const;

/** What is kept, how much, since when, of which site, for how long, and where it lies. */
export function OnThisDevice() {
  const { client, clock, deletion, recording } = usePanel();
  const { data: kept } = useView('sites', () => client.timeline({ limit: 1 }));
  const { data: room } = useView('room', () => client.room());
  const { data: sizes } = useView('sizes', () => client.sizes());
  const { data: retention, again } = useView('retention', () => client.retention());
  const apps = kept?.apps ?? [];
  const isOn = (app: string) => recording.status.value?.sites.some(({ site, on }) => site === app && on) ?? false;
  /** A site that is still recorded keeps its settings. */
  const scopeOf = (app: string) => ({ app, ...(!isOn(app) && { settings: true }) });
  const keep = (rule: Parameters<typeof client.retain>[0]) => void client.retain(rule).then(again);
  return (
    <section class="sec" aria-labelledby="h-here">
      <header>
        <h2 id="h-here">{t('on_this_device')}</h2>
        {room && <span class="end small t3">{t('room', byteWords(room.used), byteWords(room.free))}</span>}
      </header>
      <div class="panelcard">
        {apps.length === 0 && <p class="t2">{t('data_nothing')}</p>}
        {sizes && sizes.events > 0 && (
          <dl class="kv">
            <dt>
              {sizes.first === null
                ? plural('log_of', sizes.events)
                : plural('log_since', sizes.events, dayWords(sizes.first, clock()))}
            </dt>
            <dd>{byteWords(sizes.log)}</dd>
            <dt>{t('search_index')}</dt>
            <dd>{byteWords(sizes.search)}</dd>
            <dt>{t('what_was_learned')}</dt>
            <dd>{byteWords(sizes.learned)}</dd>
          </dl>
        )}
        {retention && (
          <KeepFor
            label={t('keep_for')}
            days={retention.days}
            choose={(days) => keep({ days })}
            hint={retention.days === null ? null : t('keep_for_hint')}
          />
        )}
        <KeepWithin />
        <p class="small t3">{t('data_where')}</p>
      </div>
      {apps.length > 0 && (
        <details class="panelcard more">
          <summary>{plural('sites_kept', apps.length)}</summary>
          <ul class="plain">
            {apps.map(({ app, events, first, last }) => (
              <li key={app} class="vstack">
                <span>
                  <b>{app}</b>{' '}
                  <span class="small t3">
                    {plural('site_kept', events, dayWords(first, clock()), dayWords(last, clock()))}
                  </span>
                </span>
                <span class="hstack">
                  {retention && <SiteKeepFor app={app} retention={retention} keep={keep} />}
                  <button
                    type="button"
                    class="btn quiet"
                    aria-label={t('forget_site', app)}
                    onClick={() => deletion.open({ of: 'site', site: app, scope: scopeOf(app) })}
                  >
                    {t('forget_short')}
                  </button>
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

/** One site may be kept for another time than the others. */
function SiteKeepFor(props: {
  readonly app: string;
  readonly retention: RetentionView;
  readonly keep: (rule: { readonly app: string; readonly days: number | null | 'general' }) => void;
}) {
  const { app, retention, keep } = props;
  const own = retention.sites.find((site) => site.app === app);
  return (
    <KeepFor
      label={t('keep_site_for', app)}
      isShort
      days={own ? own.days : 'general'}
      choose={(days) => keep({ app, days })}
      hint={null}
    />
  );
}

type Days = number | null | 'general';

function KeepFor<D extends Days>(props: {
  readonly label: string;
  readonly days: D;
  readonly choose: (days: D) => void;
  readonly hint: string | null;
  /** The name is for those who do not see what it stands beside. */
  readonly isShort?: boolean;
}) {
  const { label, days, choose, hint, isShort = false } = props;
  const id = useId();
  const offered: Days[] = [...(days === 'general' || isShort ? (['general'] as const) : []), ...KEEP_FOR_DAYS];
  if (!offered.includes(days)) offered.push(days);
  return (
    <div class="hstack">
      <label class={isShort ? 'sr' : 'small t2'} for={id}>
        {label}
      </label>
      <select
        class="sel"
        id={id}
        value={String(days)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          choose((value === 'general' ? value : value === 'null' ? null : Number(value)) as D);
        }}
      >
        {offered.map((each) => (
          <option key={String(each)} value={String(each)}>
            {daysWords(each)}
          </option>
        ))}
      </select>
      {hint !== null && <span class="small t3">{hint}</span>}
    </div>
  );
}

function daysWords(days: Days): string {
  if (days === 'general') return t('keep_as_others');
  if (days === null) return t('keep_for_ever');
  if (days % 365 === 0) return plural('keep_years', days / 365);
  return plural('keep_days', days, countWords(days));
}
