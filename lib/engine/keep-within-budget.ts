/**
 * Keeps the log of the device within the bytes that the user set (`docs/architecture.md`, what is worth keeping).
 *
 *     looked at ──within──▶ nothing
 *         │
 *         └──over──▶ forms chosen ──▶ blocks rewritten ──▶ derived state, index and vectors follow ──▶ noted as finished
 *
 * Looked at when the budget is set, at every start, and after every 5,000 events; all of it in slices, so that whatever is captured
 * meanwhile is durable at once. Cut off anywhere, it is made again: what was let go by then stays let go.
 */
import { BYTES_OF_AN_ID_IN_THE_MANIFEST } from '../keeping/bytes-of-log.ts';
import { BUDGET_SETTING, bytesToReduceTo, EVENTS_BETWEEN_REDUCTIONS, isBudget } from '../keeping/reduction-due.ts';
import type { EventLog } from '../log/event-log.ts';
import type { LogRecord } from '../records/record.ts';
import type { KeepingView } from './api.ts';
import type { Engine } from './engine.ts';
import { reducingLog } from './reduce-log.ts';
import { keepingWords } from './views/keeping-words.ts';

/** Longest piece of work before the thread may do something else. */
const SLICE_IN_MS = 12;

export interface KeepingParts {
  readonly log: Pick<EventLog, 'count' | 'isReduced' | 'lastReduction' | 'bytes' | 'readInOrder' | 'reduce'>;
  /** The engine as of now; of the whole log, unless history is coming in. */
  readonly engine: () => Engine;
  /** Resolves when the engine is that of all that was appended. */
  readonly settled: () => Promise<void>;
  /** What the vectors of texts take on disk. */
  readonly bytesOfVectors: () => Promise<number>;
  /** Whether texts get vectors at all. */
  readonly hasVectors: () => boolean;
  /** Records lie reduced in the log: what is derived from it, the index and the vectors are put right. */
  readonly follow: (changed: readonly LogRecord[]) => Promise<void>;
  readonly instant: () => string;
  readonly pause: () => Promise<void>;
  readonly onChanged: () => void;
}

export class KeepWithinBudget {
  readonly #parts: KeepingParts;
  #isReducing = false;
  #countAtLook = Number.NEGATIVE_INFINITY;

  constructor(parts: KeepingParts) {
    this.#parts = parts;
  }

  get isWorking(): boolean {
    return this.#isReducing;
  }

  /** Whether enough has come since the last look to look again. */
  get isLookDue(): boolean {
    return this.#parts.log.count - this.#countAtLook >= EVENTS_BETWEEN_REDUCTIONS;
  }

  /** Reduces the log if it is over the budget, or if a reduction of it was cut off. */
  async look(): Promise<void> {
    const { log, settled, engine, hasVectors, follow, instant, pause, onChanged } = this.#parts;
    await settled();
    // While history comes in, the engine does not know yet what it is worth.
    if (engine().count < log.count) return;
    this.#countAtLook = log.count;
    const budget = this.#budget();
    const target = await this.#target(budget);
    if (target === null) return;
    this.#isReducing = true;
    onChanged();
    try {
      const before = await this.#read();
      if (engine().count < before.length) {
        this.#countAtLook = Number.NEGATIVE_INFINITY;
        return;
      }
      const counted = { vectors: hasVectors() };
      const { records: after, bytes } = await inSlices(reducingLog(before, target, counted, engine), pause);
      // Who has changed their mind loses nothing that is still there; the new budget is looked at next.
      if (this.#budget() !== budget) return;
      const over = Math.max(0, bytes + bytesOfIds(before.length) - (budget ?? Number.POSITIVE_INFINITY));
      await log.reduce({ t: instant(), budget, over, before, after }, { pause, follow });
    } finally {
      this.#isReducing = false;
      onChanged();
    }
  }

  async view(): Promise<KeepingView> {
    const { log, bytesOfVectors } = this.#parts;
    const budget = this.#budget();
    const forms = { whole: 0, summary: 0, skeleton: 0 };
    for await (const records of log.readInOrder()) for (const { form } of records) forms[form ?? 'whole']++;
    const last = log.lastReduction;
    const over = last !== null && last.budget === budget ? last.over : 0;
    const bytes = (await log.bytes()) + (await bytesOfVectors());
    const view = { budget, bytes, forms, reduced: last?.t ?? null, isReducing: this.#isReducing, over };
    return { ...view, says: keepingWords(view) };
  }

  #budget(): number | null {
    const value = this.#parts.engine().settings.get(BUDGET_SETTING);
    return isBudget(value) ? value : null;
  }

  /** To how many bytes, as the choice of forms counts them; infinite: nothing more is let go; null: nothing is to be done. */
  async #target(budget: number | null): Promise<number | null> {
    const { log, bytesOfVectors } = this.#parts;
    const last = log.lastReduction;
    const nothing = log.isReduced && last === null ? Number.POSITIVE_INFINITY : null;
    if (budget === null) return nothing;
    if (last?.budget === budget && Math.abs(log.count - last.events) < EVENTS_BETWEEN_REDUCTIONS) return null;
    const bytes = (await log.bytes()) + (await bytesOfVectors());
    const all = bytesToReduceTo(budget, bytes);
    return all === null ? nothing : all - bytesOfIds(log.count);
  }

  async #read(): Promise<LogRecord[]> {
    const all: LogRecord[] = [];
    for await (const records of this.#parts.log.readInOrder()) {
      all.push(...records);
      await this.#parts.pause();
    }
    return all;
  }
}

/** Hashes of ids lie beside the blocks, whatever the forms. */
function bytesOfIds(events: number): number {
  return BYTES_OF_AN_ID_IN_THE_MANIFEST * events;
}

async function inSlices<T>(work: Generator<void, T>, pause: () => Promise<void>): Promise<T> {
  for (;;) {
    const slice = performance.now();
    while (performance.now() - slice < SLICE_IN_MS) {
      const { done, value } = work.next();
      if (done) return value;
    }
    await pause();
  }
}
