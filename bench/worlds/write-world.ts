/**
 * `npm run worlds -- NAME [--seed N] [--outcomes N] [--out FOLDER]`: writes a planted world as FOLDER/log.ndjson and
 * FOLDER/truth.json; `npm run worlds -- --list` says which there are. README.md has the formats.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { LogRecord } from '../../lib/records/record.ts';
import { ALL_WORLDS } from './all-worlds.ts';

const USAGE = 'npm run worlds -- NAME [--seed N] [--outcomes N] [--out FOLDER], or npm run worlds -- --list';
const BAD_ARGUMENTS = 2;

function stop(message: string): never {
  process.stderr.write(`${message}\nUsage: ${USAGE}\n`);
  process.exit(BAD_ARGUMENTS);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        outcomes: { type: 'string', default: '1000' },
        out: { type: 'string' },
        list: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return stop(error instanceof Error ? error.message : String(error));
  }
}

/** The whole log as text: header, one line a record, and an end with the number of records and the digest of all before it. */
function logText(records: readonly LogRecord[]): string {
  const lines = [{ kind: 'header', format: 'retrace-log', version: 1 }, ...records].map((line) => JSON.stringify(line));
  const body = `${lines.join('\n')}\n`;
  const end = { kind: 'end', lines: records.length, sha256: createHash('sha256').update(body).digest('hex') };
  return `${body}${JSON.stringify(end)}\n`;
}

/** Maps become objects. */
const asObjects = (_: string, value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value);

const { values, positionals } = readArguments();
if (values.list) {
  const width = Math.max(...ALL_WORLDS.map(({ name }) => name.length));
  for (const { name, about } of ALL_WORLDS) console.log(`${name.padEnd(width)}  ${about}`);
} else {
  const [name] = positionals;
  const world = ALL_WORLDS.find((each) => each.name === name) ?? stop(`There is no world “${name ?? ''}”.`);
  const [seed, outcomes] = [Number(values.seed), Number(values.outcomes)];
  if (!Number.isInteger(seed) || seed < 0) stop('--seed must be a whole number.');
  if (!Number.isInteger(outcomes) || outcomes < 1) stop('--outcomes must be a whole number, 1 or more.');
  const { records, truth, truths = [truth] } = world.generate({ seed, outcomes });
  const folder = values.out ?? join('worlds', `${world.name}-${seed}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'log.ndjson'), logText(records));
  const about = { world: world.name, about: world.about, seed, outcomes, truths };
  writeFileSync(join(folder, 'truth.json'), `${JSON.stringify(about, asObjects, 1)}\n`);
  console.log(`${folder}: ${records.length} records, ${truths.length} outcome type${truths.length === 1 ? '' : 's'}`);
}
