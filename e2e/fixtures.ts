/** What every spec starts from: a session in the project's browser, closed at the end; skipped where the browser is not to be had. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { findBrowser } from '../scripts/browsers/find-browser.ts';
import type { Session, SessionOptions } from './driver/driver.ts';
import { startSession } from './driver/session.ts';

const SHOTS = join(import.meta.dirname, '../artifacts/shots');

interface Fixtures {
  /** Starts the browser; closed by the fixture. */
  readonly start: (options?: SessionOptions) => Promise<Session>;
  /** File for a screenshot of this browser. */
  readonly shot: (name: string) => string;
}

export const test = base.extend<Fixtures>({
  start: async ({ browserName: _ }, use, info) => {
    const name = info.project.name as Session['browser'];
    const found = findBrowser(name, false);
    if ('missing' in found) base.skip(true, found.missing);
    const sessions: Session[] = [];
    await use(async (options) => {
      const session = await startSession(name, options);
      sessions.push(session);
      return session;
    });
    for (const [index, session] of sessions.entries()) {
      if (info.status !== info.expectedStatus)
        await leaveTraces(session, (name) => info.outputPath(`${index}-${name}`));
      await session.close();
    }
  },
  shot: async ({ browserName: _ }, use, info) => {
    mkdirSync(SHOTS, { recursive: true });
    await use((name) => join(SHOTS, `${name}-${info.project.name}.png`));
  },
});

/** What a failed test looked like at its end: every tab, and what the extension had to say. */
async function leaveTraces(session: Session, file: (name: string) => string): Promise<void> {
  try {
    const said: string[] = [];
    for (const [index, tab] of session.tabs().entries()) {
      said.push(`tab ${index}: ${await tab.url()}`);
      await tab.screenshot(file(`tab-${index}.png`));
    }
    writeFileSync(file('errors.txt'), [...said, ...(await session.errors())].join('\n'));
  } catch (error) {
    writeFileSync(file('no-traces.txt'), `The browser was gone: ${String(error)}`);
  }
}

export { expect } from '@playwright/test';
