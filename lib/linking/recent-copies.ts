/**
 * What was copied lately, to know where something pasted comes from. In memory only: the word hashes of a copy are never stored, and
 * what is remembered goes with the worker. Copies of one space are never found in another.
 */
import { compareInLogOrder, type Position } from '../records/order.ts';
import { survivingShare } from '../records/shingles.ts';
import { isKnownChat, KNOWN_CHATS } from '../sites/known-chats.ts';
import { packOf, verbOf } from './kinds-of-act.ts';

const MOST_COPIES = 200;
const REMEMBERED_IN_MS = 7 * 86_400_000;
/** At least so much of what was pasted stands in the copy, or it comes from elsewhere. */
const LEAST_SHARE = 0.5;
const MOST_CHAT_THREADS = 500;
const CHAT_PACKS: ReadonlySet<string> = new Set(['any-chat', ...KNOWN_CHATS.map(({ id }) => id)]);

interface Act extends Position {
  readonly type: string;
  readonly app?: string | undefined;
  readonly space?: string | undefined;
  readonly thread?: string | undefined;
}

interface Copy extends Act {
  readonly hashes: ReadonlySet<number>;
  readonly fromChat: boolean;
}

/** Where something pasted comes from. */
export interface Origin {
  readonly copy: string;
  readonly app: string | null;
  /** Whether it was copied from an AI chat. */
  readonly fromChat: boolean;
  /** Share of what was pasted that stands in the copy, in [0.5, 1]. */
  readonly share: number;
}

export class RecentCopies {
  #copies: Copy[] = [];
  /** Threads in which an AI was asked something, whatever the site: a chat nobody has a pack for is one too. */
  readonly #chats = new Set<string>();

  /** Takes an act: a copy or cut with its word hashes, or a prompt, which shows that its thread is a chat. */
  take(act: Act, hashes: readonly number[]): void {
    const verb = verbOf(act.type);
    if (verb === 'prompt' && act.thread !== undefined) {
      this.#chats.add(keyOf(act.thread, act.space));
      if (this.#chats.size > MOST_CHAT_THREADS) this.#chats.delete(this.#chats.values().next().value!);
    }
    if ((verb !== 'copy' && verb !== 'cut') || hashes.length === 0) return;
    if (this.#copies.some(({ id }) => id === act.id)) return;
    this.#copies.push({ ...act, hashes: new Set(hashes), fromChat: this.#isChat(act) });
    this.#copies.sort(compareInLogOrder);
    const oldest = Date.parse(this.#copies.at(-1)!.t) - REMEMBERED_IN_MS;
    this.#copies = this.#copies.slice(-MOST_COPIES).filter(({ t }) => Date.parse(t) >= oldest);
  }

  /** The copy made before a paste, in its space, that holds most of it; of equals the latest. Null if none holds half of it. */
  originOf(paste: Act, hashes: readonly number[]): Origin | null {
    const oldest = Date.parse(paste.t) - REMEMBERED_IN_MS;
    let best: Origin | null = null;
    for (const copy of this.#copies) {
      if (compareInLogOrder(copy, paste) >= 0) break;
      if (Date.parse(copy.t) < oldest || (copy.space ?? '') !== (paste.space ?? '')) continue;
      const share = survivingShare(hashes, copy.hashes);
      if (share < LEAST_SHARE || share < (best?.share ?? 0)) continue;
      best = { copy: copy.id, app: copy.app ?? null, fromChat: copy.fromChat || this.#isChat(copy), share };
    }
    return best;
  }

  remove(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.#copies = this.#copies.filter(({ id }) => !gone.has(id));
  }

  #isChat({ type, app, space, thread }: Act): boolean {
    const host = app?.replace(/:\d+$/, '') ?? '';
    return (
      CHAT_PACKS.has(packOf(type)) ||
      isKnownChat(host) ||
      type.endsWith(':copy:answer') ||
      (thread !== undefined && this.#chats.has(keyOf(thread, space)))
    );
  }
}

function keyOf(thread: string, space: string | undefined): string {
  return `${space ?? ''}\n${thread}`;
}
