/** What the user says of a card: it acts at once, and can be taken back. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { BeliefView, OutcomeView } from '../../lib/engine/api.ts';
import { newId } from '../../lib/records/new-id.ts';
import type { FeedbackRecord, LogRecord, StatementRecord } from '../../lib/records/record.ts';
import type { PanelClient } from '../client.ts';
import type { Live } from './live.ts';
import { wordsOf } from './words-of-error.ts';

/** Verdicts of a card that act at once; deletion asks first. */
export type CardVerdict = 'confirm' | 'pin' | 'end';

/** The last verdict, while it can still be taken back at a key. */
export interface Given {
  readonly id: string;
  readonly verdict: CardVerdict | 'unpin' | 'value' | 'delete' | 'undo';
  /** What it was about, to be named. */
  readonly about: string;
}

export const UNDO_WITHIN_IN_MS = 10_000;

export interface VerdictStore {
  readonly last: ReadonlySignal<Given | null>;
  /** Why the last word was not kept, in words; null if it was. */
  readonly failed: ReadonlySignal<string | null>;
  give(belief: BeliefView, verdict: CardVerdict): Promise<void>;
  /** Never to be drawn again; the events it came from stay. */
  forget(belief: BeliefView): Promise<void>;
  /** How an outcome was for the user: −1 bad, 0 neither, 1 good. */
  value(outcome: OutcomeView, value: -1 | 0 | 1): Promise<void>;
  undo(): Promise<void>;
  /** Something the user tells about themselves. False if it was not kept; the words stay where they are. */
  tell(text: string): Promise<boolean>;
  dismiss(): void;
}

const OWN_APP = 'retrace';

export function createVerdictStore(client: PanelClient, live: Live, clock: () => number): VerdictStore {
  const last = signal<Given | null>(null);
  const failed = signal<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stamp = () => ({ id: newId(), t: new Date(clock()).toISOString(), app: OWN_APP });

  async function append(record: LogRecord): Promise<boolean> {
    try {
      const { refused } = await client.append([record]);
      failed.value = refused[0]?.reason ?? null;
      live.changedNow('engine');
      return refused.length === 0;
    } catch (failure) {
      failed.value = wordsOf(failure);
      return false;
    }
  }

  function show(given: Given): void {
    clearTimeout(timer);
    last.value = given;
    timer = setTimeout(() => {
      last.value = null;
    }, UNDO_WITHIN_IN_MS);
  }

  async function say(record: FeedbackRecord, verdict: Given['verdict'], about: string): Promise<void> {
    if (await append(record)) show({ id: record.id, verdict, about });
  }

  return {
    last,
    failed,
    give: (belief, verdict) =>
      say(
        { kind: 'feedback', ...stamp(), verdict, target: belief.ref },
        verdict === 'pin' && belief.pinned ? 'unpin' : verdict,
        belief.text,
      ),
    forget: (belief) =>
      say({ kind: 'feedback', ...stamp(), verdict: 'delete', target: belief.ref }, 'delete', belief.text),
    value: (outcome, value) =>
      say({ kind: 'feedback', ...stamp(), verdict: 'value', of: outcome.id, value }, 'value', outcome.title),
    async undo() {
      const given = last.value;
      if (!given || given.verdict === 'undo') return;
      if (await append({ kind: 'feedback', ...stamp(), verdict: 'undo', of: given.id })) {
        show({ id: given.id, verdict: 'undo', about: given.about });
      }
    },
    async tell(text) {
      const words = text.trim();
      if (words === '') return false;
      const statement: StatementRecord = {
        kind: 'statement',
        ...stamp(),
        role: 'user',
        thread: `${OWN_APP}/you`,
        text: words,
      };
      return append(statement);
    },
    dismiss() {
      clearTimeout(timer);
      last.value = null;
      failed.value = null;
    },
  };
}
