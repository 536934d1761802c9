/** The offer at the message box: chip, opened preview, added. It lives in a closed shadow root of the page. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Offer, OfferLine } from '../../lib/engine/api.ts';
import { plural, t } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { Ladder } from '../ui/ladder.tsx';
import { rungOf } from '../ui/rung.ts';
import { exactText, tokensOf } from './exact-text.ts';

export type OfferState =
  | { readonly kind: 'chip' | 'open'; readonly offer: Offer }
  | { readonly kind: 'added'; readonly lines: number }
  | { readonly kind: 'refused'; readonly text: string; readonly lines: number };

export interface OfferActions {
  /** Puts these lines in; the indexes are those of the offer's lines that were not struck. */
  add(kept: readonly number[], text: string): void;
  copy(kept: readonly number[], text: string): void;
  look(): void;
  dismiss(): void;
  undo(): void;
  openCard(line: OfferLine): void;
}

/** Only what a person did counts: a page that reaches our buttons by script must not press them. */
function trusted(act: () => void): (event: Event) => void {
  return (event) => {
    if (event.isTrusted) act();
  };
}

export function OfferView({ state, actions }: { readonly state: OfferState; readonly actions: OfferActions }) {
  switch (state.kind) {
    case 'chip':
      return <Chip offer={state.offer} actions={actions} />;
    case 'open':
      return <Preview offer={state.offer} actions={actions} />;
    case 'added':
      return (
        <div class="offer" role="status">
          <span>
            <Icon name="check" small /> {plural('offer_added', state.lines)}
          </span>
          <button type="button" class="btn quiet" onClick={trusted(actions.undo)}>
            {t('offer_undo')} <kbd>Ctrl Z</kbd>
          </button>
        </div>
      );
    case 'refused':
      return (
        <div class="offer" role="status">
          <span>
            <Icon name="warn" small /> {t('offer_site_changed')}
          </span>
          <button type="button" class="btn" onClick={trusted(() => actions.copy([], state.text))}>
            <Icon name="copy" small />
            {plural('offer_copy', state.lines)}
          </button>
          <Dismiss actions={actions} />
        </div>
      );
  }
}

function Chip({ offer, actions }: { readonly offer: Offer; readonly actions: OfferActions }) {
  const all = offer.lines.map((_, i) => i);
  return (
    <div class="offer" role="status">
      <span>
        <Icon name="retrace" small /> {plural('offer_fit', offer.lines.length)}{' '}
        <span class="t3">· {plural('offer_tokens', offer.tokens)}</span>
      </span>
      <button type="button" class="btn quiet" onClick={trusted(actions.look)}>
        {t('offer_look')} <kbd>Alt ↓</kbd>
      </button>
      <button type="button" class="btn primary" onClick={trusted(() => actions.add(all, exactText(offer.lines)))}>
        {t('offer_add')} <kbd>Tab</kbd>
      </button>
      <Dismiss actions={actions} />
    </div>
  );
}

function Dismiss({ actions }: { readonly actions: OfferActions }) {
  return (
    <button type="button" class="iconbtn small" aria-label={t('offer_dismiss')} onClick={trusted(actions.dismiss)}>
      <Icon name="x" small />
    </button>
  );
}

function Preview({ offer, actions }: { readonly offer: Offer; readonly actions: OfferActions }) {
  const [struck, setStruck] = useState<ReadonlySet<number>>(new Set());
  const [explained, setExplained] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDivElement>(null);
  const kept = offer.lines.map((_, i) => i).filter((i) => !struck.has(i));
  const lines = kept.map((i) => offer.lines[i]!);
  const text = exactText(lines);

  useEffect(() => {
    dialog.current?.querySelectorAll<HTMLInputElement>('.line input')[at]?.focus();
  }, [at]);

  const strike = (i: number) => {
    const next = new Set(struck);
    if (!next.delete(i)) next.add(i);
    setStruck(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.isTrusted) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp')
      setAt(Math.max(0, Math.min(offer.lines.length - 1, at + (key === 'ArrowDown' ? 1 : -1))));
    else if (key === '?') setExplained(explained === at ? null : at);
    else if (key === 'Enter' && !(event.target instanceof HTMLButtonElement) && kept.length > 0)
      actions.add(kept, text);
    else if (key === 'Escape') actions.dismiss();
    else return;
    event.preventDefault();
  };

  return (
    // The list is walked with arrows, Space and Enter from any of its controls.
    <div class="pop" role="dialog" aria-label={t('offer_title')} ref={dialog} onKeyDown={onKeyDown}>
      <header>
        <b>{t('offer_title')}</b>
        <span class="t3 small">{t('offer_of', offer.lines.length, offer.of)}</span>
        <span class="end">
          <Dismiss actions={actions} />
        </span>
      </header>
      {offer.lines.map((line, i) => (
        <div class={`line${struck.has(i) ? ' cut' : ''}`} key={line.text}>
          <input
            type="checkbox"
            checked={!struck.has(i)}
            aria-label={line.text}
            onFocus={() => setAt(i)}
            onClick={(event) => (event.isTrusted ? strike(i) : event.preventDefault())}
          />
          <span class="say" dir="auto">
            {line.text}
          </span>
          <button
            type="button"
            class="btn quiet why"
            aria-expanded={explained === i}
            onClick={trusted(() => setExplained(explained === i ? null : i))}
          >
            {t('offer_why')}
          </button>
          <span class="meta">
            {line.meta} {line.kind === 'lesson' && <Ladder {...rungOf(line.status, line.sign, 'effect')} />}
            {struck.has(i) && ` · ${t('offer_struck')}`}
          </span>
          {explained === i && (
            <div class="whybox">
              <span dir="auto">{line.why}</span>
              {line.kind !== 'episode' && (
                <button type="button" class="btn quiet" onClick={trusted(() => actions.openCard(line))}>
                  {t('offer_open_card')}
                </button>
              )}
            </div>
          )}
        </div>
      ))}
      <div class="exact">
        <b>{t('offer_exactly')}</b>
        <pre dir="auto">{text}</pre>
      </div>
      <footer>
        <span class="t3 small grow">{plural('offer_tokens_you_send', tokensOf(text))}</span>
        <button
          type="button"
          class="btn quiet"
          disabled={kept.length === 0}
          onClick={trusted(() => actions.copy(kept, text))}
        >
          <Icon name="copy" small />
          {t('offer_copy_text')}
        </button>
        <button
          type="button"
          class="btn primary"
          disabled={kept.length === 0}
          onClick={trusted(() => actions.add(kept, text))}
        >
          {plural('offer_add_lines', kept.length)} <kbd>↵</kbd>
        </button>
      </footer>
    </div>
  );
}
