import type { RecordingState } from './protocol.ts';

/** What the icon says of one tab: besides the states of recording, a secret field on the page, and trouble of our own. */
export type TabState = RecordingState | 'secret' | 'trouble';

interface Sign {
  /** A shape, so that colour is never alone. */
  readonly badge: string;
  readonly color: string;
  readonly title: string;
}

/** Signs by state; `title` is the key of a message. */
export const SIGNS: Readonly<Record<TabState, Sign>> = {
  recording: { badge: '●', color: '#1d7a4c', title: 'toolbar_recording' },
  paused: { badge: '❚❚', color: '#8a5a00', title: 'toolbar_paused' },
  off: { badge: '○', color: '#5b6470', title: 'toolbar_off' },
  unknown: { badge: '○', color: '#5b6470', title: 'toolbar_off' },
  never: { badge: '⊘', color: '#5b6470', title: 'toolbar_never' },
  secret: { badge: '✱✱', color: '#8a5a00', title: 'toolbar_secret' },
  trouble: { badge: '▲', color: '#b3261e', title: 'toolbar_trouble' },
};

/** What matters most is shown: that nothing can be kept, then what the user chose, then what the page holds. */
export function tabState(state: RecordingState, on: { readonly secret: boolean; readonly trouble: boolean }): TabState {
  if (on.trouble && state === 'recording') return 'trouble';
  return state === 'recording' && on.secret ? 'secret' : state;
}
