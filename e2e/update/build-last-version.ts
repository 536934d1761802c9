/**
 * The build an update starts from, made of the sources of that time: by hash, since a fixture of it would weigh more than the
 * repository. A checkout without that history cannot make it, and says so.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../driver/driver.ts';

const ROOT = join(import.meta.dirname, '../..');
/** The last state of what people have; moved on with every release. */
const LAST_COMMIT = '9303f3d';
const LAST_VERSION = '0.0.9';
const OUTPUT: Record<Session['browser'], readonly [wxt: string, folder: string]> = {
  chromium: ['chrome', 'chrome-mv3'],
  firefox: ['firefox', 'firefox-mv3'],
};

export type LastVersion = { readonly folder: string; readonly remove: () => void } | { readonly missing: string };

/** Builds the last version into a folder of its own. */
export function buildLastVersion(browser: Session['browser']): LastVersion {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, maxBuffer: 2 ** 28 });
  try {
    git('cat-file', '-e', `${LAST_COMMIT}^{commit}`);
  } catch {
    return { missing: `This checkout has no history: commit ${LAST_COMMIT}, the last version, is not in it.` };
  }
  const [name, output] = OUTPUT[browser];
  const parent = mkdtempSync(join(tmpdir(), 'retrace-last-'));
  const sources = join(parent, 'sources');
  const remove = () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 });
  const archive = git('archive', '--format=tar', '--prefix=sources/', LAST_COMMIT);
  execFileSync('tar', ['-x', '-C', parent], { input: archive });
  symlinkSync(join(ROOT, 'node_modules'), join(sources, 'node_modules'), 'junction');
  execFileSync(process.execPath, [join(ROOT, 'node_modules/wxt/bin/wxt.mjs'), 'build', '-b', name], {
    cwd: sources,
    stdio: 'pipe',
  });
  const folder = join(parent, 'extension');
  cpSync(join(sources, '.output', output), folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version: LAST_VERSION }));
  return { folder, remove };
}

/** Puts this build in the place of the last one. */
export function replaceByThisVersion(browser: Session['browser'], folder: string): void {
  rmSync(folder, { recursive: true, maxRetries: 5 });
  cpSync(join(ROOT, '.output', OUTPUT[browser][1]), folder, { recursive: true });
}
