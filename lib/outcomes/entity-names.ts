/** Which things go by which names. A name that many things bear, or that names a person or a place, says not which one is meant. */

export type EntityNames = readonly string[];

/** From so many things on a name is common. */
const COMMON_FROM = 20;
/** Kinds of names that are of one thing. */
const SPECIFIC = /^(?:url|key|file|doc|id|title|commit|order|ref|doi):(.+)$/;
const FEWEST_WORDS_OF_A_TITLE = 2;

interface Named {
  readonly space: string | null;
}

/** Whether a name can tell one thing from all others. */
export function isSpecific(name: string): boolean {
  const found = SPECIFIC.exec(name);
  if (!found) return false;
  return !name.startsWith('title:') || (found[1]!.match(/[\p{L}\p{N}]+/gu)?.length ?? 0) >= FEWEST_WORDS_OF_A_TITLE;
}

export class EntityIndex<T extends Named> {
  readonly #byName = new Map<string, Set<T>>();

  add(name: string, entity: T): void {
    const key = keyOf(name, entity.space);
    const list = this.#byName.get(key);
    if (list) list.add(entity);
    else this.#byName.set(key, new Set([entity]));
  }

  /** The things of a space that bear a name; none for a name too many bear. */
  of(name: string, space: string | null): readonly T[] {
    const list = this.#byName.get(keyOf(name, space));
    return list && list.size < COMMON_FROM ? [...list] : [];
  }
}

function keyOf(name: string, space: string | null): string {
  return `${space ?? ''}\n${name}`;
}
