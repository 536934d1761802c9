/**
 * The files of an export, whatever they came in: loose, in zips, in zips inside a zip. Nothing is written anywhere and nothing is held in
 * memory but what is being read; a name in a zip is a label and never a place on a disk (design: ownership.md, section 1).
 */
import { BlobReader, BlobWriter, configure, type FileEntry, ZipReader } from '@zip.js/zip.js/index-native.js';
import { ExportProblem } from './export-problem.ts';

// We are in a worker of our own already, and the page's rules allow no other.
configure({ useWebWorkers: false });

/** A file that can be read again from its beginning. */
export interface ExportFile {
  /** As shown to the user: `export.zip/conversations.json`. */
  readonly path: string;
  /** Bytes as they will be read; what an archive says of them may be wrong. */
  readonly size: number;
  /** @throws ExportProblem where it cannot be read on. */
  readonly read: () => AsyncIterable<Uint8Array>;
}

/** What is handed in: a file with its place below what the user chose. */
export interface GivenFile {
  readonly path: string;
  readonly file: Blob;
}

export interface OpenedExport {
  readonly files: readonly ExportFile[];
  /** Files that are not read, with the reason, counted by reason. */
  readonly passedOver: ReadonlyMap<string, number>;
}

const DEEPEST_ZIP = 2;
const MOST_ENTRIES = 1_000_000;
/** No text shrinks to a 500th; what does so and is large was made to fill a machine. */
const BOMB_FROM = 500;
const BOMB_FROM_BYTES = 64 * 1024 * 1024;
/** A zip inside a zip is unpacked whole before it is read. */
const LARGEST_INNER_ZIP = 4 * 1024 * 1024 * 1024;
const READABLE = /\.(?:json|ndjson|jsonl|txt|md|af)(?:\.gz)?$|\.age$/i;
/** Pictures, sounds and pages for people; and what is never read. */
const NEVER_READ = /(?:^|[/\\])light_metadata-/i;
const MACOS = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$)/;

/** @throws ExportProblem for an archive that cannot be opened: then nothing of it is read. */
export async function openExport(given: readonly GivenFile[], signal?: AbortSignal): Promise<OpenedExport> {
  const files: ExportFile[] = [];
  const passedOver = new Map<string, number>();
  const passOver = (reason: string) => passedOver.set(reason, (passedOver.get(reason) ?? 0) + 1);
  for (const { path, file } of [...given].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))) {
    await openOne(path, file, 0);
  }
  return { files, passedOver };

  async function openOne(path: string, file: Blob, depth: number): Promise<void> {
    signal?.throwIfAborted();
    if (NEVER_READ.test(path)) return void passOver('never read');
    if (await isZip(path, file)) return openZip(path, file, depth);
    if (!READABLE.test(path)) return void passOver('no text of a talk');
    files.push({ path, size: file.size, read: () => blobBytes(path, file) });
  }

  async function openZip(path: string, file: Blob, depth: number): Promise<void> {
    if (depth >= DEEPEST_ZIP) return void passOver('a zip in a zip in a zip');
    const reader = new ZipReader(new BlobReader(file), { filenameValidation: 'tolerant' });
    let entries = 0;
    try {
      for await (const entry of reader.getEntriesGenerator()) {
        signal?.throwIfAborted();
        if (++entries > MOST_ENTRIES) {
          throw new ExportProblem(path, `holds more than ${MOST_ENTRIES} files.`, 'It is no export; nothing was read.');
        }
        const name = entry.filename;
        if (entry.directory || MACOS.test(name)) continue;
        if (/^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name)) {
          passOver('its name leads out of the archive');
          continue;
        }
        const inner = `${path}/${name}`;
        if (NEVER_READ.test(name)) passOver('never read');
        else if (entry.encrypted) {
          throw new ExportProblem(path, 'is locked with a password.', 'Unpack it, and choose the files in it.');
        } else if (/\.zip$/i.test(name)) await openOne(inner, await innerZip(inner, entry), depth + 1);
        else if (READABLE.test(name)) {
          files.push({ path: inner, size: entry.uncompressedSize, read: () => entryBytes(inner, entry) });
        } else passOver('no text of a talk');
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
}

/** By its first bytes; a file that only is called a zip is opened as one, to be told what is wrong with it. */
async function isZip(path: string, file: Blob): Promise<boolean> {
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return (start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5)) || /\.zip$/i.test(path);
}

async function innerZip(path: string, entry: FileEntry): Promise<Blob> {
  if (entry.uncompressedSize > LARGEST_INNER_ZIP) {
    throw new ExportProblem(path, 'is larger than 4 GB.', 'Unpack the outer archive, and choose the files in it.');
  }
  return entry.getData(new BlobWriter());
}

async function* blobBytes(path: string, file: Blob): AsyncGenerator<Uint8Array> {
  try {
    yield* chunksOf(file.stream());
  } catch (error) {
    throw asProblem(path, error);
  }
}

async function* entryBytes(path: string, entry: FileEntry): AsyncGenerator<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const leave = new AbortController();
  let failure: unknown = null;
  const writing = entry.getData(writable, { signal: leave.signal }).catch((error: unknown) => {
    failure = error;
  });
  let read = 0;
  try {
    for await (const chunk of chunksOf(readable)) {
      read += chunk.length;
      if (read > BOMB_FROM_BYTES && read > entry.compressedSize * BOMB_FROM) {
        throw new ExportProblem(
          path,
          `unpacks to more than ${BOMB_FROM} times its size.`,
          'It was made to fill a computer, and was not read.',
        );
      }
      yield chunk;
    }
    await writing;
    if (failure !== null) throw failure;
  } catch (error) {
    throw asProblem(path, failure ?? error);
  } finally {
    leave.abort();
  }
}

function asProblem(path: string, error: unknown): unknown {
  if (error instanceof ExportProblem || (error instanceof DOMException && error.name === 'AbortError')) return error;
  return new ExportProblem(
    path,
    'cannot be read to its end.',
    'It is damaged: download it again. What came before the damage is whole.',
  );
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
