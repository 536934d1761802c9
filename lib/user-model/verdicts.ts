/**
 * What the user said of beliefs and lessons. Verdicts bind by a snapshot of what they are about, not by an id, so they
 * find it again after every rebuild; an undone verdict is as if never given.
 */
import type { FeedbackRecord, Ref } from '../records/record.ts';

interface Given {
  readonly id: string;
  readonly t: string;
  readonly verdict: string;
  /** Space it was given in; null: it binds everywhere. */
  readonly space: string | null;
}

/** What holds for one belief or lesson, all verdicts taken together. */
export interface Standing {
  readonly confirmed: readonly Given[];
  readonly rejected: readonly Given[];
  readonly pinned: boolean;
  /** When the user said it does not hold any more; null while it holds. */
  readonly ended: string | null;
  /** When the user deleted it; null while they have not. */
  readonly deleted: string | null;
  readonly last: string | null;
}

export interface VerdictsSnapshot {
  readonly given: readonly (readonly [string, readonly Given[]])[];
  readonly undone: readonly string[];
  readonly values: readonly (readonly [string, readonly (Given & { value: number })[]])[];
}

/**
 * One name for the same thing said. A belief goes by its words, without case and punctuation. A lesson goes by its action,
 * outcome and thread: its words hold counts, which change with every case.
 */
export function refKey(ref: Ref): string {
  const { action, outcome, thread = '' } = ref.context ?? {};
  if (ref.kind === 'lesson' && action !== undefined && outcome !== undefined)
    return `lesson:${action}|${outcome}|${thread}`;
  const words = (ref.text ?? ref.about ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${ref.kind === 'lesson' ? 'lesson' : 'belief'}:${words.join(' ')}`;
}

export class Verdicts {
  readonly #given = new Map<string, Given[]>();
  readonly #undone = new Set<string>();
  readonly #values = new Map<string, (Given & { value: number })[]>();

  /** @returns the outcome whose value it may have changed; null: none. */
  apply(record: FeedbackRecord): string | null {
    const { id, t, verdict } = record;
    const space = record.space ?? null;
    if (verdict === 'undo') {
      if (record.of === undefined) return null;
      this.#undone.add(record.of);
      for (const [outcome, given] of this.#values) if (given.some((each) => each.id === record.of)) return outcome;
    } else if (verdict === 'value') {
      if (record.of !== undefined && typeof record.value === 'number') {
        push(this.#values, record.of, { id, t, verdict, space, value: record.value });
        return record.of;
      }
    } else if (record.target) push(this.#given, refKey(record.target), { id, t, verdict, space });
    return null;
  }

  /** The user's own value of an outcome; null if they gave none. */
  valueOf(outcome: string): number | null {
    return this.#values.get(outcome)?.findLast(({ id }) => !this.#undone.has(id))?.value ?? null;
  }

  /** @param space the space of what the verdicts are on; left out, verdicts of all spaces count. */
  on(ref: Ref, space?: string | null): Standing {
    const given = (this.#given.get(refKey(ref)) ?? []).filter(
      (each) => !this.#undone.has(each.id) && (space === undefined || each.space === null || each.space === space),
    );
    const of = (verdict: string) => given.filter((each) => each.verdict === verdict);
    const lastly = (...verdicts: string[]) => given.findLast((each) => verdicts.includes(each.verdict));
    const fate = lastly('confirm', 'reject', 'end');
    return {
      confirmed: of('confirm'),
      rejected: of('reject'),
      pinned: of('pin').length % 2 === 1,
      ended: fate && fate.verdict !== 'confirm' ? fate.t : null,
      deleted: lastly('delete')?.t ?? null,
      last: given.at(-1)?.t ?? null,
    };
  }

  save(): VerdictsSnapshot {
    return {
      given: [...this.#given].map(([key, list]) => [key, [...list]] as const),
      undone: [...this.#undone],
      values: [...this.#values].map(([key, list]) => [key, [...list]] as const),
    };
  }

  static load(snapshot: VerdictsSnapshot): Verdicts {
    const verdicts = new Verdicts();
    for (const [key, list] of snapshot.given) verdicts.#given.set(key, [...list]);
    for (const id of snapshot.undone) verdicts.#undone.add(id);
    for (const [key, list] of snapshot.values) verdicts.#values.set(key, [...list]);
    return verdicts;
  }
}

function push<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
