import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ByteReader, ByteWriter } from './byte-stream.ts';

const back = <T>(write: (out: ByteWriter) => void, read: (from: ByteReader) => T): T => {
  const out = new ByteWriter();
  write(out);
  return read(new ByteReader(out.take()));
};

test('every finite number is read back as the very same, whole, signed or with decimals', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      expect(
        back(
          (out) => out.number(x),
          (from) => from.number(),
        ) + 0,
      ).toBe(x + 0);
    }),
  );
  fc.assert(
    fc.property(fc.maxSafeInteger(), (n) => {
      expect(
        back(
          (out) => out.number(n),
          (from) => from.number(),
        ) + 0,
      ).toBe(n + 0);
      const half = Math.trunc(n / 2);
      expect(
        back(
          (out) => out.signed(half),
          (from) => from.signed(),
        ) + 0,
      ).toBe(half + 0);
      expect(
        back(
          (out) => out.whole(Math.abs(n)),
          (from) => from.whole(),
        ),
      ).toBe(Math.abs(n));
    }),
  );
});

test('a number of few digits takes few bytes', () => {
  const size = (x: number) => {
    const out = new ByteWriter();
    out.number(x);
    return out.length;
  };
  expect([size(0), size(1), size(-0.5), size(-1.022), size(0.1 + 0.2)]).toEqual([1, 1, 1, 2, 9]);
});

test('every text is read back, also one that begins with a byte order mark or holds half a pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(
        back(
          (out) => out.text(text),
          (from) => from.text(),
        ),
      ).toBe(text);
    }),
  );
  for (const text of ['\ufeffa', '\ud800', 'a\udc00b', '']) {
    expect(
      back(
        (out) => out.text(text),
        (from) => from.text(),
      ),
    ).toBe(text);
  }
});

test('bytes that are cut off are refused and not read as something else', () => {
  const out = new ByteWriter();
  out.text('somewhat longer');
  const cut = new ByteReader(out.take().slice(0, 5));
  expect(() => cut.text()).toThrow(RangeError);
  expect(() => new ByteReader(Uint8Array.of(200)).whole()).toThrow(RangeError);
});
