import { useId, useState } from 'preact/hooks';
import { t } from '../i18n/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { makePassphrase } from './make-passphrase.ts';

/** Shorter ones are guessed. */
const SHORTEST = 10;

/** Asks for a new passphrase, twice, or makes one that is shown; it is kept nowhere. */
export function PassphraseDialog(props: {
  readonly title: string;
  readonly close: () => void;
  readonly use: (passphrase: string) => void;
}) {
  const id = useId();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const [isShown, setShown] = useState(false);
  const isGood = first.length >= SHORTEST && (isShown || first === second);
  const problem =
    first !== '' && first.length < SHORTEST
      ? t('passphrase_short', SHORTEST)
      : !isShown && second !== '' && first !== second
        ? t('passphrase_differs')
        : null;
  return (
    <Dialog title={props.title} close={props.close}>
      <form
        class="vstack"
        onSubmit={(event) => {
          event.preventDefault();
          if (isGood) props.use(first);
        }}
      >
        <p class="small t2">{t('passphrase_why')}</p>
        <SecretField id={`${id}-1`} label={t('passphrase')} value={first} set={setFirst} isShown={isShown} isNew />
        {!isShown && (
          <SecretField
            id={`${id}-2`}
            label={t('passphrase_again')}
            value={second}
            set={setSecond}
            isShown={false}
            isNew
          />
        )}
        <p class="small t2" role="status">
          {problem}
        </p>
        <div class="hstack">
          <button
            type="button"
            class="btn"
            onClick={() => {
              setFirst(makePassphrase());
              setShown(true);
            }}
          >
            {t('passphrase_make')}
          </button>
          <label class="hstack small t2">
            <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.currentTarget.checked)} />
            {t('passphrase_show')}
          </label>
        </div>
        <div class="hstack dialogacts">
          <button type="button" class="btn big" onClick={props.close}>
            {t('cancel')} <kbd>{t('key_esc')}</kbd>
          </button>
          <button type="submit" class="btn primary big" disabled={!isGood}>
            {t('back_up')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function SecretField(props: {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly isShown: boolean;
  readonly isNew?: boolean;
}) {
  return (
    <div class="vstack">
      <label class="small t2" for={props.id}>
        {props.label}
      </label>
      <span class="field">
        <input
          id={props.id}
          {...(props.isShown ? { type: 'text' as const } : { type: 'password' as const })}
          value={props.value}
          dir="ltr"
          spellcheck={false}
          autocomplete={props.isNew ? 'new-password' : 'off'}
          onInput={(event) => props.set(event.currentTarget.value)}
        />
      </span>
    </div>
  );
}
