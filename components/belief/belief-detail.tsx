import { useEffect } from 'preact/hooks';
import type { BeliefView, EvidenceView } from '../../lib/engine/api.ts';
import { plural, rich, t } from '../i18n/messages.ts';
import { countWords, inHundred } from '../i18n/number-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { isCommandKey } from '../store/single-keys.ts';
import { useView } from '../store/use-view.ts';
import { BackLink } from '../ui/back-link.tsx';
import { Confidence } from '../ui/confidence.tsx';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { Ladder } from '../ui/ladder.tsx';
import { LoadFailed } from '../ui/load-failed.tsx';
import { rungOf } from '../ui/rung.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { When } from '../ui/when.tsx';
import { BeliefChips } from '../you/belief-chips.tsx';
import { actionFor, actionsOn } from '../you/card-actions.ts';

/** One belief with all that speaks for and against it. */
export function BeliefDetail({ id }: { readonly id: string }) {
  const { client } = usePanel();
  const { data, error, again } = useView('you:', () => client.you({}));
  const belief = data?.find((each) => each.id === id);
  return (
    <>
      <BackLink to={hrefTo('you')}>{t('tab_you')}</BackLink>
      {error !== null && <LoadFailed words={error} again={again} />}
      {belief ? (
        <Found belief={belief} />
      ) : (
        <>
          <h1 class="sr">{t('title_belief')}</h1>
          {data ? (
            <Empty icon="you" title={t('belief_gone_title')}>
              {t('belief_gone_body')}
            </Empty>
          ) : (
            error === null && <Skeleton />
          )}
        </>
      )}
    </>
  );
}

function Found({ belief }: { readonly belief: BeliefView }) {
  const panel = usePanel();
  const actions = actionsOn(belief, panel);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (document.querySelector('dialog[open], [popover]:popover-open') || !isCommandKey(event)) return;
      if (!panel.singleKeys.on.value && event.key !== 'Delete') return;
      const action = actionFor(event.key, actions);
      if (!action) return;
      event.preventDefault();
      action.act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });

  return (
    <>
      <section class="sec">
        <h1 class="title" dir="auto">
          {belief.text}
        </h1>
        <div class="hstack">
          <BeliefChips belief={belief} />
          {belief.validFrom && <span class="small t3">{rich('since', <When at={belief.validFrom} as="day" />)}</span>}
        </div>
        <div class="acts" role="toolbar" aria-label={t('actions_on', belief.text)}>
          {actions.map(({ icon, label, key, danger, act }) => (
            <button type="button" key={key} class={`btn quiet${danger ? ' dangertext' : ''}`} onClick={act}>
              <Icon name={icon} small />
              {label} <kbd>{key}</kbd>
            </button>
          ))}
        </div>
      </section>

      <section class="sec" aria-labelledby="h-sure">
        <header>
          <h2 id="h-sure">{t('how_sure')}</h2>
        </header>
        <div class="panelcard">
          <Confidence
            p={belief.p}
            lo={belief.lo}
            hi={belief.hi}
            nEff={belief.nEff}
            said={belief.said}
            basis={t(
              'signs_for_against',
              plural('signs_for', belief.for.length),
              plural('signs_against', belief.against.length),
            )}
          />
          {belief.kind === 'lesson' && (
            <p>
              <Ladder {...rungOf(belief.status, belief.polarity, 'effect')} />
            </p>
          )}
          <p class="small t2">
            {t('about_in_100', inHundred(belief.p), inHundred(belief.lo), inHundred(belief.hi))} {t('range_footnote')}
          </p>
        </div>
      </section>

      <section class="sec" aria-labelledby="h-evidence">
        <header>
          <h2 id="h-evidence">{t('evidence')}</h2>
          <span class="n">{countWords(belief.for.length + belief.against.length)}</span>
          <span class="end small t3">{rich('last_changed', <When at={belief.changed} as="day" />)}</span>
        </header>
        <EvidenceList evidence={[...belief.for, ...belief.against]} />
      </section>
    </>
  );
}

function EvidenceList({ evidence }: { readonly evidence: readonly EvidenceView[] }) {
  if (evidence.length === 0) return <p class="small t3">{t('evidence_none')}</p>;
  const latestFirst = [...evidence].sort((a, b) => (a.t < b.t ? 1 : -1));
  return (
    <ol class="sheet">
      {latestFirst.map(({ id, sign, text, t: at }) => (
        <li class="row" key={`${id}${sign}`}>
          <span class={sign > 0 ? 'pos' : 'neg'} aria-hidden="true">
            {sign > 0 ? '▲' : '▼'}
          </span>
          <div class="grow">
            <span class="sr">{sign > 0 ? t('for_prefix') : t('against_prefix')}</span>
            <span dir="auto">{text}</span>
          </div>
          <When at={at} as="day" />
        </li>
      ))}
    </ol>
  );
}
