import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAssistant } from '../../e2e/apps/assistant/assistant.ts';
import { startMail } from '../../e2e/apps/mail/mail.ts';
import { startMediaWiki } from '../../e2e/apps/mediawiki/mediawiki.ts';
import { startTrac } from '../../e2e/apps/trac/trac.ts';
import type { Session } from '../../e2e/driver/driver.ts';
import { startSession } from '../../e2e/driver/session.ts';
import { switchOn } from '../../e2e/pages/extension.ts';
import type { LogRecord } from '../../lib/records/record.ts';
import { type Apps, fortnight } from './fortnight.ts';
import { createNotebook } from './notebook.ts';
import { readLogOut } from './read-log-out.ts';
import type { TrueLabel } from './truth.ts';

export interface Recorded {
  readonly log: readonly LogRecord[];
  readonly labels: readonly TrueLabel[];
  /** What the extension had to say of errors. */
  readonly errors: readonly string[];
  /** Why it ended early; null if it did not. */
  readonly stopped: string | null;
}

/** Does the fortnight in one browser, with fresh apps and a fresh profile, and gives what was recorded beside what was true. */
export async function runInBrowser(
  browser: Session['browser'],
  extension: string,
  rounds: number,
  say: (line: string) => void,
): Promise<Recorded> {
  const folder = mkdtempSync(join(tmpdir(), 'retrace-capture-'));
  const [wiki, tracker, assistant] = await Promise.all([startMediaWiki(), startTrac(), startAssistant()]);
  const mail = await startMail(() => tracker.mailsTo('ana'));
  const apps: Apps = { wiki, tracker, mail, assistant };
  const session = await startSession(browser, { extension });
  const note = createNotebook();
  try {
    for (const { url } of Object.values(apps)) await switchOn(session, new URL(url).host);
    const panel = await session.panel('/now');
    let stopped: string | null = null;
    try {
      await fortnight({ session, apps, note, folder, rounds, say });
    } catch (error) {
      stopped = error instanceof Error ? (error.stack ?? error.message) : String(error);
    }
    // What was seen last is told when its page has settled.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return { log: await readLogOut(panel), labels: note.labels, errors: await session.errors(), stopped };
  } finally {
    await session.close();
    await Promise.all([wiki.stop(), tracker.stop(), mail.close(), assistant.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}
