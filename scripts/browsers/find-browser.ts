/**
 * Finds a browser that can run the built extension, or gets one: the one that is named, an installed one, one that was downloaded
 * before, then Debian's package where we are root, then a download. Branded Chrome and Edge are no use: they ignore
 * `--load-extension`. Snaps are none either.
 */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { isSnap } from './is-snap.ts';
import { installDebianPackages, runTool } from './run-command.ts';

export type Found = { readonly path: string } | { readonly missing: string };

export type BrowserName = 'chromium' | 'firefox';

interface Source {
  readonly variable: string;
  /** Names of the program in the folders of PATH. */
  readonly programs: readonly string[];
  /** Where macOS and Windows put it. */
  readonly places: readonly string[];
  readonly debian: string;
  /** One that was downloaded before. */
  readonly downloaded: () => string | null;
  /** @returns why there was nothing to be had, or null. */
  readonly download: () => string | null;
}

const DOWNLOADS = join(import.meta.dirname, '../../.cache/browsers');

const SOURCES: Readonly<Record<BrowserName, Source>> = {
  chromium: {
    variable: 'CHROMIUM_PATH',
    programs: ['chromium', 'chromium-browser'],
    places: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      join(process.env.LOCALAPPDATA ?? '', 'Chromium/Application/chrome.exe'),
    ],
    debian: 'chromium',
    downloaded: playwrightsOwn,
    download: () =>
      failureOf('Playwright', [
        'playwright-core',
        'install',
        ...(process.platform === 'linux' && isRoot() ? ['--with-deps'] : []),
        'chromium',
      ]),
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    programs: ['firefox-esr', 'firefox'],
    places: [
      '/Applications/Firefox.app/Contents/MacOS/firefox',
      join(process.env.PROGRAMFILES ?? '', 'Mozilla Firefox/firefox.exe'),
    ],
    debian: 'firefox-esr',
    downloaded: puppeteersOwn,
    download: () => failureOf('Mozilla', ['@puppeteer/browsers', 'install', 'firefox@stable', '--path', DOWNLOADS]),
  },
};

/** @param install whether one may be installed; else only what is there counts. */
export function findBrowser(name: BrowserName, install = true): Found {
  const source = SOURCES[name];
  const said = process.env[source.variable];
  if (said) return existsSync(said) ? { path: said } : { missing: `${source.variable} is ${said}, which is not there` };
  const find = () => installed(source) ?? source.downloaded();
  const there = find();
  if (there) return { path: there };
  if (!install) return { missing: `no ${name} is installed` };

  const failures: string[] = [];
  for (const get of [() => installDebianPackages([source.debian]), source.download]) {
    const failure = get();
    const now = find();
    if (now) return { path: now };
    if (failure) failures.push(failure);
  }
  return {
    missing: `no ${name} is installed, ${failures.join(', and ')}; set ${source.variable} to the program of one`,
  };
}

function installed({ programs, places }: Source): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const paths = [...programs.flatMap((program) => folders.map((folder) => join(folder, program))), ...places];
  return paths.find((path) => existsSync(path) && !isSnap(path)) ?? null;
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function failureOf(whose: string, [tool = '', ...args]: readonly string[]): string | null {
  const { ok, output } = runTool(tool, args);
  const said = output.split('\n').find((line) => /error|fail/i.test(line)) ?? output;
  return ok ? null : `${whose}'s download failed (${said.trim().slice(0, 160)})`;
}

/** Chromium as Playwright downloads it: this version's, or the newest there is. */
function playwrightsOwn(): string | null {
  const own = chromium.executablePath();
  if (existsSync(own)) return own;
  const folders = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  ];
  const number = (folder: string) => Number(folder.split('-').at(-1));
  // Inside, every version's program lies where this version's does.
  const [, inside] = /chromium-\d+[\\/](.+)$/.exec(own) ?? [];
  for (const folder of folders) {
    if (!folder || !inside || !existsSync(folder)) continue;
    const versions = readdirSync(folder)
      .filter((entry) => /^chromium-\d+$/.test(entry))
      .sort((a, b) => number(b) - number(a));
    const path = versions.map((version) => join(folder, version, inside)).find((each) => existsSync(each));
    if (path) return path;
  }
  return null;
}

/** Firefox as it was downloaded before, into a folder of this repository. */
function puppeteersOwn(): string | null {
  const folder = join(DOWNLOADS, 'firefox');
  if (!existsSync(folder)) return null;
  const paths = readdirSync(folder).flatMap((version) =>
    ['firefox/firefox', 'Firefox.app/Contents/MacOS/firefox', 'core/firefox.exe'].map((inside) =>
      join(folder, version, inside),
    ),
  );
  return paths.find((path) => existsSync(path)) ?? null;
}
