import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRecord } from '../records/record.ts';
import { bytesOfReduced } from './bytes-of-log.ts';
import { type Chosen, chooseWhatToKeep } from './choose-what-to-keep.ts';
import { isKeptWhole } from './kept-whole.ts';
import type { ValueOfKeeping } from './value-of-keeping.ts';

const COUNTED = { vectors: true };
const WORDS =
  'bridge ferry timetable harbour council budget invoice meeting agenda venue winter opening station ticket'.split(' ');
const FORMS = ['skeleton', 'summary', undefined] as const;

const value = (read: number, surprise = 0): ValueOfKeeping => ({
  ...{ surprise, credit: read, mayCome: 0, reuse: 0 },
  ...{ found: 1 + surprise + read, read },
});

const log = fc
  .array(
    fc.record({
      kind: fc.constantFrom('action', 'observation', 'outcome', 'user', 'feedback'),
      words: fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }),
      thread: fc.nat(5),
      read: fc.double({ min: 0.02, max: 1, noNaN: true }),
      surprise: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((parts) => {
    const records = parts.map(({ kind, words, thread }, i): LogRecord => {
      const base = {
        id: `e${i}`,
        t: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
        thread: `wiki/t${thread}`,
        text: words.join(' '),
      };
      if (kind === 'user') return { ...base, kind: 'statement', role: 'user', text: `I prefer ${base.text}` };
      if (kind === 'feedback') return { ...base, kind, verdict: 'reject' };
      if (kind === 'observation') return { ...base, kind };
      return { ...base, kind: kind as 'action', type: `wiki:do:${kind}` };
    });
    return { records, values: new Map(parts.map(({ read, surprise }, i) => [`e${i}`, value(read, surprise)])) };
  });
const share = fc.double({ min: 0, max: 1, noNaN: true });

function wordsLeft({ text = '' }: LogRecord): string[] {
  return text === '' ? [] : text.split(' ');
}

test('the budget is never exceeded, but where even skeletons are more; then that is what is left, and said', () => {
  fc.assert(
    fc.property(log, share, ({ records, values }, part) => {
      const budget = part * bytesOfReduced(records, COUNTED);
      const { records: kept, bytes, over } = chooseWhatToKeep(records, values, budget, COUNTED);
      expect(bytes).toBe(bytesOfReduced(kept, COUNTED));
      if (over === 0) expect(bytes).toBeLessThanOrEqual(budget);
      else {
        expect(bytes - budget).toBe(over);
        for (const record of kept) expect(isKeptWhole(record) || record.form === 'skeleton').toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test('a larger budget gives no record a smaller form, and no summary fewer words', () => {
  fc.assert(
    fc.property(log, share, share, ({ records, values }, a, b) => {
      const all = bytesOfReduced(records, COUNTED);
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map((part) =>
        chooseWhatToKeep(records, values, part * all, COUNTED),
      ) as [Chosen, Chosen];
      for (const [i, small] of less.records.entries()) {
        const large = more.records[i]!;
        expect(FORMS.indexOf(large.form)).toBeGreaterThanOrEqual(FORMS.indexOf(small.form));
        if (small.form === 'summary') expect(wordsLeft(large)).toEqual(expect.arrayContaining([...wordsLeft(small)]));
      }
    }),
    { numRuns: 60 },
  );
});

test('statements and verdicts of the user are whole at any budget', () => {
  fc.assert(
    fc.property(log, ({ records, values }) => {
      const kept = chooseWhatToKeep(records, values, 0, COUNTED).records;
      for (const [i, record] of records.entries()) if (isKeptWhole(record)) expect(kept[i]).toBe(record);
    }),
    { numRuns: 40 },
  );
});

test('no form grows back: what was chosen once and is chosen from again has at most the words it had', () => {
  fc.assert(
    fc.property(log, share, share, ({ records, values }, first, second) => {
      const once = chooseWhatToKeep(records, values, first * bytesOfReduced(records, COUNTED), COUNTED);
      const twice = chooseWhatToKeep(once.records, values, second * bytesOfReduced(records, COUNTED), COUNTED);
      for (const [i, before] of once.records.entries()) {
        const after = twice.records[i]!;
        expect(FORMS.indexOf(after.form)).toBeLessThanOrEqual(FORMS.indexOf(before.form));
        if (after.form === 'summary' && before.form === 'summary') {
          expect(wordsLeft(before)).toEqual(expect.arrayContaining([...wordsLeft(after)]));
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('with bytes for all, all stays as it is, the very same objects', () => {
  fc.assert(
    fc.property(log, ({ records, values }) => {
      const all = bytesOfReduced(records, COUNTED);
      const { records: kept, price } = chooseWhatToKeep(records, values, all, COUNTED);
      expect(kept.every((record, i) => record === records[i])).toBe(true);
      expect(price).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('of two like texts the one that will be read stays whole, and the rarest words are the last to go', () => {
  const records = Array.from(
    { length: 40 },
    (_, i): LogRecord => ({
      kind: 'observation',
      id: `e${i}`,
      t: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
      thread: `wiki/t${i}`,
      text: `ferry bridge ${i < 4 ? 'lighthouse' : 'harbour'} council meeting about the ferry and the bridge`,
    }),
  );
  const values = new Map(records.map(({ id }) => [id, value(id === 'e7' ? 1 : 0.02)]));
  const all = bytesOfReduced(records, COUNTED);
  const whole = chooseWhatToKeep(records, values, 0.5 * all, COUNTED).records.filter(({ form }) => form === undefined);
  expect(whole.filter(({ text }) => text!.includes('harbour')).map(({ id }) => id)).toEqual(['e7']);
  let few: string[] = [];
  for (let budget = chooseWhatToKeep(records, values, 0, COUNTED).bytes; few.length === 0; budget += 8) {
    few = chooseWhatToKeep(records, values, budget, COUNTED).records.flatMap(wordsLeft);
  }
  expect(new Set(few)).toEqual(new Set(['lighthouse']));
});
