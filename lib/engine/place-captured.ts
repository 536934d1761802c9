/**
 * Puts to what a page's script made what only the log as a whole knows: the state at the moment of an act, the copy a paste
 * comes from, and what was written before a look at it. Done once, before the record is stored; what is stored is never placed again.
 */

import { Drafts } from '../linking/drafts.ts';
import { verbOf } from '../linking/kinds-of-act.ts';
import { Moments } from '../linking/moments.ts';
import { RecentCopies } from '../linking/recent-copies.ts';
import { compareInLogOrder } from '../records/order.ts';
import type { ActionRecord, LogRecord } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';
import type { CapturedRecord } from './api.ts';

/** Pastes whose word hashes are held, to see at later visits what became of them where their text may not be kept. */
const MOST_PASTES = 200;

export class PlaceCaptured {
  readonly moments = new Moments();
  readonly #copies = new RecentCopies();
  readonly #drafts = new Drafts();
  readonly #pasted = new Map<string, readonly number[]>();

  /** Takes what is in the log. Copies whose text was kept are known again after a restart. */
  take(record: LogRecord): void {
    this.moments.apply(record);
    if (record.kind !== 'action') return;
    this.#copies.take(record, hashesOf(record, undefined));
    this.#drafts.take(record);
  }

  remove(ids: readonly string[]): void {
    this.moments.remove(ids);
    this.#copies.remove(ids);
    this.#drafts.remove(ids);
    for (const id of ids) this.#pasted.delete(id);
  }

  /** Word hashes of what was pasted, while they are remembered. Never stored. */
  pasted(action: string): readonly number[] | undefined {
    return this.#pasted.get(action);
  }

  /**
   * The records as they are to be stored, in the order they were given. Each is placed with those before it in log order in mind,
   * whatever their order here.
   * @param records valid and new.
   */
  place(records: readonly CapturedRecord[]): LogRecord[] {
    const placed = new Map<string, LogRecord>();
    for (const record of [...records].sort(compareInLogOrder)) {
      const { clip, ...stored } = record;
      const fit = stored.kind === 'action' ? this.#placeAct(stored, clip) : (stored as LogRecord);
      placed.set(record.id, fit);
      this.take(fit);
    }
    return records.map(({ id }) => placed.get(id)!);
  }

  #placeAct(act: ActionRecord, clip: readonly number[] | undefined): ActionRecord {
    const state = this.moments.at(act, act.thread ?? null, act.space ?? null);
    const hashes = hashesOf(act, clip);
    const verb = verbOf(act.type);
    if (verb === 'copy' || verb === 'cut') this.#copies.take(act, hashes);
    const placed = this.#drafts.sent({ ...act, context: { ...state, ...act.context } });
    if (verb !== 'paste' || hashes.length === 0) return placed;
    this.#pasted.set(act.id, hashes);
    if (this.#pasted.size > MOST_PASTES) this.#pasted.delete(this.#pasted.keys().next().value!);
    const origin = this.#copies.originOf(act, hashes);
    if (!origin) return placed;
    return {
      ...placed,
      context: { ...placed.context, ...(origin.app !== null && { origin: origin.app }) },
      features: {
        ...act.features,
        from_chat: origin.fromChat ? 1 : 0,
        pasted_share: Math.round(origin.share * 1_000) / 1_000,
      },
      links: [...new Set([...(act.links ?? []), origin.copy])],
    };
  }
}

/** Word hashes of what was copied or pasted: those the page sent, else of the text it kept. */
function hashesOf({ type, text }: ActionRecord, clip: readonly number[] | undefined): readonly number[] {
  const verb = verbOf(type);
  if (verb !== 'copy' && verb !== 'cut' && verb !== 'paste') return [];
  return clip && clip.length > 0 ? clip : text === undefined ? [] : shinglesOf(text);
}
