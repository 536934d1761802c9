/**
 * A browser in memory, as far as the background of an extension asks it: storage, tabs, permissions, scripts, messages. Put in the
 * place of `wxt/browser` by `vi.mock`; what was asked of it can be looked at.
 */
import type { Browser } from 'wxt/browser';

type MessageListener = (
  message: unknown,
  sender: Partial<Browser.runtime.MessageSender>,
  reply: (answer: unknown) => void,
) => true | undefined;

export interface TabForTests {
  readonly id: number;
  readonly url?: string;
  readonly discarded?: boolean;
}

export function browserForTests() {
  const listeners = new Set<MessageListener>();
  const tabs: TabForTests[] = [];
  const sentToTabs: { readonly tab: number; readonly message: unknown }[] = [];
  const started: Browser.scripting.ScriptInjection<[], void>[] = [];
  const activated = eventForTests<[{ readonly tabId: number }]>();
  const updated = eventForTests<[number, { readonly status?: string; readonly url?: string }, Partial<TabForTests>]>();
  const removed = eventForTests<[number]>();
  const done = async () => undefined;

  const browser = {
    runtime: {
      id: 'retrace',
      getURL: (path: string) => `chrome-extension://retrace${path}`,
      onMessage: {
        addListener: (listener: MessageListener) => void listeners.add(listener),
        removeListener: (listener: MessageListener) => void listeners.delete(listener),
      },
    },
    storage: { local: storageInMemory(), session: storageInMemory() },
    permissions: { contains: async (_: object) => true, remove: done },
    downloads: downloadsInMemory(),
    tabs: {
      query: async () => tabs,
      get: async (id: number) => tabs.find((tab) => tab.id === id),
      sendMessage: async (tab: number, message: unknown) => {
        sentToTabs.push({ tab, message });
        return { ok: true };
      },
      onActivated: activated,
      onUpdated: updated,
      onRemoved: removed,
    },
    scripting: {
      executeScript: async (injection: Browser.scripting.ScriptInjection<[], void>) => void started.push(injection),
      getRegisteredContentScripts: async () => [],
      registerContentScripts: done,
      updateContentScripts: done,
      unregisterContentScripts: done,
    },
    action: {
      setBadgeBackgroundColor: done,
      setBadgeText: async (_: { readonly tabId: number; readonly text: string }) => undefined,
      setTitle: done,
    },
    i18n: { getMessage: () => '' },
  };

  return {
    browser,
    tabs,
    /** What was sent to tabs, in order. */
    sentToTabs,
    /** Scripts that were started in tabs, in order. */
    started,
    /** Something of a tab changes: it loads, or goes elsewhere. */
    updateTab: (id: number, change: { readonly status?: string; readonly url?: string }) =>
      updated.happen(id, change, tabs.find((tab) => tab.id === id) ?? {}),
    closeTab(id: number) {
      const at = tabs.findIndex((tab) => tab.id === id);
      if (at >= 0) tabs.splice(at, 1);
      removed.happen(id);
    },
    /** Sends a message as the browser would; null: nobody answers it. */
    hear: (message: unknown, sender: Partial<Browser.runtime.MessageSender>) =>
      new Promise<unknown>((resolve) => {
        const answers = [...listeners].map((listener) => listener(message, sender, resolve));
        if (!answers.includes(true)) setTimeout(() => resolve(null));
      }),
  };
}

/** What is downloaded is whole at once. */
function downloadsInMemory() {
  const items: { readonly id: number; readonly filename: string; state: string; fileSize: number; error?: string }[] =
    [];
  return {
    items,
    /** What becomes of the next ones. */
    fate: { state: 'complete', fileSize: -1, error: undefined as string | undefined },
    async download(options: { readonly filename: string }) {
      const id = items.length;
      const { error, ...fate } = this.fate;
      items.push({ id, filename: options.filename, ...fate, ...(error !== undefined && { error }) });
      return id;
    },
    search: async ({ id }: { readonly id: number }) => items.filter((item) => item.id === id),
  };
}

function eventForTests<A extends unknown[]>() {
  const listeners: ((...args: A) => void)[] = [];
  return {
    addListener: (listener: (...args: A) => void) => void listeners.push(listener),
    happen: (...args: A) => {
      for (const listener of listeners) listener(...args);
    },
  };
}

function storageInMemory() {
  const kept = new Map<string, unknown>();
  return {
    /** Everything, by key. */
    all: () => kept.entries(),
    get: async (key: string) => (kept.has(key) ? { [key]: structuredClone(kept.get(key)) } : {}),
    set: async (items: Readonly<Record<string, unknown>>) => {
      for (const [key, value] of Object.entries(items)) kept.set(key, structuredClone(value));
    },
  };
}
