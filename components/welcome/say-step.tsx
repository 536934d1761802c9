import { useId, useState } from 'preact/hooks';
import { type MessageKey, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { Icon } from '../ui/icon.tsx';
import { COMMON_WISHES } from './common-wishes.ts';

/** One thing to know, so that it is useful now. What is shown is kept word for word. */
export function SayStep() {
  const { verdicts } = usePanel();
  const [wishes, setWishes] = useState<readonly MessageKey[]>([]);
  const [never, setNever] = useState('');
  const [own, setOwn] = useState('');
  const id = useId();
  const lines = [never.trim(), own.trim(), ...wishes.map((wish) => t(wish))].filter((line) => line !== '');

  async function finish(): Promise<void> {
    for (const line of lines) if (!(await verdicts.tell(line))) return;
    location.assign(`sidepanel.html${hrefTo('you')}`);
  }

  return (
    <>
      <section class="sec roomy">
        <h1 class="hero">{t('say_step_title')}</h1>
        <fieldset class="filters">
          <legend class="sr">{t('common_wishes')}</legend>
          {COMMON_WISHES.map(({ label, says }) => {
            const on = wishes.includes(says);
            return (
              <button
                type="button"
                key={label}
                class="pill"
                aria-pressed={on}
                onClick={() => setWishes(on ? wishes.filter((each) => each !== says) : [...wishes, says])}
              >
                {on && <Icon name="check" small />}
                {t(label)}
              </button>
            );
          })}
        </fieldset>
        <Line id={`${id}-never`} label={t('say_never_label')} value={never} set={setNever} hint={t('say_never_hint')} />
        <Line id={`${id}-own`} label={t('tell_label')} value={own} set={setOwn} hint={t('tell_placeholder')} />
      </section>
      {lines.length > 0 && (
        <section class="sec" aria-labelledby={`${id}-next`}>
          <header>
            <h2 id={`${id}-next`}>{t('say_next_title')}</h2>
          </header>
          <div class="panelcard tightcard">
            <ul class="plain">
              {lines.map((line) => (
                <li key={line} dir="auto">
                  {line}
                </li>
              ))}
            </ul>
            <p class="small t3">{t('say_next_body')}</p>
          </div>
        </section>
      )}
      <div class="vstack">
        {verdicts.failed.value !== null && (
          <p class="small warntext" role="alert">
            {t('said_failed', verdicts.failed.value)}
          </p>
        )}
        <button type="button" class="btn primary big" onClick={() => void finish()}>
          {lines.length > 0 ? t('done_keep') : t('done')}
        </button>
        <p class="small t3 centred">{t('say_open_hint')}</p>
      </div>
    </>
  );
}

function Line(props: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly set: (words: string) => void;
  readonly hint: string;
}) {
  return (
    <div class="vstack closer">
      <label class="small t2" for={props.id}>
        {props.label}
      </label>
      <span class="field">
        <input
          id={props.id}
          value={props.value}
          dir="auto"
          autocomplete="off"
          placeholder={props.hint}
          onInput={(event) => props.set(event.currentTarget.value)}
        />
      </span>
    </div>
  );
}
