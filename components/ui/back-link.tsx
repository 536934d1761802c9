import type { ComponentChildren } from 'preact';
import { usePanel } from '../store/panel.ts';
import { Icon } from './icon.tsx';

/** The way back; a step back in the history where there is one, so that scroll and focus return with it. */
export function BackLink({ to, children }: { readonly to: string; readonly children: ComponentChildren }) {
  const { route } = usePanel();
  return (
    <div class="back">
      <a
        href={to}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          route.back(to);
        }}
      >
        <Icon name="back" small flip /> {children}
      </a>
    </div>
  );
}
