/**
 * Records of history in a tenth of the bytes of their JSON, and the same records read back: what a block of events that were
 * reduced is kept as (`lib/keeping`). It loses nothing; what to leave out is decided before.
 *
 * A record is its shape (which fields it has, in their order), then its fields: `t` as the distance from the record before,
 * names by their number in a table that all blocks share, the numbers inside of ids and threads as the distance from the last
 * of the same pattern, context and the like as “the same as once before in this block”. The words of a summary are a sorted set
 * of numbers, written as their distances (an inverted file's gaps, by document; Witten, Moffat and Bell, *Managing Gigabytes*, 1999).
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { ByteReader, ByteWriter } from './byte-stream.ts';
import type { NameTable } from './name-table.ts';
import type { LogRecord } from './record.ts';

/** Fields whose values come again within a block: written once, then named by their place among those met. */
const COMES_AGAIN: ReadonlySet<string> = new Set([
  'app',
  'space',
  'thread',
  'episode',
  'context',
  'features',
  'entities',
  'links',
]);
const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const NUMBER = 3;
const NAME = 4;
const TEXT = 5;
const LIST = 6;
const LIST_OF_NAMES = 7;
const OBJECT = 8;
/** Text longer than this is hardly ever met twice: it is written where it stands. */
const LONGEST_NAME = 80;
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const BASE_32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Numbers inside of an id; with zeros before it a number would not be read back as it was. */
const NUMBERS = /(?<!\d)(?:0|[1-9]\d{0,14})(?!\d)/g;
/** Stand in patterns for a number, and for a whole text of 16 bytes or of any. No name of ours has control characters. */
const HOLE = '\u0000';
const [ULID_PATTERN, UUID_PATTERN, ANY_PATTERN] = ['\u0001', '\u0002', '\u0003'] as const;
const MARKS = [HOLE, ULID_PATTERN, UUID_PATTERN, ANY_PATTERN];

/** What numbers names: a table, or a count of their uses while there is none. */
interface Names {
  numberOf(name: string): number;
}

type NamesByNumber = Pick<NameTable, 'nameOf'>;

/**
 * How often each name is used by some blocks, as `NameTable.of` takes it. Which names there are does not depend on how the records
 * are cut into blocks.
 * @param uses of other blocks, to which these are added.
 */
export function usesOfNames(
  blocks: Iterable<readonly LogRecord[]>,
  uses: Map<string, number> = new Map(),
): Map<string, number> {
  const counting: Names = {
    numberOf(name) {
      uses.set(name, (uses.get(name) ?? 0) + 1);
      return 0;
    },
  };
  for (const records of blocks) new BlockWriter(counting).write(records);
  return uses;
}

/** @param names must know every name of the records (`usesOfNames`). */
export function encodeBlock(records: readonly LogRecord[], names: NameTable): Uint8Array {
  return new BlockWriter(names).write(records);
}

/** @throws RangeError for bytes that are cut off, or written with another table. */
export function decodeBlock(bytes: Uint8Array, names: NamesByNumber): LogRecord[] {
  return new BlockReader(bytes, names).read();
}

/** The numbers of all names that a block is written with. @throws RangeError as `decodeBlock`. */
export function numbersInBlock(bytes: Uint8Array, names: NamesByNumber): ReadonlySet<number> {
  const numbers = new Set<number>();
  decodeBlock(bytes, {
    nameOf(number) {
      numbers.add(number);
      return names.nameOf(number);
    },
  });
  return numbers;
}

