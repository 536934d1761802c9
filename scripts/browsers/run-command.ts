import { spawnSync } from 'node:child_process';

/** Runs a command to its end. @returns whether it exited with 0, and what it printed. */
export function runCommand(
  command: string,
  args: readonly string[],
  seconds = 600,
): { readonly ok: boolean; readonly output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: seconds * 1_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return { ok: status === 0 && !error, output: `${stdout ?? ''}${stderr ?? ''}` };
}

/** Installs Debian packages, where that can be done: as root, with apt. @returns null, or why it was not done. */
export function installDebianPackages(packages: readonly string[]): string | null {
  if (process.platform !== 'linux' || !runCommand('apt-get', ['--version']).ok)
    return 'there is no apt on this machine';
  if (process.getuid?.() !== 0) return `installing ${packages.join(', ')} needs root`;
  runCommand('apt-get', ['update', '-qq']);
  const { ok, output } = runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  return ok ? null : `apt-get install ${packages.join(' ')} failed: ${output.trim().split('\n').at(-1) ?? ''}`;
}
