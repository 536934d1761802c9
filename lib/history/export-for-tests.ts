/** What tests of readers share: exports made of texts, read to their end. */
import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import { BlobWriter, TextReader, ZipWriter } from '@zip.js/zip.js/index-native.js';
import type { LogRecord } from '../records/record.ts';
import { emptyReport, type ImportReport } from './import-report.ts';
import { type GivenFile, openExport } from './open-export.ts';
import { type ReadOptions, readExport } from './read-export.ts';

export type Files = Readonly<Record<string, string | Blob>>;

export function fixture(name: string): string {
  return readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
}

export function given(files: Files): GivenFile[] {
  return Object.entries(files).map(([path, content]) => ({
    path,
    file: typeof content === 'string' ? new Blob([content]) : content,
  }));
}

export async function zipOf(
  files: Files,
  options: { readonly password?: string; readonly level?: number } = {},
): Promise<Blob> {
  const zip = new ZipWriter(new BlobWriter(), options);
  for (const [name, content] of Object.entries(files))
    await zip.add(name, typeof content === 'string' ? new TextReader(content) : content.stream());
  return zip.close();
}

export interface ReadForTest {
  readonly records: LogRecord[];
  readonly report: ImportReport;
}

export async function read(files: Files, options?: ReadOptions): Promise<ReadForTest> {
  const report = emptyReport();
  const records: LogRecord[] = [];
  for await (const batch of readExport(await openExport(given(files)), report, options)) records.push(...batch.records);
  return { records, report };
}

/** Types of records; of statements who says them. */
export function typesOf(records: readonly LogRecord[]): string[] {
  return records.map((record) =>
    'type' in record && record.type ? record.type : `${record.kind} ${(record as { role?: string }).role ?? ''}`,
  );
}

export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((all, each) => all + each, 0);
}

interface BareFile {
  readonly name: string;
  readonly data: Uint8Array;
  /** As it is packed; none: stored as it is. */
  readonly packed?: Uint8Array;
}

/** A zip made by hand: a library takes a minute for many files or for much of nothing. */
export function bareZip(files: readonly BareFile[]): Blob {
  const bytes = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let [offset, size] = [0, 0];
  for (const { name, data, packed } of files) {
    const header = new DataView(new ArrayBuffer(30));
    const central = new DataView(new ArrayBuffer(46));
    const [label, sum] = [bytes.encode(name), crc32(data)];
    header.setUint32(0, 0x04034b50, true);
    central.setUint32(0, 0x02014b50, true);
    for (const [view, at] of [
      [header, 8],
      [central, 10],
    ] as const) {
      view.setUint16(at, packed ? 8 : 0, true);
      view.setUint32(at + 6, sum, true);
      view.setUint32(at + 10, (packed ?? data).length, true);
      view.setUint32(at + 14, data.length, true);
      view.setUint16(at + 18, label.length, true);
    }
    central.setUint32(42, offset, true);
    for (const part of [new Uint8Array(header.buffer), label, packed ?? data]) {
      parts.push(part);
      offset += part.length;
    }
    for (const part of [new Uint8Array(central.buffer), label]) {
      directory.push(part);
      size += part.length;
    }
  }
  // There may be more files than 16 bits can tell: ZIP64.
  const end = new DataView(new ArrayBuffer(56 + 20 + 22));
  end.setUint32(0, 0x06064b50, true);
  end.setUint32(4, 44, true);
  end.setUint16(12, 45, true);
  end.setUint16(14, 45, true);
  end.setUint32(24, files.length, true);
  end.setUint32(32, files.length, true);
  end.setUint32(40, size, true);
  end.setUint32(48, offset, true);
  end.setUint32(56, 0x07064b50, true);
  end.setUint32(64, offset + size, true);
  end.setUint32(72, 1, true);
  end.setUint32(76, 0x06054b50, true);
  end.setUint16(84, 0xffff, true);
  end.setUint16(86, 0xffff, true);
  end.setUint32(88, 0xffffffff, true);
  end.setUint32(92, 0xffffffff, true);
  return new Blob([Buffer.concat([...parts, ...directory, new Uint8Array(end.buffer)])]);
}

/** Seventy megabytes of nothing in a few kilobytes. */
export function bomb(name: string): BareFile {
  const data = Buffer.alloc(70 * 1024 * 1024, '0');
  data[0] = '['.charCodeAt(0);
  return { name, data, packed: deflateRawSync(data) };
}
