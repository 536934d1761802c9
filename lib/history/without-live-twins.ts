/**
 * What was recorded live stands in an export once more. A page does not tell the ids of its messages when a prompt is sent, so live records
 * have ids of ours, and an export those of the product: that two are one happening is told by what both say.
 *
 * - A prompt is the one of the same talk with the same words, nearest in time; where no words were kept, or secrets and persons in them
 *   were replaced otherwise, the one sent within a minute with as many words.
 * - Its statement, its answers and the acts of asking once more are then those linked to it, in their order.
 * - An outcome is one of the same type and sign that is linked to the same prompt; a rating stands whenever it was given.
 *
 * Twins are left out, and what else came of a prompt is linked to the live act: one happening is one record, and an import after the live
 * capture of a talk adds only what was not seen.
 */
import type { ActionRecord, LogRecord, OutcomeRecord, StatementRecord } from '../records/record.ts';
import { isPrompt } from '../sites/is-prompt.ts';

/** Clocks of a browser and of a product differ, and a queue may hold a prompt back. */
const SAME_WORDS_WITHIN_IN_MS = 10 * 60_000;
const SAME_COUNT_WITHIN_IN_MS = 60_000;
const SAME_ACT_WITHIN_IN_MS = 3 * 60_000;
/** Live, an answer is told when it stands still; in an export, when it began. The longest that were seen took an hour and a half. */
const LONGEST_ANSWER_IN_MS = 2 * 3_600_000;
/** Words that are compared: live capture may have cut what follows. */
const COMPARED = 7_000;

const IMPORTED = /^(?:chatgpt|claude|gemini)\//;
const AGAIN = /^[\w-]+:regenerate:answer$/;
const RATING = /^[\w-]+:rate:answer$/;

export interface WithoutTwins {
  /** With links to the live records in place of their twins. */
  readonly records: readonly LogRecord[];
  /** How many were there already. */
  readonly twins: number;
}

/** Live records of chats, ready to be asked for twins. */
export class LiveTalks {
  readonly #byThread = new Map<string, LiveTalk>();
  /** Id in an export → id of the record that is there. What is told of a prompt may come later than it. */
  readonly #known = new Map<string, string>();

  constructor(records: Iterable<LogRecord> = []) {
    for (const record of records) this.take(record);
  }

  /** Takes what belongs to a talk; imported records and all that is not of a chat are passed over. */
  take(record: LogRecord): void {
    if (IMPORTED.test(record.id) || !record.thread?.includes('/chat:')) return;
    let talk = this.#byThread.get(record.thread);
    if (!talk) {
      talk = { prompts: [], again: [], statements: [], outcomes: [], taken: new Set() };
      this.#byThread.set(record.thread, talk);
    }
    if (record.kind === 'action' && isPrompt(record)) talk.prompts.push(record);
    else if (record.kind === 'action' && AGAIN.test(record.type)) talk.again.push(record);
    else if (record.kind === 'statement') talk.statements.push(record);
    else if (record.kind === 'outcome') talk.outcomes.push(record);
  }

