/** Memory of the process that runs the extension's pages and worker, of the browser that we started. Linux: from /proc. */
import { readdirSync, readFileSync } from 'node:fs';

const BETWEEN_LOOKS_IN_MS = 100;

/** Watches from now on. `most` is the highest so far, in MB; 0 where the system does not tell. */
export function watchMemory(): { readonly now: () => number; readonly most: () => number; readonly stop: () => void } {
  let most = 0;
  const now = () => Math.max(0, ...ourExtensionProcesses().map(residentMb));
  const timer = setInterval(() => {
    most = Math.max(most, now());
  }, BETWEEN_LOOKS_IN_MS);
  return { now, most: () => most, stop: () => clearInterval(timer) };
}

/** Below this process: other browsers may run on the machine. */
function ourExtensionProcesses(): number[] {
  const parents = new Map<number, number>();
  for (const name of readable('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), Number(fieldOf(Number(name), 'PPid')));
  }
  const isOurs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at; at = parents.get(at)) if (at === process.pid) return true;
    return false;
  };
  return [...parents.keys()].filter((pid) => isExtension(pid) && isOurs(pid));
}

function isExtension(pid: number): boolean {
  return (
    textOf(`/proc/${pid}/comm`).trim() === 'WebExtensions' ||
    textOf(`/proc/${pid}/cmdline`).includes('--extension-process')
  );
}

function residentMb(pid: number): number {
  return Number.parseInt(fieldOf(pid, 'VmRSS'), 10) / 1_024 || 0;
}

function fieldOf(pid: number, name: string): string {
  return new RegExp(`^${name}:\\s+(.+)`, 'm').exec(textOf(`/proc/${pid}/status`))?.[1] ?? '0';
}

/** A process may be gone by now. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readable(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
