/**
 * A real MediaWiki for the tests: Debian's package, served where it lies by PHP's own server on a free port. Settings and the
 * SQLite database are in a folder of their own that is deleted at the end. Accounts get random passwords. Other people act over
 * its own API.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installDebianPackages, runCommand } from '../../../scripts/browsers/run-command.ts';
import { freePort } from '../free-port.ts';

const PACKAGE = '/usr/share/mediawiki';
const DEBIAN_PACKAGES = ['mediawiki', 'php-cli', 'php-sqlite3', 'php-mbstring', 'php-xml', 'php-intl'];
const PHP_MODULES = ['pdo_sqlite', 'mbstring', 'xml', 'intl'];

export interface MediaWiki {
  readonly url: string;
  /** Address of a page by its title. */
  page(title: string, query?: Readonly<Record<string, string>>): string;
  readonly accounts: Readonly<Record<'Ana' | 'Ben', { readonly password: string }>>;
  /** Another person's edit. @returns the new revision. */
  edit(by: 'Ben', title: string, text: string, summary: string): Promise<number>;
  /** Another person takes the last edit of somebody else back. */
  undoLast(by: 'Ben', title: string): Promise<void>;
  /** Takes back all that the last editor did there at the end, with one click. */
  rollback(by: 'Admin', title: string): Promise<void>;
  delete(by: 'Admin', title: string, reason: string): Promise<void>;
  /** From then on only administrators may change it. */
  protect(by: 'Admin', title: string): Promise<void>;
  /** Adds a comment below a page or its talk page. */
  append(by: 'Ben', title: string, text: string, summary: string): Promise<void>;
  /** The language of Ana's pages from now on: `en`, `de`. */
  speak(to: 'Ana', language: string): Promise<void>;
  /** @returns the page's wikitext. */
  textOf(title: string): Promise<string>;
  stop(): Promise<void>;
}

/** What is missing, installed where that can be done. @returns why there can be none, or null. */
export function installMediaWiki(): string | null {
  return mediaWikiMissing() === null ? null : installDebianPackages(DEBIAN_PACKAGES);
}

/** @returns why there is none on this machine, or null. */
export function mediaWikiMissing(): string | null {
  if (!existsSync(PACKAGE)) return "Debian's mediawiki package is not installed";
  const { ok, output } = runCommand('php', ['-m']);
  if (!ok) return 'there is no php';
  const lacking = PHP_MODULES.filter((name) => !output.split('\n').includes(name));
  return lacking.length > 0 ? `php lacks ${lacking.join(', ')}` : null;
}