class BlockWriter {
  readonly #names: Names;
  readonly #out = new ByteWriter();
  readonly #met = new Map<string, Map<string, number>>();
  readonly #last = new Map<string, number[]>();
  #ms = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  write(records: readonly LogRecord[]): Uint8Array {
    this.#out.whole(records.length);
    for (const record of records) this.#record(record);
    return this.#out.take();
  }

  #record(record: LogRecord): void {
    const fields = Object.entries(record).filter(([, value]) => value !== undefined);
    this.#name([record.kind, ...fields.map(([key]) => asOneLine(key))].join('\n'));
    for (const [key, value] of fields) {
      if (key === 'kind') continue;
      if (key === 't') {
        const ms = Date.parse(record.t);
        this.#out.signed(ms - this.#ms);
        this.#ms = ms;
      } else if (key === 'happened') this.#out.signed(this.#ms - Date.parse(String(value)));
      else if (key === 'form') this.#name(String(value));
      else if (key === 'id') this.#pattern(record.id);
      else if (key === 'text') this.#text(String(value), record.form === 'summary');
      else if (COMES_AGAIN.has(key)) this.#again(key, value);
      else this.#value(value);
    }
  }

  #again(key: string, value: unknown): void {
    const said = JSON.stringify(value);
    let met = this.#met.get(key);
    if (!met) {
      met = new Map();
      this.#met.set(key, met);
    }
    const place = met.get(said);
    this.#out.whole(place === undefined ? 0 : met.size - place);
    if (place !== undefined) return;
    met.set(said, met.size);
    this.#value(value);
  }

  #value(value: unknown): void {
    if (value === null) this.#out.byte(NULL);
    else if (typeof value === 'boolean') this.#out.byte(value ? TRUE : FALSE);
    else if (typeof value === 'number') {
      this.#out.byte(NUMBER);
      this.#out.number(value);
    } else if (typeof value === 'string') {
      this.#out.byte(value.length > LONGEST_NAME ? TEXT : NAME);
      if (value.length > LONGEST_NAME) this.#out.text(value);
      else this.#pattern(value);
    } else if (Array.isArray(value)) {
      const named = value.every((member) => typeof member === 'string');
      this.#out.byte(named ? LIST_OF_NAMES : LIST);
      this.#out.whole(value.length);
      for (const member of value) named ? this.#pattern(member as string) : this.#value(member);
    } else {
      const members = Object.entries(value as object).filter(([, member]) => member !== undefined);
      this.#out.byte(OBJECT);
      this.#out.whole(members.length);
      for (const [key, member] of members) {
        this.#name(key);
        this.#value(member);
      }
    }
  }

  #name(name: string): void {
    this.#out.whole(this.#names.numberOf(name));
  }

  #pattern(text: string): void {
    if (ULID.test(text) || UUID.test(text)) {
      this.#name(ULID.test(text) ? ULID_PATTERN : UUID_PATTERN);
      this.#out.bytes(ULID.test(text) ? bytesOfUlid(text) : hexToBytes(text.replaceAll('-', '')));
      return;
    }
    if (text.length > LONGEST_NAME || MARKS.some((mark) => text.includes(mark))) {
      this.#name(ANY_PATTERN);
      this.#out.text(text);
      return;
    }
    const numbers: number[] = [];
    const pattern = text.replace(NUMBERS, (digits) => {
      numbers.push(Number(digits));
      return HOLE;
    });
    this.#name(pattern);
    const last = this.#last.get(pattern) ?? [];
    for (const [i, number] of numbers.entries()) this.#out.signed(number - (last[i] ?? 0));
    this.#last.set(pattern, numbers);
  }

  /** A summary's words are a set in the order of their characters; anything else is a text. */
  #text(text: string, isSummary: boolean): void {
    const words = isSummary ? text.split(' ') : [];
    const isSet = words.every((word, i) => word !== '' && (i === 0 || words[i - 1]! < word));
    if (words.length === 0 || !isSet) {
      this.#out.whole(0);
      this.#out.text(text);
      return;
    }
    this.#out.whole(words.length);
    let before = -1;
    for (const number of Uint32Array.from(words, (word) => this.#names.numberOf(word)).sort()) {
      this.#out.whole(Math.max(0, number - before - 1));
      before = number;
    }
  }
}

class BlockReader {
  readonly #names: NamesByNumber;
  readonly #from: ByteReader;
  readonly #met = new Map<string, unknown[]>();
  readonly #last = new Map<string, number[]>();
  #ms = 0;

  constructor(bytes: Uint8Array, names: NamesByNumber) {
    this.#from = new ByteReader(bytes);
    this.#names = names;
  }

