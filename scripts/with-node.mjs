/**
 * Runs a script of this folder, and says clearly when no Node on this machine can: the scripts are TypeScript, which Node reads
 * from 22.18 on. npm puts the Node of our own dependencies first in the path; where there is none for the platform, it is the
 * machine's. This file is plain JavaScript, because it must run on any of them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [script, ...args] = process.argv.slice(2);
const modules = join(dirname(fileURLToPath(import.meta.url)), '../node_modules');

/** Node of our own dependencies, for when this file was not started by npm. */
function ownNode() {
  if (!existsSync(modules)) return undefined;
  return readdirSync(modules)
    .filter((name) => name.startsWith('node-'))
    .flatMap((name) => ['bin/node', 'bin/node.exe'].map((inside) => join(modules, name, inside)))
    .find((path) => existsSync(path));
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 18)) {
  process.argv = [process.argv[0], resolve(script), ...args];
  await import(pathToFileURL(resolve(script)).href);
} else if (!existsSync(modules)) {
  console.error('The dependencies are not installed. Run npm ci first.');
  process.exitCode = 1;
} else {
  const node = ownNode();
  if (node) {
    const { status } = spawnSync(node, [script, ...args], { stdio: 'inherit' });
    process.exitCode = status ?? 1;
  } else {
    console.error(
      `Retrace's scripts need Node 22.18 or newer, and this is ${process.version}. npm ci brings a Node along, but has none for ` +
        `${process.platform} on ${process.arch}, or was told to leave out optional dependencies. Install Node 24 ` +
        'from https://nodejs.org and run the command again.',
    );
    process.exitCode = 1;
  }
}
