import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const MODULES = join(import.meta.dirname, '../node_modules');

/**
 * Script behind a command of a package we depend on, to be run by the Node that runs us: the command itself would take the
 * machine's Node, and is a shell script on Windows.
 * @param command if the package has several, or one named otherwise.
 */
export function toolScript(name: string, command = name): string {
  const { bin } = JSON.parse(readFileSync(join(MODULES, name, 'package.json'), 'utf8')) as {
    bin: string | Readonly<Record<string, string>>;
  };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (!script) throw new Error(`${name} has no command ${command}.`);
  return join(MODULES, name, script);
}
