/** `npm run --silent replay -- --in LOG --ask ASK --out OUT`, and what else is done to a log: docs/replay.md has the contract. */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Ask } from '../lib/engine/answers/ask.ts';
import { LogLines } from '../lib/engine/read-log.ts';
import { replay } from '../lib/engine/replay.ts';
import { withoutDeleted } from '../lib/log/obey-tombstones.ts';
import { EMBEDDING_MODEL } from '../lib/models/embedding-model.ts';
import { Vectors } from '../lib/models/vectors.ts';
import { instantOf } from '../lib/records/validate-record.ts';
import { linesOfFile } from './replay/lines-of-file.ts';
import { allKeys, keyInFile, ownLog, passphraseInFile } from './replay/own-log.ts';
import { cacheFolder, vectorFolder } from './vector-folder.ts';

const USAGE = [
  'npm run --silent replay -- --in LOG.ndjson [--in MORE.ndjson] --ask ASK.ndjson --out OUT.ndjson [--now ISO] [--seed N] [--strict] [--no-cache]',
  'npm run --silent replay -- --import FILE|FOLDER [--import …] [--in LOG.ndjson] [--key FILE] --out NEW.ndjson',
  'npm run --silent replay -- --in LOG.ndjson --keep BYTES --out REDUCED.ndjson',
  'npm run --silent replay -- --in LOG [--delete WHAT …] [--export OUT.ndjson[.gz][.age]] [--digest] [--key FILE] [--passphrase-file FILE]',
].join('\n   or: ');
const BAD_ARGUMENTS = 2;
const LINES_REFUSED = 3;

function stop(message: string, code = BAD_ARGUMENTS): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        in: { type: 'string', multiple: true },
        ask: { type: 'string' },
        out: { type: 'string' },
        now: { type: 'string' },
        seed: { type: 'string', default: '1' },
        keep: { type: 'string' },
        strict: { type: 'boolean', default: false },
        'no-cache': { type: 'boolean', default: false },
        import: { type: 'string', multiple: true },
        delete: { type: 'string', multiple: true },
        export: { type: 'string' },
        digest: { type: 'boolean', default: false },
        key: { type: 'string' },
        'passphrase-file': { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    return stop(`${error instanceof Error ? error.message : String(error)}\nUsage: ${USAGE}`);
  }
}

/** Hands every line of a file on; an unreadable file ends the run. */
async function readLines(file: string, take: (line: string, number: number) => void): Promise<void> {
  let number = 0;
  try {
    const onCut = () => process.stderr.write(`${file} is cut: what came after line ${number} is missing\n`);
    for await (const line of linesOfFile(file, { passphrase, onCut })) take(line, ++number);
  } catch (error) {
    stop(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const {
  in: inputs,
  ask: askFile,
  out,
  now: saidNow,
  seed: saidSeed,
  strict,
  keep,
  'no-cache': noCache,
  ...more
} = readArguments();
const imports = more.import ?? [];
const isOwning = more.delete !== undefined || more.export !== undefined || more.digest;
if (isOwning ? !inputs : !out || (imports.length === 0 && (!inputs || (!askFile && keep === undefined))))
  stop(`Missing ${!out && !isOwning ? '--out' : !inputs ? '--in' : '--ask'}.\nUsage: ${USAGE}`);
const seed = Number(saidSeed);
if (!Number.isInteger(seed)) stop('--seed must be a whole number.');
const now = saidNow === undefined ? undefined : instantOf(saidNow);
if (now === null) stop('--now must be an ISO instant.');

/** Reads a small file of the user's; one that cannot be used ends the run. */
function readOwn<V>(file: string | undefined, read: (file: string) => V): V | undefined {
  try {
    return file === undefined ? undefined : read(file);
  } catch (error) {
    return stop(`${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}
const namedKey = readOwn(more.key, keyInFile);
const passphrase = readOwn(more['passphrase-file'], passphraseInFile);

let refused = 0;
function report(file: string, line: number, reason: string): void {
  refused++;
  process.stderr.write(`${file}:${line}: ${reason}\n`);
  if (strict) process.exit(LINES_REFUSED);
}

const log = new LogLines();
for (const file of inputs ?? []) {
  await readLines(file, (line, number) => {
    const reason = log.take(number === 1 ? line.replace(/^\uFEFF/, '') : line, `${file}:${number}`);
    if (reason !== null) report(file, number, reason);
  });
}

const keys = allKeys(log.keys, namedKey);
const records = withoutDeleted(log.records(), [...keys.values()]);

if (isOwning) {
  try {
    await ownLog(records, {
      whats: more.delete ?? [],
      outs: [more.export, out].filter((file) => file !== undefined),
      digest: more.digest,
      keys,
      passphrase,
      now,
      say: (line) => process.stderr.write(`${line}\n`),
      print: (line) => process.stdout.write(`${line}\n`),
    });
  } catch (error) {
    stop(error instanceof Error ? error.message : String(error));
  }
  process.exit(0);
}
if (!out) stop(`Missing --out.\nUsage: ${USAGE}`);

if (imports.length > 0) {
  const { importHistory } = await import('./replay/import-history.ts');
  const say = (line: string) => process.stderr.write(`${line}\n`);
  process.exit(await importHistory({ paths: imports, there: records, out, say, key: namedKey }));
}
if (keep !== undefined) {
  const { writeKept } = await import('./replay/keep.ts');
  process.stderr.write(`${writeKept(records, keep, out, stop)}\n`);
  process.exit();
}
if (!askFile) stop(`Missing --ask.\nUsage: ${USAGE}`);

const asks: (Ask | { readonly unreadable: string })[] = [];
await readLines(askFile, (line, number) => {
  if (line.trim() === '') return;
  let parsed: unknown;
  try {
    parsed = JSON.parse(line);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
    asks.push(parsed as Ask);
    return;
  }
  asks.push({ unreadable: 'the line is not a JSON object' });
  if (strict) report(askFile, number, 'the line is not a JSON object');
});

const vectors = new Vectors({
  model: EMBEDDING_MODEL.id,
  // The model is opened only when a text has no vector yet: most asks need none.
  open: async () => {
    const [{ openOnnxEmbedder }, { modelOnDisk }] = await Promise.all([
      import('../lib/models/onnx-embedder.ts'),
      import('../lib/models/load-model-from-disk.ts'),
    ]);
    return openOnnxEmbedder({ source: modelOnDisk() });
  },
  ...(noCache ? {} : { keep: vectorFolder(cacheFolder()) }),
  onKeepFailed: (error) =>
    process.stderr.write(`Vectors could not be kept (${String(error)}); answers are not affected.\n`),
});

if (asks.some((ask) => !('unreadable' in ask) && (ask.ask === 'recall' || ask.ask === 'context'))) await vectors.load();
const { answers, ignored } = await replay({ records, asks, vectors, seed, ...(now === undefined ? {} : { now }) });
await vectors.close();
for (const { outcome, link } of ignored) {
  process.stderr.write(
    `${log.placeOf(outcome)}: its link “${link}” leads to no earlier action or decision and was ignored\n`,
  );
}
try {
  writeFileSync(out, answers.map((each) => `${JSON.stringify(each)}\n`).join(''));
} catch (error) {
  stop(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
}
if (refused > 0) process.stderr.write(`${refused} lines were refused or in conflict; the run went on without them.\n`);
