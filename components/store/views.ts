/** What the views show, by key: kept while one is elsewhere, so that Back shows it at once and then looks again. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { wordsOf } from './words-of-error.ts';

export interface ViewData<T> {
  readonly data: ReadonlySignal<T | undefined>;
  /** Why the last look failed, in words; null if it did not. */
  readonly error: ReadonlySignal<string | null>;
  /** Looks again. An answer that was overtaken by a later one is left aside. */
  refresh(load: () => Promise<T>): Promise<void>;
}

export interface Views {
  of<T>(key: string): ViewData<T>;
}

const KEPT_VIEWS = 24;

export function createViews(): Views {
  const kept = new Map<string, ViewData<unknown>>();
  return {
    of<T>(key: string) {
      const known = kept.get(key) ?? createViewData<unknown>();
      kept.delete(key);
      kept.set(key, known);
      if (kept.size > KEPT_VIEWS) kept.delete(kept.keys().next().value!);
      return known as ViewData<T>;
    },
  };
}

function createViewData<T>(): ViewData<T> {
  const data = signal<T | undefined>(undefined);
  const error = signal<string | null>(null);
  let asked = 0;
  return {
    data,
    error,
    async refresh(load) {
      const mine = ++asked;
      try {
        const fresh = await load();
        if (mine !== asked) return;
        data.value = fresh;
        error.value = null;
      } catch (failure) {
        if (mine === asked) error.value = wordsOf(failure);
      }
    },
  };
}
