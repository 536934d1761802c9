/** Deleting: first what would go is shown, then it goes, and the panel says when all that was learned from it is gone too. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { BeliefView, DeletePreviewView, DeleteScope } from '../../lib/engine/api.ts';
import type { PanelClient } from '../client.ts';
import type { EngineStatusStore } from './engine-status.ts';
import type { Live } from './live.ts';
import { wordsOf } from './words-of-error.ts';

/** What is to be deleted: events by a scope, or a belief. */
export type DeleteAsk =
  | {
      readonly of: 'events';
      readonly scope: DeleteScope;
      readonly what: 'selection' | 'recent';
      /** Called when they are deleted. */
      readonly afterwards?: () => void;
    }
  | { readonly of: 'space'; readonly scope: DeleteScope; readonly space: string }
  | { readonly of: 'thread'; readonly scope: DeleteScope; readonly thread: string }
  | { readonly of: 'site'; readonly scope: DeleteScope; readonly site: string }
  | { readonly of: 'all'; readonly scope: DeleteScope }
  | { readonly of: 'outcome'; readonly scope: DeleteScope; readonly title: string }
  | { readonly of: 'belief'; readonly scope: DeleteScope; readonly belief: BeliefView };

/** How far a deletion is: counting what would go, ready to be confirmed, or failed with nothing deleted. */
export type DeleteState =
  | { readonly step: 'counting' }
  | { readonly step: 'ready'; readonly preview: DeletePreviewView }
  | { readonly step: 'deleting'; readonly preview: DeletePreviewView }
  | { readonly step: 'failed'; readonly words: string };

/** A little less than the engine waits, so that the button is never offered in vain. */
const GRACE_IN_MS = 9_000;

export interface DeletionStore {
  readonly ask: ReadonlySignal<DeleteAsk | null>;
  readonly state: ReadonlySignal<DeleteState>;
  /** Set from a deletion on, until dismissed: the note that says what became of it. */
  readonly done: ReadonlySignal<{ readonly events: number } | null>;
  /** Whether what was deleted last can be brought back. */
  readonly canUndo: ReadonlySignal<boolean>;
  open(ask: DeleteAsk): void;
  close(): void;
  confirm(): Promise<boolean>;
  undo(): Promise<void>;
  dismissNote(): void;
}

export function createDeletionStore(client: PanelClient, engine: EngineStatusStore, live: Live): DeletionStore {
  const ask = signal<DeleteAsk | null>(null);
  const state = signal<DeleteState>({ step: 'counting' });
  const done = signal<{ readonly events: number } | null>(null);
  const canUndo = signal(false);
  let graceEnds: ReturnType<typeof setTimeout> | undefined;

  function letUndo(): void {
    canUndo.value = true;
    clearTimeout(graceEnds);
    graceEnds = setTimeout(() => {
      canUndo.value = false;
    }, GRACE_IN_MS);
  }

  return {
    ask,
    state,
    done,
    canUndo,
    open(what) {
      ask.value = what;
      state.value = { step: 'counting' };
      client.deletePreview(what.scope).then(
        (preview) => {
          if (ask.value === what) state.value = { step: 'ready', preview };
        },
        (failure: unknown) => {
          if (ask.value === what) state.value = { step: 'failed', words: wordsOf(failure) };
        },
      );
    },
    close() {
      ask.value = null;
    },
    async confirm() {
      const what = ask.value;
      if (!what || state.value.step !== 'ready') return false;
      state.value = { step: 'deleting', preview: state.value.preview };
      try {
        const { deleted } = await client.delete(what.scope);
        if (ask.value === what) ask.value = null;
        done.value = { events: deleted };
        letUndo();
        if (what.of === 'events') what.afterwards?.();
        live.changedNow('engine');
        await engine.refresh();
        return true;
      } catch (failure) {
        state.value = { step: 'failed', words: wordsOf(failure) };
        return false;
      }
    },
    async undo() {
      canUndo.value = false;
      const { restored } = await client.undoDelete().catch(() => ({ restored: 0 }));
      // Too late: it stays deleted, and the note goes on saying so.
      if (restored > 0) done.value = null;
      live.changedNow('engine');
      await engine.refresh();
    },
    dismissNote() {
      done.value = null;
    },
  };
}