  read(): LogRecord[] {
    return Array.from({ length: this.#from.whole() }, () => this.#record());
  }

  #record(): LogRecord {
    const [kind, ...keys] = this.#name().split('\n');
    // Not by assignment: there may be a field `__proto__`.
    const fields = keys.map(fromOneLine).map((key) => [key, key === 'kind' ? kind : this.#field(key)]);
    return Object.fromEntries(fields) as LogRecord;
  }

  #field(key: string): unknown {
    if (key === 't') {
      this.#ms += this.#from.signed();
      return new Date(this.#ms).toISOString();
    }
    if (key === 'happened') return new Date(this.#ms - this.#from.signed()).toISOString();
    if (key === 'form') return this.#name();
    if (key === 'id') return this.#pattern();
    if (key === 'text') return this.#text();
    return COMES_AGAIN.has(key) ? this.#again(key) : this.#value();
  }

  #again(key: string): unknown {
    let met = this.#met.get(key);
    if (!met) {
      met = [];
      this.#met.set(key, met);
    }
    const back = this.#from.whole();
    if (back > met.length) throw new RangeError('What came before is not there.');
    if (back > 0) return met[met.length - back];
    const value = this.#value();
    met.push(value);
    return value;
  }

  #value(): unknown {
    switch (this.#from.byte()) {
      case NULL:
        return null;
      case FALSE:
        return false;
      case TRUE:
        return true;
      case NUMBER:
        return this.#from.number();
      case NAME:
        return this.#pattern();
      case TEXT:
        return this.#from.text();
      case LIST:
        return Array.from({ length: this.#from.whole() }, () => this.#value());
      case LIST_OF_NAMES:
        return Array.from({ length: this.#from.whole() }, () => this.#pattern());
      case OBJECT:
        return Object.fromEntries(Array.from({ length: this.#from.whole() }, () => [this.#name(), this.#value()]));
      default:
        throw new RangeError('The bytes are not those of a block.');
    }
  }

  #name(): string {
    return this.#names.nameOf(this.#from.whole());
  }

  #pattern(): string {
    const pattern = this.#name();
    if (pattern === ULID_PATTERN) return ulidOf(this.#from.bytes(16));
    if (pattern === UUID_PATTERN) return uuidOf(this.#from.bytes(16));
    if (pattern === ANY_PATTERN) return this.#from.text();
    const last = this.#last.get(pattern) ?? [];
    const numbers: number[] = [];
    const text = pattern.replaceAll(HOLE, () => {
      numbers.push((last[numbers.length] ?? 0) + this.#from.signed());
      return String(numbers.at(-1));
    });
    this.#last.set(pattern, numbers);
    return text;
  }

  #text(): string {
    const count = this.#from.whole();
    if (count === 0) return this.#from.text();
    let number = -1;
    const words = Array.from({ length: count }, () => {
      number += this.#from.whole() + 1;
      return this.#names.nameOf(number);
    });
    return words.sort().join(' ');
  }
}

/** A shape has a field a line. Fields that we do not know are kept, whatever they are called. */
function asOneLine(key: string): string {
  return key.replace(/[\\\n]/g, (sign) => (sign === '\n' ? '\\n' : '\\\\'));
}

function fromOneLine(line: string): string {
  return line.replace(/\\(.)/g, (_, sign) => (sign === 'n' ? '\n' : sign));
}

/** 26 characters of five bits are 130: the first never needs more than three. */
function bytesOfUlid(text: string): Uint8Array {
  let bits = 0n;
  for (const character of text) bits = bits * 32n + BigInt(BASE_32.indexOf(character));
  return hexToBytes(bits.toString(16).padStart(32, '0'));
}

function ulidOf(bytes: Uint8Array): string {
  let bits = BigInt(`0x${bytesToHex(bytes)}`);
  let text = '';
  for (let i = 0; i < 26; i++, bits /= 32n) text = BASE_32[Number(bits % 32n)]! + text;
  return text;
}

function uuidOf(bytes: Uint8Array): string {
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
