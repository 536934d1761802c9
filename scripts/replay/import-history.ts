/** `npm run replay -- --import FILE|FOLDER --out NEW.ndjson`: exports of other products as lines of our log. */

import { once } from 'node:events';
import { createWriteStream, openAsBlob, readdirSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { ExportProblem } from '../../lib/history/export-problem.ts';
import { type GivenFile, openExport } from '../../lib/history/open-export.ts';
import { emptyReport, type ImportReport, readExport } from '../../lib/history/read-export.ts';
import { withoutLiveTwins } from '../../lib/history/without-live-twins.ts';
import { LogFileLines } from '../../lib/log/log-file.ts';
import { hashRecord } from '../../lib/privacy/hash-personal-ids.ts';
import type { LogRecord } from '../../lib/records/record.ts';

/** There is no device whose key could be used: persons are told apart, and not kept secret from who knows their address. */
export const KEY_OF_NO_DEVICE = sha256(utf8ToBytes('retrace: read without a device'));

/** Files below what was named, with their places in it. */
async function givenIn(path: string): Promise<GivenFile[]> {
  if (!statSync(path).isDirectory()) return [{ path: basename(path), file: await openAsBlob(path) }];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({ path: relative(path, file).replaceAll('\\', '/'), file: await openAsBlob(file) })),
  );
}

/**
 * @param there what is in the log already: records with its ids are left out, and so are twins of what was recorded live.
 * @returns exit code.
 */
export async function importHistory(
  paths: readonly string[],
  there: readonly LogRecord[],
  out: string,
  say: (line: string) => void,
): Promise<number> {
  const known = new Set(there.map(({ id }) => id));
  const report = emptyReport();
  const file = new LogFileLines();
  let before = 0;
  let twins = 0;
  let written = 0;
  try {
    const given = (await Promise.all(paths.map(givenIn))).flat();
    const opened = await openExport(given);
    const stream = createWriteStream(out);
    const write = async (line: string) => {
      if (!stream.write(line)) await once(stream, 'drain');
    };
    await write(file.header());
    for await (const batch of readExport(opened, report)) {
      const hashed = batch.records.map((record) => hashRecord(record, KEY_OF_NO_DEVICE));
      const fresh = hashed.filter(({ id }) => !known.has(id));
      before += hashed.length - fresh.length;
      const apart = withoutLiveTwins(fresh, there);
      twins += apart.twins;
      for (const record of apart.records) {
        known.add(record.id);
        written++;
        await write(file.record(record));
      }
    }
    await write(file.end());
    stream.end();
    await once(stream, 'finish');
  } catch (error) {
    if (!(error instanceof ExportProblem) && !isFileError(error)) throw error;
    say(error instanceof Error ? error.message : String(error));
    return 2;
  }
  for (const line of reportLines(report)) say(line);
  say(`${written} records are new${before + twins > 0 ? `, ${before + twins} were there already` : ''}.`);
  return 0;
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

/** The report, a line a matter. */
function reportLines(report: ImportReport): string[] {
  const listed = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([what, count]) => `${what} ${count}`)
      .join(', ');
  const line = (title: string, counts: Readonly<Record<string, number>>) =>
    Object.keys(counts).length === 0 ? [] : [`${title}: ${listed(counts)}`];
  return [
    ...line('files', report.files),
    ...line('files not read', report.passedOver),
    `conversations: ${report.conversations}`,
    ...line('messages', report.messages),
    ...line('records', report.records),
    ...line('taken out', report.redacted),
    ...line('mended or left aside', report.faults),
    ...(report.first === null ? [] : [`from ${report.first} to ${report.last}`]),
    ...report.problems,
  ];
}
