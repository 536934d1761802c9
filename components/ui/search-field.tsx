import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

const TYPING_PAUSE_IN_MS = 150;

/** A search that follows what is typed, after a short pause. */
export function SearchField(props: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly search: (words: string) => void;
}) {
  const [words, setWords] = useState(props.value);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const sent = useRef(props.value);

  // A change from outside (a cleared filter, a step back) wins over what stands in the field.
  useEffect(() => {
    if (props.value === sent.current) return;
    sent.current = props.value;
    setWords(props.value);
  }, [props.value]);
  useEffect(() => () => clearTimeout(pause.current), []);

  function search(text: string): void {
    clearTimeout(pause.current);
    sent.current = text.trim();
    props.search(text.trim());
  }

  return (
    <form
      class="field"
      onSubmit={(event) => {
        event.preventDefault();
        search(words);
      }}
    >
      <Icon name="search" />
      <input
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={words}
        dir="auto"
        onInput={(event) => {
          const text = event.currentTarget.value;
          setWords(text);
          clearTimeout(pause.current);
          pause.current = setTimeout(() => search(text), TYPING_PAUSE_IN_MS);
        }}
      />
      <kbd>/</kbd>
    </form>
  );
}
