/**
 * Chrome: a service worker can have no workers, so the engine lives in an offscreen document. The document outlives the
 * service worker; if it is gone, it is made again.
 */
import { browser } from 'wxt/browser';
import { type EngineHost, EngineStopped } from './engine-host.ts';
import { MessageError, send } from './messages.ts';

const PAGE = 'offscreen.html';
const JUSTIFICATION = 'Runs the worker that keeps the log and answers from it, on this device.';

export function createOffscreenHost(): EngineHost {
  let opening: Promise<void> | null = null;

  async function open(): Promise<void> {
    const there = await browser.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
    if (there.length > 0) return;
    await browser.offscreen.createDocument({ url: PAGE, reasons: ['WORKERS'], justification: JUSTIFICATION });
  }

  async function ensureOpen(): Promise<void> {
    opening ??= open().finally(() => {
      opening = null;
    });
    await opening;
  }

  async function callOnce(method: string, args: readonly unknown[]): Promise<unknown> {
    await ensureOpen();
    try {
      return await send('background>offscreen:call', { method: method as never, args });
    } catch (error) {
      if (error instanceof MessageError && !error.message.startsWith(EngineStopped.name)) throw error;
      throw new EngineStopped(String(error));
    }
  }

  return {
    async call(method, args) {
      try {
        return (await callOnce(method, args)) as never;
      } catch (error) {
        if (!(error instanceof EngineStopped)) throw error;
        return (await callOnce(method, args)) as never;
      }
    },
    async urlOf(file) {
      await ensureOpen();
      const href = await send('background>offscreen:url', { file });
      if (href === null) throw new Error(`There is no file ${file}.`);
      return { href, revoke: () => void send('background>offscreen:url', { revoke: href }).catch(() => undefined) };
    },
  };
}
