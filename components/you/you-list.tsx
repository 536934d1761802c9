import { useState } from 'preact/hooks';
import type { BeliefView } from '../../lib/engine/api.ts';
import { type MessageKey, plural, t } from '../i18n/messages.ts';
import { countWords } from '../i18n/number-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { useHeld } from '../store/use-held.ts';
import { useView } from '../store/use-view.ts';
import { Empty } from '../ui/empty.tsx';
import { LoadFailed } from '../ui/load-failed.tsx';
import { NewRows } from '../ui/new-rows.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { BeliefCard } from './belief-card.tsx';
import { TellField } from './tell-field.tsx';

/** The kinds in the order they are shown: what binds first. */
const KINDS: readonly (readonly [BeliefView['kind'], MessageKey])[] = [
  ['constraint', 'kind_constraint'],
  ['preference', 'kind_preference'],
  ['habit', 'kind_habit'],
  ['lesson', 'kind_lesson'],
  ['mental_model', 'kind_mental_model'],
  ['fact', 'kind_fact'],
  ['goal', 'kind_goal'],
];

/** What Retrace believes of its user, by kind; every card can be answered where it stands. */
export function YouList({ kind, q }: { readonly kind: string | null; readonly q: string }) {
  const { client, route } = usePanel();
  // All kinds are asked for: the pills count them. The words are searched by the engine.
  const { data, error, again } = useView(`you:${q}`, () => client.you(q ? { q } : {}));
  const chosen = KINDS.some(([name]) => name === kind) ? kind : null;
  const counts = countByKind(data ?? []);
  const shown = data?.filter((belief) => !chosen || belief.kind === chosen) ?? [];
  return (
    <>
      <h1 class="sr">{t('tab_you')}</h1>
      <div class="vstack">
        <SearchField
          label={t('you_search')}
          placeholder={data && !q ? plural('you_search_count', data.length) : t('you_search')}
          value={q}
          search={(words) => route.replace(hrefTo('you', { kind: chosen, q: words }))}
        />
        {(data?.length ?? 0) > 0 && (
          <nav class="filters" aria-label={t('show')}>
            <Pill href={hrefTo('you', { q })} on={chosen === null} label={t('all')} count={data?.length ?? 0} />
            {KINDS.filter(([name]) => counts.has(name)).map(([name, label]) => (
              <Pill
                key={name}
                href={hrefTo('you', { kind: name, q })}
                on={chosen === name}
                label={t(label)}
                count={counts.get(name) ?? 0}
              />
            ))}
          </nav>
        )}
        <TellField />
      </div>
      {error !== null && <LoadFailed words={error} again={again} />}
      {data === undefined && error === null && <Skeleton />}
      {data?.length === 0 && (q ? <NothingFound q={q} /> : <NothingYet />)}
      {shown.length > 0 && <Groups beliefs={shown} listed={`you:${chosen ?? ''}:${q}`} />}
      <p class="foot">{t('you_foot')}</p>
    </>
  );
}

function countByKind(beliefs: readonly BeliefView[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { kind } of beliefs) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

function Pill(props: { readonly href: string; readonly on: boolean; readonly label: string; readonly count: number }) {
  return (
    <a class="pill" href={props.href} aria-current={props.on ? 'true' : undefined}>
      {props.label} <span class="n">{countWords(props.count)}</span>
    </a>
  );
}

/** One list over all groups: one stop of the Tab key, and J and K go through all of it. */
function Groups({ beliefs, listed }: { readonly beliefs: readonly BeliefView[]; readonly listed: string }) {
  const { rows, waiting, showNew } = useHeld(listed, beliefs, ({ id }) => id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [active, setActive] = useState<string | null>(null);
  const groups = KINDS.map(([kind, label]) => ({ kind, label, cards: rows.filter((belief) => belief.kind === kind) }));
  const first = groups.find(({ cards }) => cards.length > 0)?.cards[0]?.id ?? null;
  const current = rows.some(({ id }) => id === chosen) ? chosen : first;
  return (
    <div
      class="vstack wide"
      data-list
      data-live
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && event.currentTarget.contains(to))) setActive(null);
      }}
    >
      <NewRows count={waiting} show={showNew} />
      {groups
        .filter(({ cards }) => cards.length > 0)
        .map(({ kind, label, cards }) => (
          <section class="sec" key={kind} aria-labelledby={`h-${kind}`}>
            <header>
              <h2 id={`h-${kind}`}>{t(label)}</h2>
              <span class="n">{countWords(cards.length)}</span>
              {kind === 'constraint' && <span class="end small t3">{t('always_offered_first')}</span>}
            </header>
            <ul class="sheet">
              {cards.map((belief) => (
                <BeliefCard
                  key={belief.id}
                  belief={belief}
                  current={belief.id === current}
                  active={belief.id === active}
                  onFocus={() => {
                    setChosen(belief.id);
                    setActive(belief.id);
                  }}
                />
              ))}
            </ul>
          </section>
        ))}
    </div>
  );
}

function NothingYet() {
  return (
    <Empty icon="you" title={t('you_empty_title')}>
      {t('you_empty_body')}
    </Empty>
  );
}

function NothingFound({ q }: { readonly q: string }) {
  return (
    <Empty
      icon="search"
      title={t('you_none_title', q)}
      actions={
        <a class="btn" href={hrefTo('you')}>
          {t('clear_search')}
        </a>
      }
    />
  );
}
