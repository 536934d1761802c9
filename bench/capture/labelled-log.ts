import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LogRecord } from '../../lib/records/record.ts';
import type { TrueLabel } from './truth.ts';

export interface LabelledLog {
  /** In log order. */
  readonly log: readonly LogRecord[];
  readonly labels: readonly TrueLabel[];
}

/** Writes a log by the replay contract (`log.ndjson`), and what was true beside it (`labels.ndjson`). */
export function writeLabelledLog(folder: string, { log, labels }: LabelledLog): void {
  const header = { kind: 'header', format: 'retrace-log', version: 1 };
  const end = { kind: 'end', lines: log.length };
  writeFileSync(join(folder, 'log.ndjson'), lines([header, ...log, end]));
  writeFileSync(join(folder, 'labels.ndjson'), lines(labels));
}

export function readLabelledLog(folder: string): LabelledLog {
  const read = (name: string): { kind?: string }[] =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return {
    log: read('log.ndjson').filter(({ kind }) => kind !== 'header' && kind !== 'end') as LogRecord[],
    labels: read('labels.ndjson') as unknown as TrueLabel[],
  };
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
