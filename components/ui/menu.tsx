import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

export interface MenuItem {
  readonly icon: IconName;
  readonly label: string;
  /** A digit or letter that chooses it while the menu is open. */
  readonly key?: string;
  readonly danger?: boolean;
  readonly choose: () => void;
}

const GAP_IN_PX = 4;

/**
 * A button that opens a menu in the top layer, so that no list clips it. Esc and a click elsewhere close it (the browser
 * does that), arrows move, and the focus goes back to the button.
 */
export function Menu(props: {
  readonly label: string;
  readonly buttonClass: string;
  readonly button: ComponentChildren;
  readonly buttonLabel?: string;
  readonly tabIndex?: number;
  readonly head?: ComponentChildren;
  /** Groups are set apart by a line. */
  readonly groups: readonly (readonly MenuItem[])[];
}) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const groups = props.groups.filter((group) => group.length > 0);
  const items = groups.flat();

  const itemsInDom = () => [...(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  function place(): void {
    const box = button.current?.getBoundingClientRect();
    const popup = menu.current;
    if (!box || !popup) return;
    const size = popup.getBoundingClientRect();
    const rtl = getComputedStyle(popup).direction === 'rtl';
    const inline = rtl ? box.right - size.width : box.left;
    const left = Math.max(GAP_IN_PX, Math.min(inline, document.documentElement.clientWidth - size.width - GAP_IN_PX));
    const below = box.bottom + GAP_IN_PX;
    const fits = below + size.height <= innerHeight;
    const top = fits ? below : Math.max(GAP_IN_PX, box.top - size.height - GAP_IN_PX);
    Object.assign(popup.style, { left: `${left}px`, top: `${top}px` });
  }

  function onToggle(): void {
    const opened = menu.current?.matches(':popover-open') ?? false;
    setOpen(opened);
    if (!opened) return;
    place();
    itemsInDom()[0]?.focus();
  }

  function close(): void {
    menu.current?.hidePopover();
  }

  function onKeyDown(event: KeyboardEvent): void {
    // Keys of the view behind do nothing while the menu is open.
    event.stopPropagation();
    const all = itemsInDom();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = {
      ArrowDown: (at + 1) % all.length,
      ArrowUp: (at - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[to]?.focus();
    } else if (event.key === 'Tab') {
      close();
    } else {
      const chosen = items.find(({ key }) => key === event.key);
      if (!chosen) return;
      event.preventDefault();
      close();
      chosen.choose();
    }
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        class={props.buttonClass}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={props.buttonLabel}
        popovertarget={id}
        onKeyDown={(event) => {
          // The focus reaches the menu a moment after it opened; keys count from the start.
          if (menu.current?.matches(':popover-open') && !['Enter', ' ', 'Escape'].includes(event.key)) onKeyDown(event);
        }}
        tabIndex={props.tabIndex}
      >
        {props.button}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        class="menu"
        role="menu"
        aria-label={props.label}
        onToggle={onToggle}
        onKeyDown={onKeyDown}
      >
        {props.head && <div class="menuhead">{props.head}</div>}
        {groups.map((group, at) => (
          <MenuGroup key={group[0]?.label} group={group} ruled={at > 0} close={close} />
        ))}
      </div>
    </>
  );
}

function MenuGroup(props: {
  readonly group: readonly MenuItem[];
  readonly ruled: boolean;
  readonly close: () => void;
}) {
  return (
    <>
      {props.ruled && <hr />}
      {props.group.map((item) => (
        <button
          key={item.label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          class={item.danger ? 'dangertext' : undefined}
          onClick={() => {
            props.close();
            item.choose();
          }}
        >
          <Icon name={item.icon} />
          <span class="grow">{item.label}</span>
          {item.key && <kbd>{item.key}</kbd>}
        </button>
      ))}
    </>
  );
}
