/** The icon set: 24 by 24, drawn with one stroke width, inlined so that nothing is fetched. */
import type { JSX } from 'preact';

const DRAWINGS = {
  pause: () => <path d="M9 5v14M15 5v14" />,
  play: () => <path d="M8 5l11 7-11 7z" />,
  search: () => (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="M16 16l4.5 4.5" />
    </>
  ),
  gear: () => (
    <>
      <path d="M4 7h9M17 7h3M4 17h3M11 17h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </>
  ),
  now: () => <path d="M3 12h4l3-7 4 14 3-7h4" />,
  you: () => (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4.5 20c1-4 4-5.5 7.5-5.5s6.5 1.5 7.5 5.5" />
    </>
  ),
  works: () => (
    <>
      <path d="M5 3.5v17M5 8h8.5M5 16h4" />
      <circle cx="16" cy="8" r="2.4" />
      <circle cx="11.5" cy="16" r="2.4" />
    </>
  ),
  clock: () => (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.5V12l3 2.5" />
    </>
  ),
  time: () => (
    <>
      <path d="M5 4v16" />
      <path d="M10 6h9M10 12h6M10 18h8" />
      <circle cx="5" cy="6" r="1.3" />
      <circle cx="5" cy="12" r="1.3" />
      <circle cx="5" cy="18" r="1.3" />
    </>
  ),
  chat: () => <path d="M4 5h16v11H10l-4.5 4V16H4z" />,
  mail: () => <path d="M3.5 6h17v12h-17zM4 7l8 6 8-6" />,
  doc: () => <path d="M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" />,
  book: () => <path d="M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1zM12 6v14" />,
  code: () => <path d="M8.5 7L4 12l4.5 5M15.5 7L20 12l-4.5 5" />,
  branch: () => (
    <>
      <circle cx="6" cy="5.5" r="2" />
      <circle cx="6" cy="18.5" r="2" />
      <circle cx="18" cy="8" r="2" />
      <path d="M6 7.5v9M18 10c0 4-6 3-11 6" />
    </>
  ),
  cal: () => <path d="M4 6h16v14H4zM4 10h16M8 3v5M16 3v5" />,
  globe: () => (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M3.5 12h17M12 3.5c3 3 3 14 0 17M12 3.5c-3 3-3 14 0 17" />
    </>
  ),
  check: () => <path d="M5 12.5l4.5 4.5L19 7" />,
  x: () => <path d="M6 6l12 12M18 6L6 18" />,
  pencil: () => <path d="M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z" />,
  pin: () => <path d="M9 3.5h6l-1 6 3.5 3.5h-11L10 9.5zM12 13v7.5" />,
  scope: () => (
    <>
      <circle cx="12" cy="12" r="7" />
      <path d="M12 2.5v5M12 16.5v5M2.5 12h5M16.5 12h5" />
    </>
  ),
  trash: () => <path d="M4.5 7h15M9 7V4h6v3M6.5 7l1 13h9l1-13M10.5 11v5M13.5 11v5" />,
  more: () => (
    <>
      <g fill="currentColor" stroke="none">
        <circle cx="5.5" cy="12" r="1.7" />
        <circle cx="12" cy="12" r="1.7" />
        <circle cx="18.5" cy="12" r="1.7" />
      </g>
    </>
  ),
  right: () => <path d="M9 5l7 7-7 7" />,
  down: () => <path d="M5 9l7 7 7-7" />,
  back: () => <path d="M15 5l-7 7 7 7" />,
  undo: () => <path d="M8 5L3.5 9.5 8 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-4" />,
  reply: () => <path d="M10 6L4 12l6 6v-4c5 0 8 1.5 10 5 0-6-4-9.5-10-9.5z" />,
  copy: () => <path d="M9 9h11v11H9zM15 9V4H4v11h5" />,
  paste: () => <path d="M7 5H5v16h14V5h-2M8.5 3.5h7v4h-7z" />,
  eyeoff: () => (
    <path d="M4 4l16 16M9.5 5.7C14.5 4.5 19 8 21 12c-.7 1.4-1.7 2.8-3 3.9M6 7.7C4.6 8.9 3.6 10.4 3 12c2 4.5 7 8 12.3 6" />
  ),
  lock: () => <path d="M6 11h12v9.5H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11" />,
  warn: () => <path d="M12 4l9 16H3zM12 10v4.5M12 17.2v.3" />,
  info: () => (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11v5.5M12 7.6v.3" />
    </>
  ),
  help: () => (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.1 1-1.1 2M12 16.8v.3" />
    </>
  ),
  plus: () => <path d="M12 5v14M5 12h14" />,
  cpu: () => <path d="M7 7h10v10H7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4" />,
  drive: () => <path d="M4 13h16v6H4zM6.5 5h11L20 13M6.5 5L4 13M16.5 16h.3" />,
  send: () => <path d="M12 20V5M6 11l6-6 6 6" />,
  stop: () => (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M6 6l12 12" />
    </>
  ),
  in: () => <path d="M12 3.5v12M7 11l5 5 5-5M4.5 20.5h15" />,
  out: () => <path d="M12 16V4M7 8.5l5-5 5 5M4.5 20.5h15" />,
  goal: () => <path d="M6 21V4h11l-2.5 4L17 12H6" />,
  split: () => <path d="M12 21v-7C12 9 6 10 6 4M12 14c0-5 6-4 6-10M3.5 6.5L6 4l2.5 2.5M15.5 6.5L18 4l2.5 2.5" />,
  retrace: () => (
    <>
      <path d="M19 19V12a5.5 5.5 0 0 0-5.5-5.5H5M9 2.5l-4 4 4 4" />
      <circle cx="19" cy="19" r="1.8" fill="currentColor" />
    </>
  ),
  sync: () => <path d="M19.5 8A8 8 0 0 0 5 9.5M4.5 16A8 8 0 0 0 19 14.5M19.5 4v4.5H15M4.5 20v-4.5H9" />,
  keys: () => <path d="M3 7h18v10H3zM7 10.5h.3M11 10.5h.3M15 10.5h.3M8 14h8" />,
} satisfies Record<string, () => JSX.Element>;

export type IconName = keyof typeof DRAWINGS;

/**
 * An icon beside words that say the same; screen readers pass it over.
 * @param small 13 px instead of 16.
 * @param flip mirror it in right-to-left writing: arrows and steps.
 */
export function Icon({ name, small, flip, tone }: { name: IconName; small?: boolean; flip?: boolean; tone?: string }) {
  return (
    <svg
      class={['i', small && 's', flip && 'flip', tone].filter(Boolean).join(' ')}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.9"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {DRAWINGS[name]()}
    </svg>
  );
}
