import type { LogRecord } from '../../records/record.ts';
import type { DeleteScope } from '../api.ts';

/** Whether a scope says more than ids: then the whole log is gone through. */
export function isBroad({ thread, app, space, from, to }: DeleteScope): boolean {
  return [thread, app, space, from, to].some((part) => part !== undefined);
}

/**
 * Whether a record fits all that a scope says besides ids. `from` ≤ `t` < `to`, by when it became known. Settings fit none: they say what
 * is to be and not what was, and a retention must not end because its day was deleted. By its id a setting can be deleted, and with a site
 * that is to be forgotten altogether.
 */
export function fitsScope(record: LogRecord, scope: DeleteScope): boolean {
  if (record.kind === 'tombstone' || !isBroad(scope)) return false;
  if (record.kind === 'setting') return scope.settings === true && namesSite(record.name, scope.app);
  const { thread, app, space, from, to } = scope;
  return (
    (thread === undefined || record.thread === thread) &&
    (app === undefined || record.app === app) &&
    (space === undefined || (record.space ?? null) === space) &&
    (from === undefined || record.t >= from) &&
    (to === undefined || record.t < to)
  );
}

/** `site:mail.example`, `pack:mail.example`, `retention:days:mail.example`. */
function namesSite(name: string, app: string | undefined): boolean {
  return app !== undefined && name.endsWith(`:${app}`);
}
