/** What "Teach this box" asks, one piece after the other. It lives in a closed shadow root of the page. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { type MessageKey, plural, t } from '../i18n/messages.ts';

/** What is asked for, in this order. */
export const PIECES = ['title', 'state', 'good', 'bad'] as const;
export type Piece = (typeof PIECES)[number];

export type TeachState =
  | { readonly kind: 'pointing'; readonly piece: Piece; readonly words: string }
  | { readonly kind: 'found'; readonly piece: Piece; readonly words: string; readonly places: number }
  | { readonly kind: 'worth'; readonly word: string }
  | { readonly kind: 'keeping' | 'kept' | 'nothing' | 'failed' };

export interface TeachActions {
  /** A key that moves over the page; false if it is none. */
  move(key: string): boolean;
  pick(): void;
  skip(): void;
  use(): void;
  again(): void;
  worth(value: number): void;
  stop(): void;
}

/** Only what a person did counts: a page that reaches our buttons by script must not press them. */
function trusted(act: () => void): (event: Event) => void {
  return (event) => {
    if (event.isTrusted) act();
  };
}

const ASKED = {
  title: 'teach_ask_title',
  state: 'teach_ask_state',
  good: 'teach_ask_good',
  bad: 'teach_ask_bad',
} as const satisfies Record<Piece, MessageKey>;

export function TeachView({ state, actions }: { readonly state: TeachState; readonly actions: TeachActions }) {
  const first = useRef<HTMLButtonElement>(null);
  const step = state.kind === 'pointing' || state.kind === 'found' ? `${state.kind} ${state.piece}` : state.kind;
  // Each question starts at its first button, for whoever has no mouse: at once, or a quick key goes to the button before.
  useLayoutEffect(() => first.current?.focus({ preventScroll: true }), [step]);

  switch (state.kind) {
    case 'pointing':
      return (
        <>
          <h2>{t('teach_step', PIECES.indexOf(state.piece) + 1, PIECES.length)}</h2>
          <p aria-live="polite">{t(ASKED[state.piece])}</p>
          <div class="acts">
            <button
              ref={first}
              type="button"
              class="primary"
              data-act="pick"
              aria-describedby="keys"
              onKeyDown={(event) => {
                if (event.isTrusted && actions.move(event.key)) event.preventDefault();
              }}
              onClick={trusted(actions.pick)}
            >
              {state.words === '' ? t('teach_pick_nothing') : t('teach_pick', state.words)}
            </button>
            <button type="button" data-act="skip" onClick={trusted(actions.skip)}>
              {t('teach_skip')}
            </button>
            <Stop actions={actions} />
          </div>
          <p id="keys" class="small t2">
            {t('teach_keys')}
          </p>
        </>
      );
    case 'found':
      return (
        <>
          <h2>{t('teach_step', PIECES.indexOf(state.piece) + 1, PIECES.length)}</h2>
          <p class="said">{state.words}</p>
          <p aria-live="polite">{plural('teach_found', state.places)}</p>
          <div class="acts">
            <button ref={first} type="button" class="primary" data-act="use" onClick={trusted(actions.use)}>
              {t('teach_use')}
            </button>
            <button type="button" data-act="again" onClick={trusted(actions.again)}>
              {t('teach_again')}
            </button>
            <Stop actions={actions} />
          </div>
        </>
      );
    case 'worth':
      return (
        <>
          <h2>{t('teach_worth', state.word)}</h2>
          <div class="acts">
            <button ref={first} type="button" data-act="worth-good" onClick={trusted(() => actions.worth(1))}>
              {t('teach_worth_good')}
            </button>
            <button type="button" data-act="worth-bad" onClick={trusted(() => actions.worth(-1))}>
              {t('teach_worth_bad')}
            </button>
            <button type="button" data-act="worth-none" onClick={trusted(() => actions.worth(0))}>
              {t('teach_worth_none')}
            </button>
            <Stop actions={actions} />
          </div>
        </>
      );
    default:
      return (
        <>
          <p role={state.kind === 'failed' ? 'alert' : 'status'}>{t(ENDS[state.kind])}</p>
          <div class="acts">
            <button ref={first} type="button" data-act="close" onClick={trusted(actions.stop)}>
              {t('teach_close')}
            </button>
          </div>
        </>
      );
  }
}

const ENDS = {
  keeping: 'teach_keeping',
  kept: 'teach_kept',
  nothing: 'teach_nothing',
  failed: 'teach_failed',
} as const satisfies Record<'keeping' | 'kept' | 'nothing' | 'failed', MessageKey>;

function Stop({ actions }: { readonly actions: TeachActions }) {
  return (
    <button type="button" class="quiet" data-act="stop" onClick={trusted(actions.stop)}>
      {t('teach_stop')}
    </button>
  );
}
