import { expect, test } from 'vitest';
import { workingLog } from '../../bench/foundation/working-log.ts';
import { LogLines } from './read-log.ts';
import { reduceLog } from './reduce-log.ts';

test('a log read beside what is left of it is what is left of it, whichever comes first, and nothing is reported', () => {
  const whole = [...workingLog(300, 4)];
  const reduced = reduceLog(whole, 0, { vectors: false }).records;
  for (const files of [
    [whole, reduced],
    [reduced, whole],
  ]) {
    const lines = new LogLines();
    const reported = files.flatMap((records) => records.map((record) => lines.take(JSON.stringify(record), 'log')));
    expect(reported.filter((said) => said !== null)).toEqual([]);
    expect(lines.records()).toEqual(reduced);
  }
});
