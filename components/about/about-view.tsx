import type { EngineStatus } from '../../lib/engine/api.ts';
import { type MessageKey, t } from '../i18n/messages.ts';
import { countWords } from '../i18n/number-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { Icon } from '../ui/icon.tsx';
import { SettingsNav } from '../ui/settings-nav.tsx';

const MEANING: Record<EngineStatus['embedder'], MessageKey> = {
  loading: 'meaning_loading',
  ready: 'meaning_ready',
  missing: 'meaning_missing',
  broken: 'meaning_broken',
};

/** What this is, what it holds, and what it promises. */
export function AboutView() {
  const { client, engine } = usePanel();
  const status = engine.status.value;
  return (
    <>
      <h1 class="sr">{t('title_about')}</h1>
      <SettingsNav />
      <div class="panelcard">
        <div class="hstack">
          <Icon name="retrace" tone="mark" />
          <h2 class="h">{t('extension_name')}</h2>
          <span class="end small t3">{t('version', client.version)}</span>
        </div>
        <p class="t2">{t('extension_description')}</p>
        {status && (
          <dl class="kv">
            <dt>{t('about_events')}</dt>
            <dd>{countWords(status.events)}</dd>
            <dt>{t('about_meaning')}</dt>
            <dd>{t(MEANING[status.embedder])}</dd>
          </dl>
        )}
      </div>
      <div class="note">
        <Icon name="lock" />
        <p>{t('promise')}</p>
      </div>
      <p>
        <a href={`welcome.html${hrefTo('welcome/1')}`} target="_blank" rel="noreferrer">
          {t('about_first_steps')}
        </a>
      </p>
      <p class="foot">{t('about_licence')}</p>
    </>
  );
}
