import { type MessageKey, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo, type ViewName } from '../store/route.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

interface Tab {
  readonly view: ViewName;
  /** Views that lie below it. */
  readonly below: readonly ViewName[];
  readonly icon: IconName;
  readonly label: MessageKey;
}

/** In the order of their keys, 1 to 3. */
export const TABS: readonly Tab[] = [
  { view: 'now', below: ['outcome'], icon: 'now', label: 'tab_now' },
  { view: 'you', below: ['belief'], icon: 'you', label: 'tab_you' },
  { view: 'timeline', below: [], icon: 'time', label: 'tab_timeline' },
];

export function Tabs() {
  const { view } = usePanel().route.current.value;
  return (
    <nav class="tabs" aria-label={t('views')}>
      {TABS.map((tab) => (
        <a
          key={tab.view}
          href={hrefTo(tab.view)}
          aria-current={tab.view === view ? 'page' : tab.below.includes(view) ? 'true' : undefined}
        >
          <Icon name={tab.icon} />
          <span>{t(tab.label)}</span>
        </a>
      ))}
    </nav>
  );
}
