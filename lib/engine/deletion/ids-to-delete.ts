/** What a deletion takes: a function of the log and the scope alone. What is deleted in the end is these ids and nothing else. */
import type { LogRecord } from '../../records/record.ts';
import type { DeleteScope } from '../api.ts';
import type { Engine } from '../engine.ts';
import { fitsScope } from './fits-scope.ts';
import { WhatGoesAlong } from './what-goes-along.ts';

export interface ToDelete {
  /** What the scope names and the log has; tombstones are never among them. */
  readonly named: readonly string[];
  /** What goes with it (what-goes-along.ts). */
  readonly along: readonly string[];
}

/** For a log that is read piece by piece: all of it is shown to `take`, then `found` says what goes. */
export class DeletionFinder {
  readonly #scope: DeleteScope;
  readonly #ids: ReadonlySet<string>;
  readonly #named: LogRecord[] = [];
  readonly #along = new WhatGoesAlong();

  constructor(scope: DeleteScope) {
    this.#scope = scope;
    this.#ids = new Set(scope.ids);
  }

  take(record: LogRecord): void {
    if (record.kind === 'tombstone') return;
    const isNamed = this.#ids.has(record.id) || fitsScope(record, this.#scope);
    if (isNamed) this.#named.push(record);
    this.#along.take(record, isNamed);
  }

  /** @param engine the state of the whole log. @param before what was deleted before, and is in that state still. */
  found(
    engine: Engine,
    before?: ReadonlySet<string>,
  ): { readonly named: readonly LogRecord[]; readonly along: readonly string[] } {
    return { named: this.#named, along: [...this.#along.ids(engine, before)] };
  }
}

/** @param records all of the log, in any order. @param engine its state. */
export function idsToDelete(records: Iterable<LogRecord>, scope: DeleteScope, engine: Engine): ToDelete {
  const finder = new DeletionFinder(scope);
  for (const record of records) finder.take(record);
  const { named, along } = finder.found(engine);
  return { named: named.map(({ id }) => id), along };
}
