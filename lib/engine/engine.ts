/**
 * Everything derived from the log, as a function of the records in log order: threads, memory of entities, effects and
 * credit, beliefs, lessons, counts. Pure and synchronous; the same object runs in the worker, in Node and in tests.
 *
 * Nothing in here depends on the clock, on chance, or on when a record arrived. So rebuilt, incremental and rewound
 * states have the same digest.
 */
import { Credit, type CreditSnapshot } from '../credit/credit.ts';
import { Lessons, type LessonsSnapshot } from '../lessons/lessons.ts';
import { isPresence } from '../linking/kinds-of-act.ts';
import { Threads, type ThreadsSnapshot } from '../linking/threads.ts';
import { AwaitedOutcomes, type AwaitedSnapshot, isMissed } from '../outcomes/awaited-outcomes.ts';
import { type CompareHints, compareSighting } from '../outcomes/compare-sighting.ts';
import { CorrectedValues, type CorrectedValuesSnapshot } from '../outcomes/corrected-values.ts';
import { Entities, type EntitiesSnapshot } from '../outcomes/entity-memory.ts';
import { compareInLogOrder, type Position } from '../records/order.ts';
import type { LogRecord } from '../records/record.ts';
import { UserModel, type UserModelSnapshot } from '../user-model/user-model.ts';
import { Verdicts, type VerdictsSnapshot } from '../user-model/verdicts.ts';
import type { Sighting } from './api.ts';
import { Counts, type CountsSnapshot } from './counts.ts';
import { digestOf } from './digest.ts';
import { Settings, type SettingsSnapshot } from './settings.ts';

/** Everything derived, as plain data that survives structured cloning. */
export interface EngineSnapshot {
  readonly version: string;
  readonly position: Position | null;
  readonly count: number;
  readonly threads: ThreadsSnapshot;
  readonly entities: EntitiesSnapshot;
  readonly awaited: AwaitedSnapshot;
  readonly corrected: CorrectedValuesSnapshot;
  readonly credit: CreditSnapshot;
  readonly lessons: LessonsSnapshot;
  readonly userModel: UserModelSnapshot;
  readonly verdicts: VerdictsSnapshot;
  readonly counts: CountsSnapshot;
  readonly settings: SettingsSnapshot;
}

/** The stores of what is derived. Where they stand in the log (`position`, `count`) is not derived from it. */
export type StoreName = Exclude<keyof EngineSnapshot, 'version' | 'position' | 'count'>;

/** A record came before one that was applied already: the state must be rewound first. */
export class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder';
}

export class Engine {
  /** Changes whenever the same log would give another derived state; saved states of another version are not used. */
  static readonly version = '8';

  #position: Position | null = null;
  #count = 0;
  #threads = new Threads();
  #entities = new Entities();
  #awaited = new AwaitedOutcomes();
  #corrected = new CorrectedValues();
  #credit = new Credit();
  #lessons = new Lessons();
  #userModel = new UserModel();
  #verdicts = new Verdicts();
  #counts = new Counts();
  #settings = new Settings();

  /** The last record applied; null before the first. */
  get position(): Position | null {
    return this.#position;
  }

  /** Records applied. */
  get count(): number {
    return this.#count;
  }

  get threads(): Threads {
    return this.#threads;
  }

  get entities(): Entities {
    return this.#entities;
  }

  get awaited(): AwaitedOutcomes {
    return this.#awaited;
  }

  get corrected(): CorrectedValues {
    return this.#corrected;
  }

  get credit(): Credit {
    return this.#credit;
  }

  get lessons(): Lessons {
    return this.#lessons;
  }

  get userModel(): UserModel {
    return this.#userModel;
  }

  get verdicts(): Verdicts {
    return this.#verdicts;
  }

  get counts(): Counts {
    return this.#counts;
  }

  get settings(): Settings {
    return this.#settings;
  }

