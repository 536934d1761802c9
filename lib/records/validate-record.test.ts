import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, validateRecord } from './validate-record.ts';

const action = { kind: 'action', id: 'a1', t: '2026-03-02T09:14:05.120Z', type: 'mail:send:message' };

test('whatever it is given, it never throws', () => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      expect(typeof validateRecord(input).ok).toBe('boolean');
    }),
  );
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('no');
      },
    },
  );
  expect(validateRecord(hostile).ok).toBe(false);
});

test('instants in any ISO form become one form, so that text order is time order', () => {
  expect(instantOf('2026-03-02T10:14:05+01:00')).toBe('2026-03-02T09:14:05.000Z');
  expect(instantOf('2026-03-02T09:14:05Z')).toBe('2026-03-02T09:14:05.000Z');
  expect(instantOf('2026-03-02T09:14:05')).toBe('2026-03-02T09:14:05.000Z');
  expect(instantOf('2026-03-02')).toBe('2026-03-02T00:00:00.000Z');
  expect(instantOf('2026-03-02T24:00:00.000Z')).toBe('2026-03-03T00:00:00.000Z');
  expect(instantOf('9999-12-31T23:59:59-12:00')).toBeNull();
  expect(instantOf('0000-01-01T00:00:00+12:00')).toBeNull();
  expect(instantOf('yesterday')).toBeNull();
  expect(instantOf(17)).toBeNull();
});

test.each([
  [{ ...action, type: undefined }, 'it has no type'],
  [{ ...action, id: '' }, 'it has no id'],
  [{ ...action, t: 'soon' }, 't is not an instant'],
  [{ ...action, kind: 'memory' }, 'kind “memory” is unknown'],
  [{ ...action, features: { x: Number.NaN } }, 'features: “x” is not a finite number'],
  [{ ...action, context: { x: Number.POSITIVE_INFINITY } }, 'context: “x” is neither text nor a finite number'],
  [{ ...action, kind: 'outcome', value: 1.01 }, 'value is not a number in [-1, 1]'],
  [{ ...action, kind: 'outcome', confidence: -0.1 }, 'confidence is not a number in [0, 1]'],
  [{ ...action, kind: 'outcome', happened: '2026-03-03' }, 'happened is later than t'],
  [
    { ...action, kind: 'decision', about: 'offer', candidates: [{ ref: {}, propensity: 2, chosen: true }] },
    'a propensity is not in [0, 1]',
  ],
  [{ ...action, text: 'x'.repeat(300_000) }, 'it is longer than 262144 characters'],
  [[], 'it is not a JSON object'],
])('%j is refused, with the reason in words', (line, reason) => {
  expect(validateRecord(line)).toMatchObject({ ok: false, reason });
});

test('fields of a later version are kept', () => {
  expect(validateRecord({ ...action, mood: { calm: true } })).toMatchObject({
    ok: true,
    record: { mood: { calm: true } },
  });
});

test('what was checked is what its JSON says, to the sign of a zero', () => {
  const line = { ...action, features: { x: -0, y: 1 }, kind: 'outcome', value: -0, later: [{ z: -0 }] };
  const checked = validateRecord(line);
  expect(checked).toEqual({ ok: true, record: JSON.parse(JSON.stringify({ ...line })) });
  expect(Object.is(line.features.x, -0)).toBe(true);
});

test('a record is too long by its JSON as it is written, not by what it might have come to', () => {
  const of = (text: string) => validateRecord({ ...action, text }).ok;
  const around = JSON.stringify({ ...action, text: '' }).length;
  expect(of('x'.repeat(262_144 - around))).toBe(true);
  expect(of('x'.repeat(262_145 - around))).toBe(false);
  expect(of('\0'.repeat(50_000))).toBe(false);
  expect(validateRecord({ ...action, later: 1n }).ok).toBe(false);
});
