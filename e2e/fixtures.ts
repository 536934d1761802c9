/** What every spec starts from: a session in the project's browser, closed at the end; skipped where the browser is not to be had. */
import { mkdirSync } from 'node:fs';
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
    for (const session of sessions) await session.close();
  },
  shot: async ({ browserName: _ }, use, info) => {
    mkdirSync(SHOTS, { recursive: true });
    await use((name) => join(SHOTS, `${name}-${info.project.name}.png`));
  },
});

export { expect } from '@playwright/test';