  /**
   * Takes the next record in log order.
   * @throws OutOfOrder if it does not come after the last one.
   */
  apply(record: LogRecord): void {
    if (this.#position !== null && compareInLogOrder(record, this.#position) <= 0) {
      throw new OutOfOrder(
        `${record.id} at ${record.t} does not come after ${this.#position.id} at ${this.#position.t}.`,
      );
    }
    this.#position = { t: record.t, id: record.id };
    this.#count++;
    // That something was deleted teaches nothing: what is derived is as if it had never been.
    if (record.kind === 'tombstone') return;
    this.#counts.apply(record);
    const takenBack = this.#awaited.apply(record);
    for (const id of takenBack) this.#credit.retract(id);
    if (record.kind === 'outcome') {
      const candidates = this.#threads.candidatesOf(record);
      const state = this.#threads.stateAsOf(record);
      // What has not come is a case of what was waited for; it is nothing that was seen in a thread.
      if (isMissed(record)) {
        if (takenBack.includes(record.id)) return;
        this.#credit.learn({ ...record, type: String(record.context!.awaited_type) }, candidates, state);
        return;
      }
      this.#credit.learn(record, candidates, state);
      this.#lessons.learn(record, candidates);
    } else if (record.kind === 'action') {
      if (!isPresence(record)) this.#lessons.countAction(record.type, record.space ?? null);
    } else if (record.kind === 'statement') this.#userModel.apply(record);
    else if (record.kind === 'feedback') this.#revalue(this.#verdicts.apply(record));
    else if (record.kind === 'setting') this.#settings.apply(record);
    this.#corrected.apply(record);
    this.#threads.apply(record);
    this.#entities.apply(record);
  }

  #revalue(outcome: string | null): void {
    const learnt = outcome === null ? null : this.#credit.revalue(outcome, this.#verdicts.valueOf(outcome));
    if (learnt) this.#lessons.relearn(learnt, learnt.candidates);
  }

  /**
   * Does one step of what was put off: refits of forecasts. False: nothing is left. When it is done makes no difference to any
   * answer or digest.
   */
  refitStep(): boolean {
    return this.#credit.step();
  }

  /** The records a sighting becomes: what was seen, and the outcomes that follow from the difference to before. Not applied. */
  sight(sighting: Sighting, hints?: CompareHints): readonly LogRecord[] {
    return compareSighting(this.#entities, sighting, hints);
  }

  save(): EngineSnapshot {
    return {
      version: Engine.version,
      position: this.#position,
      count: this.#count,
      threads: this.#threads.save(),
      entities: this.#entities.save(),
      awaited: this.#awaited.save(),
      corrected: this.#corrected.save(),
      credit: this.#credit.save(),
      lessons: this.#lessons.save(),
      userModel: this.#userModel.save(),
      verdicts: this.#verdicts.save(),
      counts: this.#counts.save(),
      settings: this.#settings.save(),
    };
  }

  /** @throws Error for a snapshot of another engine version. */
  static load(snapshot: EngineSnapshot): Engine {
    if (snapshot.version !== Engine.version) {
      throw new Error(`The saved state is of engine ${snapshot.version}, this is ${Engine.version}.`);
    }
    const engine = new Engine();
    engine.#position = snapshot.position;
    engine.#count = snapshot.count;
    engine.#threads = Threads.load(snapshot.threads);
    engine.#entities = Entities.load(snapshot.entities);
    engine.#awaited = AwaitedOutcomes.load(snapshot.awaited);
    engine.#corrected = CorrectedValues.load(snapshot.corrected);
    engine.#credit = Credit.load(snapshot.credit, (id) => engine.#threads.done(id));
    engine.#lessons = Lessons.load(snapshot.lessons);
    engine.#userModel = UserModel.load(snapshot.userModel);
    engine.#verdicts = Verdicts.load(snapshot.verdicts);
    engine.#counts = Counts.load(snapshot.counts);
    engine.#settings = Settings.load(snapshot.settings);
    return engine;
  }

  /** Digest of each store, by its name (SHA-256, hex). */
  digests(): Readonly<Record<StoreName, string>> {
    const { version: _, position: __, count: ___, ...stores } = this.save();
    const digests = Object.entries(stores).map(([name, store]) => [name, digestOf(store)] as const);
    return Object.fromEntries(digests) as Record<StoreName, string>;
  }

  /**
   * One digest over all stores. It does not depend on where in the log they stand: a log from which something was deleted has the
   * digest of one in which it never was, though the one holds a tombstone.
   */
  digest(): string {
    return digestOf(this.digests());
  }
}
