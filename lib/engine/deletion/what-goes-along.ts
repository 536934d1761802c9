/** What must go with deleted records: what Retrace made of them, said of them, or copied from them. */
import type { LogRecord, Ref } from '../../records/record.ts';
import { refKey } from '../../user-model/verdicts.ts';
import type { Engine } from '../engine.ts';
import { lessonsOf } from '../views/you.ts';

/**
 * Finds the further records that are there only because of those that are deleted:
 *
 * - what was worked out from one when it came: its id is that of the other, a dot, and something (`seen.1`, `act.undo`, `act.missed.…`);
 * - what a model or the user said of one (`of`);
 * - verdicts on beliefs and lessons that rested on nothing else, and offers that held their words or those of a deleted event:
 *   they are snapshots in words, and the words must go.
 *
 * All records of the log are shown to it once, in any order.
 */
export class WhatGoesAlong {
  readonly #gone = new Set<string>();
  readonly #parents = new Map<string, readonly string[]>();
  readonly #snapshots: { readonly id: string; readonly refs: readonly Ref[] }[] = [];
  /** Texts of what is deleted. */
  readonly #texts = new Set<string>();

  take(record: LogRecord, isGone: boolean): void {
    if (isGone) {
      this.#gone.add(record.id);
      const text = record.text?.trim();
      if (text) this.#texts.add(text);
      return;
    }
    const parents = parentsOf(record);
    if (parents.length > 0) this.#parents.set(record.id, parents);
    const refs = refsIn(record);
    if (refs.length > 0) this.#snapshots.push({ id: record.id, refs });
  }

  /**
   * Ids of what goes along.
   * @param engine the state of the whole log.
   * @param before what was deleted before, and is in that state still.
   */
  ids(engine: Engine, before: ReadonlySet<string> = new Set()): ReadonlySet<string> {
    const along = new Set<string>();
    if (this.#gone.size === 0) return along;
    const isGone = (id: string) => this.#gone.has(id) || along.has(id) || before.has(id);
    for (let found = -1; found < along.size; ) {
      found = along.size;
      for (const [id, parents] of this.#parents) if (!isGone(id) && parents.some(isGone)) along.add(id);
      if (this.#snapshots.length === 0) continue;
      const emptied = namesOfEmptied(engine, isGone);
      for (const { id, refs } of this.#snapshots) {
        if (!isGone(id) && refs.some((ref) => this.#texts.has(wordsOfEpisode(ref)) || emptied.has(refKey(ref)))) {
          along.add(id);
        }
      }
    }
    return along;
  }
}

function wordsOfEpisode({ kind, text }: Ref): string {
  return kind === 'episode' ? (text?.trim() ?? '') : '';
}

function parentsOf(record: LogRecord): string[] {
  const parents = 'of' in record && record.of !== undefined ? [record.of] : [];
  if (record.kind !== 'outcome' && record.kind !== 'observation' && record.kind !== 'annotation') return parents;
  const { id } = record;
  for (let dot = id.indexOf('.'); dot > 0; dot = id.indexOf('.', dot + 1)) parents.push(id.slice(0, dot));
  return parents;
}

function refsIn(record: LogRecord): readonly Ref[] {
  if (record.kind === 'feedback') return record.target ? [record.target] : [];
  return record.kind === 'decision' ? record.candidates.map(({ ref }) => ref) : [];
}

/** Names of the beliefs and lessons of which nothing is left. */
function namesOfEmptied(engine: Engine, isGone: (id: string) => boolean): ReadonlySet<string> {
  const emptied = new Set<string>();
  const kept = new Set<string>();
  for (const stated of engine.userModel.save().stated) {
    (stated.said.every(({ id }) => isGone(id)) ? emptied : kept).add(refKey(stated));
  }
  for (const { ref, cases } of lessonsOf(engine)) {
    (cases.every(({ outcome, action }) => isGone(outcome) || isGone(action)) ? emptied : kept).add(refKey(ref));
  }
  // The same words may stand in another space, where they rest on something.
  for (const key of kept) emptied.delete(key);
  return emptied;
}
