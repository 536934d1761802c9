/**
 * `npm run bench -- NAME [--quick] [FLAGS]`: runs one benchmark, prints its table, writes bench/results/NAME.json. A run with
 * flags of the benchmark's own is of a part, or of other seeds: it leaves the last results as they are.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Benchmark, missedTargets, timeReferenceKernel } from '../bench/benchmark.ts';

const FOLDER = join(import.meta.dirname, '../bench');
const names = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .filter((name) => existsSync(join(FOLDER, name, `${name}.bench.ts`)));

const [name, ...flags] = process.argv.slice(2);
if (!name || !names.includes(name)) {
  console.error(`Which benchmark? One of: ${names.join(', ')}. Example: npm run bench -- ${names[0]}`);
  process.exit(2);
}
const quick = flags.includes('--quick');
const own = flags.filter((flag) => flag !== '--quick');
const { benchmark } = (await import(join(FOLDER, name, `${name}.bench.ts`))) as { benchmark: Benchmark };

console.log(`${benchmark.name}: ${benchmark.about}`);
const kernel = timeReferenceKernel();
const result = await benchmark.run({ quick, flags: own, say: (line) => console.log(`  ${line}`) });
const figures = { ...result.figures, reference_kernel_ms: Number(kernel.toFixed(1)) };
const missed = missedTargets(result);

const width = Math.max(
  ...Object.keys(figures)
    .concat(Object.keys(result.targets))
    .map((key) => key.length),
);
for (const key of new Set([...Object.keys(result.targets), ...Object.keys(figures)])) {
  const target = result.targets[key];
  const { at_least, at_most } = target ?? {};
  const bound = [at_least === undefined ? [] : `≥ ${at_least}`, at_most === undefined ? [] : `≤ ${at_most}`]
    .flat()
    .join(' ');
  const verdict = target ? (missed.includes(key) ? 'missed' : 'held') : '';
  const figure = (figures as Record<string, number>)[key];
  console.log(
    `${key.padEnd(width)}  ${(figure === undefined ? '–' : String(figure)).padStart(12)}  ${bound.padEnd(14)} ${verdict}`,
  );
}
for (const note of result.notes ?? []) console.log(`note: ${note}`);

const held = missed.length === 0;
if (!quick && own.length === 0) {
  mkdirSync(join(FOLDER, 'results'), { recursive: true });
  const json = { name: benchmark.name, figures, targets: result.targets, held };
  writeFileSync(join(FOLDER, 'results', `${name}.json`), `${JSON.stringify(json, null, 2)}\n`);
}
process.exit(held || quick ? 0 : 1);
