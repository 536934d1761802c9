import type { BeliefView, NowView } from '../../lib/engine/api.ts';
import { plural, rich, t } from '../i18n/messages.ts';
import { countWords } from '../i18n/number-words.ts';
import { SETTINGS } from '../shell/status-line.tsx';
import { usePanel } from '../store/panel.ts';
import { hrefTo, hrefToBelief } from '../store/route.ts';
import { useHeld } from '../store/use-held.ts';
import { useView } from '../store/use-view.ts';
import { confidenceWord } from '../ui/confidence-word.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { LoadFailed } from '../ui/load-failed.tsx';
import { NewRows } from '../ui/new-rows.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { OutcomeCard } from './outcome-card.tsx';
import { WaitRow } from './wait-row.tsx';

/** What came of things lately, what is still awaited, and what changed in what Retrace believes. */
export function NowList() {
  const { client } = usePanel();
  const { data, error, again } = useView('now', () => client.now());
  return (
    <>
      <h1 class="sr">{t('tab_now')}</h1>
      {error !== null && <LoadFailed words={error} again={again} />}
      {data ? <Filled now={data} /> : error === null && <Skeleton />}
    </>
  );
}

function Filled({ now }: { readonly now: NowView }) {
  const nothing = now.noticed.length + now.waiting.length + now.changed.length === 0;
  return (
    <>
      {nothing && <NothingYet />}
      {now.noticed.length > 0 && <Noticed now={now} />}
      {now.waiting.length > 0 && <Waiting now={now} />}
      {now.changed.length > 0 && <Changed beliefs={now.changed} />}
      <p class="foot">
        {t('today_foot', plural('actions', now.today.actions), plural('outcomes', now.today.outcomes))}
      </p>
    </>
  );
}

function NothingYet() {
  const { recording } = usePanel();
  const on = recording.status.value?.sites.filter((site) => site.on).length ?? 0;
  if (on === 0) {
    return (
      <Empty
        icon="now"
        title={t('now_empty_title')}
        actions={
          <a class="btn primary" href={SETTINGS}>
            {t('choose_sites')}
          </a>
        }
      >
        {t('now_empty_no_sites')}
      </Empty>
    );
  }
  return (
    <Empty icon="now" title={t('now_empty_title')}>
      {plural('now_empty_sites', on)}
    </Empty>
  );
}

function Noticed({ now }: { readonly now: NowView }) {
  const { rows, waiting, showNew } = useHeld('noticed', now.noticed, ({ id }) => id);
  return (
    <section class="sec" aria-labelledby="h-noticed" data-live>
      <header>
        <h2 id="h-noticed">{t('now_noticed')}</h2>
        <span class="n">{countWords(now.noticed.length)}</span>
      </header>
      <NewRows count={waiting} show={showNew} />
      <div class="vstack">
        {rows.map((outcome) => (
          <OutcomeCard key={outcome.id} outcome={outcome} />
        ))}
      </div>
    </section>
  );
}

function Waiting({ now }: { readonly now: NowView }) {
  return (
    <section class="sec" aria-labelledby="h-waiting">
      <header>
        <h2 id="h-waiting">{t('now_waiting')}</h2>
        <span class="n">{countWords(now.waiting.length)}</span>
      </header>
      <ul class="sheet">
        {now.waiting.map((wait) => (
          <WaitRow key={wait.thread} wait={wait} />
        ))}
      </ul>
    </section>
  );
}

function Changed({ beliefs }: { readonly beliefs: readonly BeliefView[] }) {
  return (
    <section class="sec" aria-labelledby="h-changed">
      <header>
        <h2 id="h-changed">{t('now_changed')}</h2>
        <span class="n">{countWords(beliefs.length)}</span>
        <a href={hrefTo('you')}>{t('tab_you')}</a>
      </header>
      <ul class="sheet">
        {beliefs.map((belief) => (
          <li key={belief.id}>
            <a class="row act" href={hrefToBelief(belief.id)} data-item={belief.id}>
              <span class="grow">
                <span dir="auto">{belief.text}</span>
                <br />
                <span class="sub">
                  {rich(
                    'sure_with_signs',
                    t(confidenceWord(belief.p, belief.nEff, belief.said)),
                    plural('signs_for', belief.for.length),
                    plural('signs_against', belief.against.length),
                  )}
                </span>
              </span>
              <Icon name="right" small flip tone="t3" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
