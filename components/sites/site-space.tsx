import { useId } from 'preact/hooks';
import type { SiteSetting } from '../../lib/browser/protocol.ts';
import { t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';

/** Which space a site belongs to: one of those that are there, or a name of the user's own; blank is the default one. */
export function SiteSpace({ setting }: { readonly setting: SiteSetting }) {
  const { recording } = usePanel();
  const id = useId();
  const used = recording.status.value?.sites.flatMap(({ space }) => (space === null ? [] : [space])) ?? [];
  const names = [...new Set([t('space_work'), t('space_private'), ...used])];
  return (
    <div class="hstack">
      <label class="small t3" for={id}>
        {t('space')}
      </label>
      <input
        class="sel"
        id={id}
        list={`${id}-names`}
        value={setting.space ?? ''}
        dir="auto"
        maxLength={60}
        autocomplete="off"
        placeholder={t('space_default')}
        aria-label={t('space_of', setting.site)}
        title={t('space_title')}
        onChange={(event) => void recording.change(setting, { space: event.currentTarget.value.trim() || null })}
      />
      <datalist id={`${id}-names`}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}
