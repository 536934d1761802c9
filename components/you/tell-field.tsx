import { useId, useRef, useState } from 'preact/hooks';
import { t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';

/** A place to say something about how one works, in one's own words. It is kept word for word. */
export function TellField() {
  const { verdicts } = usePanel();
  const [words, setWords] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const busy = useRef(false);
  const id = useId();

  async function tell(): Promise<void> {
    if (busy.current || words.trim() === '') return;
    busy.current = true;
    const kept = await verdicts.tell(words);
    busy.current = false;
    if (!kept) return;
    setTold(words.trim());
    setWords('');
  }

  return (
    <form
      class="vstack closer"
      onSubmit={(event) => {
        event.preventDefault();
        void tell();
      }}
    >
      <label class="small t2" for={id}>
        {t('tell_label')}
      </label>
      <div class="tell">
        <span class="field grow">
          <input
            id={id}
            value={words}
            dir="auto"
            autocomplete="off"
            placeholder={t('tell_placeholder')}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </span>
        <button type="submit" class="btn" disabled={words.trim() === ''}>
          {t('tell_button')}
        </button>
      </div>
      <p class="small t3" role="status">
        {told !== null && t('tell_kept', told)}
      </p>
    </form>
  );
}
