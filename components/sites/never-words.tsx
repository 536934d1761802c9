import { useId, useState } from 'preact/hooks';
import { plural, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import { Icon } from '../ui/icon.tsx';

/** Words of the user's own that are never stored: added and taken away one by one. */
export function NeverWords({ words }: { readonly words: readonly string[] }) {
  const { recording } = usePanel();
  const [typed, setTyped] = useState('');
  const id = useId();

  function add(): void {
    void recording.keepOut([...words, typed]).then((kept) => {
      if (kept) setTyped('');
    });
  }

  return (
    <section class="sec" aria-labelledby="h-words">
      <header>
        <h2 id="h-words">{t('words_title')}</h2>
      </header>
      <p class="small t2" id={`${id}-how`}>
        {t('words_body')}
      </p>
      {words.length > 0 && (
        <ul class="chips" aria-label={plural('words_count', words.length)}>
          {words.map((word) => (
            <li class="chip" key={word}>
              <bdi>{word}</bdi>
              <button
                type="button"
                class="iconbtn"
                aria-label={t('words_remove', word)}
                onClick={() => void recording.keepOut(words.filter((each) => each !== word))}
              >
                <Icon name="x" small />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="vstack closer"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim().length > 1) add();
        }}
      >
        <label class="small t2" for={id}>
          {t('words_label')}
        </label>
        <div class="tell">
          <span class="field grow">
            <Icon name="plus" />
            <input
              id={id}
              value={typed}
              dir="auto"
              maxLength={80}
              autocomplete="off"
              spellcheck={false}
              aria-describedby={`${id}-how`}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          </span>
          <button type="submit" class="btn" disabled={typed.trim().length < 2}>
            {t('words_add')}
          </button>
        </div>
      </form>
    </section>
  );
}
