/**
 * A real Trac for the tests: release 1.6 from Python's registry, installed once into a folder of its own in the user's cache,
 * with a project made afresh for each run in a folder that is deleted at the end. Ana and Ben have accounts with random
 * passwords; Ben acts over its own forms. The mails it sends are kept, for a mail page to show.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../scripts/browsers/run-command.ts';
import type { Tab } from '../../driver/driver.ts';
import { type CookieJar, createCookieJar } from '../cookie-jar.ts';
import { freePort } from '../free-port.ts';

const REQUIREMENTS = ['Trac==1.6', 'setuptools<81', 'Babel==2.18.0'];
const VENV = join(homedir(), '.cache/retrace/trac-1.6');

/** The people of the project, by the names they log in with. Ben may do everything. */
export type Person = 'ana' | 'ben';

export interface Mail {
  readonly id: string;
  readonly from: string;
  readonly subject: string;
  readonly date: string;
  readonly text: string;
}

export interface TicketChange {
  readonly comment?: string;
  /** What the workflow calls it: `accept`, `resolve`, `reopen`, `reassign`, `leave`. */
  readonly action?: string;
  readonly resolution?: string;
  readonly owner?: string;
  /** By their names in the form, without `field_`. */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface Trac {
  readonly url: string;
  /** Gives a browser's tab that is on a page of Trac a person's session. */
  logIn(tab: Tab, person: Person): Promise<void>;
  /** @returns the ticket's number. */
  createTicket(by: Person, summary: string, description: string): Promise<number>;
  changeTicket(by: Person, ticket: number, change: TicketChange): Promise<void>;
  /** Makes a page of Trac's wiki, or saves its next version. */
  editWiki(by: Person, page: string, text: string, comment: string): Promise<void>;
  deleteWiki(by: Person, page: string): Promise<void>;
  deleteTicket(by: Person, ticket: number): Promise<void>;
  /** The language of a person's pages: `en_US`, `de`. */
  speak(person: Person, language: string): Promise<void>;
  /** What it has sent to a person so far, in order. */
  mailsTo(person: Person): readonly Mail[];
  stop(): Promise<void>;
}

/** What is missing, installed where that can be done. @returns why there can be none, or null. */
export function installTrac(): string | null {
  if (tracMissing() === null) return null;
  if (process.platform === 'win32') return 'its recipe is for Linux and macOS';
  if (!runCommand('python3', ['-m', 'venv', '--help']).ok) return 'there is no python3 with venv';
  rmSync(VENV, { recursive: true, force: true });
  mkdirSync(VENV, { recursive: true });
  const made = runCommand('python3', ['-m', 'venv', VENV]);
  if (!made.ok) return `python3 made no environment (${lastLine(made.output)})`;
  const { ok, output } = runCommand(tool('python'), ['-m', 'pip', 'install', '--quiet', ...REQUIREMENTS]);
  if (ok) return tracMissing();
  rmSync(VENV, { recursive: true, force: true });
  return `pip has no Trac to give (${lastLine(output)})`;
}

/** @returns why there is none on this machine, or null. */
export function tracMissing(): string | null {
  if (!existsSync(tool('tracd'))) return 'Trac 1.6 is not installed';
  return runCommand(tool('python'), ['-c', 'import trac.web.standalone']).ok ? null : 'its Python is gone';
}

export async function startTrac(): Promise<Trac> {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-trac-'));
  const project = join(folder, 'project');
  const outgoing = join(folder, 'mail');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const secrets: Record<Person, string> = { ana: newSecret(), ben: newSecret() };

  mkdirSync(outgoing);
  execFileSync(tool('trac-admin'), [project, 'initenv', 'Harbour', 'sqlite:db/trac.db'], { stdio: 'pipe' });
  writeFileSync(
    join(folder, 'sendmail'),
    `#!/bin/sh\nf=${outgoing}/$(date +%s)-$$\n(echo "X-Sent-To: $*"; cat) > "$f.part" && mv "$f.part" "$f"\n`,
    {
      mode: 0o755,
    },
  );
  const settings = [
    `[trac]\nbase_url = ${url}\n`,
    `[notification]\nsmtp_enabled = true\nemail_sender = SendmailEmailSender\nsendmail_path = ${folder}/sendmail\nsmtp_from = tickets@harbour.example\n`,
    '[components]\ntracopt.ticket.deleter.* = enabled\n',
    '[notification-subscriber]\nalways_notify_reporter = TicketReporterSubscriber\nalways_notify_owner = TicketOwnerSubscriber\nalways_notify_previous_updater = TicketPreviousUpdatersSubscriber\n',
  ];
  const ini = join(project, 'conf/trac.ini');
  writeFileSync(ini, withSettings(readFileSync(ini, 'utf8'), settings));
  const commands = [
    'session add ana Ana ana@harbour.example',
    'session add ben Ben ben@harbour.example',
    'permission add ben TRAC_ADMIN',
    'permission add ana WIKI_DELETE WIKI_RENAME TICKET_EDIT_COMMENT TICKET_EDIT_DESCRIPTION',
  ];
  execFileSync(tool('trac-admin'), [project], { input: `${commands.join('\n')}\n`, stdio: 'pipe' });
  const passwords = join(folder, 'passwords');
  writeFileSync(passwords, (['ana', 'ben'] as const).map((name) => `${name}:${hashOf(secrets[name])}\n`).join(''));

  const server = spawn(
    tool('tracd'),
    ['-s', '--hostname', '127.0.0.1', '--port', String(port), `--basic-auth=project,${passwords},Harbour`, project],
    { stdio: 'ignore', detached: true },
  );
  const end = () => {
    if (server.pid !== undefined && server.exitCode === null && server.signalCode === null)
      process.kill(-server.pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // A test that ran out of time never gets to stop it.
  process.once('exit', end);
  await answers(url, server);
  const jars: Record<Person, CookieJar> = { ana: createCookieJar(), ben: createCookieJar() };
  for (const name of ['ana', 'ben'] as const) {
    const authorization = `Basic ${Buffer.from(`${name}:${secrets[name]}`).toString('base64')}`;
    await jars[name].fetch(`${url}/login`, { headers: { authorization } });
  }

  /** Sends a form of Trac's as its page would. @returns where it leads. @throws Error if Trac did not take it. */
  async function post(by: Person, path: string, fields: Record<string, string>): Promise<string> {
    const jar = jars[by];
    if (!jar.cookies().includes('trac_form_token=')) await jar.fetch(`${url}/newticket`);
    const token = /trac_form_token=(\w+)/.exec(jar.cookies())?.[1] ?? '';
    const response = await jar.fetch(`${url}${path}`, {
      method: 'POST',
      body: new URLSearchParams({ __FORM_TOKEN: token, ...fields }),
    });
    const to = response.headers.get('location');
    if (to === null)
      throw new Error(`Trac did not take ${path}: ${response.status} ${warningIn(await response.text())}`);
    return to;
  }

  return {
    url,
    logIn: (tab, person) =>
      tab.evaluate((cookies: string) => {
        // biome-ignore lint/suspicious/noDocumentCookie: the other way there is not known to every browser.
        for (const cookie of cookies.split('; ')) document.cookie = `${cookie}; path=/`;
      }, jars[person].cookies()),
    async createTicket(by, summary, description) {
      const to = await post(by, '/newticket', {
        field_summary: summary,
        field_description: description,
        field_type: 'defect',
        field_priority: 'major',
        field_component: 'component1',
        action: 'create',
        submit: 'Create ticket',
      });
      return Number(/\/ticket\/(\d+)/.exec(to)?.[1]);
    },
    async changeTicket(by, ticket, { comment = '', action = 'leave', resolution, owner, fields = {} }) {
      const path = `/ticket/${ticket}`;
      const page = await (await jars[by].fetch(`${url}${path}`)).text();
      const hidden = (name: string) => new RegExp(`name="${name}"\\s+value="(\\d+)"`).exec(page)?.[1] ?? '';
      await post(by, path, {
        comment,
        action,
        ...(resolution !== undefined && { action_resolve_resolve_resolution: resolution }),
        ...(owner !== undefined && { action_reassign_reassign_owner: owner }),
        ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`field_${name}`, value])),
        start_time: hidden('start_time'),
        view_time: hidden('view_time'),
        submit: 'Submit changes',
      });
    },
    async editWiki(by, page, text, comment) {
      const form = await (await jars[by].fetch(`${url}/wiki/${page}?action=edit`)).text();
      const version = /name="version"\s+value="(\d+)"/.exec(form)?.[1] ?? '0';
      await post(by, `/wiki/${page}`, { action: 'edit', version, text, comment, save: 'Submit changes' });
    },
    async deleteWiki(by, page) {
      await post(by, `/wiki/${page}`, { action: 'delete' });
    },
    async deleteTicket(by, ticket) {
      await post(by, `/ticket/${ticket}`, { action: 'delete' });
    },
    async speak(person, language) {
      await post(person, '/prefs/localization', { language, tz: '', lc_time: '', dateinfo: '', action: 'save' });
    },
    mailsTo: (person) =>
      readdirSync(outgoing)
        .filter((name) => !name.endsWith('.part'))
        .map((name) => ({ name, raw: readFileSync(join(outgoing, name), 'utf8') }))
        .filter(({ raw }) => new RegExp(`^X-Sent-To: .*${person}@`).test(raw))
        .map(({ name, raw }) => mailOf(name, raw))
        .sort((a, b) => a.id.localeCompare(b.id)),
    async stop() {
      process.off('exit', end);
      end();
    },
  };
}

