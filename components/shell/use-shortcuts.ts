import { useEffect, useRef } from 'preact/hooks';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { isCommandKey } from '../store/single-keys.ts';
import { moveFocus } from '../ui/move-focus.ts';
import { SETTINGS } from './status-line.tsx';
import { TABS } from './tabs.tsx';

/** The field `/` leads to, and where it leads when the view has none. */
export const SEARCH_FIELD = 'input[type="search"]';

/** Keys that act anywhere in the panel. Rows and cards answer theirs before. */
export function useShortcuts(showKeys: () => void): void {
  const panel = usePanel();
  const searching = useRef(false);
  const { path } = panel.route.current.value;

  useEffect(() => {
    if (!searching.current) return;
    searching.current = false;
    document.querySelector<HTMLElement>(SEARCH_FIELD)?.focus();
  }, [path]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A menu or a dialog that is open has the keys for itself.
      if (document.querySelector('dialog[open], [popover]:popover-open')) return;
      if (event.key === 'Escape') {
        const typing = event.target instanceof HTMLInputElement && event.target.type === 'search';
        const below = panel.route.current.value.view;
        if (typing) event.target.blur();
        else if (below === 'belief') panel.route.back(hrefTo('you'));
        else if (below === 'outcome') panel.route.back(hrefTo('now'));
        return;
      }
      if (!isCommandKey(event)) return;
      const moves = ['ArrowDown', 'ArrowUp'].includes(event.key);
      if (!panel.singleKeys.on.value && !moves) return;
      if (act(event.key)) event.preventDefault();
    };

    function act(key: string): boolean {
      const tab = TABS[Number(key) - 1];
      if (/^[1-9]$/.test(key) && tab) panel.route.go(hrefTo(tab.view));
      else if (key === '/') search();
      else if (key === ',') panel.route.go(SETTINGS);
      else if (key === '?') showKeys();
      else if (key === 'z' || key === 'Z') void panel.verdicts.undo();
      else if (key === 'j' || key === 'k' || key === 'ArrowDown' || key === 'ArrowUp') return enterList(key);
      else return false;
      return true;
    }

    function search(): void {
      const field = document.querySelector<HTMLElement>(SEARCH_FIELD);
      if (field) field.focus();
      else {
        searching.current = true;
        panel.route.go(hrefTo('timeline'));
      }
    }

    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** From outside of a list, the moving keys lead to its current row. Arrows are left to scrolling while nothing has the focus. */
function enterList(key: string): boolean {
  const active = document.activeElement;
  if (active && active !== document.body && moveFocus(active, key)) return true;
  if (key.startsWith('Arrow')) return false;
  const current = document.querySelector<HTMLElement>('[data-list] [data-item][tabindex="0"]');
  current?.focus();
  current?.scrollIntoView({ block: 'nearest' });
  return current !== null;
}
