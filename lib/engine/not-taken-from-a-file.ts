/** What a file may not bring in, though it is a record: what would be forgotten at once, harm what is here, or is of no time yet. */
import { BUDGET_SETTING } from '../keeping/reduction-due.ts';
import type { LogRecord } from '../records/record.ts';
import { RETENTION, type RetentionRule } from './retention.ts';

export interface Here {
  /** No later instant is taken. */
  readonly latest: string;
  readonly retention: RetentionRule;
  /** Whether nothing was kept here when the file was begun: then it is a move, and its settings come along. */
  readonly isEmpty: boolean;
}

/** Why a record of a file is not taken, in words for the user; null: it is. Deletions are obeyed whenever they were made. */
export function whyNotTaken(record: LogRecord, { latest, retention, isEmpty }: Here): string | null {
  if (record.kind === 'tombstone') return null;
  if (record.t > latest) return 'its time is still to come';
  if (retention.isDue(record)) return 'it is older than what is kept here';
  // Somebody else's file, or an old one of one's own, must not delete or reduce what is here.
  if (!isEmpty && record.kind === 'setting' && isOfForgetting(record.name))
    return 'it is a setting that deletes; set it here, if you want it';
  return null;
}

function isOfForgetting(name: string): boolean {
  return name.startsWith(RETENTION) || name === BUDGET_SETTING;
}
