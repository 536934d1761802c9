import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';

/**
 * A dialog over the panel: focus moves in, is held, and goes back to where it was (the browser does all three). Esc closes.
 * Should what had the focus be gone by then, the view's main part takes it.
 */
export function Dialog(props: {
  readonly title: ComponentChildren;
  readonly close: () => void;
  readonly children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();

  useEffect(() => {
    const shown = dialog.current;
    const before = document.activeElement;
    shown?.showModal();
    return () => {
      shown?.close();
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else document.querySelector<HTMLElement>('main')?.focus();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      class="dialog bottom"
      aria-labelledby={title}
      onCancel={(event) => {
        event.preventDefault();
        props.close();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={title}>{props.title}</h2>
      {props.children}
    </dialog>
  );
}
