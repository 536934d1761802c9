import { useId } from 'preact/hooks';
import type { SiteSetting } from '../../lib/browser/protocol.ts';
import { plural, t } from '../i18n/messages.ts';
import { agoWords, dayWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { SiteKnowledge } from './site-knowledge.tsx';
import { SiteSpace } from './site-space.tsx';

/** One site: whether it is recorded, how much is kept of it, and the way to forget it. */
export function SiteRow({
  setting,
  counted,
}: {
  readonly setting: SiteSetting;
  readonly counted: { readonly events: number; readonly last: string } | undefined;
}) {
  const { recording, deletion, clock } = usePanel();
  const id = useId();
  const { site, on, granted, keepText, chat, refused } = setting;
  const switchSite = (value: boolean) =>
    void (value ? recording.switchOn([site]) : recording.change(setting, { on: false }));

  const forget = counted && (
    <button
      type="button"
      class="btn quiet forget"
      aria-label={t('forget_site', site)}
      onClick={() => deletion.open({ of: 'site', site, scope: { app: site, ...(!on && { settings: true }) } })}
    >
      {t('forget_short')}
    </button>
  );

  return (
    <li class="card" data-item={site}>
      <div class="head middle">
        <p class="grow">
          <b>{site}</b>
        </p>
        <input
          class="switch"
          role="switch"
          type="checkbox"
          checked={on}
          aria-checked={on}
          aria-label={t('record_on', site)}
          onChange={(event) => {
            const wanted = event.currentTarget.checked;
            // What is shown follows what is so: the browser may say no.
            event.currentTarget.checked = on;
            switchSite(wanted);
          }}
        />
      </div>
      {on && !granted && (
        <Note
          level="warn"
          icon="warn"
          title={t('access_gone_title', site)}
          actions={
            <>
              <button type="button" class="btn" onClick={() => switchSite(true)}>
                {t('allow_again')}
              </button>
              <button type="button" class="btn quiet" onClick={() => switchSite(false)}>
                {t('leave_off')}
              </button>
            </>
          }
        >
          {t('access_gone_body')}
        </Note>
      )}
      <div class="hstack small t2 apart">
        <span>
          {on && granted && <Icon name="check" small tone="pos" />}{' '}
          {counted ? t('last_event', agoWords(counted.last, clock())) : t('no_event_yet')}
        </span>
        {counted && (
          <span>
            {plural('events_count', counted.events)} {forget}
          </span>
        )}
      </div>
      {refused && (
        <p class="small t2">
          {plural('refused', refused.count, dayWords(refused.since, clock()))} <bdi class="t3">{refused.reason}</bdi>
        </p>
      )}
      {on && <SiteKnowledge setting={setting} />}
      {on && (
        <div class="hstack">
          <label class="small t3" for={id}>
            {t('keep')}
          </label>
          <select
            class="sel"
            id={id}
            value={keepText ? 'text' : 'actions'}
            onChange={(event) => void recording.change(setting, { keepText: event.currentTarget.value === 'text' })}
          >
            <option value="text">{t('keep_text')}</option>
            <option value="actions">{t('keep_actions')}</option>
          </select>
          <label class="hstack small t2 mark">
            <input
              type="checkbox"
              checked={chat}
              onChange={(event) => void recording.change(setting, { chat: event.currentTarget.checked })}
            />
            {t('is_chat')}
          </label>
        </div>
      )}
      {on && <SiteSpace setting={setting} />}
    </li>
  );
}
