/** How much was refused or given up, by site and with the last reason: a counter for the user, not a log. */
import { browser } from 'wxt/browser';

export interface Refused {
  readonly count: number;
  /** ISO 8601 instant of the first. */
  readonly since: string;
  /** Of the last, as a sentence. */
  readonly reason: string;
}

export type RefusedBySite = Readonly<Record<string, Refused>>;

const KEY = 'refused';
const LONGEST_REASON = 200;

let lastChange: Promise<unknown> = Promise.resolve();

export async function readRefused(): Promise<RefusedBySite> {
  return ((await browser.storage.local.get(KEY))[KEY] as RefusedBySite | undefined) ?? {};
}

/** Counts, one change after the other. */
export function countRefused(site: string, count: number, reason: string, now: Date): Promise<void> {
  const next = lastChange.then(async () => {
    await browser.storage.local.set({ [KEY]: withRefused(await readRefused(), site, count, reason, now) });
  });
  lastChange = next.catch(() => undefined);
  return next;
}

/** Nothing is counted of a site any more. */
export function forgetRefused(site: string): Promise<void> {
  const next = lastChange.then(async () => {
    const { [site]: _, ...rest } = await readRefused();
    await browser.storage.local.set({ [KEY]: rest });
  });
  lastChange = next.catch(() => undefined);
  return next;
}

export function withRefused(before: RefusedBySite, site: string, count: number, reason: string, now: Date) {
  const known = Object.hasOwn(before, site) ? before[site] : undefined;
  const after: Refused = {
    count: (known?.count ?? 0) + count,
    since: known?.since ?? now.toISOString(),
    reason: reason.slice(0, LONGEST_REASON),
  };
  return { ...before, [site]: after };
}
