import { t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';

/** The pages behind the one icon for settings. */
export function SettingsNav() {
  const { view } = usePanel().route.current.value;
  return (
    <nav class="filters" aria-label={t('settings')}>
      <a class="pill" href={hrefTo('set/sites')} aria-current={view === 'sites' ? 'page' : undefined}>
        {t('title_sites')}
      </a>
      <a class="pill" href={hrefTo('set/data')} aria-current={view === 'data' ? 'page' : undefined}>
        {t('title_data')}
      </a>
      <a class="pill" href={hrefTo('set/about')} aria-current={view === 'about' ? 'page' : undefined}>
        {t('title_about')}
      </a>
    </nav>
  );
}
