import type { CauseView, OutcomeView } from '../../lib/engine/api.ts';
import { plural, rich, t } from '../i18n/messages.ts';
import { countWords, signedWords } from '../i18n/number-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { useView } from '../store/use-view.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { Ladder } from '../ui/ladder.tsx';
import { LoadFailed } from '../ui/load-failed.tsx';
import { pictureFor } from '../ui/picture-for.ts';
import { rungOf } from '../ui/rung.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { ValueChoice } from '../ui/value-choice.tsx';
import { When } from '../ui/when.tsx';
import { CreditPath } from './credit-path.tsx';
import { displayRange, displayShares } from './display-shares.ts';
import { ForecastSteps } from './forecast-steps.tsx';

/** How one outcome came about, as far as the record says: every part of its value, with its range and its claim. */
export function OutcomeDetail({ id }: { readonly id: string }) {
  const { client } = usePanel();
  const { data, error, again } = useView(`outcome:${id}`, () => client.outcome(id));
  return (
    <>
      <BackLink to={hrefTo('now')}>{t('tab_now')}</BackLink>
      {error !== null && <LoadFailed words={error} again={again} />}
      {data === undefined && error === null && (
        <>
          <h1 class="sr">{t('title_outcome')}</h1>
          <Skeleton />
        </>
      )}
      {data === null && (
        <>
          <h1 class="sr">{t('title_outcome')}</h1>
          <Empty icon="goal" title={t('outcome_gone_title')}>
            {t('outcome_gone_body')}
          </Empty>
        </>
      )}
      {data && <Found outcome={data} />}
    </>
  );
}

function Found({ outcome }: { readonly outcome: OutcomeView }) {
  const shares = displayShares(outcome);
  return (
    <>
      <section class="sec">
        <p class="kicker small t2">
          <Icon name={pictureFor('outcome', outcome.type)} small />{' '}
          <span>{rich('outcome_kicker', outcome.app, <When at={outcome.happened ?? outcome.t} as="moment" />)}</span>
        </p>
        <h1 class="title" dir="auto">
          {outcome.title}
        </h1>
        <div class="hstack">
          <span class="small t2">{t('value_question')}</span>
          <span class="end">
            <ValueChoice outcome={outcome} />
          </span>
        </div>
      </section>

      <section class="sec" aria-labelledby="h-parts">
        <header>
          <h2 id="h-parts">{t('outcome_parts')}</h2>
        </header>
        <CreditPath outcome={outcome} shares={shares} />
      </section>

      <ForecastSteps outcome={outcome} value={shares.value} />

      <section class="sec" aria-labelledby="h-causes">
        <header>
          <h2 id="h-causes">{t('traced_back_to')}</h2>
          <span class="n">{countWords(outcome.causes.length)}</span>
        </header>
        {outcome.causes.length > 0 ? (
          <ol class="sheet">
            {outcome.causes.map((cause, at) => (
              <Cause key={cause.action} cause={cause} share={shares.causes[at] ?? 0} />
            ))}
          </ol>
        ) : (
          <p class="small t3">{t('no_cause_yet')}</p>
        )}
        <p class="small t3">{plural('looked_at', outcome.candidates)}</p>
        {outcome.thread && (
          <p class="small">
            <a href={hrefTo('timeline', { thread: outcome.thread })}>{t('show_in_timeline')}</a>
          </p>
        )}
      </section>
    </>
  );
}

function Cause({ cause, share }: { readonly cause: CauseView; readonly share: number }) {
  const [lo, hi] = displayRange(cause, share);
  return (
    <li class="row" data-item={cause.action}>
      <div class="grow vstack closer">
        <span dir="auto">{cause.text}</span>
        <span class="hstack small t3">
          <When at={cause.t} as="moment" />
          <Ladder {...rungOf(cause.status, cause.mean, 'instance')} />
        </span>
      </div>
      <span class="figures">
        <b class={`num ${share > 0 ? 'pos' : share < 0 ? 'neg' : ''}`}>{signedWords(share)}</b>
        <span class="small t3 num">{t('range_to', signedWords(lo), signedWords(hi))}</span>
      </span>
    </li>
  );
}
