import { useId } from 'preact/hooks';
import type { OutcomeView } from '../../lib/engine/api.ts';
import { plural, rich, t } from '../i18n/messages.ts';
import { signedWords } from '../i18n/number-words.ts';
import { displayShares } from '../outcome/display-shares.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo, hrefToOutcome } from '../store/route.ts';
import { Icon } from '../ui/icon.tsx';
import { Ladder } from '../ui/ladder.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { pictureFor } from '../ui/picture-for.ts';
import { rungOf } from '../ui/rung.ts';
import { ValueChoice } from '../ui/value-choice.tsx';
import { When } from '../ui/when.tsx';
import { WithEntity } from '../ui/with-entity.tsx';

const CAUSES_ON_A_CARD = 3;

/** One outcome: what came, the actions it is traced to with how far that claim goes, and what stays unexplained. */
export function OutcomeCard({ outcome }: { readonly outcome: OutcomeView }) {
  const heading = useId();
  const shares = displayShares(outcome);
  return (
    <article class="panelcard" aria-labelledby={heading} data-item={outcome.id}>
      <div class="kicker">
        <Icon name={pictureFor('outcome', outcome.type)} small />
        <span class="trunc" dir="auto">
          {outcome.app}
        </span>
        <span class="end t3">{rich('seen_at', <When at={outcome.t} as="moment" />)}</span>
        <OutcomeMenu outcome={outcome} />
      </div>
      <h3 id={heading}>
        <WithEntity text={outcome.title} entity={outcome.entity} />
      </h3>
      {outcome.causes.length > 0 ? (
        <div class="vstack closer">
          <p class="small t2">{t('traced_back_to')}</p>
          <ol class="links">
            {outcome.causes.slice(0, CAUSES_ON_A_CARD).map((cause) => (
              <li key={cause.action}>
                <span dir="auto">{cause.text}</span>
                <Ladder {...rungOf(cause.status, cause.mean, 'instance')} />
              </li>
            ))}
          </ol>
          <p class="small t3">
            {t('stays_unexplained', signedWords(shares.unexplained), signedWords(shares.value))}{' '}
            {plural('looked_at', outcome.candidates)}
          </p>
        </div>
      ) : (
        <p class="small t3">{t('no_cause_yet')}</p>
      )}
      <div class="hstack">
        <a class="btn" href={hrefToOutcome(outcome.id)} aria-describedby={heading}>
          {t('see_the_path')}
        </a>
        <span class="end">
          <ValueChoice outcome={outcome} />
        </span>
      </div>
    </article>
  );
}

function OutcomeMenu({ outcome }: { readonly outcome: OutcomeView }) {
  const { route, deletion } = usePanel();
  const show: MenuItem[] = outcome.thread
    ? [
        {
          icon: 'time',
          label: t('show_in_timeline'),
          choose: () => route.go(hrefTo('timeline', { thread: outcome.thread })),
        },
      ]
    : [];
  return (
    <Menu
      label={t('actions_on', outcome.title)}
      buttonClass="iconbtn"
      buttonLabel={t('actions_on', outcome.title)}
      button={<Icon name="more" />}
      groups={[
        show,
        [
          {
            icon: 'trash',
            label: t('delete_outcome'),
            danger: true,
            choose: () => deletion.open({ of: 'outcome', title: outcome.title, scope: { ids: [outcome.id] } }),
          },
        ],
      ]}
    />
  );
}
