/**
 * Finds a browser that can run the built extension, or gets one: an installed one first, then Debian's package where we are
 * root, then Playwright's own download. Branded Chrome and Edge are no use: they ignore `--load-extension`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages, runCommand } from './run-command.ts';

export type Found = { readonly path: string } | { readonly missing: string };

export type BrowserName = 'chromium' | 'firefox';

const INSTALLED: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ],
  firefox: [
    '/usr/bin/firefox-esr',
    '/usr/bin/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
};
const DEBIAN: Readonly<Record<BrowserName, string>> = { chromium: 'chromium', firefox: 'firefox-esr' };
const VARIABLE: Readonly<Record<BrowserName, string>> = { chromium: 'CHROMIUM_PATH', firefox: 'FIREFOX_PATH' };

/** @param install whether one may be installed; else only what is there counts. */
export function findBrowser(name: BrowserName, install = true): Found {
  const said = process.env[VARIABLE[name]];
  if (said) return existsSync(said) ? { path: said } : { missing: `${VARIABLE[name]} is ${said}, which is not there` };
  const there = installed(name);
  if (there) return { path: there };
  if (!install) return { missing: `no ${name} is installed` };

  const failed = [installDebianPackages([DEBIAN[name]])];
  const now = installed(name);
  if (now) return { path: now };
  if (name === 'chromium') {
    const { ok, output } = runCommand('npx', ['playwright', 'install', 'chromium']);
    const downloaded = playwrightsOwn();
    if (ok && downloaded) return { path: downloaded };
    failed.push(`Playwright's download failed (${output.trim().split('\n')[0]?.slice(0, 120) ?? 'no output'})`);
  }
  return { missing: `no ${name} is installed, and ${failed.filter(Boolean).join('; ')}. Set ${VARIABLE[name]} to one` };
}

function installed(name: BrowserName): string | null {
  const fixed = INSTALLED[name].find((path) => existsSync(path) && !isSnapStub(path));
  return fixed ?? (name === 'chromium' ? playwrightsOwn() : null);
}

/** Ubuntu's chromium-browser is a script that tells people to install a snap, and a snap cannot read our folders. */
function isSnapStub(path: string): boolean {
  return path.endsWith('chromium-browser') && !runCommand(path, ['--version'], 20).output.includes('Chromium');
}

/** Chromium from Playwright's own folder, newest first. */
function playwrightsOwn(): string | null {
  const folders = [
    process.env.PLAYWRIGHT_BROWSERS_PATH,
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  ];
  for (const folder of folders) {
    if (!folder || !existsSync(folder)) continue;
    const versions = readdirSync(folder)
      .filter((entry) => /^chromium-\d+$/.test(entry))
      .sort()
      .reverse();
    for (const version of versions) {
      for (const inside of [
        'chrome-linux/chrome',
        'chrome-linux64/chrome',
        'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
        'chrome-win/chrome.exe',
      ]) {
        const path = join(folder, version, inside);
        if (existsSync(path)) return path;
      }
    }
  }
  return null;
}
