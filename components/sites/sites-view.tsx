import { useId, useState } from 'preact/hooks';
import type { RecordingStatus } from '../../lib/browser/protocol.ts';
import { siteFrom } from '../../lib/browser/site-pattern.ts';
import { type MessageKey, t } from '../i18n/messages.ts';
import { countWords } from '../i18n/number-words.ts';
import { usePanel } from '../store/panel.ts';
import { useView } from '../store/use-view.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { SettingsNav } from '../ui/settings-nav.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { NeverWords } from './never-words.tsx';
import { SiteRow } from './site-row.tsx';

/** Where it is recorded: each site is switched on by the user and by the browser's own question. */
export function SitesView() {
  const { client, recording } = usePanel();
  const status = recording.status.value;
  const { data } = useView('sites', () => client.timeline({ limit: 1 }));
  const counted = new Map(data?.apps.map((each) => [each.app, each]));
  return (
    <>
      <h1 class="sr">{t('title_sites')}</h1>
      <SettingsNav />
      {status ? (
        <>
          <SiteInView status={status} />
          <Switches status={status} counted={counted} />
        </>
      ) : (
        <Skeleton />
      )}
      {status && <NeverWords words={status.words} />}
      <Never />
    </>
  );
}

/** The site one is looking at, if it may be switched on. */
function SiteInView({ status }: { readonly status: RecordingStatus }) {
  const { client, recording } = usePanel();
  const { site, sites } = status;
  if (site === null || sites.some((each) => each.site === site && each.on) || client.neverKindOf(site) !== null)
    return null;
  return (
    <div class="panelcard">
      <div class="hstack asked">
        <div class="grow">
          <h2 class="h">{t('site_is_off', site)}</h2>
          <p class="small t2">{t('site_is_off_body')}</p>
        </div>
        <button type="button" class="btn primary" onClick={() => void recording.switchOn([site])}>
          {t('switch_on')}
        </button>
      </div>
    </div>
  );
}

type Counted = ReadonlyMap<string, { readonly events: number; readonly last: string }>;

function Switches({ status, counted }: { readonly status: RecordingStatus; readonly counted: Counted }) {
  const sites = [...status.sites].sort((a, b) => Number(b.on) - Number(a.on) || (a.site < b.site ? -1 : 1));
  const on = sites.filter((site) => site.on);
  const off = sites.filter((site) => !site.on);
  return (
    <>
      <section class="sec" aria-labelledby="h-on">
        <header>
          <h2 id="h-on">{t('sites_on')}</h2>
          <span class="n">{countWords(on.length)}</span>
        </header>
        {on.length === 0 ? (
          <Empty icon="globe" title={t('sites_none_title')}>
            {t('sites_none_body')}
          </Empty>
        ) : (
          <ul class="sheet">
            {on.map((site) => (
              <SiteRow key={site.site} setting={site} counted={counted.get(site.site)} />
            ))}
          </ul>
        )}
        <AddSite />
      </section>
      {off.length > 0 && (
        <section class="sec" aria-labelledby="h-off">
          <header>
            <h2 id="h-off">{t('sites_off')}</h2>
            <span class="n">{countWords(off.length)}</span>
          </header>
          <ul class="sheet">
            {off.map((site) => (
              <SiteRow key={site.site} setting={site} counted={counted.get(site.site)} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function AddSite() {
  const { client, recording } = usePanel();
  const [words, setWords] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const id = useId();

  function add(): void {
    const site = siteFrom(words);
    const problem = !site
      ? t('site_not_an_address', words.trim())
      : client.neverKindOf(site) === null
        ? null
        : t('site_is_never', site);
    setWrong(problem);
    if (!site || problem !== null) return;
    // Straight from the key or the click: the browser's question needs the gesture.
    void recording.switchOn([site]).then((on) => {
      if (on) setWords('');
    });
  }

  return (
    <form
      class="vstack closer"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim() !== '') add();
      }}
    >
      <label class="small t2" for={id}>
        {t('add_site_label')}
      </label>
      <div class="tell">
        <span class="field grow">
          <Icon name="plus" />
          <input
            id={id}
            value={words}
            dir="ltr"
            autocomplete="off"
            spellcheck={false}
            placeholder={t('add_site_placeholder')}
            aria-invalid={wrong !== null}
            aria-describedby={wrong === null ? undefined : `${id}-wrong`}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </span>
        <button type="submit" class="btn" disabled={words.trim() === ''}>
          {t('switch_on')}
        </button>
      </div>
      <p class="small warntext" id={`${id}-wrong`} role="status">
        {wrong}
      </p>
    </form>
  );
}

const NEVER: readonly (readonly [MessageKey, MessageKey | null])[] = [
  ['never_banks', 'never_banks_sub'],
  ['never_passwords', 'never_passwords_sub'],
  ['never_sensitive', 'never_sensitive_sub'],
  ['never_private', null],
];

/** What is never recorded, whatever is switched on. */
function Never() {
  return (
    <section class="sec" aria-labelledby="h-never">
      <header>
        <h2 id="h-never">{t('never')}</h2>
      </header>
      <ul class="sheet">
        {NEVER.map(([what, sub]) => (
          <li class="row middle" key={what}>
            <Icon name="lock" />
            <span class="grow">
              {t(what)}
              {sub && (
                <>
                  <br />
                  <span class="sub">{t(sub)}</span>
                </>
              )}
            </span>
            <span class="small t3">{t('always')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
