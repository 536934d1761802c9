/**
 * Moves the focus within a list: J, K, arrows, Home, End. The list carries `data-list`, its rows `data-item`; it is one
 * stop of the Tab key, and each row makes itself the current one when the focus reaches it.
 * @returns whether the key was one of them.
 */
export function moveFocus(from: Element, key: string): boolean {
  const list = from.closest('[data-list]');
  if (!list) return false;
  const rows = [...list.querySelectorAll<HTMLElement>('[data-item]')];
  const at = rows.findIndex((row) => row.contains(from));
  const to = target(key, at, rows.length);
  if (to === null) return false;
  const row = rows[to];
  row?.focus();
  row?.scrollIntoView({ block: 'nearest' });
  return true;
}

function target(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return Math.min(at + 1, count - 1);
    case 'k':
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
