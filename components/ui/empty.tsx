import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** What a view says while it has nothing to show: why, and what can be done. */
export function Empty(props: {
  readonly icon: IconName;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
}) {
  return (
    <div class="panelcard empty">
      <Icon name={props.icon} />
      <h2>{props.title}</h2>
      {props.children && <p class="small">{props.children}</p>}
      {props.actions && <div class="hstack">{props.actions}</div>}
    </div>
  );
}
