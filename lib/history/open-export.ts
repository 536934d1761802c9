/**
 * The files of an export, whatever they came in: loose, in zips, in zips inside a zip, in gzip. Nothing is written anywhere, and nothing
 * is held in memory but what is being read; a name in a zip is a label and never a place on a disk.
 */
import { BlobReader, configure, type FileEntry, ZipReader } from '@zip.js/zip.js/index-native.js';
import { ExportProblem } from './export-problem.ts';

// We are in a worker of our own already, and the page's rules allow no other.
configure({ useWebWorkers: false });

/** A file that can be read again from its beginning. */
export interface ExportFile {
  /** As shown to the user: `export.zip/conversations.json`. */
  readonly path: string;
  /** Bytes that will come; of a file in gzip, and where an archive lies, another number will. For progress alone. */
  readonly size: number;
  /** When it was changed last, in epoch milliseconds; null if nobody says. */
  readonly modified: number | null;
  /** Its plain bytes. @throws ExportProblem where it cannot be read on. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** What is handed in: a file with its place below what the user chose. */
export interface GivenFile {
  readonly path: string;
  readonly file: Blob;
  /** Epoch milliseconds. */
  readonly modified?: number;
}

export interface OpenedExport {
  readonly files: readonly ExportFile[];
  /** Files that are not read, with the reason, counted by reason. */
  readonly passedOver: ReadonlyMap<string, number>;
}

const DEEPEST_ZIP = 2;
const MOST_ENTRIES = 1_000_000;
/** No text shrinks to a 500th: what does so and is large was made to fill a machine. Counted by what really comes out. */
const BOMB_FROM = 500;
const BOMB_FROM_BYTES = 64 * 1024 * 1024;
/** Category zips are stored in their archive as they are, and read in place; one that was packed once more is unpacked in memory. */
const LARGEST_PACKED_ZIP = 512 * 1024 * 1024;
const READABLE = /\.(?:json|ndjson|jsonl|txt|md|af)(?:\.gz)?$|\.age$/i;
const NEVER_READ = /(?:^|[/\\])light_metadata-/i;
/** Parts of ChatGPT and Claude exports in which there is nothing of the user's own to learn from (docs/history.md). */
const NOTHING_TO_LEARN =
  /(?:^|[/\\])(?:users?(?:_settings)?|shared_conversations|group_chats|shopping|sora|ads|library_files|conversation_asset_file_names|export_manifest)\.json$/i;
const OF_THE_SYSTEM = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$)/;
const LEADS_OUT = /^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/;

/** @throws ExportProblem for an archive that cannot be opened: then nothing of any file is read. */
export async function openExport(given: readonly GivenFile[], signal?: AbortSignal): Promise<OpenedExport> {
  const files: ExportFile[] = [];
  const passedOver = new Map<string, number>();
  const passOver = (reason: string): void => {
    passedOver.set(reason, (passedOver.get(reason) ?? 0) + 1);
  };
  for (const each of [...given].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    await openOne(each, 0);
  }
  return { files, passedOver };

  async function openOne({ path, file, modified }: GivenFile, depth: number): Promise<void> {
    signal?.throwIfAborted();
    const reason = whyPassedOver(path);
    if (reason !== null) return passOver(reason);
    const start = await firstBytes(path, file);
    if (isZip(start) || /\.zip$/i.test(path)) return openZip({ path, file, ...(modified && { modified }) }, depth);
    if (!READABLE.test(path) && !isJson(start)) return passOver('no text of a talk');
    files.push({
      path,
      size: file.size,
      modified: modified ?? null,
      read: () => plainBytes(path, readingOf(path, chunksOf(file.stream()))),
    });
  }

  async function openZip({ path, file, modified }: GivenFile, depth: number): Promise<void> {
    if (depth >= DEEPEST_ZIP) return passOver('a zip in a zip in a zip');
    const reader = new ZipReader(new BlobReader(file), { filenameValidation: 'tolerant' });
    let entries = 0;
    try {
      for await (const entry of reader.getEntriesGenerator()) {
        signal?.throwIfAborted();
        if (++entries > MOST_ENTRIES)
          throw new ExportProblem(path, `holds more than ${MOST_ENTRIES} files.`, 'It is no export. Nothing was read.');
        await openEntry({ path, file, ...(modified && { modified }) }, entry, depth);
      }
    } catch (error) {
      if (error instanceof ExportProblem || signal?.aborted) throw error;
      throw new ExportProblem(
        path,
        'is not a whole zip archive.',
        'The download may have been cut short: download it again. Nothing was read.',
      );
    }
  }

  async function openEntry(zip: GivenFile, entry: FileEntry | { directory: true; filename: string }, depth: number) {
    const name = entry.filename;
    if (entry.directory || OF_THE_SYSTEM.test(name)) return;
    const reason = LEADS_OUT.test(name) ? 'its name leads out of the archive' : whyPassedOver(name);
    if (reason !== null) return passOver(reason);
    const isInner = /\.zip$/i.test(name);
    if (!isInner && !READABLE.test(name)) return passOver('no text of a talk');
    if (entry.encrypted)
      throw new ExportProblem(
        zip.path,
        'is locked with a password.',
        'Unpack it, and choose the files in it. Nothing was read.',
      );
    const inner = { path: `${zip.path}/${name}`, ...(zip.modified && { modified: zip.modified }) };
    if (isInner) return openOne({ ...inner, file: await innerZip(inner.path, zip.file, entry) }, depth + 1);
    files.push({
      path: inner.path,
      size: entry.uncompressedSize,
      modified: zip.modified ?? null,
      read: () => plainBytes(inner.path, readingOf(inner.path, entryBytes(inner.path, entry))),
    });
  }
}

