/** `npm run replay -- --keep BYTES --in LOG --out REDUCED`: a log reduced to a budget of bytes (docs/replay.md). */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { reduceLog, reduceLogIfDue } from '../../lib/engine/reduce-log.ts';
import type { Chosen } from '../../lib/keeping/choose-what-to-keep.ts';
import type { LogRecord } from '../../lib/records/record.ts';

/** The extension keeps a vector for every text that is whole. */
const COUNTED = { vectors: true };
/** By the setting in the log itself, as the extension would. */
const AS_SET = 'as-set';

/**
 * Writes the reduced log as a log file, and says in one line what became of it.
 * @param said bytes, or `as-set`.
 * @param stop ends the run: for what is no number of bytes, and for a file that cannot be written.
 */
export function writeKept(
  records: readonly LogRecord[],
  said: string,
  out: string,
  stop: (message: string) => never,
): string {
  const budget = Number(said);
  if (said !== AS_SET && !(Number.isInteger(budget) && budget >= 0 && said !== '')) {
    stop(`--keep must be a whole number of bytes, or “${AS_SET}”.`);
  }
  const chosen = said === AS_SET ? reduceLogIfDue(records, COUNTED) : reduceLog(records, budget, COUNTED);
  try {
    writeFileSync(out, logFile(chosen?.records ?? records));
  } catch (error) {
    stop(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  return chosen === null ? 'Nothing is due: the log is as it was.' : sayWhatIsLeft(chosen);
}

function sayWhatIsLeft({ records, bytes, over }: Chosen): string {
  const count = (form: LogRecord['form']) => records.filter((record) => record.form === form).length;
  const forms = `${count(undefined)} whole, ${count('summary')} summaries, ${count('skeleton')} skeletons`;
  return over > 0 ? `${bytes} bytes, ${over} more than the budget: ${forms}.` : `${bytes} bytes: ${forms}.`;
}

function logFile(records: readonly LogRecord[]): string {
  const lines = [{ kind: 'header', format: 'retrace-log', version: 1 }, ...records].map((line) => JSON.stringify(line));
  const body = `${lines.join('\n')}\n`;
  const sha256 = createHash('sha256').update(body).digest('hex');
  return `${body}${JSON.stringify({ kind: 'end', lines: records.length, sha256 })}\n`;
}