/** Puts settings before those of the same sections: what is there stays if it names other keys. */
function withSettings(ini: string, sections: readonly string[]): string {
  let out = ini;
  for (const section of sections) {
    const [head = '', ...lines] = section.trim().split('\n');
    const keys = lines.map((line) => line.split(' = ')[0]!);
    const parts = out.split(/^(?=\[)/m);
    const at = parts.findIndex((part) => part.startsWith(`${head}\n`));
    const rest = at < 0 ? [] : parts[at]!.split('\n').slice(1);
    const kept = rest.filter((line) => !keys.some((key) => line.startsWith(`${key} =`)));
    const merged = `${[head, ...lines, ...kept].join('\n').trimEnd()}\n\n`;
    out = at < 0 ? `${out.trimEnd()}\n\n${merged}` : parts.toSpliced(at, 1, merged).join('');
  }
  return out;
}

function mailOf(id: string, raw: string): Mail {
  const [head = '', ...body] = raw.replaceAll('\r\n', '\n').split('\n\n');
  const unfolded = head.replace(/\n[ \t]+/g, ' ');
  const header = (name: string) => new RegExp(`^${name}: *(.*)$`, 'im').exec(unfolded)?.[1] ?? '';
  const boundary = /boundary="([^"]+)"/.exec(header('Content-Type'))?.[1];
  const text = body.join('\n\n');
  return {
    id,
    from: header('From'),
    subject: header('Subject'),
    date: header('Date'),
    text: boundary === undefined ? text : firstPart(text, boundary),
  };
}

/** Trac sends its mails as one part of plain text. */
function firstPart(text: string, boundary: string): string {
  const part = text.split(`--${boundary}`)[1] ?? '';
  return part.slice(part.indexOf('\n\n') + 2).trimEnd();
}

function warningIn(page: string): string {
  const warning = /<div id="(?:warning|content)"[\s\S]{0,600}/.exec(page)?.[0] ?? '';
  return warning.replace(/<[^>]*>|\s+/g, ' ').slice(0, 300);
}

function tool(name: string): string {
  return join(VENV, 'bin', name);
}

function newSecret(): string {
  return `long-${randomBytes(12).toString('hex')}`;
}

/** A password as tracd's file of passwords wants it. */
function hashOf(secret: string): string {
  const script = "import sys; from trac.util import md5crypt; print(md5crypt(sys.argv[1], sys.argv[2], '$apr1$'))";
  return execFileSync(tool('python'), ['-c', script, secret, randomBytes(4).toString('hex')], {
    encoding: 'utf8',
  }).trim();
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`Trac's server ended with ${server.exitCode}.`);
    try {
      const { ok } = await fetch(`${url}/about`);
      if (ok) return;
    } catch {
      // Not up yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Trac did not answer.');
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 160) ?? '';
}
