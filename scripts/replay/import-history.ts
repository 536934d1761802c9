/** `npm run replay -- --import FILE|FOLDER --out NEW.ndjson`: exports of any product as lines of our log (docs/replay.md). */
import { once } from 'node:events';
import { createWriteStream, openAsBlob, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { ExportProblem } from '../../lib/history/export-problem.ts';
import { type GivenFile, openExport } from '../../lib/history/open-export.ts';
import { emptyReport, type ImportReport, readExport, tombstonesIn } from '../../lib/history/read-export.ts';
import { LiveTalks } from '../../lib/history/without-live-twins.ts';
import { LogFileLines } from '../../lib/log/log-file.ts';
import { tombstoneHash } from '../../lib/log/tombstone-hash.ts';
import type { LogRecord } from '../../lib/records/record.ts';

const BAD_ARGUMENTS = 2;

/**
 * Without a device there is no device's key. Persons are told apart under this one, and are no secret from whoever knows their address;
 * deletions from logs that were made headless can be told again.
 */
export const KEY_OF_NO_DEVICE = sha256(utf8ToBytes('retrace: read without a device'));

/** The files of a path, with their places in it: a file that was chosen by itself has no folder in front. */
async function givenIn(path: string): Promise<GivenFile[]> {
  if (!statSync(path).isDirectory()) return [await givenFile(path, basename(path))];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map((file) => givenFile(file, `${basename(path)}/${relative(path, file).replaceAll('\\', '/')}`)),
  );
}

async function givenFile(file: string, path: string): Promise<GivenFile> {
  return { path, file: await openAsBlob(file), modified: Math.round(statSync(file).mtimeMs) };
}

/** What a log says must not come back, as far as the key can tell. */
class Deleted {
  readonly #hashes: ReadonlySet<string>;
  readonly #key: Uint8Array;
  obeyed = 0;

  constructor(records: readonly LogRecord[], key: Uint8Array) {
    this.#hashes = new Set(records.flatMap((record) => (record.kind === 'tombstone' ? record.h : [])));
    this.#key = key;
  }

  holds(id: string): boolean {
    if (this.#hashes.size === 0 || !this.#hashes.has(tombstoneHash(this.#key, id))) return false;
    this.obeyed++;
    return true;
  }

  get size(): number {
    return this.#hashes.size;
  }
}

export interface HistoryImport {
  /** Files and folders. */
  readonly paths: readonly string[];
  /** What is in the log already: records with its ids are left out, and so are twins of what was recorded live. */
  readonly there: readonly LogRecord[];
  readonly out: string;
  readonly say: (line: string) => void;
  /** A device's key: under it persons are hashed, and tombstones of `there` are told. */
  readonly key?: Uint8Array | undefined;
}

/**
 * Writes what is new in some exports as a log of its own. Nothing is left behind if it fails.
 * @returns exit code: 0, or 2 if a file cannot be opened or written.
 */
export async function importHistory({
  paths,
  there,
  out,
  say,
  key = KEY_OF_NO_DEVICE,
}: HistoryImport): Promise<number> {
  const known = new Set(there.map(({ id }) => id));
  const live = new LiveTalks(there);
  const report = emptyReport();
  const counts = { written: 0, read: 0, twins: 0 };
  let isBegun = false;
  let deleted = new Deleted([], key);
  try {
    const opened = await openExport((await Promise.all(paths.map(givenIn))).flat());
    deleted = new Deleted([...there, ...(await tombstonesIn(opened))], key);
    const lines = new LogFileLines();
    const stream = createWriteStream(out);
    await once(stream, 'open');
    isBegun = true;
    const write = async (text: string) => {
      if (!stream.write(text)) await once(stream, 'drain');
    };
    await write(lines.header());
    for await (const batch of readExport(opened, report, { key })) {
      const fresh = batch.records.filter(({ id }) => !known.has(id) && !deleted.holds(id));
      const { records, twins } = live.without(fresh);
      let text = '';
      for (const record of records) {
        // Two files of one export may hold the same talk.
        if (known.has(record.id)) continue;
        known.add(record.id);
        counts.written++;
        text += lines.record(record);
      }
      counts.twins += twins;
      counts.read += batch.records.length;
      await write(text);
    }
    stream.end(lines.end());
    await once(stream, 'finish');
  } catch (error) {
    if (isBegun) rmSync(out, { force: true });
    if (!(error instanceof ExportProblem) && !isFileError(error)) throw error;
    say(error instanceof Error ? error.message : String(error));
    return BAD_ARGUMENTS;
  }
  for (const line of reportLines(report)) say(line);
  const before = counts.read - counts.written - deleted.obeyed;
  const twins = counts.twins > 0 ? ` (${counts.twins} of them recorded live)` : '';
  say(`${counts.written} records are new, ${before} were there already${twins}.`);
  if (deleted.size > 0)
    say(
      `${deleted.obeyed} stay deleted. The log tells of ${deleted.size} deletions, to be known by the key of its device alone.`,
    );
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
  const kept = Object.fromEntries(
    Object.entries(report.messages).filter(([what]) => !Object.hasOwn(report.skipped, what)),
  );
  return [
    ...line('files', report.files),
    ...line('files not read', report.passedOver),
    `conversations: ${report.conversations}`,
    `messages: ${report.seen}`,
    ...line('  kept as', kept),
    ...line('  skipped because', report.skipped),
    ...line('records', report.records),
    ...line('taken out', report.redacted),
    ...line('mended or left aside', report.faults),
    ...(report.first === null ? [] : [`from ${report.first} to ${report.last}`]),
    ...report.problems,
  ];
}
