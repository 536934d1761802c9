/**
 * Typed messages over `runtime.sendMessage`: one way to send, one way to answer, and every handler says who may speak. What pages
 * may say is checked where they are answered (handle-messages.ts), so that the scripts in pages need not carry the forms.
 *
 * Answers travel as `{ok, value}` or `{ok, error}`, because a rejected promise does not cross the boundary in every browser.
 */
import { type Browser, browser } from 'wxt/browser';
import type { MessageName, Payload, Reply } from './protocol.ts';

/**
 * Who may send a message.
 * - `own-page`: the extension's own panel, welcome page or background; never a web page, never a content script.
 * - `content-script`: our script in a web page; its site is taken from the sender.
 */
export type Speaker = 'own-page' | 'content-script';

/** The sender of a message, as the browser vouches for it. */
export interface Caller {
  readonly speaker: Speaker;
  /** Origin of the page the content script runs in, or of the extension. */
  readonly origin: string;
  /** Host of that origin, with the port if it is not the default one. */
  readonly site: string;
  readonly url: string;
  readonly tab: {
    readonly id: number;
    readonly active: boolean;
    readonly windowId: number;
    /** Firefox: cookie store of the tab's container; null where there are none. */
    readonly cookieStore: string | null;
  } | null;
  readonly frame: number;
}

type Awaitable<T> = T | Promise<T>;

export interface Handler<N extends MessageName> {
  readonly from: readonly Speaker[];
  readonly handle: (payload: Payload<N>, caller: Caller) => Awaitable<Awaited<Reply<N>>>;
}

export type Handlers = { readonly [N in MessageName]?: Handler<N> };

interface Wire {
  readonly retrace: MessageName;
  readonly payload: unknown;
}

type WireReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: string; readonly refused?: boolean };

/** A message that was refused or failed on the other side; its text can be shown. */
export class MessageError extends Error {
  override readonly name = 'MessageError';
  /** Whether it would be refused again, however often it is sent: by its form, or by who sent it. */
  readonly isRefused: boolean;

  constructor(message: string, isRefused = false) {
    super(message);
    this.isRefused = isRefused;
  }
}

/**
 * Sends a message and resolves with the answer.
 * @throws MessageError when the other side refused or failed; the browser's own error when nobody listens or the
 *   extension was updated under a content script ("Extension context invalidated").
 */
export async function send<N extends MessageName>(name: N, payload?: Payload<N>): Promise<Awaited<Reply<N>>> {
  return unwrap(name, await browser.runtime.sendMessage({ retrace: name, payload } satisfies Wire));
}

/** The answer; null where the message was refused and would be again. What only failed rejects, and may be sent again. */
export async function unlessRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof MessageError && error.isRefused) return null;
    throw error;
  }
}

/** As `send`, to the content scripts of one tab. */
export async function sendToTab<N extends MessageName>(
  tab: number,
  name: N,
  payload?: Payload<N>,
): Promise<Awaited<Reply<N>>> {
  return unwrap(name, await browser.tabs.sendMessage(tab, { retrace: name, payload } satisfies Wire));
}

function unwrap<N extends MessageName>(name: N, reply: WireReply | undefined): Awaited<Reply<N>> {
  if (!reply) throw new MessageError(`No answer to ${name}.`);
  if (!reply.ok) throw new MessageError(reply.error, reply.refused);
  return reply.value as Awaited<Reply<N>>;
}

/**
 * Answers the given messages; all others are left to other listeners. A message from somebody who may not speak is
 * refused with an answer, and never reaches its handler. Returns the undo.
 *
 * @param payloadOf the payload as its handler gets it; throws where it is not what the message needs.
 */
export function answerMessages(
  handlers: Handlers,
  payloadOf: <N extends MessageName>(name: N, payload: unknown) => Payload<N>,
): () => void {
  const listener = (
    message: unknown,
    sender: Browser.runtime.MessageSender,
    reply: (answer: WireReply) => void,
  ): true | undefined => {
    if (!isWire(message)) return undefined;
    // By its own names only: every object answers to `constructor`.
    if (!Object.hasOwn(handlers, message.retrace)) return undefined;
    const handler = handlers[message.retrace] as Handler<MessageName>;
    const caller = callerOf(sender);
    if (!caller || !handler.from.includes(caller.speaker)) {
      const error = `${message.retrace} is not for ${caller ? caller.speaker : 'strangers'}.`;
      reply({ ok: false, error, refused: true });
      return undefined;
    }
    let payload: never;
    try {
      payload = payloadOf(message.retrace, message.payload) as never;
    } catch (error) {
      reply({ ok: false, error: wordsOf(error), refused: true });
      return undefined;
    }
    Promise.resolve()
      .then(() => handler.handle(payload, caller))
      .then(
        (value) => reply({ ok: true, value }),
        (error: unknown) => reply({ ok: false, error: wordsOf(error) }),
      );
    return true;
  };
  browser.runtime.onMessage.addListener(listener as Parameters<typeof browser.runtime.onMessage.addListener>[0]);
  return () =>
    browser.runtime.onMessage.removeListener(
      listener as Parameters<typeof browser.runtime.onMessage.removeListener>[0],
    );
}

/** Listens for one message from the extension itself, in a panel or a content script. Returns the undo. */
export function onMessage<N extends MessageName>(name: N, handle: (payload: Payload<N>) => void): () => void {
  return answerMessages(
    { [name]: { from: ['own-page'], handle: (payload: Payload<N>) => handle(payload) } } as Handlers,
    (_, payload) => payload as never,
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isWire(message: unknown): message is Wire {
  return typeof message === 'object' && message !== null && typeof (message as Wire).retrace === 'string';
}

/** Who sent it, by what the browser says of the sender; null for other extensions and for pages that are no web pages. */
export function callerOf(sender: Browser.runtime.MessageSender, own = ownIdentity()): Caller | null {
  if (sender.id !== own.id || !sender.url) return null;
  const url = parse(sender.url);
  if (!url) return null;
  const tab =
    sender.tab?.id === undefined
      ? null
      : {
          id: sender.tab.id,
          active: sender.tab.active,
          windowId: sender.tab.windowId,
          cookieStore: (sender.tab as { readonly cookieStoreId?: string }).cookieStoreId ?? null,
        };
  const where = { origin: url.origin, site: url.host, url: url.href, tab, frame: sender.frameId ?? 0 };
  if (sender.url.startsWith(own.base)) return { speaker: 'own-page', ...where };
  if (tab && (url.protocol === 'https:' || url.protocol === 'http:')) return { speaker: 'content-script', ...where };
  return null;
}

function ownIdentity(): { readonly id: string; readonly base: string } {
  return { id: browser.runtime.id, base: browser.runtime.getURL('/') };
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
