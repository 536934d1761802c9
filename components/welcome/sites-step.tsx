import { useId, useState } from 'preact/hooks';
import { siteFrom } from '../../lib/browser/site-pattern.ts';
import { plural, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { SUGGESTED_SITES } from './suggested-sites.ts';

interface Choice {
  readonly site: string;
  readonly sub: string;
  readonly chosen: boolean;
}

/** Which sites may be looked at, and how much is kept. The browser asks once for all of them. */
export function SitesStep() {
  const { client, recording, route } = usePanel();
  const [sites, setSites] = useState<readonly Choice[]>(() =>
    SUGGESTED_SITES.map(({ site, what, chosen }) => ({ site, sub: t(what), chosen })),
  );
  const [keepText, setKeepText] = useState(true);
  const [words, setWords] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const id = useId();
  const chosen = sites.filter((site) => site.chosen).map(({ site }) => site);

  function add(): void {
    const site = siteFrom(words);
    const problem = !site
      ? t('site_not_an_address', words.trim())
      : client.neverKindOf(site) === null
        ? null
        : t('site_is_never', site);
    setWrong(problem);
    if (!site || problem !== null) return;
    setWords('');
    setSites((now) => [...now.filter((each) => each.site !== site), { site, sub: t('site_what_own'), chosen: true }]);
  }

  function switchOn(): void {
    void recording.switchOn(chosen, { keepText }).then((on) => {
      if (on) route.go(hrefTo('welcome/3'));
    });
  }

  return (
    <>
      <section class="sec roomy">
        <h1 class="hero">{t('sites_step_title')}</h1>
        <p class="t2">{t('sites_step_body')}</p>
        <ul class="sheet">
          {sites.map(({ site, sub, chosen: on }) => (
            <li class="row" key={site}>
              <input
                type="checkbox"
                id={`${id}-${site}`}
                checked={on}
                onChange={() =>
                  setSites((now) => now.map((each) => (each.site === site ? { ...each, chosen: !each.chosen } : each)))
                }
              />
              <label class="grow" for={`${id}-${site}`}>
                {site}
                <br />
                <span class="sub">{sub}</span>
              </label>
            </li>
          ))}
        </ul>
        <form
          class="vstack closer"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim() !== '') add();
          }}
        >
          <label class="small t2" for={`${id}-more`}>
            {t('add_site_label')}
          </label>
          <div class="tell">
            <span class="field grow">
              <input
                id={`${id}-more`}
                value={words}
                dir="ltr"
                autocomplete="off"
                spellcheck={false}
                placeholder={t('add_site_placeholder')}
                onInput={(event) => setWords(event.currentTarget.value)}
              />
            </span>
            <button type="submit" class="btn" disabled={words.trim() === ''}>
              {t('add')}
            </button>
          </div>
          <p class="small warntext" role="status">
            {wrong}
          </p>
        </form>
        <fieldset class="panelcard tightcard">
          <legend class="sr">{t('how_much')}</legend>
          <KeepChoice
            on={keepText}
            choose={() => setKeepText(true)}
            label={t('keep_text_i_edit')}
            sub={t('keep_text_sub')}
          />
          <KeepChoice
            on={!keepText}
            choose={() => setKeepText(false)}
            label={t('keep_actions')}
            sub={t('keep_actions_sub')}
          />
        </fieldset>
      </section>
      <div class="vstack">
        <button type="button" class="btn primary big" disabled={chosen.length === 0} onClick={switchOn}>
          {chosen.length === 0 ? t('choose_a_site') : plural('switch_on_sites', chosen.length)}
        </button>
        <p class="small t3 centred">{t('browser_will_ask')}</p>
        <a class="btn quiet" href={hrefTo('welcome/3')}>
          {t('not_now')}
        </a>
      </div>
    </>
  );
}

function KeepChoice(props: {
  readonly on: boolean;
  readonly choose: () => void;
  readonly label: string;
  readonly sub: string;
}) {
  return (
    <label class="hstack choice">
      <input type="radio" name="keep" checked={props.on} onChange={props.choose} />
      <span>
        {props.label}
        <br />
        <span class="small t3">{props.sub}</span>
      </span>
    </label>
  );
}