  /** @param records of an export, a part at a time: prompts before what came of them. */
  without(records: readonly LogRecord[]): WithoutTwins {
    if (this.#byThread.size === 0) return { records, twins: 0 };
    const known = this.#known;
    const before = known.size;
    for (const [thread, imported] of Map.groupBy(records, (record) => record.thread ?? '')) {
      const live = this.#byThread.get(thread);
      if (live) pair(imported, live, known);
    }
    return {
      records: records
        .filter(({ id }) => !known.has(id))
        .map((record) =>
          record.links?.some((id) => known.has(id))
            ? { ...record, links: record.links.map((id) => known.get(id) ?? id) }
            : record,
        ),
      twins: known.size - before,
    };
  }
}

/** As `LiveTalks.without`, for one time. */
export function withoutLiveTwins(records: readonly LogRecord[], live: readonly LogRecord[]): WithoutTwins {
  return new LiveTalks(live).without(records);
}

interface LiveTalk {
  readonly prompts: ActionRecord[];
  readonly again: ActionRecord[];
  readonly statements: StatementRecord[];
  readonly outcomes: OutcomeRecord[];
  /** Ids of those whose twins were found: each has one. */
  readonly taken: Set<string>;
}

function pair(imported: readonly LogRecord[], live: LiveTalk, known: Map<string, string>): void {
  const { taken } = live;
  const note = (mine: LogRecord, theirs: LogRecord) => {
    known.set(mine.id, theirs.id);
    taken.add(theirs.id);
  };
  const free = <R extends LogRecord>(list: readonly R[]) => list.filter(({ id }) => !taken.has(id));
  const statements = imported.filter((record): record is StatementRecord => record.kind === 'statement');
  const acts = imported.filter((record): record is ActionRecord => record.kind === 'action');
  const wordsOf = (list: readonly StatementRecord[]) =>
    new Map(list.flatMap((each) => (each.role === 'user' ? (each.links ?? []).map((id) => [id, each] as const) : [])));
  const mine = wordsOf(statements);
  const theirs = wordsOf(live.statements);

  const prompts = acts.filter(isPrompt);
  const pairPrompts = (within: number, isSame: (a: ActionRecord, b: ActionRecord) => boolean) => {
    for (const prompt of prompts) {
      if (known.has(prompt.id)) continue;
      const twin = nearest(prompt, free(live.prompts), within, (other) => isSame(prompt, other));
      if (!twin) continue;
      note(prompt, twin);
      const [said, heard] = [mine.get(prompt.id), theirs.get(twin.id)];
      if (said && heard) note(said, heard);
    }
  };
  pairPrompts(SAME_WORDS_WITHIN_IN_MS, (a, b) => {
    const [said, heard] = [compared(mine.get(a.id)), compared(theirs.get(b.id))];
    return said !== '' && said === heard;
  });
  pairPrompts(SAME_COUNT_WITHIN_IN_MS, (a, b) => a.features?.words === b.features?.words);

  const isLinked = (record: LogRecord, other: LogRecord) =>
    (record.links ?? []).some((id) => other.links?.includes(known.get(id) ?? id));
  for (const act of acts.filter(({ type }) => AGAIN.test(type))) {
    const twin = nearest(act, free(live.again), SAME_ACT_WITHIN_IN_MS, (other) => isLinked(act, other));
    if (twin) note(act, twin);
  }
  for (const answer of statements.filter(({ role }) => role === 'assistant')) {
    const from = Date.parse(answer.t) - SAME_ACT_WITHIN_IN_MS;
    const twin = free(live.statements)
      .filter((other) => other.role === 'assistant' && isLinked(answer, other))
      .filter(({ t }) => Date.parse(t) >= from && Date.parse(t) <= from + LONGEST_ANSWER_IN_MS)
      .sort((a, b) => (a.t < b.t ? -1 : 1))[0];
    if (twin) note(answer, twin);
  }
  for (const outcome of imported) {
    if (outcome.kind !== 'outcome') continue;
    const within = RATING.test(outcome.type) ? Number.POSITIVE_INFINITY : SAME_WORDS_WITHIN_IN_MS;
    const twin = nearest(
      outcome,
      free(live.outcomes),
      within,
      (other) =>
        other.type === outcome.type &&
        Math.sign(other.value ?? 1) === Math.sign(outcome.value ?? 1) &&
        isLinked(outcome, other),
    );
    if (twin) note(outcome, twin);
  }
}

function nearest<R extends LogRecord>(
  record: LogRecord,
  others: readonly R[],
  within: number,
  isSame: (other: R) => boolean,
): R | null {
  let best: R | null = null;
  let least = within;
  for (const other of others) {
    const apart = Math.abs(Date.parse(other.t) - Date.parse(record.t));
    if (apart > least || !isSame(other)) continue;
    best = other;
    least = apart;
  }
  return best;
}

/** Words as both have them: a message box keeps its lines otherwise than an export. */
function compared(statement: StatementRecord | undefined): string {
  return (statement?.text ?? '').replace(/\s+/g, ' ').trim().slice(0, COMPARED);
}
