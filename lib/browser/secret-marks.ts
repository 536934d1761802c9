/**
 * Which frames of which tabs hold a secret field, as their pages told. In the session's storage, which is never on disk: a background
 * that slept must not let the icon say that a page is recorded when it is not.
 */
import { browser } from 'wxt/browser';

export interface SecretMarks {
  /** Whether any frame of a tab holds a secret field. */
  has(tab: number): Promise<boolean>;
  /** Takes what a frame tells. */
  mark(tab: number, frame: number, secret: boolean): Promise<void>;
  /** The tab shows another page, or is gone. */
  forget(tab: number): Promise<void>;
}

type FramesByTab = Readonly<Record<string, readonly number[]>>;

const KEY = 'secret-fields';

export function createSecretMarks(): SecretMarks {
  let known: FramesByTab | null = null;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other, so that what is told first is known first. */
  function inTurn<T>(run: (frames: FramesByTab) => T): Promise<T> {
    const mine = last.then(async () => {
      known ??= ((await browser.storage.session.get(KEY))[KEY] as FramesByTab | undefined) ?? {};
      return run(known);
    });
    last = mine.catch(() => undefined);
    return mine;
  }

  async function keep(tab: number, framesNow: (before: readonly number[]) => readonly number[]): Promise<void> {
    await inTurn((marks) => {
      const before = marks[tab] ?? [];
      const now = framesNow(before);
      if (now.length === before.length) return undefined;
      const { [tab]: _, ...others } = marks;
      known = now.length > 0 ? { ...others, [tab]: now } : others;
      return browser.storage.session.set({ [KEY]: known });
    });
  }

  return {
    has: (tab) => inTurn((marks) => (marks[tab]?.length ?? 0) > 0),
    mark: (tab, frame, secret) =>
      keep(tab, (before) => [...before.filter((other) => other !== frame), ...(secret ? [frame] : [])]),
    forget: (tab) => keep(tab, () => []),
  };
}
