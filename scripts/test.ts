/**
 * `npm test`: everything that must hold, in one go, on one machine. Each step streams what it says, is timed and counted;
 * the last line is `N passed, N failed, N skipped`. What this machine cannot have is skipped with the reason.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installMediaWiki } from '../e2e/apps/mediawiki/mediawiki.ts';
import { findBrowser } from './browsers/find-browser.ts';

const ROOT = join(import.meta.dirname, '..');
const REPORTS = join(ROOT, 'artifacts/reports');

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Reads how many tests passed from the step's report; one check that passed or failed if left out. */
  readonly count?: () => Counts;
}

/** The scripts need type stripping; npm puts the Node of our own dependencies first in the path. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `These scripts need Node 22.18 or newer, and run on the one among the project's own dependencies. This is ${process.version}: run them with npm (npm test), after npm ci.`,
  );
  process.exit(1);
}

function run({ command, args, env }: Step): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
      shell: process.platform === 'win32',
    });
    child.on('error', (error) => {
      console.error(String(error));
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}

function countVitest(): Counts {
  const report = JSON.parse(readFileSync(join(REPORTS, 'unit.json'), 'utf8')) as VitestReport;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests || (report.numFailedTestSuites > 0 ? 1 : 0),
    skipped: report.numPendingTests,
  };
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
}

function countPlaywright(): Counts {
  const { stats } = JSON.parse(readFileSync(join(REPORTS, 'e2e.json'), 'utf8')) as PlaywrightReport;
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

const bin = (name: string) => join(ROOT, 'node_modules/.bin', name);

const STEPS: readonly Step[] = [
  { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
  { name: 'lint and format', command: bin('biome'), args: ['check', '--error-on-warnings'] },
  { name: 'dead code', command: bin('knip'), args: [] },
  { name: 'build for Chrome', command: bin('wxt'), args: ['build', '-b', 'chrome'] },
  { name: 'build for Firefox', command: bin('wxt'), args: ['build', '-b', 'firefox'] },
  { name: 'sizes', command: bin('size-limit'), args: [] },
  {
    name: 'Firefox add-on lint',
    command: bin('web-ext'),
    args: ['lint', '--source-dir', '.output/firefox-mv3', '--no-config-discovery', '--boring'],
  },
  {
    name: 'unit, layout and replay',
    command: bin('vitest'),
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(REPORTS, 'unit.json')}`],
    count: countVitest,
  },
  {
    name: 'real browsers, real apps',
    command: bin('playwright'),
    args: ['test', '-c', 'e2e', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: join(REPORTS, 'e2e.json') },
    count: countPlaywright,
  },
];

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const started = Date.now();
const total = { passed: 0, failed: 0, skipped: 0 };
const table: string[] = [];

for (const browser of ['chromium', 'firefox'] as const) {
  const found = findBrowser(browser);
  console.log('path' in found ? `${browser}: ${found.path}` : `${browser}: ${found.missing}. Its tests are skipped.`);
}

const noWiki = installMediaWiki();
console.log(noWiki === null ? 'MediaWiki: there' : `MediaWiki: ${noWiki}. Its test is skipped.`);

for (const step of STEPS) {
  console.log(`\n── ${step.name}`);
  const start = Date.now();
  const ok = await run(step);
  let counts: Counts = ok ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  if (step.count) {
    try {
      counts = step.count();
      // A runner that broke down may have written a report that knows nothing of it.
      if (!ok && counts.failed === 0) counts = { ...counts, failed: 1 };
    } catch (error) {
      console.error(`No report: ${String(error)}`);
    }
  }
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const seconds = ((Date.now() - start) / 1_000).toFixed(0);
  table.push(
    `${(counts.failed > 0 ? 'FAILED' : 'ok').padEnd(7)} ${step.name.padEnd(28)} ${seconds.padStart(4)} s  ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`,
  );
}

console.log(`\n${table.join('\n')}\nin ${((Date.now() - started) / 60_000).toFixed(1)} minutes\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
