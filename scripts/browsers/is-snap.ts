import { readFileSync, realpathSync, statSync } from 'node:fs';

const LONGEST_SCRIPT_IN_BYTES = 16_384;

/**
 * Whether a program is Ubuntu's snap, or the script that stands in for it: a snap sees neither our profile folders nor hidden
 * ones, so that it cannot load the built extension.
 */
export function isSnap(path: string): boolean {
  const real = realpathSync(path);
  if (real.startsWith('/snap/') || real.endsWith('/snap')) return true;
  if (statSync(real).size > LONGEST_SCRIPT_IN_BYTES) return false;
  return /\/snap\/bin\/|snap install/.test(readFileSync(real, 'utf8'));
}
