/**
 * A removal that waits a little, so that it can be taken back:
 *
 *     hide ──▶ hidden ──time is over, another deletion, an end of the browser──▶ removed
 *                └────undo──▶ as before
 *
 * Nothing is removed while it is hidden; that it is to be is noted in the log, so that a crash completes it (event-log.ts).
 */
import type { EventLog, Removed, TombstoneName } from '../../log/event-log.ts';
import type { LogRecord } from '../../records/record.ts';

export interface PutOffParts {
  readonly log: Pick<EventLog, 'hide' | 'show' | 'removeHidden'>;
  readonly graceInMs: number;
  /** It could not be removed now. It stays hidden, and the next start removes it. */
  readonly failed: (error: unknown) => void;
}

export class PutOffRemoval {
  readonly #parts: PutOffParts;
  #hidden: { readonly timer: ReturnType<typeof setTimeout>; readonly onRemoved: () => void } | null = null;

  constructor(parts: PutOffParts) {
    this.#parts = parts;
  }

  /** Hides records; those of an earlier deletion are removed now. @param onRemoved hears when nothing can be taken back any more. */
  async hide(records: readonly LogRecord[], tombstone: TombstoneName, onRemoved: () => void): Promise<Removed> {
    await this.end();
    const hidden = await this.#parts.log.hide(records, tombstone);
    if (hidden.earliest !== null) {
      const timer = setTimeout(() => void this.end().catch(this.#parts.failed), this.#parts.graceInMs);
      this.#hidden = { timer, onRemoved };
    }
    return hidden;
  }

  /** Brings back what is hidden. Nothing, if it is removed already or being removed. */
  async undo(): Promise<Removed> {
    if (this.#take() === null) return { records: [], earliest: null };
    return this.#parts.log.show();
  }

  /** Removes what is hidden, without waiting any longer. */
  async end(): Promise<void> {
    const hidden = this.#take();
    if (hidden === null) return;
    await this.#parts.log.removeHidden();
    hidden.onRemoved();
  }

  /** Whoever takes it decides what becomes of it. */
  #take(): { readonly onRemoved: () => void } | null {
    const hidden = this.#hidden;
    if (hidden !== null) clearTimeout(hidden.timer);
    this.#hidden = null;
    return hidden;
  }
}
