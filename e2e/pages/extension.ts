/** What specs do through the extension's own pages. */

import type { MessageName } from '../../lib/browser/protocol.ts';
import type { EngineApi, PanelMethod } from '../../lib/engine/api.ts';
import type { Session, Tab } from '../driver/driver.ts';

/** Sends a message as a page of the extension would; an answer that is an error is thrown. */
export async function message(page: Tab, name: MessageName, payload?: unknown): Promise<unknown> {
  const reply = await page.evaluate(
    async ([to, what]: [string, unknown]) => {
      const api = globalThis as unknown as { browser?: typeof chrome; chrome: typeof chrome };
      return (api.browser ?? api.chrome).runtime.sendMessage({ retrace: to, payload: what });
    },
    [name, payload] as [string, unknown],
  );
  const { ok, value, error } = reply as { ok: boolean; value: unknown; error: string };
  if (!ok) throw new Error(error);
  return value;
}

/** Calls the engine through the panel's own message. */
export async function engine<M extends PanelMethod>(
  page: Tab,
  method: M,
  ...args: Parameters<EngineApi[M]>
): Promise<Awaited<ReturnType<EngineApi[M]>>> {
  return (await message(page, 'panel>engine:call', { method, args })) as Awaited<ReturnType<EngineApi[M]>>;
}

const SECONDS_FOR_A_SWITCH = 10;
const MOST_TRIES = 3;

/**
 * Switches a site on the way a user does: the address typed into the Sites view, the button pressed, the browser's question
 * answered with yes.
 */
export async function switchOn(session: Session, site: string): Promise<void> {
  await session.answerRequestsWithYes([site]);
  const panel = await session.panel('/set/sites');
  await panel.fill('section[aria-labelledby="h-on"] form input', site);
  // A busy browser now and then swallows a click: then a person presses again.
  for (let tries = 1; ; tries++) {
    await panel.click('section[aria-labelledby="h-on"] form button');
    try {
      await panel.waitFor(`${site} to be switched on`, isSwitchedOn, site, SECONDS_FOR_A_SWITCH);
      break;
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
    }
  }
  await panel.close();
}

/** Runs in the panel. */
async function isSwitchedOn(wanted: string): Promise<boolean> {
  const api = globalThis as unknown as { browser?: typeof chrome; chrome: typeof chrome };
  const reply = await (api.browser ?? api.chrome).runtime.sendMessage({ retrace: 'panel>browser:status' });
  return (reply.value.sites as { site: string; on: boolean }[]).some(({ site, on }) => site === wanted && on);
}

declare const chrome: { runtime: { sendMessage(message: unknown): Promise<{ value: { sites: unknown } }> } };
