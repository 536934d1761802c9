import { useId, useState } from 'preact/hooks';
import type { DeleteMatch, MatchQuery } from '../../lib/engine/api.ts';
import { type MessageKey, plural, t } from '../i18n/messages.ts';
import { momentWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { useView } from '../store/use-view.ts';
import { wordsOf } from '../store/words-of-error.ts';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';

const PARTS: readonly (readonly [part: Part, label: MessageKey])[] = [
  ['person', 'part_person'],
  ['topic', 'part_topic'],
  ['time', 'part_time'],
  ['space', 'part_space'],
];
type Part = 'person' | 'topic' | 'time' | 'space';

/** How a match was found, and whether it is surely meant: only then it is chosen beforehand. */
const BY: Readonly<Record<DeleteMatch['by'], { readonly label: MessageKey; readonly isSure: boolean }>> = {
  certain: { label: 'match_certain', isSure: true },
  named: { label: 'match_named', isSure: false },
  words: { label: 'match_words', isSure: true },
  meaning: { label: 'match_meaning', isSure: false },
};
const MOST_SHOWN = 200;

/** Deletes everything about somebody or something, of a time, or of a space: each after a look at what goes. */
export function DeletePart() {
  const [part, setPart] = useState<Part>('person');
  return (
    <section class="sec" aria-labelledby="h-part">
      <header>
        <h2 id="h-part">{t('delete_part')}</h2>
      </header>
      <div class="panelcard vstack">
        <fieldset class="filters">
          <legend class="sr">{t('delete_part')}</legend>
          {PARTS.map(([name, label]) => (
            <button type="button" key={name} class="pill" aria-pressed={part === name} onClick={() => setPart(name)}>
              {t(label)}
            </button>
          ))}
        </fieldset>
        {part === 'time' && <OfTime />}
        {part === 'space' && <OfSpace />}
        {(part === 'person' || part === 'topic') && <OfMatches key={part} part={part} />}
      </div>
    </section>
  );
}

interface Found {
  readonly words: string;
  readonly matches: readonly DeleteMatch[];
  readonly chosen: ReadonlySet<string>;
}

/** A person and a topic are no scopes: what is about them is looked through first. */
function OfMatches({ part }: { readonly part: 'person' | 'topic' }) {
  const { client, deletion, clock } = usePanel();
  const id = useId();
  const [words, setWords] = useState('');
  const [isLooking, setLooking] = useState(false);
  const [found, setFound] = useState<Found | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);

  async function look(): Promise<void> {
    const asked = words.trim();
    if (asked === '') return;
    setLooking(true);
    setWrong(null);
    const query: MatchQuery = part === 'person' ? { person: asked } : { topic: asked };
    try {
      const matches = await client.deleteMatches(query);
      const chosen = new Set(matches.filter(({ by }) => BY[by].isSure).map(({ row }) => row.id));
      setFound({ words: asked, matches, chosen });
    } catch (failure) {
      setWrong(wordsOf(failure));
    }
    setLooking(false);
  }

  function choose(ids: readonly string[], isChosen: boolean): void {
    if (!found) return;
    const chosen = new Set(found.chosen);
    for (const each of ids) {
      if (isChosen) chosen.add(each);
      else chosen.delete(each);
    }
    setFound({ ...found, chosen });
  }

  return (
    <>
      <form
        class="hstack"
        onSubmit={(event) => {
          event.preventDefault();
          void look();
        }}
      >
        <label class="sr" for={id}>
          {t(part === 'person' ? 'part_person' : 'part_topic')}
        </label>
        <span class="field grow">
          <input
            id={id}
            value={words}
            dir="auto"
            autocomplete="off"
            placeholder={t(part === 'person' ? 'part_person_hint' : 'part_topic_hint')}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </span>
        <button type="submit" class="btn" disabled={words.trim() === '' || isLooking}>
          {isLooking ? t('matches_looking') : t('matches_find')}
        </button>
      </form>
      {wrong !== null && (
        <Note level="warn" icon="warn" title={t('matches_failed')}>
          {wrong}
        </Note>
      )}
      <p class="small t2" role="status">
        {found && plural('matches_found', found.matches.length, found.words)}
      </p>
      {found && found.matches.length > 0 && (
        <>
          <ul class="sheet matches">
            {found.matches.slice(0, MOST_SHOWN).map(({ row, by }) => (
              <li key={row.id}>
                <label class="row tight">
                  <input
                    type="checkbox"
                    checked={found.chosen.has(row.id)}
                    onChange={(event) => choose([row.id], event.currentTarget.checked)}
                  />
                  <span class="grow">
                    {row.title}
                    {row.text && (
                      <>
                        <br />
                        <span class="sub two" dir="auto">
                          {row.text.slice(0, 160)}
                        </span>
                      </>
                    )}
                    <br />
                    <span class="sub">
                      {momentWords(row.t, clock())}, {t(BY[by].label)}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {found.matches.length > MOST_SHOWN && (
            <p class="small t3">{plural('matches_more', found.matches.length - MOST_SHOWN)}</p>
          )}
          <div class="hstack dialogacts">
            <button
              type="button"
              class="btn quiet"
              onClick={() =>
                choose(
                  found.matches.map(({ row }) => row.id),
                  found.chosen.size < found.matches.length,
                )
              }
            >
              {t(found.chosen.size < found.matches.length ? 'choose_all' : 'choose_none')}
            </button>
            <button
              type="button"
              class="btn dangerline"
              disabled={found.chosen.size === 0}
              onClick={() =>
                deletion.open({
                  of: 'events',
                  what: 'selection',
                  scope: { ids: [...found.chosen] },
                  afterwards: () => setFound(null),
                })
              }
            >
              {plural('delete_events', found.chosen.size)}
            </button>
          </div>
        </>
      )}
    </>
  );
}

function OfTime() {
  const { deletion } = usePanel();
  const id = useId();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const isRange = from !== '' && to !== '' && from <= to;
  return (
    <form
      class="hstack"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRange) deletion.open({ of: 'events', what: 'selection', scope: daysBetween(from, to) });
      }}
    >
      <label class="small t2" for={`${id}-from`}>
        {t('time_begin')}
      </label>
      <input
        class="sel"
        id={`${id}-from`}
        type="date"
        value={from}
        max={to || undefined}
        onInput={(event) => setFrom(event.currentTarget.value)}
      />
      <label class="small t2" for={`${id}-to`}>
        {t('time_end')}
      </label>
      <input
        class="sel"
        id={`${id}-to`}
        type="date"
        value={to}
        min={from || undefined}
        onInput={(event) => setTo(event.currentTarget.value)}
      />
      <button type="submit" class="btn dangerline" disabled={!isRange}>
        {t('delete_selected')}
      </button>
    </form>
  );
}

/** From the beginning of one day of the user's to the end of another. */
function daysBetween(from: string, to: string): { readonly from: string; readonly to: string } {
  const begin = new Date(`${from}T00:00:00`);
  const end = new Date(`${to}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return { from: begin.toISOString(), to: end.toISOString() };
}

function OfSpace() {
  const { client, deletion } = usePanel();
  const { data: sizes } = useView('sizes', () => client.sizes());
  if (!sizes) return null;
  if (sizes.spaces.length === 0) return <p class="small t2">{t('spaces_none')}</p>;
  return (
    <ul class="plain">
      {sizes.spaces.map(({ space, events }) => (
        <li key={space} class="hstack">
          <Icon name="scope" small />
          <span class="grow">
            <bdi>{space}</bdi> <span class="small t3">{plural('events_count', events)}</span>
          </span>
          <button
            type="button"
            class="btn dangerline"
            aria-label={t('delete_space', space)}
            onClick={() => deletion.open({ of: 'space', space, scope: { space } })}
          >
            {t('delete')}
          </button>
        </li>
      ))}
    </ul>
  );
}
