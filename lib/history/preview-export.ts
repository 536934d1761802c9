/** What is in an export, before anything of it is kept. */
import { isPrompt } from '../sites/is-prompt.ts';
import { emptyReport, type ImportReport } from './import-report.ts';
import type { OpenedExport } from './open-export.ts';
import type { BranchedPrompt, TalkOutline } from './outline-talk.ts';
import { type ReadOptions, readExport } from './read-export.ts';

export interface ExportPreview {
  /** What was found, what will be kept, what is taken out, what is skipped and why. */
  readonly report: ImportReport;
  readonly prompts: number;
  readonly records: number;
  /** The newest talks, the newest first. */
  readonly newest: readonly TalkOutline[];
  /** The prompts that were tried most often, with their talks. */
  readonly mostBranched: readonly (BranchedPrompt & { readonly thread: string })[];
}

const MOST_SHOWN = 20;

/**
 * Reads an export to its end and keeps nothing: as much as an import will find, to the number.
 * @param onProgress share of the bytes that are read, in [0, 1], and what was found so far.
 * @throws the signal's reason when aborted.
 */
export async function previewExport(
  opened: OpenedExport,
  options: Pick<ReadOptions, 'words' | 'key' | 'signal'> = {},
  onProgress: (done: number, report: ImportReport) => void = () => undefined,
): Promise<ExportPreview> {
  const report = emptyReport();
  let newest: TalkOutline[] = [];
  let mostBranched: ExportPreview['mostBranched'] = [];
  let [prompts, records] = [0, 0];
  for await (const batch of readExport(opened, report, options)) {
    records += batch.records.length;
    prompts += batch.records.filter(isPrompt).length;
    newest = [...newest, ...batch.talks].sort((a, b) => (a.last < b.last ? 1 : -1)).slice(0, MOST_SHOWN);
    const tried = batch.talks.flatMap(({ thread, branched }) => branched.map((prompt) => ({ ...prompt, thread })));
    mostBranched = [...mostBranched, ...tried].sort((a, b) => b.tries - a.tries).slice(0, MOST_SHOWN);
    onProgress(batch.done, report);
  }
  return { report, prompts, records, newest, mostBranched };
}
