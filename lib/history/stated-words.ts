/** Words about the user that stand outside of any prompt: custom instructions, what another product remembers of them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { StatementRecord } from '../records/record.ts';

export interface StatedWords {
  readonly source: string;
  /** Host of the product; none for words from a file of no product we know. */
  readonly app?: string;
  readonly role: 'settings' | 'assistant_memory' | 'import';
  readonly text: string;
  /** Epoch milliseconds; null if not said. */
  readonly time: number | null;
}

const LONGEST = 8_000;

/**
 * Gathers such words, each once: custom instructions stand in every talk. Of each the first and the last time are kept; so a text that
 * was changed later is known to have held until then.
 */
export class StatedOnce {
  readonly #seen = new Map<string, { words: StatedWords; first: number | null; last: number | null }>();

  add(words: StatedWords): void {
    const text = words.text.trim().slice(0, LONGEST);
    if (text === '') return;
    const key = `${words.source}\n${words.role}\n${text}`;
    const there = this.#seen.get(key);
    if (!there) {
      this.#seen.set(key, { words: { ...words, text }, first: words.time, last: words.time });
      return;
    }
    if (words.time === null) return;
    there.first = there.first === null ? words.time : Math.min(there.first, words.time);
    there.last = there.last === null ? words.time : Math.max(there.last, words.time);
  }

  /** @param fallback epoch milliseconds for words that nobody dated: the newest time of the file. */
  records(fallback: number): StatementRecord[] {
    return [...this.#seen.values()].map(({ words, first, last }) => {
      const at = first ?? fallback;
      const hash = bytesToHex(sha256(utf8ToBytes(`${words.role}\n${words.text}`))).slice(0, 16);
      const context = {
        ...(last !== null && last !== at && { last: new Date(last).toISOString() }),
        ...(first === null && { t_guess: 1 }),
      };
      return {
        kind: 'statement',
        id: `${words.source}/said/${hash}`,
        t: new Date(at).toISOString(),
        ...(words.app !== undefined && { app: words.app }),
        role: words.role,
        text: words.text,
        ...(Object.keys(context).length > 0 && { context }),
      };
    });
  }
}
