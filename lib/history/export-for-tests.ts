/** What tests of readers share: exports made of texts, read to their end. */
import { readFileSync } from 'node:fs';
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
