/** Whether single letters act as keys. They can be switched off (WCAG 2.1.4), and the choice is kept. */
import { type Signal, signal } from '@preact/signals';

const KEPT_AS = 'single-keys';

export interface SingleKeys {
  readonly on: Signal<boolean>;
  set(on: boolean): void;
}

export function createSingleKeys(storage: Storage): SingleKeys {
  const on = signal(storage.getItem(KEPT_AS) !== 'off');
  return {
    on,
    set(value) {
      on.value = value;
      storage.setItem(KEPT_AS, value ? 'on' : 'off');
    },
  };
}

/** Whether a key press may act as a command: not while typing, composing or holding a modifier. */
export function isCommandKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement)
    return false;
  return !(target instanceof HTMLInputElement) || ['checkbox', 'radio', 'button'].includes(target.type);
}
