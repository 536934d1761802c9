/**
 * Bytes written and read one after the other: whole numbers in as few bytes as they need (LEB128: seven bits a byte, the
 * lowest first), texts as UTF-8 after their length.
 */

const DOUBLE = 7;
const MOST_DECIMALS = 6;
/** Above it a whole number times eight is not exact any more. */
const LARGEST_SCALED = 2 ** 49;
const UTF_8 = new TextDecoder('utf-8', { ignoreBOM: true });

export class ByteWriter {
  #bytes = new Uint8Array(1_024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
  }

  /** @param value whole, from 0 to 2 ** 53 − 1. */
  whole(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.byte(rest);
  }

  /** @param value whole, of either sign: 0, −1, 1, −2 … are 0, 1, 2, 3 … */
  signed(value: number): void {
    this.whole(value < 0 ? -2 * value - 1 : 2 * value);
  }

  /** Any finite number: with up to six decimals as a whole one, else in eight bytes. The very same number is read back. */
  number(value: number): void {
    for (let decimals = 0; decimals <= MOST_DECIMALS; decimals++) {
      const scaled = Math.round(value * 10 ** decimals);
      if (Math.abs(scaled) > LARGEST_SCALED) break;
      if (scaled / 10 ** decimals !== value) continue;
      this.whole((scaled < 0 ? -2 * scaled - 1 : 2 * scaled) * 8 + decimals);
      return;
    }
    this.byte(DOUBLE);
    this.bytes(new Uint8Array(Float64Array.of(value).buffer));
  }

  /** Half a surrogate pair has no UTF-8: a text with one is written by its 16-bit units. */
  text(value: string): void {
    const isWhole = value.isWellFormed();
    const bytes = isWhole ? new TextEncoder().encode(value) : new Uint8Array(unitsOf(value).buffer);
    this.whole(2 * bytes.length + (isWhole ? 0 : 1));
    this.bytes(bytes);
  }

  bytes(values: Uint8Array): void {
    this.#grow(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
  }

  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #grow(by: number): void {
    if (this.#length + by <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + by));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** @throws RangeError at the end: what was cut off is not taken for what was written. */
  byte(): number {
    const value = this.#bytes[this.#at++];
    if (value === undefined) throw new RangeError('The bytes end in the middle of something.');
    return value;
  }

  whole(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const next = this.byte();
      value += (next % 128) * scale;
      if (next < 128) return value;
    }
  }

  signed(): number {
    return unfold(this.whole());
  }

  number(): number {
    const first = this.whole();
    const decimals = first % 8;
    if (decimals === DOUBLE) return new Float64Array(this.bytes(8).slice().buffer)[0]!;
    return unfold(Math.floor(first / 8)) / 10 ** decimals;
  }

  text(): string {
    const size = this.whole();
    const bytes = this.bytes(Math.floor(size / 2));
    if (size % 2 === 0) return UTF_8.decode(bytes);
    return Array.from(new Uint16Array(bytes.slice().buffer), (unit) => String.fromCharCode(unit)).join('');
  }

  bytes(count: number): Uint8Array {
    if (this.#at + count > this.#bytes.length) throw new RangeError('The bytes end in the middle of something.');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }
}

function unfold(folded: number): number {
  return folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
}

function unitsOf(text: string): Uint16Array<ArrayBuffer> {
  return Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}
