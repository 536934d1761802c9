import { useId, useState } from 'preact/hooks';
import type { SitePackView, SiteSetting } from '../../lib/browser/protocol.ts';
import { type MessageKey, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';

/** How a site is read: by which pack, whether that fits, and what the user taught by pointing. */
export function SiteKnowledge({ setting: { site, pack, own } }: { readonly setting: SiteSetting }) {
  const { recording } = usePanel();
  const [nowhere, setNowhere] = useState(false);
  return (
    <>
      <div class="hstack small t2 apart" data-knowledge={pack?.health ?? 'generic'}>
        <span>{pack ? t(WORDS[pack.health], pack.name) : t('pack_generic')}</span>
        <button
          type="button"
          class="btn quiet"
          aria-label={t('teach_site', site)}
          onClick={() => void recording.teach(site).then((open) => setNowhere(!open))}
        >
          {t('teach_short')}
        </button>
      </div>
      {nowhere && (
        <p class="small t2" role="status">
          {t('teach_no_tab', site)}
        </p>
      )}
      {own && <Taught site={site} own={own} />}
    </>
  );
}

const WORDS = {
  generic: 'pack_generic',
  unseen: 'pack_unseen',
  fits: 'pack_fits',
  broken: 'pack_broken',
} as const satisfies Record<SitePackView['health'], MessageKey>;

/** What the user taught: seen, renamed, deleted. */
function Taught({ site, own }: { readonly site: string; readonly own: SitePackView }) {
  const { recording } = usePanel();
  const [renaming, setRenaming] = useState(false);
  const [name, setName] = useState(own.name);
  const id = useId();
  if (renaming) {
    return (
      <form
        class="tell"
        onSubmit={(event) => {
          event.preventDefault();
          setRenaming(false);
          if (name.trim() !== '') void recording.changeOwn(site, name.trim());
        }}
      >
        <span class="field grow">
          <label class="sr" for={id}>
            {t('taught_name')}
          </label>
          <input id={id} value={name} maxLength={100} onInput={(event) => setName(event.currentTarget.value)} />
        </span>
        <button type="submit" class="btn">
          {t('taught_rename_save')}
        </button>
      </form>
    );
  }
  return (
    <div class="hstack small t2 apart" data-taught={site}>
      <span>{t(own.health === 'broken' ? 'taught_broken' : 'taught_by_you', own.name)}</span>
      <span>
        <button
          type="button"
          class="btn quiet"
          aria-label={t('taught_rename_site', own.name)}
          onClick={() => setRenaming(true)}
        >
          {t('taught_rename')}
        </button>
        <button
          type="button"
          class="btn quiet"
          aria-label={t('taught_forget_site', own.name)}
          onClick={() => void recording.changeOwn(site, null)}
        >
          {t('taught_forget')}
        </button>
      </span>
    </div>
  );
}
