/** The walk over the log that finds what a deletion takes. It is done for the preview, and need not be done again for the deletion. */
import type { EventLog } from '../../log/event-log.ts';
import type { Position } from '../../records/order.ts';
import type { DeleteScope } from '../api.ts';
import { DeletionFinder } from './ids-to-delete.ts';

/** So long somebody may look at a preview; then what was found is let go, and looked for again. */
const REMEMBERED_FOR_IN_MS = 60_000;

interface Walk {
  readonly scope: string;
  /** Of the log when it began: as long as they are the same, all that is new lies behind what was read. */
  readonly changes: number;
  readonly finder: DeletionFinder;
  position: Position | null;
  read: number;
}

export class DeletionWalk {
  readonly #log: Pick<EventLog, 'readInOrder' | 'changes' | 'count'>;
  #last: Walk | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(log: Pick<EventLog, 'readInOrder' | 'changes' | 'count'>) {
    this.#log = log;
  }

  /** A finder that was shown all of the log. For the scope that was asked for last, only what is new since then is read. */
  async through(scope: DeleteScope): Promise<DeletionFinder> {
    const last = this.#takeUp(JSON.stringify(scope));
    if (last !== null) await this.#walkOn(last);
    // A late record may have been on its way when the walk began: then more is there than was read.
    if (last !== null && last.read === this.#log.count) return last.finder;
    const { changes } = this.#log;
    const walk: Walk = {
      scope: JSON.stringify(scope),
      changes,
      finder: new DeletionFinder(scope),
      position: null,
      read: 0,
    };
    await this.#walkOn(walk);
    return walk.finder;
  }

  async #walkOn(walk: Walk): Promise<void> {
    for await (const batch of this.#log.readInOrder(walk.position)) {
      for (const record of batch) walk.finder.take(record);
      walk.position = batch.at(-1)!;
      walk.read += batch.length;
    }
    if (this.#log.changes === walk.changes) this.#remember(walk);
  }

  /** Whoever goes on with a walk has it alone. */
  #takeUp(scope: string): Walk | null {
    const last = this.#last;
    this.#forget();
    return last !== null && last.scope === scope && last.changes === this.#log.changes ? last : null;
  }

  #remember(walk: Walk): void {
    this.#forget();
    this.#last = walk;
    this.#timer = setTimeout(() => this.#forget(), REMEMBERED_FOR_IN_MS);
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#last = null;
  }
}