function whyPassedOver(path: string): string | null {
  if (NEVER_READ.test(path)) return 'never read';
  return NOTHING_TO_LEARN.test(path) ? 'nothing in it to learn from' : null;
}

async function firstBytes(path: string, file: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(0, 64).arrayBuffer());
  } catch (error) {
    throw problemOf(path, error);
  }
}

/** Of a zip with files in it, and of an empty one. */
function isZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5);
}

function isJson(start: Uint8Array): boolean {
  return /^\uFEFF?\s*[[{]/.test(new TextDecoder('utf-8', { ignoreBOM: true }).decode(start));
}

const STORED = 0;
/** A local header: 30 bytes, the lengths of a name and of extra fields in its last four, then these. */
const LOCAL_HEADER = 30;

async function innerZip(path: string, outer: Blob, entry: FileEntry): Promise<Blob> {
  if (entry.compressionMethod === STORED) {
    const header = new DataView(await outer.slice(entry.offset, entry.offset + LOCAL_HEADER).arrayBuffer());
    const start = entry.offset + LOCAL_HEADER + header.getUint16(26, true) + header.getUint16(28, true);
    return outer.slice(start, start + entry.compressedSize);
  }
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of entryBytes(path, entry)) {
    size += chunk.length;
    if (size > LARGEST_PACKED_ZIP)
      throw new ExportProblem(
        path,
        'is too large to be unpacked in memory.',
        'Unpack the outer archive, and choose the files in it.',
      );
    parts.push(chunk.slice());
  }
  return new Blob(parts);
}

/** What comes out of something packed, as long as it is no bomb. */
async function* noBomb(
  path: string,
  packed: () => number,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let read = 0;
  for await (const chunk of bytes) {
    read += chunk.length;
    if (read > BOMB_FROM_BYTES && read > packed() * BOMB_FROM)
      throw new ExportProblem(
        path,
        `unpacks to more than ${BOMB_FROM} times its size.`,
        'It was made to fill a computer, and was not read on.',
      );
    yield chunk;
  }
}

async function* entryBytes(path: string, entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const leave = new AbortController();
  let failure: unknown = null;
  const writing = entry.getData(writable, { signal: leave.signal, checkSignature: true }).catch((error: unknown) => {
    failure = error;
  });
  try {
    yield* noBomb(path, () => entry.compressedSize, chunksOf(readable));
    await writing;
    if (failure !== null) throw failure;
  } catch (error) {
    throw error instanceof ExportProblem ? error : (failure ?? error);
  } finally {
    leave.abort();
  }
}

/** A reading whose failures are told in words. */
async function* readingOf(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes;
  } catch (error) {
    throw problemOf(path, error);
  }
}

function problemOf(path: string, error: unknown): unknown {
  if (error instanceof ExportProblem || (error instanceof DOMException && error.name === 'AbortError')) return error;
  return new ExportProblem(
    path,
    'cannot be read to its end.',
    'It is damaged, or was changed while it was read: download it again. What came before is whole.',
  );
}

/** Bytes without gzip, where they are in it. A stream that is cut gives what is whole. */
async function* plainBytes(path: string, bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = bytes[Symbol.asyncIterator]();
  try {
    const first = await source.next();
    if (first.done) return;
    if (!(first.value[0] === 0x1f && first.value[1] === 0x8b)) {
      yield first.value;
      for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
      return;
    }
    yield* gunzipped(path, first.value, source);
  } finally {
    await source.return?.(undefined);
  }
}

async function* gunzipped(
  path: string,
  first: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let failure: unknown = null;
  let waiting: Uint8Array | null = first;
  const stream = new ReadableStream<BufferSource>({
    async pull(controller) {
      try {
        const chunk: Uint8Array | null = waiting ?? (await source.next()).value ?? null;
        waiting = null;
        if (chunk === null) return controller.close();
        packed += chunk.length;
        controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
      } catch (error) {
        failure = error;
        controller.error(error);
      }
    },
  });
  try {
    yield* noBomb(path, () => packed, chunksOf(stream.pipeThrough(new DecompressionStream('gzip'))));
  } catch (error) {
    if (error instanceof ExportProblem) throw error;
    throw (
      failure ??
      new ExportProblem(
        path,
        'cannot be unpacked to its end.',
        'It was cut short or is damaged; all whole lines before that are read.',
      )
    );
  }
}

async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
