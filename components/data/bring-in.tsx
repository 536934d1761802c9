import { useId, useRef, useState } from 'preact/hooks';
import type { ImportCounts, ImportView } from '../../lib/engine/api.ts';
import { listWords } from '../i18n/list-words.ts';
import { plural, t } from '../i18n/messages.ts';
import { countWords } from '../i18n/number-words.ts';
import { dayWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { useView } from '../store/use-view.ts';
import { wordsOf } from '../store/words-of-error.ts';
import { Icon } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { Progress } from '../ui/progress.tsx';
import { droppedFiles } from './dropped-files.ts';
import { Restore } from './restore.tsx';

/** History in: files are chosen, looked into, and kept after a yes. */
export function BringIn() {
  const { client } = usePanel();
  const { data: view, again } = useView('history', () => client.importStatus());
  const [wrong, setWrong] = useState<string | null>(null);
  const act = (doing: () => Promise<ImportView>) => {
    setWrong(null);
    void doing().then(again, (failure: unknown) => setWrong(wordsOf(failure)));
  };
  return (
    <section class="sec" aria-labelledby="h-in">
      <header>
        <h2 id="h-in">{t('bring_in')}</h2>
      </header>
      {wrong !== null && (
        <Note level="warn" icon="warn" title={t('import_failed')}>
          {wrong}
        </Note>
      )}
      {view && <Standing view={view} act={act} />}
      {(!view || !['looking', 'reading', 'paused'].includes(view.step)) && (
        <Choose choose={(files) => act(() => client.importLook(files))} />
      )}
      <Restore />
    </section>
  );
}

function Choose({ choose }: { readonly choose: (files: readonly File[]) => void }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  return (
    <ul class="sheet">
      <li
        class="row middle"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          if (event.dataTransfer)
            void droppedFiles(event.dataTransfer).then((files) => files.length > 0 && choose(files));
        }}
      >
        <Icon name="in" />
        <span class="grow" id={id}>
          {t('import_what')}
          <br />
          <span class="sub">{t('import_which')}</span>
        </span>
        <input
          ref={input}
          class="sr"
          type="file"
          multiple
          tabIndex={-1}
          aria-labelledby={id}
          accept=".zip,.json,.ndjson,.jsonl,.gz,.txt,.md,.af"
          onChange={(event) => {
            const files = [...(event.currentTarget.files ?? [])];
            // The same files may be chosen once more.
            event.currentTarget.value = '';
            if (files.length > 0) choose(files);
          }}
        />
        <button type="button" class="btn" aria-describedby={id} onClick={() => input.current?.click()}>
          {t('choose_files')}
        </button>
      </li>
    </ul>
  );
}

function Standing({
  view,
  act,
}: {
  readonly view: ImportView;
  readonly act: (doing: () => Promise<ImportView>) => void;
}) {
  const { client } = usePanel();
  const names = listWords(view.names.slice(0, 3));
  switch (view.step) {
    case 'none':
      return null;
    case 'looking':
      return (
        <>
          <Progress label={t('import_looking', names)} done={view.done} body={t('import_nothing_kept')} />
          <Stop act={act} />
        </>
      );
    case 'ready':
      return (
        <div class="panelcard" data-import="ready">
          <h3 class="h">{t('import_found', names)}</h3>
          {view.counts && <Counts counts={view.counts} />}
          <p class="small t2">{t('import_promise')}</p>
          <div class="hstack dialogacts">
            <button type="button" class="btn" onClick={() => act(() => client.importStop())}>
              {t('cancel')}
            </button>
            <button
              type="button"
              class="btn primary"
              disabled={recordsIn(view.counts) === 0}
              onClick={() => act(() => client.importStart())}
            >
              {t('import_keep')}
            </button>
          </div>
        </div>
      );
    case 'reading':
    case 'paused':
      return (
        <>
          <Progress
            label={t(view.step === 'paused' ? 'import_paused' : 'import_reading', names)}
            done={view.done}
            body={plural('import_kept', view.kept)}
          />
          <div class="hstack dialogacts">
            <button type="button" class="btn" onClick={() => act(() => client.importPause(view.step === 'reading'))}>
              {t(view.step === 'paused' ? 'import_go_on' : 'import_pause')}
            </button>
            <Stop act={act} />
            {view.kept > 0 && (
              <a class="btn quiet" href={hrefTo('talks')}>
                {t('talks_see')}
              </a>
            )}
          </div>
        </>
      );
    case 'stopped':
      return (
        <Note level="info" icon="in" title={t('import_stopped', names)}>
          {plural('import_stopped_body', view.kept)}
        </Note>
      );
    case 'failed':
      return (
        <Note level="warn" icon="warn" title={t('import_failed')}>
          {view.problem}
        </Note>
      );
    case 'done':
      return (
        <div class="panelcard" data-import="done">
          <h3 class="h">{plural('import_done', view.kept)}</h3>
          {view.there > 0 && <p class="small t2">{plural('import_there', view.there)}</p>}
          {view.refused > 0 && <p class="small t2">{plural('import_refused', view.refused)}</p>}
          {view.counts && <Counts counts={view.counts} />}
          <div class="hstack dialogacts">
            <a class="btn primary" href={hrefTo('talks')}>
              {t('talks_see')}
            </a>
          </div>
          {view.meaning && <Meaning meaning={view.meaning} act={act} />}
        </div>
      );
  }
}