export async function startMediaWiki(): Promise<MediaWiki> {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-mediawiki-'));
  const database = join(folder, 'db');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const passwords = { Ana: password(), Ben: password(), Admin: password() };
  const env = { ...process.env, MW_CONFIG_FILE: join(folder, 'LocalSettings.php'), PHP_CLI_SERVER_WORKERS: '4' };

  mkdirSync(database);
  const php = (script: string, ...args: string[]) =>
    execFileSync('php', [`maintenance/${script}`, ...args], { cwd: PACKAGE, env, stdio: 'pipe' });
  const options = {
    dbtype: 'sqlite',
    dbpath: database,
    confpath: folder,
    scriptpath: '',
    server: url,
    pass: passwords.Admin,
    lang: 'en',
  };
  php('install.php', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), 'Wiki', 'Admin');
  for (const name of ['Ana', 'Ben'] as const) php('createAndPromote.php', name, passwords[name]);

  // Several workers: a page asks for its scripts while it is still being made. They are a process group, to be ended as one.
  const server = spawn('php', ['-S', `127.0.0.1:${port}`, '-t', PACKAGE], { stdio: 'ignore', detached: true, env });
  const end = () => {
    if (server.pid !== undefined && server.exitCode === null && server.signalCode === null)
      process.kill(-server.pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // A test that ran out of time never gets to stop it.
  process.once('exit', end);
  await answers(url, server);
  const [ana, ben, administrator] = await Promise.all([
    logIn(url, 'Ana', passwords.Ana),
    logIn(url, 'Ben', passwords.Ben),
    logIn(url, 'Admin', passwords.Admin),
  ]);
  const lastOf = async (title: string) => {
    const answer = await ben.get({
      action: 'query',
      prop: 'revisions',
      titles: title,
      rvlimit: '1',
      rvprop: 'ids|user|content',
      rvslots: 'main',
    });
    const { pages } = answer.query as { pages: { revisions: Revision[] }[] };
    return pages[0]!.revisions[0]!;
  };

  const wiki: MediaWiki = {
    url,
    page: (title, query = {}) =>
      `${url}/index.php?${new URLSearchParams({ title: title.replaceAll(' ', '_'), ...query })}`,
    accounts: { Ana: { password: passwords.Ana }, Ben: { password: passwords.Ben } },
    async edit(_, title, text, summary) {
      const { edit } = await ben.post({ action: 'edit', title, text, summary });
      return (edit as { newrevid: number }).newrevid;
    },
    async undoLast(_, title) {
      const { revid } = await lastOf(title);
      await ben.post({ action: 'edit', title, undo: String(revid), summary: 'No source for this' });
    },
    async rollback(_, title) {
      const { user } = await lastOf(title);
      await administrator.post({ action: 'rollback', title, user }, 'rollback');
    },
    async delete(_, title, reason) {
      await administrator.post({ action: 'delete', title, reason });
    },
    async protect(_, title) {
      await administrator.post({ action: 'protect', title, protections: 'edit=sysop' });
    },
    async append(_, title, text, summary) {
      await ben.post({ action: 'edit', title, appendtext: `\n\n${text}`, summary });
    },
    async speak(_, language) {
      await ana.post({ action: 'options', optionname: 'language', optionvalue: language });
    },
    textOf: async (title) => (await lastOf(title)).slots.main.content,
    async stop() {
      process.off('exit', end);
      end();
    },
  };
  await wiki.edit('Ben', 'Bridge opening dates', FIRST_TEXT, 'First version');
  return wiki;
}

const FIRST_TEXT = `The bridge is opened for ships by the harbour office.

Dates are announced on the board every month, and in the evening paper the day before.`;

function password(): string {
  return `long-${randomBytes(12).toString('hex')}`;
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`PHP's server ended with ${server.exitCode}.`);
    try {
      const { ok } = await fetch(`${url}/index.php`);
      if (ok) return;
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('MediaWiki did not answer.');
}

interface Revision {
  readonly revid: number;
  readonly user: string;
  readonly slots: { readonly main: { readonly content: string } };
}

type Fields = Record<string, string>;
type Answer = Record<string, unknown>;

/** A person's session with the wiki's API. */
async function logIn(url: string, name: string, secret: string) {
  let cookies = '';
  const call = async (method: 'GET' | 'POST', fields: Fields): Promise<Answer> => {
    const form = new URLSearchParams({ format: 'json', formatversion: '2', ...fields });
    const response = await fetch(method === 'GET' ? `${url}/api.php?${form}` : `${url}/api.php`, {
      method,
      headers: { cookie: cookies },
      ...(method === 'POST' && { body: form }),
    });
    const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
    const jar = new Map([...cookies.split('; ').filter(Boolean), ...set].map((pair) => [pair.split('=')[0]!, pair]));
    cookies = [...jar.values()].join('; ');
    const answer = (await response.json()) as Answer;
    if (answer.error) throw new Error(JSON.stringify(answer.error));
    return answer;
  };
  const token = async (type: string) => {
    const { query } = await call('GET', { action: 'query', meta: 'tokens', type });
    return (query as { tokens: Record<string, string> }).tokens[`${type}token`]!;
  };
  const { login } = await call('POST', {
    action: 'login',
    lgname: name,
    lgpassword: secret,
    lgtoken: await token('login'),
  });
  if ((login as { result: string }).result !== 'Success')
    throw new Error(`${name} could not log in: ${JSON.stringify(login)}`);
  return {
    get: (fields: Fields) => call('GET', fields),
    post: async (fields: Fields, kind = 'csrf') => call('POST', { ...fields, token: await token(kind) }),
  };
}
