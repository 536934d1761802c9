import type { Problem } from '../../lib/engine/api.ts';
import { plural, t } from '../i18n/messages.ts';
import { usePanel } from '../store/panel.ts';
import type { IconName } from '../ui/icon.tsx';
import { Note } from '../ui/note.tsx';
import { Progress } from '../ui/progress.tsx';

/** How a problem is shown: only what stopped the recording interrupts. */
const PROBLEMS: Record<Problem['code'], { readonly icon: IconName; readonly stopped: boolean }> = {
  'disk-full': { icon: 'drive', stopped: true },
  'database-newer': { icon: 'info', stopped: true },
  'database-unreadable': { icon: 'drive', stopped: true },
  'engine-stopped': { icon: 'warn', stopped: true },
  'log-incomplete': { icon: 'warn', stopped: false },
  'model-missing': { icon: 'cpu', stopped: false },
  'model-corrupt': { icon: 'cpu', stopped: false },
};

/** What stands above every view: the one thing wrong, a refused switch, and what became of a deletion. */
export function Notices() {
  const { engine, recording, deletion } = usePanel();
  const status = engine.status.value;
  const silent = engine.silent.value;
  const refused = recording.refused.value;
  return (
    <>
      {silent !== null && (
        <Note
          level="bad"
          icon="warn"
          title={t('engine_silent_title')}
          actions={
            <button type="button" class="btn" onClick={() => void engine.refresh()}>
              {t('try_again')}
            </button>
          }
        >
          {t('engine_silent_body', silent)}
        </Note>
      )}
      {silent === null && status?.problem && <ProblemNote problem={status.problem} />}
      {refused !== null && (
        <Note
          level="warn"
          icon="warn"
          title={t('refused_title')}
          actions={
            <button type="button" class="btn quiet" onClick={() => recording.clearRefusal()}>
              {t('close')}
            </button>
          }
        >
          {refused}
        </Note>
      )}
      {deletion.done.value && (status?.rebuilding === null || deletion.canUndo.value) && (
        <Note
          level="info"
          icon="trash"
          title={plural('deleted_title', deletion.done.value.events)}
          actions={
            <>
              {deletion.canUndo.value && (
                <button type="button" class="btn" onClick={() => void deletion.undo()}>
                  {t('undo')}
                </button>
              )}
              <button type="button" class="btn quiet" onClick={() => deletion.dismissNote()}>
                {t('close')}
              </button>
            </>
          }
        >
          {t(deletion.canUndo.value ? 'deleted_grace' : 'deleted_body')}
        </Note>
      )}
      {status && status.rebuilding !== null && (
        <Progress
          label={t('rebuilding')}
          done={status.rebuilding}
          body={deletion.done.value ? t('rebuilding_after_deletion') : t('rebuilding_body')}
        />
      )}
    </>
  );
}

function ProblemNote({ problem }: { readonly problem: Problem }) {
  const { icon, stopped } = PROBLEMS[problem.code];
  return (
    <Note level={stopped ? 'bad' : 'warn'} icon={icon} title={problem.what}>
      <span class="lines">{problem.safe}</span>
      <span class="lines">{problem.todo}</span>
    </Note>
  );
}
