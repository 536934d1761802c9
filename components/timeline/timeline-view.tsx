import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { EventRowView } from '../../lib/engine/api.ts';
import { plural, t } from '../i18n/messages.ts';
import { countWords } from '../i18n/number-words.ts';
import { dayHeading, dayKey } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo, hrefToOutcome } from '../store/route.ts';
import { isCommandKey } from '../store/single-keys.ts';
import { useHeld } from '../store/use-held.ts';
import { useView } from '../store/use-view.ts';
import { Empty } from '../ui/empty.tsx';
import { Icon } from '../ui/icon.tsx';
import { LoadFailed } from '../ui/load-failed.tsx';
import { moveFocus } from '../ui/move-focus.ts';
import { NewRows } from '../ui/new-rows.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { EventRow } from './event-row.tsx';
import { AT_THE_HEAD, older, type Rows, readWindow, younger } from './pages.ts';
import { extended, NOTHING_SELECTED, type Selection, toggled, within } from './selection.ts';

/** The log as it is: what was kept, word for word; any part of it can be deleted. */
export function TimelineView({ query }: { readonly query: URLSearchParams }) {
  const { client, deletion, engine, route } = usePanel();
  const app = query.get('app');
  const thread = query.get('thread');
  const q = query.get('q') ?? '';
  const list = `timeline:${app ?? ''}:${thread ?? ''}:${q}`;
  const [at, setAt] = useState({ list, window: AT_THE_HEAD });
  const shown = at.list === list ? at.window : AT_THE_HEAD;
  const { data, error, again } = useView(`${list}:${JSON.stringify(shown)}`, () =>
    readWindow(shown, { ...(app && { app }), ...(thread && { thread }), ...(q && { q }) }, (page) =>
      client.timeline(page),
    ),
  );
  const total = engine.status.value?.events;
  const search = (changes: { app?: string | null; thread?: string | null; q?: string }) =>
    route.replace(hrefTo('timeline', { app, thread, q, ...changes }));

  const listed = data !== undefined && data.rows.length > 0;
  const filters = (
    <>
      <select
        class="sel"
        aria-label={t('filter_site')}
        value={app ?? ''}
        onChange={(event) => search({ app: event.currentTarget.value || null })}
      >
        <option value="">{t('all_sites')}</option>
        {appsToChoose(data, app).map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      {thread && (
        <button
          type="button"
          class="pill on"
          aria-label={t('filter_thread_remove', thread)}
          onClick={() => search({ thread: null })}
        >
          <span class="trunc" dir="auto">
            {thread}
          </span>
          <Icon name="x" small />
        </button>
      )}
      {thread && (
        <button
          type="button"
          class="btn dangerline"
          onClick={() => deletion.open({ of: 'thread', thread, scope: { thread } })}
        >
          {t('delete_thread')}
        </button>
      )}
    </>
  );

  return (
    <>
      <h1 class="sr">{t('tab_timeline')}</h1>
      <div class="vstack">
        <SearchField
          label={t('timeline_search')}
          placeholder={total === undefined ? t('timeline_search') : plural('timeline_search_count', total)}
          value={q}
          search={(words) => search({ q: words })}
        />
        {!listed && <div class="filters">{filters}</div>}
      </div>
      {error !== null && <LoadFailed words={error} again={again} />}
      {data === undefined && error === null && <Skeleton />}
      {listed && (
        <EventList
          key={list}
          list={`${list}:${JSON.stringify(shown)}`}
          rows={data.rows}
          filters={filters}
          toNewer={shown.newer.length > 0 ? () => setAt({ list, window: younger(shown) }) : null}
          toOlder={data.more ? () => setAt({ list, window: older(shown, data.rows.at(-1)!) }) : null}
        />
      )}
      {data?.rows.length === 0 &&
        (app || thread || q ? (
          <Empty
            icon="search"
            title={q ? t('timeline_none_title', q) : t('timeline_none_here')}
            actions={
              <a class="btn" href={hrefTo('timeline')}>
                {t('clear_search')}
              </a>
            }
          />
        ) : (
          <Empty icon="time" title={t('timeline_empty_title')}>
            {t('timeline_empty_body')}
          </Empty>
        ))}
      <p class="foot">{t('timeline_foot')}</p>
    </>
  );
}

/** The sites that occur in the log, and the chosen one even if it does not. */
function appsToChoose(data: Rows | undefined, chosen: string | null): [name: string, label: string][] {
  const apps = (data?.apps ?? []).map(({ app, events }): [string, string] => [
    app,
    plural('site_with_events', events, app),
  ]);
  return chosen && !apps.some(([name]) => name === chosen) ? [[chosen, chosen], ...apps] : apps;
}

function EventList(props: {
  readonly list: string;
  readonly rows: readonly EventRowView[];
  readonly filters: ComponentChildren;
  readonly toNewer: (() => void) | null;
  readonly toOlder: (() => void) | null;
}) {
  const panel = usePanel();
  const { rows, waiting, showNew } = useHeld(props.list, props.rows, ({ id }) => id);
  const [selecting, setSelecting] = useState(false);
  const [chosen, setChosen] = useState<Selection>(NOTHING_SELECTED);
  const [focused, setFocused] = useState<string | null>(null);
  const order = rows.map(({ id }) => id);
  const selection = within(chosen, order);
  const current = focused !== null && order.includes(focused) ? focused : order[0];

  function select(next: Selection): void {
    setSelecting(true);
    setChosen(next);
  }

  function stop(): void {
    setSelecting(false);
    setChosen(NOTHING_SELECTED);
  }

  function remove(ids: readonly string[]): void {
    panel.deletion.open({ of: 'events', what: 'selection', scope: { ids } });
  }

  function onKeyDown(event: KeyboardEvent): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-item]') : null;
    const id = row?.dataset.item;
    if (!row || id === undefined) return;
    if (event.key === 'Escape' && selecting) {
      event.stopPropagation();
      stop();
    } else if (isCommandKey(event) && act(event, row, id)) event.preventDefault();
  }

  function act(event: KeyboardEvent, row: HTMLElement, id: string): boolean {
    const { key, shiftKey } = event;
    if (key === ' ') select(shiftKey ? extended(selection, id, order) : toggled(selection, id));
    else if (key === 'Delete') remove(selection.ids.size > 0 ? [...selection.ids] : [id]);
    else if (key === 'Enter') {
      if (rows.find((each) => each.id === id)?.kind !== 'outcome') return false;
      panel.route.go(hrefToOutcome(id));
    } else if (key.length > 1 || panel.singleKeys.on.value) {
      const from = selection.anchor === null && shiftKey ? { ...selection, anchor: id } : selection;
      if (!moveFocus(row, shiftKey && key.length === 1 ? key.toLowerCase() : key)) return false;
      const reached = document.activeElement?.closest<HTMLElement>('[data-item]')?.dataset.item;
      if (shiftKey && reached) select(extended(from, reached, order));
    } else return false;
    return true;
  }

  function onClick(event: MouseEvent): void {
    const id = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-item]')?.dataset.item : null;
    if (!id) return;
    if (event.shiftKey) select(extended(selection, id, order));
    else if (selecting || event.ctrlKey || event.metaKey) select(toggled(selection, id));
  }

  const listProps = {
    onKeyDown,
    onClick,
    ...(selecting && { role: 'listbox' as const, 'aria-multiselectable': true, 'aria-label': t('events') }),
  };

  return (
    <div class="vstack under" data-live>
      <div class="filters">
        {selecting ? (
          <>
            <b role="status">{plural('selected', selection.ids.size)}</b>
            <button
              type="button"
              class="btn dangerline"
              disabled={selection.ids.size === 0}
              onClick={() => remove([...selection.ids])}
            >
              {t('delete_selected')}
            </button>
            <button type="button" class="btn quiet end" onClick={stop}>
              {t('clear')}
            </button>
          </>
        ) : (
          <>
            {props.filters}
            <button type="button" class="btn quiet end" onClick={() => setSelecting(true)}>
              {t('select')}
            </button>
          </>
        )}
      </div>
      <NewRows count={waiting} show={showNew} />
      {props.toNewer && (
        <button type="button" class="btn" onClick={props.toNewer}>
          {t('show_newer')}
        </button>
      )}
      <div data-list {...listProps}>
        {byDay(rows, panel.clock()).map(({ key, heading, events }) => (
          <DayGroup key={key} heading={heading} count={events.length} selecting={selecting}>
            {events.map((row) => (
              <EventRow
                key={row.id}
                row={row}
                current={row.id === current}
                selecting={selecting}
                selected={selection.ids.has(row.id)}
                onFocus={() => setFocused(row.id)}
              />
            ))}
          </DayGroup>
        ))}
      </div>
      {props.toOlder && (
        <button type="button" class="btn" onClick={props.toOlder}>
          {t('show_older')}
        </button>
      )}
    </div>
  );
}

interface Day {
  readonly key: string;
  readonly heading: string;
  readonly events: EventRowView[];
}

function byDay(rows: readonly EventRowView[], now: number): Day[] {
  const days: Day[] = [];
  for (const row of rows) {
    const key = dayKey(row.t);
    const last = days.at(-1);
    if (last?.key === key) last.events.push(row);
    else days.push({ key, heading: dayHeading(row.t, now), events: [row] });
  }
  return days;
}

/** A day and its rows. In a listbox a heading may not stand: the group is named instead. */
function DayGroup(props: {
  readonly heading: string;
  readonly count: number;
  readonly selecting: boolean;
  readonly children: ComponentChildren;
}) {
  const { heading, selecting } = props;
  return (
    <>
      {selecting ? (
        <div class="day" aria-hidden="true">
          {heading} <span class="t3">{countWords(props.count)}</span>
        </div>
      ) : (
        <h2 class="day">
          {heading} <span class="t3">{countWords(props.count)}</span>
        </h2>
      )}
      <ol class="sheet" role={selecting ? 'group' : undefined} aria-label={selecting ? heading : undefined}>
        {props.children}
      </ol>
    </>
  );
}
