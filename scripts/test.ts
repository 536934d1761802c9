/**
 * `npm test`: everything that must hold, in one go, on one machine. Each step streams what it says, is timed and counted;
 * the last line is `N passed, N failed, N skipped`. What this machine cannot have is skipped with the reason.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installMediaWiki } from '../e2e/apps/mediawiki/mediawiki.ts';
import { installTrac } from '../e2e/apps/trac/trac.ts';
import { findBrowser } from './browsers/find-browser.ts';
import { installDebianPackages, runCommand } from './browsers/run-command.ts';
import { type Counts, countOfPlaywright, countOfVitest } from './test-reports.ts';
import { toolScript } from './tool-script.ts';

const ROOT = join(import.meta.dirname, '..');
const REPORTS = join(ROOT, 'artifacts/reports');
const UNIT_REPORT = join(REPORTS, 'unit.json');
const BROWSER_REPORT = join(REPORTS, 'e2e.json');
const BUILDS = ['chrome-mv3', 'firefox-mv3'].map((name) => join(ROOT, '.output', name));

interface Step {
  readonly name: string;
  /** Script of the tool, run by our own Node, and its arguments. */
  readonly run: readonly [script: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** Works on the builds: without them it fails at once. */
  readonly needsBuilds?: boolean;
  /** Reads the tests from the step's report; one check that passed or failed if left out. */
  readonly count?: () => Counts;
}

const STEPS: readonly Step[] = [
  { name: 'types', run: [toolScript('typescript', 'tsc'), '--noEmit'] },
  { name: 'lint and format', run: [toolScript('@biomejs/biome', 'biome'), 'check', '--error-on-warnings'] },
  { name: 'dead code', run: [toolScript('knip')] },
  { name: 'build for Chrome', run: [toolScript('wxt'), 'build', '-b', 'chrome'] },
  { name: 'build for Firefox', run: [toolScript('wxt'), 'build', '-b', 'firefox'] },
  { name: 'sizes', run: [toolScript('size-limit')], needsBuilds: true },
  {
    name: 'Firefox add-on lint',
    run: [toolScript('web-ext'), 'lint', '--source-dir', BUILDS[1]!, '--no-config-discovery', '--boring'],
    needsBuilds: true,
  },
  {
    name: 'unit, layout and replay',
    run: [toolScript('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
    count: () => countOfVitest(JSON.parse(readFileSync(UNIT_REPORT, 'utf8'))),
  },
  {
    name: 'real browsers, real apps',
    run: [toolScript('@playwright/test', 'playwright'), 'test', '-c', 'e2e', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: BROWSER_REPORT },
    needsBuilds: true,
    count: () => countOfPlaywright(JSON.parse(readFileSync(BROWSER_REPORT, 'utf8'))),
  },
];

function runs({ run: [script, ...args], env }: Step): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.on('error', (error) => {
      console.error(String(error));
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

const ONE_PASSED: Counts = { passed: 1, failed: 0, skipped: [], failures: [] };
const ONE_FAILED: Counts = { passed: 0, failed: 1, skipped: [], failures: [] };

async function counted(step: Step): Promise<Counts> {
  const missing = step.needsBuilds && BUILDS.find((folder) => !existsSync(join(folder, 'manifest.json')));
  if (missing) {
    console.error(`There is no build in ${missing}.`);
    return ONE_FAILED;
  }
  const ok = await runs(step);
  if (!step.count) return ok ? ONE_PASSED : ONE_FAILED;
  try {
    const counts = step.count();
    // A runner that broke down may have written a report that knows nothing of it.
    return !ok && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch (error) {
    console.error(`No report: ${String(error)}`);
    return ONE_FAILED;
  }
}

/** The tool that must open our backups. @returns null, or why it is not there. */
function installAge(): string | null {
  return runCommand('age', ['--version']).ok ? null : installDebianPackages(['age']);
}

/** Gets what the tests need and this machine can have, before any test's time runs. */
function prepare(): void {
  for (const browser of ['chromium', 'firefox'] as const) {
    const found = findBrowser(browser);
    console.log('path' in found ? `${browser}: ${found.path}` : `${browser}: ${found.missing}`);
  }
  for (const [name, install] of Object.entries({ MediaWiki: installMediaWiki, Trac: installTrac, age: installAge })) {
    const missing = install();
    console.log(`${name}: ${missing ?? 'installed'}`);
  }
}

for (const folder of [REPORTS, ...BUILDS]) rmSync(folder, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });
const started = Date.now();
const secondsSince = (start: number) => `${((Date.now() - start) / 1_000).toFixed(0).padStart(4)} s`;
const table: string[] = [];
const reasons = new Map<string, number>();
const failures: string[] = [];
const total = { passed: 0, failed: 0, skipped: 0 };

console.log('── what this machine has');
prepare();
table.push(`ok      ${'getting what is needed'.padEnd(28)} ${secondsSince(started)}`);
for (const step of STEPS) {
  console.log(`\n── ${step.name}`);
  const start = Date.now();
  const { passed, failed, skipped, failures: here } = await counted(step);
  failures.push(...here);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped.length;
  for (const reason of skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  table.push(
    `${(failed > 0 ? 'FAILED' : 'ok').padEnd(7)} ${step.name.padEnd(28)} ${secondsSince(start)}  ${passed} passed, ${failed} failed, ${skipped.length} skipped`,
  );
}

console.log(`\n${table.join('\n')}\nin ${((Date.now() - started) / 60_000).toFixed(1)} minutes\n`);
for (const text of failures) console.log(`FAILED  ${text}\n`);
for (const [reason, count] of reasons) console.log(`skipped ${count}: ${reason}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed > 0 ? 1 : 0);
