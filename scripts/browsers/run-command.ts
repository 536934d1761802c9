import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { toolScript } from '../tool-script.ts';

export interface Outcome {
  /** Whether it exited with 0. */
  readonly ok: boolean;
  /** What it printed. */
  readonly output: string;
}

const ROOT = join(import.meta.dirname, '../..');

/** Runs a command to its end, in the repository's folder. */
export function runCommand(command: string, args: readonly string[], seconds = 600): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: seconds * 1_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return { ok: status === 0 && !error, output: `${stdout ?? ''}${stderr ?? ''}` };
}

/** Runs a tool of our own dependencies to its end. @param tool name of its package. */
export function runTool(tool: string, args: readonly string[]): Outcome {
  return runCommand(process.execPath, [toolScript(tool), ...args]);
}

/** Installs Debian packages, where that can be done: as root, with apt. @returns null, or why it was not done. */
export function installDebianPackages(packages: readonly string[]): string | null {
  const names = packages.join(', ');
  if (process.platform !== 'linux' || !runCommand('apt-get', ['--version']).ok)
    return 'there is no apt on this machine';
  if (process.getuid?.() !== 0) return `installing ${names} with apt needs root`;
  runCommand('apt-get', ['update', '-qq']);
  const { ok, output } = runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  return ok ? null : `apt has no ${names} to give (${output.trim().split('\n').at(-1)?.slice(0, 160) ?? ''})`;
}
