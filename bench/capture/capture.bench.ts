/**
 * Capture and its consequences on real software: a fortnight of Ana's work in MediaWiki, Trac, a mail reader and a chat, done
 * with mouse and keyboard in Chromium and in Firefox, with an extension that knows no site by name. What was recorded is held
 * against what was really done and really came of it.
 *
 * `--chromium`, `--firefox`: only that browser. `--rounds N`: a shorter use, 1 to 3. `--out FOLDER`: keeps each log with its
 * labels. `--fixture`: figures of the kept log only, without a browser.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaWikiMissing } from '../../e2e/apps/mediawiki/mediawiki.ts';
import { tracMissing } from '../../e2e/apps/trac/trac.ts';
import type { Session } from '../../e2e/driver/driver.ts';
import { findBrowser } from '../../scripts/browsers/find-browser.ts';
import { runCommand } from '../../scripts/browsers/run-command.ts';
import { toolScript } from '../../scripts/tool-script.ts';
import type { Benchmark, Target } from '../benchmark.ts';
import { readLabelledLog, writeLabelledLog } from './labelled-log.ts';
import { runInBrowser } from './run-in-browser.ts';
import { score, TARGETS } from './score.ts';

const ROUNDS = 3;
const FIXTURE = join(import.meta.dirname, 'fixture');

export const benchmark: Benchmark = {
  name: 'capture',
  about:
    'a fortnight of work in real web apps, recorded in both browsers without site packs, against what was really done',
  async run({ quick, flags = [], say }) {
    const figures: Record<string, number> = {};
    const targets: Record<string, Target> = {};
    const notes: string[] = [];
    const take = (name: string, { figures: all, misses, counts }: ReturnType<typeof score>) => {
      for (const miss of misses) say(`${name}: ${miss}`);
      say(`${name}: ${counts.actions} actions done, ${counts.recorded} recorded, ${counts.outcomes} outcomes`);
      for (const [key, figure] of Object.entries(all)) figures[`${key}_${name}`] = figure;
      for (const [key, target] of Object.entries(TARGETS)) targets[`${key}_${name}`] = target;
    };
    if (quick || flags.includes('--fixture')) {
      const { log, labels } = readLabelledLog(FIXTURE);
      take('fixture', score(log, labels));
      return { figures, targets, notes };
    }

    const missing = mediaWikiMissing() ?? tracMissing();
    if (missing !== null) return { figures, targets: { apps: { at_least: 1 } }, notes: [missing] };
    const rounds = Number(after(flags, '--rounds') ?? ROUNDS);
    const out = after(flags, '--out');
    const builds = mkdtempSync(join(tmpdir(), 'retrace-builds-'));
    try {
      for (const browser of ['chromium', 'firefox'] as const) {
        if (flags.some((flag) => flag === '--chromium' || flag === '--firefox') && !flags.includes(`--${browser}`))
          continue;
        const found = findBrowser(browser, false);
        if ('missing' in found) {
          notes.push(`${browser}: ${found.missing}`);
          Object.assign(
            targets,
            Object.fromEntries(Object.entries(TARGETS).map(([key, target]) => [`${key}_${browser}`, target])),
          );
          continue;
        }
        const recorded = await runInBrowser(browser, buildWithoutPacks(browser, builds), rounds, (line) =>
          say(`${browser}: ${line}`),
        );
        if (recorded.stopped !== null) notes.push(`${browser} stopped: ${recorded.stopped}`);
        notes.push(...[...new Set(recorded.errors)].map((error) => `${browser}, the extension: ${error}`));
        if (out !== undefined) {
          mkdirSync(join(out, browser), { recursive: true });
          writeLabelledLog(join(out, browser), recorded);
        }
        take(browser, score(recorded.log, recorded.labels));
      }
    } finally {
      rmSync(builds, { recursive: true, force: true });
    }
    return { figures, targets, notes };
  },
};

/** @returns the folder of an extension that knows no site by name. */
function buildWithoutPacks(browser: Session['browser'], builds: string): string {
  const target = browser === 'chromium' ? 'chrome' : 'firefox';
  Object.assign(process.env, { RETRACE_PACKS: 'none', RETRACE_OUT: builds });
  const { ok, output } = runCommand(process.execPath, [toolScript('wxt'), 'build', '-b', target]);
  const folder = join(builds, `${target}-mv3`);
  if (!ok || !existsSync(join(folder, 'manifest.json'))) throw new Error(`No build: ${output.slice(-2_000)}`);
  return folder;
}

function after(flags: readonly string[], name: string): string | undefined {
  const at = flags.indexOf(name);
  return at < 0 ? undefined : flags[at + 1];
}
