import { useId } from 'preact/hooks';
import type { BeliefView } from '../../lib/engine/api.ts';
import { plural, t } from '../i18n/messages.ts';
import { dayWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefToBelief } from '../store/route.ts';
import { isCommandKey } from '../store/single-keys.ts';
import { Confidence } from '../ui/confidence.tsx';
import { Icon } from '../ui/icon.tsx';
import { Ladder } from '../ui/ladder.tsx';
import { Menu } from '../ui/menu.tsx';
import { moveFocus } from '../ui/move-focus.ts';
import { rungOf } from '../ui/rung.ts';
import { BeliefChips } from './belief-chips.tsx';
import { actionFor, actionsOn } from './card-actions.ts';

/** A belief or a lesson that can be answered where it stands. Its actions appear with the focus, and are in its menu. */
export function BeliefCard(props: {
  readonly belief: BeliefView;
  /** It is the one row of the list that Tab reaches. */
  readonly current: boolean;
  /** The focus is in it. */
  readonly active: boolean;
  readonly onFocus: () => void;
}) {
  const { belief, current } = props;
  const panel = usePanel();
  const heading = useId();
  const actions = actionsOn(belief, panel);
  const inside = current ? 0 : -1;

  function onKeyDown(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
    if (!isCommandKey(event)) return;
    const { key, currentTarget } = event;
    const letters = panel.singleKeys.on.value;
    const action = letters || key === 'Delete' ? actionFor(key, actions) : null;
    if (action) action.act();
    else if (key === 'Enter' && event.target === currentTarget) panel.route.go(hrefToBelief(belief.id));
    else if (!((letters || key.length > 1) && moveFocus(currentTarget, key))) return;
    event.preventDefault();
  }

  return (
    <li
      class={`card${props.active ? ' on' : ''}`}
      data-item={belief.id}
      tabIndex={inside}
      aria-labelledby={heading}
      onFocusIn={props.onFocus}
      onKeyDown={onKeyDown}
    >
      <div class="head">
        <p class="stmt grow" id={heading}>
          <a href={hrefToBelief(belief.id)} tabIndex={-1} dir="auto">
            {belief.text}
          </a>
        </p>
        {belief.pinned && (
          <>
            <Icon name="pin" tone="pinned" />
            <span class="sr">{t('pinned')}</span>
          </>
        )}
        <Menu
          label={t('actions_on', belief.text)}
          buttonClass="iconbtn"
          buttonLabel={t('actions_on', belief.text)}
          button={<Icon name="more" />}
          tabIndex={inside}
          groups={[
            actions
              .filter(({ danger }) => !danger)
              .map(({ icon, label, key, act }) => ({ icon, label, key: key.toLowerCase(), choose: act })),
            actions
              .filter(({ danger }) => danger)
              .map(({ icon, label, act }) => ({ icon, label, danger: true, choose: act })),
          ]}
        />
      </div>
      <BeliefChips belief={belief} />
      {belief.kind === 'lesson' && <Ladder {...rungOf(belief.status, belief.polarity, 'effect')} />}
      <Confidence
        p={belief.p}
        lo={belief.lo}
        hi={belief.hi}
        nEff={belief.nEff}
        said={belief.said}
        basis={t(
          'signs_and_when',
          plural('signs_for', belief.for.length),
          plural('signs_against', belief.against.length),
          dayWords(belief.changed, panel.clock()),
        )}
      />
      {props.active && (
        <div class="acts" role="toolbar" aria-label={t('actions_on', belief.text)}>
          {actions.map(({ label, danger, act }) => (
            <button type="button" key={label} class={`btn quiet${danger ? ' dangertext' : ''}`} onClick={act}>
              {label}
            </button>
          ))}
        </div>
      )}
    </li>
  );
}
