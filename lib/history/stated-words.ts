/** Words about the user that stand outside of any prompt: custom instructions, what another product remembers of them. */

import type { ObservationRecord, StatementRecord } from '../records/record.ts';
import { cutText, nameFor } from './loose.ts';
import { instant } from './records-of-talk.ts';

export interface StatedWords {
  /** Whose words they are: first part of their ids. */
  readonly source: string;
  /** Host of the product; none for words from a file of no product we know. */
  readonly app?: string;
  readonly role: 'settings' | 'assistant_memory' | 'import';
  readonly text: string;
  /** Epoch milliseconds; null if not said. */
  readonly time: number | null;
  /** What they are about, where they hold only there: a project. */
  readonly project?: string;
}

const LONGEST = 8_000;

interface Kept {
  readonly words: StatedWords;
  readonly text: string;
  first: number | null;
  last: number | null;
}

/**
 * Gathers such words, each once: custom instructions stand in every talk. The id is that of the words, so a list pasted from a settings
 * page is the same as what an export holds of it. The statement is of the first time; that it was still so later is an observation of
 * its own, so that a later export says more and contradicts nothing.
 */
export class StatedOnce {
  readonly #kept = new Map<string, Kept>();

  add(words: StatedWords): void {
    const text = cutText(words.text.trim(), LONGEST);
    if (text === '') return;
    const key = `${words.source}\n${words.role}\n${words.project ?? ''}\n${text}`;
    const there = this.#kept.get(key);
    if (!there) {
      this.#kept.set(key, { words, text, first: words.time, last: words.time });
      return;
    }
    if (words.time === null) return;
    there.first = there.first === null ? words.time : Math.min(there.first, words.time);
    there.last = there.last === null ? words.time : Math.max(there.last, words.time);
  }

  /** @param undated epoch milliseconds for words that nobody dated. */
  records(undated: number): (StatementRecord | ObservationRecord)[] {
    return [...this.#kept.values()].flatMap(({ words, text, first, last }) => {
      const { source, app, role, project } = words;
      const t = instant(first ?? undated);
      const hash = nameFor([role, project ?? '', text].join('\n'), 16);
      const id = `${source}/said/${hash}`;
      const context = { ...(project !== undefined && { project }), ...(first === null && { t_guess: 1 }) };
      const where = app === undefined ? {} : { app };
      const statement: StatementRecord = {
        kind: 'statement',
        id,
        t,
        ...where,
        role,
        text,
        ...(Object.keys(context).length > 0 && { context }),
      };
      if (first === null || last === null || last <= first) return [statement];
      const until = instant(last);
      return [
        statement,
        {
          kind: 'observation',
          id: `${id}/until/${until}`,
          t: until,
          ...where,
          type: `${source}:keep:${role}`,
          links: [id],
        },
      ];
    });
  }
}
