import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.tsx';

/** Something a person should know. `bad` interrupts (recording stopped); the others wait to be read. */
export function Note(props: {
  readonly level: 'info' | 'warn' | 'bad';
  readonly icon: IconName;
  readonly title: ComponentChildren;
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly silent?: boolean;
}) {
  const role = props.silent ? undefined : props.level === 'bad' ? 'alert' : 'status';
  return (
    <div class={`note${props.level === 'info' ? '' : ` ${props.level}`}`} role={role}>
      <Icon name={props.icon} />
      <div>
        <b>{props.title}</b>
        {props.children && <p class="small t2">{props.children}</p>}
        {props.actions && <div class="acts2">{props.actions}</div>}
      </div>
    </div>
  );
}
