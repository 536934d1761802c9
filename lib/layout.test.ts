/** The rules of the layout, as a reviewer would hold them. A rule in the way of a better design is changed here, with the reason. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Rooms of lib/ in the order of the data: what comes later may import what comes before, never the reverse. */
const ROOMS = [
  'records',
  'privacy',
  'models',
  'store',
  'log',
  'sites',
  'page',
  'history',
  'linking',
  'recall',
  'outcomes',
  'credit',
  'weights',
  'user-model',
  'lessons',
  'context',
  'keeping',
  'engine',
  'browser',
];
/** Rooms that run the same in a worker, in Node and in a test: no page, no browser API, no database. */
const PURE = [
  'records',
  'privacy',
  'linking',
  'recall',
  'outcomes',
  'credit',
  'weights',
  'user-model',
  'lessons',
  'context',
  'keeping',
  'sites',
  'history',
];

interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** What it imports: packages by name, own files by their path from the root. */
  readonly imports: readonly string[];
}

const isTest = (path: string) => /\.test\.tsx?$|\.spec\.ts$|acceptance/.test(path);

function sourcesIn(folder: string): SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => {
      const path = relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
      const text = readFileSync(join(ROOT, path), 'utf8');
      const imports = [...text.matchAll(/(?:from|import|import\()\s*['"]([^'"]+)['"]/g)].map(([, to]) =>
        to!.startsWith('.') ? relative(ROOT, join(ROOT, dirname(path), to!)).replaceAll('\\', '/') : to!,
      );
      return { path, text, imports };
    });
}

const lib = sourcesIn('lib').filter((file) => file.path.split('/').length > 2);
const shipped = [...lib, ...['entrypoints', 'components', 'workers'].flatMap(sourcesIn)].filter(
  (file) => !isTest(file.path),
);
const roomOf = (path: string) => (path.startsWith('lib/') ? (path.split('/')[1] ?? null) : null);

function offenders(files: readonly SourceFile[], breaks: (file: SourceFile) => readonly string[] | boolean): string[] {
  return files.flatMap((file) => {
    const found = breaks(file);
    return found === false || (Array.isArray(found) && found.length === 0)
      ? []
      : [`${file.path}${Array.isArray(found) ? ` → ${found.join(', ')}` : ''}`];
  });
}

const importing = (pattern: RegExp) => (file: SourceFile) => file.imports.filter((to) => pattern.test(to));
const code = (file: SourceFile) => file.text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`])\/\/.*$/gm, '');

test('every folder of lib/ is a room of the layout and has its line in lib/README.md', () => {
  const readme = readFileSync(join(ROOT, 'lib/README.md'), 'utf8');
  const rooms = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map((room) => room.name).filter((name) => !ROOMS.includes(name))).toEqual([]);
  expect(rooms.map((room) => room.name).filter((name) => !readme.includes(`\`${name}/\``))).toEqual([]);
});

test('imports in lib/ go up the list of rooms only', () => {
  expect(
    offenders(lib, (file) =>
      file.imports.filter((to) => {
        const from = ROOMS.indexOf(roomOf(file.path)!);
        const into = roomOf(to);
        // The API types of the engine are shared words: they import nothing but records, and browser/ speaks them.
        if (into === null || to === 'lib/engine/api.ts') return false;
        return ROOMS.indexOf(into) > from;
      }),
    ),
  ).toEqual([]);
});

