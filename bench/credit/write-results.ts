/** The page of results: every world × every method, as of the last full run. */
import type { BenchmarkResult } from '../benchmark.ts';
import { missedTargets } from '../benchmark.ts';
import { type Done, type Family, mean } from './family.ts';

/** Columns of the tables of methods: figure and heading. */
const COLUMNS = [
  ['auc', 'AUC'],
  ['precision', 'precision@k'],
  ['sign_right', 'sign right'],
  ['top', 'top-1'],
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

/** A table a label: one line a method. */
function tablesOf(done: readonly Done[]): string[] {
  const lines: string[] = [];
  for (const [label, here] of Map.groupBy(done, ({ job }) => job.label)) {
    const names = [...new Set(here.flatMap(({ methods }) => Object.keys(methods ?? {})))];
    if (names.length === 0) continue;
    lines.push(
      `### ${label} (${here.length} seeds)`,
      '',
      `| method | ${COLUMNS.map(([, heading]) => heading).join(' | ')} |`,
    );
    lines.push(`|---|${COLUMNS.map(() => '---').join('|')}|`);
    for (const name of names) {
      const cells = COLUMNS.map(([figure]) =>
        shown(mean(here.flatMap(({ methods }) => methods?.[name]?.[figure] ?? []))),
      );
      lines.push(`| ${name} | ${cells.join(' | ')} |`);
    }
    lines.push('');
  }
  return lines;
}

function shown(figure: number | undefined): string {
  return figure === undefined || !Number.isFinite(figure) ? '–' : String(Number(figure.toFixed(3)));
}
