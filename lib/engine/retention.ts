/** Which events are due to be forgotten, where the user said that they should be: off until they do. */
import type { LogRecord } from '../records/record.ts';
import type { RetentionView } from './api.ts';
import type { Settings } from './settings.ts';

/** Name of the setting for all sites; for one site, a colon and the site behind it. Its value is a number of whole days. */
export const RETENTION = 'retention:days';
/** Value for a site that is kept for ever, though others are not. */
export const FOR_EVER = 'always';
const DAY_IN_MS = 86_400_000;

export function nameOfRetention(app?: string): string {
  return app === undefined ? RETENTION : `${RETENTION}:${app}`;
}

/** The rules as they stand. A value that is neither days nor `always` is no rule. */
export function retentionOf(settings: Settings): RetentionView {
  const sites: RetentionView['sites'][number][] = [];
  for (const [name, value] of settings.entries()) {
    if (!name.startsWith(`${RETENTION}:`)) continue;
    const app = name.slice(RETENTION.length + 1);
    if (isDays(value)) sites.push({ app, days: value });
    else if (value === FOR_EVER) sites.push({ app, days: null });
  }
  const days = settings.get(RETENTION);
  return { days: isDays(days) ? days : null, sites: sites.sort((a, b) => (a.app < b.app ? -1 : 1)) };
}

export function isDays(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

export interface RetentionRule {
  /** Nothing at or after it is due; null: nothing is due at all. */
  readonly before: string | null;
  isDue(record: LogRecord): boolean;
}

/**
 * What is due at a moment: events whose day, in UTC, is more than the days of their site before that of the moment. Whole days, so that
 * it changes once a day and not with every look. Settings, verdicts, tombstones, and what the user told Retrace itself are never due.
 */
export function retentionRule({ days, sites }: RetentionView, at: string): RetentionRule {
  const today = Math.floor(Date.parse(at) / DAY_IN_MS);
  const boundOf = (kept: number | null) => (kept === null ? null : new Date((today - kept) * DAY_IN_MS).toISOString());
  const general = boundOf(days);
  const own = new Map(sites.map((site) => [site.app, boundOf(site.days)]));
  const before = [general, ...own.values()].reduce<string | null>(
    (latest, bound) => (bound !== null && (latest === null || bound > latest) ? bound : latest),
    null,
  );
  return {
    before,
    isDue(record) {
      if (isTheUsersOwn(record)) return false;
      const bound = record.app !== undefined && own.has(record.app) ? own.get(record.app)! : general;
      return bound !== null && record.t < bound;
    },
  };
}

/** Settings, verdicts, tombstones, and what the user told Retrace itself. */
export function isTheUsersOwn({ kind, app }: LogRecord): boolean {
  return (
    kind === 'setting' || kind === 'feedback' || kind === 'tombstone' || (kind === 'statement' && app === 'retrace')
  );
}
