/** The page of results: every world × every method, as of the last full run. */
import type { BenchmarkResult } from '../benchmark.ts';
import { missedTargets } from '../benchmark.ts';
import { type Done, type Family, mean } from './family.ts';

const NONE = '–';
/** Figures of methods, and the headings of their tables. */
const TABLES = [
  ['auc', 'AUC'],
  ['precision', 'Share of the first k that are causes, of k causes'],
  ['sign_right', 'Share of causes whose sign is right'],
  ['top', 'Share of outcomes whose decisive action comes first'],
] as const;

export function resultsPage(
  result: BenchmarkResult,
  families: readonly { readonly family: Family; readonly done: readonly Done[]; readonly charts: readonly string[] }[],
): string {
  const missed = new Set(missedTargets(result));
  const lines = [
    '# Results of the credit benchmark',
    '',
    'Written by `npm run bench -- credit`; the numbers are those of the last full run.',
    '',
    '## Targets',
    '',
    '| figure | measured | target | |',
    '|---|---|---|---|',
    ...Object.entries(result.targets).map(([key, { at_least, at_most }]) => {
      const bounds = [at_least === undefined ? '' : `≥ ${at_least}`, at_most === undefined ? '' : `≤ ${at_most}`];
      return `| ${key} | ${shown(result.figures[key])} | ${bounds.filter(Boolean).join(', ')} | ${missed.has(key) ? 'missed' : 'held'} |`;
    }),
    '',
  ];
  for (const { family, done, charts } of families) {
    lines.push(`## ${family.name}`, '', family.about, '');
    for (const chart of charts) lines.push(`![${chart}](plots/${chart}.svg)`, '');
    lines.push(...tablesOf(done));
  }
  const others = Object.entries(result.figures).filter(([key]) => !(key in result.targets));
  lines.push('## All other figures', '', '| figure | measured |', '|---|---|');
  lines.push(...others.map(([key, figure]) => `| ${key} | ${shown(figure)} |`), '');
  for (const note of result.notes ?? []) lines.push(`Note: ${note}`, '');
  return lines.join('\n');
}

/** A table a figure: one line a world and size, one column a method. The best of a line is bold. */
function tablesOf(done: readonly Done[]): string[] {
  const methods = [...new Set(done.flatMap((each) => Object.keys(each.methods ?? {})))];
  if (methods.length === 0) return [];
  const byLabel = [...Map.groupBy(done, ({ job }) => job.label)];
  const lines: string[] = [];
  for (const [figure, heading] of TABLES) {
    lines.push(`### ${heading}`, '', `| world and outcomes | seeds | ${methods.join(' | ')} |`);
    lines.push(`|---|---|${methods.map(() => '---').join('|')}|`);
    for (const [label, here] of byLabel) {
      const cells = methods.map((method) =>
        shown(mean(here.flatMap((each) => each.methods?.[method]?.[figure] ?? []).filter(Number.isFinite))),
      );
      const best = Math.max(...cells.filter((cell) => cell !== NONE).map(Number));
      if (!Number.isFinite(best)) continue;
      const marked = cells.map((cell) => (Number(cell) === best ? `**${cell}**` : cell));
      lines.push(`| ${label} | ${here.length} | ${marked.join(' | ')} |`);
    }
    lines.push('');
  }
  return lines;
}

function shown(figure: number | undefined): string {
  return figure === undefined || !Number.isFinite(figure) ? NONE : String(Number(figure.toFixed(3)));
}
