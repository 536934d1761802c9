/**
 * Shows "Teach this box" on a page: one empty host element at the end of it, a closed shadow root in that. The page's own elements are
 * only measured; frames are drawn over them.
 */
import { render } from 'preact';
import type { TaughtSite } from '../../lib/sites/own-site.ts';
import { t } from '../i18n/messages.ts';
import tokens from '../tokens.css?inline';
import teachStyles from './teach.css?inline';
import { PIECES, type Piece, type TeachActions, type TeachState, TeachView } from './teach.tsx';

const MOST_FRAMES = 20;

export interface TeachHooks {
  /** Selector that finds such a piece again. */
  readonly selectorOf: (element: Element, piece: Piece) => string;
  /** What a person reads there, in short. */
  readonly wordsOf: (element: Element) => string;
  /** The word of a state, as it is recorded; null if there is none. */
  readonly stateAt: (css: string) => string | null;
  /** The piece beside one, by the key that leads there. */
  readonly beside: (element: Element, key: string) => Element;
  readonly keep: (taught: TaughtSite) => Promise<void>;
  readonly onEnd: () => void;
  readonly guard: <A extends unknown[]>(run: (...args: A) => unknown, kind?: string) => (...args: A) => void;
}

export interface MountedTeach {
  readonly host: Element;
  /** The pointer is over a piece. */
  over(element: Element): void;
  /** A piece was pressed. */
  pick(element: Element): void;
  stop(): void;
}

export function mountTeach(hooks: TeachHooks): MountedTeach {
  const ended = new AbortController();
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = `${tokens.replaceAll(':root', ':host')}\n${teachStyles}`;
  const frames = document.createElement('div');
  frames.setAttribute('aria-hidden', 'true');
  const box = document.createElement('div');
  box.className = 'root';
  root.append(style, frames, box);
  document.documentElement.append(host);
  host.style.colorScheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

  let state: TeachState = { kind: 'pointing', piece: 'title', words: '' };
  let at: Element = startingPiece();
  let css = '';
  let framed: readonly Element[] = [];
  const taught: {
    title?: { css: string };
    state?: TaughtSite['state'];
    good?: { css: string };
    bad?: { css: string };
  } = {};

  const show = (next: TeachState) => {
    state = next;
    render(
      <div
        class={`box${coversPiece() ? ' top' : ''}`}
        role="dialog"
        aria-label={t('teach_title')}
        onKeyDown={(event) => event.stopPropagation()}
      >
        <TeachView state={state} actions={actions} />
      </div>,
      box,
    );
    draw();
  };
  const ask = (piece: Piece) => {
    framed = [at];
    show({ kind: 'pointing', piece, words: hooks.wordsOf(at) });
  };
  const next = (piece: Piece) => {
    const following = PIECES[PIECES.indexOf(piece) + 1];
    if (following) ask(following);
    else void finish();
  };

  function take(element: Element): void {
    if (state.kind !== 'pointing') return;
    const { piece } = state;
    at = element;
    css = hooks.selectorOf(element, piece);
    framed = [...document.querySelectorAll(css)];
    show({ kind: 'found', piece, words: hooks.wordsOf(element), places: framed.length });
  }

  /** A word shown where the state is says what the state is worth; anything else is a message that comes and goes. */
  function useNews(piece: 'good' | 'bad'): void {
    const sign = piece === 'good' ? 1 : -1;
    const place = taught.state && document.querySelector(taught.state.css);
    const word = place && (place === at || place.contains(at)) ? hooks.stateAt(taught.state!.css) : null;
    if (taught.state && word !== null)
      taught.state = { ...taught.state, worth: { ...taught.state.worth, [word]: sign } };
    else taught[piece] = { css };
  }

  async function finish(): Promise<void> {
    framed = [];
    if (Object.keys(taught).length === 0) {
      show({ kind: 'nothing' });
      return;
    }
    show({ kind: 'keeping' });
    try {
      await hooks.keep(taught);
      show({ kind: 'kept' });
    } catch {
      // Switched off meanwhile, or the extension is gone: nothing was kept, and that is said.
      show({ kind: 'failed' });
    }
  }

  const stop = () => {
    if (ended.signal.aborted) return;
    ended.abort();
    render(null, box);
    host.remove();
    hooks.onEnd();
  };

  const actions: TeachActions = {
    move(key) {
      if (state.kind !== 'pointing' || !/^Arrow/.test(key)) return false;
      at = hooks.beside(at, key);
      at.scrollIntoView({ block: 'nearest' });
      ask(state.piece);
      return true;
    },
    pick: hooks.guard(() => take(at)),
    skip: hooks.guard(() => {
      if (state.kind === 'pointing') next(state.piece);
    }),
    again: hooks.guard(() => {
      if (state.kind === 'found') ask(state.piece);
    }),
    use: hooks.guard(() => {
      if (state.kind !== 'found') return;
      const { piece } = state;
      if (piece === 'good' || piece === 'bad') useNews(piece);
      else taught[piece] = { css };
      const word = piece === 'state' ? hooks.stateAt(css) : null;
      if (word === null) next(piece);
      else show({ kind: 'worth', word });
    }),
    worth: hooks.guard((value: number) => {
      if (state.kind !== 'worth' || !taught.state) return;
      if (value !== 0) taught.state = { ...taught.state, worth: { [state.word]: value } };
      next('state');
    }),
    stop: hooks.guard(stop),
  };

  function draw(): void {
    frames.replaceChildren(
      ...framed.slice(0, MOST_FRAMES).map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const frame = document.createElement('div');
        frame.className = `frame${state.kind === 'found' ? ' found' : ''}`;
        Object.assign(frame.style, {
          left: `${left - 3}px`,
          top: `${top - 3}px`,
          width: `${width + 6}px`,
          height: `${height + 6}px`,
        });
        return frame;
      }),
    );
  }

  /** The box stands below; where the piece is there, above. */
  function coversPiece(): boolean {
    const { bottom, right } = at.getBoundingClientRect();
    return bottom > innerHeight - 200 && right > innerWidth - 372;
  }

  const listen = { capture: true, passive: true, signal: ended.signal } as const;
  addEventListener('scroll', hooks.guard(draw), listen);
  addEventListener('resize', hooks.guard(draw), listen);
  ask('title');

  return {
    host,
    over: hooks.guard((element: Element) => {
      if (state.kind !== 'pointing' || element === at) return;
      at = element;
      ask(state.piece);
    }),
    pick: hooks.guard(take),
    stop,
  };
}

function startingPiece(): Element {
  return document.querySelector('main h1, [role="main"] h1, h1, main') ?? document.body;
}
