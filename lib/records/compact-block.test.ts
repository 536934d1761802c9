import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ALL_WORLDS } from '../../bench/worlds/all-worlds.ts';
import { decodeBlock, encodeBlock, usesOfNames } from './compact-block.ts';
import { NameTable } from './name-table.ts';
import { newId } from './new-id.ts';
import type { LogRecord } from './record.ts';

function written(blocks: readonly (readonly LogRecord[])[]) {
  const names = NameTable.of(usesOfNames(blocks));
  const bytes = blocks.map((records) => encodeBlock(records, names));
  const read = NameTable.decode(names.encode());
  return { bytes, table: names.encode(), records: bytes.map((each) => decodeBlock(each, read)), names: read };
}

const text = fc.string({ unit: 'binary', maxLength: 120 });
const id = fc.oneof(text, fc.uuid(), fc.ulid(), fc.stringMatching(/^[a-z]{1,3}[:#-]?\d{1,18}(#\d{1,3})?$/));
const instant = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0);
const record = fc.record(
  {
    kind: fc.constantFrom('action', 'outcome', 'statement'),
    id,
    t: instant,
    happened: instant,
    type: id,
    app: text,
    thread: id,
    text,
    form: fc.constantFrom('summary', 'skeleton'),
    value: number,
    features: fc.dictionary(text, number),
    context: fc.dictionary(text, fc.oneof(text, number)),
    entities: fc.array(id),
    links: fc.array(id),
    unknown: fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
  },
  { requiredKeys: ['kind', 'id', 't'] },
) as fc.Arbitrary<unknown> as fc.Arbitrary<LogRecord>;

test('whatever the records are, the same records are read back, fields in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.array(record, { maxLength: 8 }), { maxLength: 3 }), (blocks) => {
      expect(JSON.stringify(written(blocks).records)).toBe(JSON.stringify(blocks));
    }),
    { numRuns: 300 },
  );
});

test('fields that nobody knows are read back, whatever they are called', () => {
  const names = fc.oneof(
    text,
    fc.stringMatching(/^[a\\n\n]{1,6}$/),
    fc.constantFrom('__proto__', 'constructor', '', '\n'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(names, number), { maxLength: 4 }), (unknown) => {
      const fields = [
        ['kind', 'action'],
        ['id', 'a1'],
        ['t', '2026-01-01T00:00:00.000Z'],
      ].concat(unknown as never);
      const records = [Object.fromEntries(fields), { kind: 'action', id: 'a2', t: '2026-01-02T00:00:00.000Z' }];
      const read = written([records as LogRecord[]]).records;
      expect(JSON.stringify(read)).toBe(JSON.stringify([records]));
      expect(Object.getPrototypeOf(read[0]![0])).toBe(Object.prototype);
    }),
  );
});

test('what is planted without texts takes less than a seventh of its JSON, in every world', () => {
  for (const name of ['a', 'chain', 'ratings', 'rare-key', 'working-year']) {
    const { records } = ALL_WORLDS.find((world) => world.name === name)!.generate({ seed: 7, outcomes: 60 });
    const bare = records.map(({ text: _, ...rest }) => rest as LogRecord);
    const blocks = Array.from({ length: Math.ceil(bare.length / 200) }, (_, i) => bare.slice(200 * i, 200 * (i + 1)));
    const { bytes, table } = written(blocks);
    const size = bytes.reduce((sum, each) => sum + each.length, table.length);
    expect(size / JSON.stringify(bare).length).toBeLessThan(1 / 7);
  }
});

test('an id of ours takes seventeen bytes, and a word of a summary two', () => {
  const size = (records: readonly LogRecord[]) => written([records]).bytes[0]!.length;
  const at = (i: number): LogRecord => ({
    kind: 'action',
    type: 'wiki:save:edit',
    id: newId(),
    t: `2026-01-0${i}T00:00:00.000Z`,
  });
  expect(size([at(1), at(2)]) - size([at(1)])).toBeLessThanOrEqual(17 + 1 + 5 + 2);
  const words = Array.from(
    { length: 100 },
    (_, i) => `word${String.fromCharCode(97 + (i % 26), 97 + Math.floor(i / 26))}`,
  );
  const summary = { ...at(1), form: 'summary', text: words.toSorted().join(' ') } as const;
  expect(size([summary]) - size([at(1)])).toBeLessThanOrEqual(200);
});

test('bytes that are cut off, or read with another table, are refused', () => {
  const { bytes, names } = written([[{ kind: 'statement', id: 'a1', t: '2026-01-01T00:00:00.000Z', text: 'Hello.' }]]);
  expect(() => decodeBlock(bytes[0]!.slice(0, -3), names)).toThrow(RangeError);
  expect(() => decodeBlock(bytes[0]!, NameTable.of(new Map()))).toThrow(RangeError);
});
