/**
 * Names that stand in many records (types, apps, keys, words), each written once. A frequent name has a small number, and so
 * takes one byte where it is used.
 */
import { ByteReader, ByteWriter } from './byte-stream.ts';

export class NameTable {
  readonly #names: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;

  private constructor(names: readonly string[]) {
    this.#names = names;
    this.#numbers = new Map(names.map((name, number) => [name, number]));
  }

  /**
   * Numbers by rank, the most used first. Within ranks that take about as many bytes (1, 2–3, 4–7 … from the first on) names
   * stand in the order of their characters, so that each is written as what differs from the one before.
   * @param uses how often each name is used; the same uses give the same table.
   */
  static of(uses: ReadonlyMap<string, number>): NameTable {
    const ranked = [...uses].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([name]) => name);
    const names: string[] = [];
    for (let first = 0, size = 1; first < ranked.length; first += size, size = first + 1) {
      names.push(...ranked.slice(first, first + size).sort());
    }
    return new NameTable(names);
  }

  /** The names of some numbers, under the same numbers; the others are forgotten, and their numbers name nothing. */
  keepOnly(numbers: ReadonlySet<number>): NameTable {
    return new NameTable(this.#names.map((name, number) => (numbers.has(number) ? name : '')));
  }

  get size(): number {
    return this.#names.length;
  }

  /** @throws RangeError for a name that is not there: a table is made from the very records that are written with it. */
  numberOf(name: string): number {
    const number = this.#numbers.get(name);
    if (number === undefined) throw new RangeError(`“${name}” has no number.`);
    return number;
  }

  /** @throws RangeError for a number that is not there. */
  nameOf(number: number): string {
    const name = this.#names[number];
    if (name === undefined) throw new RangeError(`There is no name ${number}.`);
    return name;
  }

  /** Each name as how many characters it shares with the one before, and the rest. */
  encode(): Uint8Array {
    const out = new ByteWriter();
    out.whole(this.#names.length);
    let before = '';
    for (const name of this.#names) {
      let shared = 0;
      while (shared < name.length && name[shared] === before[shared]) shared++;
      out.whole(shared);
      out.text(name.slice(shared));
      before = name;
    }
    return out.take();
  }

  static decode(bytes: Uint8Array): NameTable {
    const from = new ByteReader(bytes);
    const names: string[] = [];
    for (let left = from.whole(), before = ''; left > 0; left--) {
      before = before.slice(0, from.whole()) + from.text();
      names.push(before);
    }
    return new NameTable(names);
  }
}