/** Search by meaning grows in the background; by words it is there at once. */
function Meaning({
  meaning,
  act,
}: {
  readonly meaning: NonNullable<ImportView['meaning']>;
  readonly act: (doing: () => Promise<ImportView>) => void;
}) {
  const { client } = usePanel();
  if (meaning.isOver) return <p class="small t2">{t('meaning_over')}</p>;
  return (
    <div class="hstack">
      <p class="small t2 grow" role="status">
        {plural(meaning.isPaused ? 'meaning_paused' : 'meaning_found', meaning.found)}
      </p>
      <button type="button" class="btn quiet" onClick={() => act(() => client.importPause(!meaning.isPaused))}>
        {t(meaning.isPaused ? 'import_go_on' : 'import_pause')}
      </button>
    </div>
  );
}

function Stop({ act }: { readonly act: (doing: () => Promise<ImportView>) => void }) {
  const { client } = usePanel();
  return (
    <button type="button" class="btn quiet" onClick={() => act(() => client.importStop())}>
      {t('import_stop')}
    </button>
  );
}

function recordsIn(counts: ImportCounts | null): number {
  return Object.values(counts?.records ?? {}).reduce((sum, each) => sum + each, 0);
}

/** What is found, in the words of a person who reads their own history. */
function Counts({ counts }: { readonly counts: ImportCounts }) {
  const { clock } = usePanel();
  const { records, redacted, faults, passedOver } = counts;
  /** Records by kind and end of the type: what stands before it is the chat. */
  const of = (...names: string[]) =>
    Object.entries(records).reduce(
      (total, [name, count]) => (names.some((end) => name.replace(/ [\w-]+:/, ' ') === end) ? total + count : total),
      0,
    );
  const sum = (all: Readonly<Record<string, number>>) => Object.values(all).reduce((total, each) => total + each, 0);
  const rows: readonly (readonly [string, number])[] = [
    [t('found_talks'), counts.conversations],
    [t('found_prompts'), of('action prompt:answer', 'action edit-prompt:prompt', 'action branch:prompt')],
    [t('found_said'), of('statement')],
    [t('found_regenerated'), of('outcome regenerate:answer')],
    [t('found_reworded'), of('outcome edit-prompt:answer')],
    [t('found_rated'), of('outcome rate:answer')],
    [t('found_corrected'), of('outcome correct:answer')],
    [t('found_taken_up'), of('outcome continue:answer', 'outcome thank:answer')],
    [t('found_all'), recordsIn(counts)],
    [t('found_redacted'), sum(redacted)],
    [t('found_not_read'), sum(passedOver)],
    [t('found_faults'), sum(faults)],
  ];
  return (
    <>
      {counts.first && counts.last && (
        <p class="small t2">{t('found_range', dayWords(counts.first, clock()), dayWords(counts.last, clock()))}</p>
      )}
      <dl class="kv">
        {rows
          .filter(([, count]) => count > 0)
          .map(([name, count]) => (
            <>
              <dt>{name}</dt>
              <dd>{countWords(count)}</dd>
            </>
          ))}
      </dl>
      {counts.problems.map((words) => (
        <Note key={words} level="warn" icon="warn" title={t('import_not_whole')}>
          {words}
        </Note>
      ))}
    </>
  );
}