test('lib/ and components/ import nothing from entrypoints/, workers/ or e2e/', () => {
  expect(
    offenders(
      [...lib, ...sourcesIn('components')].filter((file) => !isTest(file.path)),
      importing(/^(entrypoints|workers|e2e|bench|scripts)\//),
    ),
  ).toEqual([]);
});

test('the engine knows nothing of pages, and browser code nothing of the engine but its API', () => {
  const engine = lib.filter((file) => roomOf(file.path) === 'engine' && !isTest(file.path));
  expect(offenders(engine, importing(/^lib\/(page|browser)\//))).toEqual([]);
  const browser = lib.filter((file) => roomOf(file.path) === 'browser' && !isTest(file.path));
  expect(offenders(browser, importing(/^lib\/(?!browser\/|records\/|privacy\/|sites\/|engine\/api\.ts)/))).toEqual([]);
});

test('the pure rooms touch neither a page, nor the browser, nor a database', () => {
  const pure = lib.filter((file) => PURE.includes(roomOf(file.path)!) && !isTest(file.path));
  const forbidden =
    /\b(document|window|localStorage|indexedDB|navigator)\.|\b(browser|chrome)\.(runtime|storage|tabs)\b/;
  expect(offenders(pure, (file) => forbidden.test(code(file)))).toEqual([]);
  expect(offenders(pure, importing(/^(dexie|wxt|onnxruntime-web|comlink|preact)/))).toEqual([]);
});

test('only browser/ and the entry points speak to the extension API', () => {
  const others = shipped.filter((file) => !/^(lib\/browser|entrypoints)\//.test(file.path));
  expect(offenders(others, importing(/^wxt/))).toEqual([]);
});

test('only store/ imports Dexie, and only models/ imports a model runtime', () => {
  expect(
    offenders(
      shipped.filter((file) => roomOf(file.path) !== 'store'),
      importing(/^dexie/),
    ),
  ).toEqual([]);
  expect(
    offenders(
      shipped.filter((file) => roomOf(file.path) !== 'models'),
      importing(/^(onnxruntime-web|@huggingface|@mlc-ai|@wllama)/),
    ),
  ).toEqual([]);
});

test('nothing but models/ opens a connection', () => {
  const network = /\bfetch\(|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts/;
  expect(
    offenders(
      shipped.filter((file) => roomOf(file.path) !== 'models'),
      (file) => network.test(code(file)),
    ),
  ).toEqual([]);
});

test('the shipped code never evaluates text and never writes HTML', () => {
  const risky = /\beval\(|new Function\(|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|dangerouslySetInnerHTML/;
  expect(offenders(shipped, (file) => risky.test(code(file)))).toEqual([]);
});

test('views speak to the engine through its API alone', () => {
  const views = sourcesIn('components').filter((file) => !isTest(file.path));
  const allowed =
    /^(components\/|preact|@preact|lib\/engine\/api\.ts|lib\/records\/|lib\/browser\/(protocol|messages|permissions|site-pattern|hand-over-files|private-file)\.ts|lib\/sites\/|public\/)/;
  expect(offenders(views, (file) => file.imports.filter((to) => !allowed.test(to)))).toEqual([]);
});

test('what runs in pages does not carry the forms by which the background checks what it says', () => {
  const byPath = new Map(shipped.map((file) => [file.path, file]));
  const reached = new Set(
    shipped.filter(({ path }) => /^entrypoints\/\w+\.content\//.test(path)).map(({ path }) => path),
  );
  for (const path of reached) {
    const file = byPath.get(path);
    for (const to of file ? importsThatShip(file) : []) reached.add(to);
  }
  expect(reached.size).toBeGreaterThan(50);
  expect([...reached].filter((path) => path === 'valibot' || path.endsWith('payload-schemas.ts'))).toEqual([]);
});

/** What is imported for more than its types. */
function importsThatShip({ path, text }: SourceFile): string[] {
  return [...text.matchAll(/^(?:import|export)\s(?!type\s)[^;]*?from\s*'([^']+)'/gm)].map(([, to]) =>
    to!.startsWith('.') ? relative(ROOT, join(ROOT, dirname(path), to!)).replaceAll('\\', '/') : to!,
  );
}

test('page code goes through a web object itself: in Firefox its keys(), values() and entries() throw in content scripts', () => {
  const inPages = shipped.filter((file) => /^lib\/(page|sites|privacy)\//.test(file.path));
  const iterators =
    /\b(?:searchParams|classList|attributes|childNodes|children|files|items|headers)\.(?:keys|values|entries)\(/;
  expect(offenders(inPages, (file) => iterators.test(code(file)))).toEqual([]);
});
