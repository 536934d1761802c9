/** Says of a thread what kind of task it is, by its title, once the embedding model is there. What is said is a record of its own. */
import { nearestTask, SENTENCES_OF_TASKS, titleForTask } from '../linking/kinds-of-task.ts';
import type { FoundKind } from '../linking/nearest-kind.ts';
import type { Vectors } from '../models/vectors.ts';
import type { AnnotationRecord, LogRecord } from '../records/record.ts';

export class TaskOfThread {
  readonly #vectors: Vectors;

  constructor(vectors: Vectors) {
    this.#vectors = vectors;
  }

  /**
   * The kind of task a title is of; null if it says too little.
   * @throws ModelFailure if the model cannot be opened.
   */
  async of(title: string): Promise<FoundKind | null> {
    const compared = titleForTask(title);
    if (compared === '') return null;
    await this.#vectors.ensure(SENTENCES_OF_TASKS);
    const vector = await this.#vectors.embedNow(compared);
    return vector ? nearestTask(vector, (sentence) => this.#vectors.get(sentence)) : null;
  }
}

export function idOfTask(sighting: string): string {
  return `${sighting}.task`;
}

/**
 * What the model said of a thread's title, for the log.
 * @param seen the observation that showed the title.
 * @param now when it was said: earlier acts do not bear it.
 */
export function taskRecord(seen: LogRecord, found: FoundKind, model: string, now: string): AnnotationRecord {
  const round = (x: number) => Math.round(x * 1_000) / 1_000;
  return {
    kind: 'annotation',
    id: idOfTask(seen.id),
    t: now > seen.t ? now : seen.t,
    ...(seen.app !== undefined && { app: seen.app }),
    ...(seen.space !== undefined && { space: seen.space }),
    ...(seen.thread !== undefined && { thread: seen.thread }),
    of: seen.id,
    model,
    context: { task: found.kind },
    scores: { near: round(found.near), margin: round(found.margin) },
  };
}
