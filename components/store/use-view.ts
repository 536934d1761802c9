import { useEffect } from 'preact/hooks';
import { usePanel } from './panel.ts';

/** What a view shows under a key: at once what is known, then what is so now, and again whenever the engine has news. */
export function useView<T>(
  key: string,
  load: () => Promise<T>,
): {
  readonly data: T | undefined;
  readonly error: string | null;
  readonly again: () => void;
} {
  const panel = usePanel();
  const view = panel.views.of<T>(key);
  const again = () => void view.refresh(load);
  useEffect(() => {
    again();
    return panel.live.subscribe('engine', again);
  }, [key]);
  return { data: view.data.value, error: view.error.value, again };
}
