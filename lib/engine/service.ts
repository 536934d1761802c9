/**
 * The engine service: durable log, derived state, index and vectors behind the one typed API. It runs in the worker of
 * the extension; tests run it in Node with a database in memory.
 */

import { BUDGET_SETTING, isBudget } from '../keeping/reduction-due.ts';
import { SENTENCES_OF_TASKS } from '../linking/kinds-of-task.ts';
import { RECORDS_TO_START_WITH } from '../linking/moments.ts';
import { isRecipient, newRecoveryKey } from '../log/age-file.ts';
import { checkLogFile } from '../log/check-log-file.ts';
import type { CheckpointKeeper } from '../log/checkpoints.ts';
import type { EventLog } from '../log/event-log.ts';
import { exportLog, nameOfExport } from '../log/export-log.ts';
import { ModelFailure } from '../models/model-failure.ts';
import type { Vectors } from '../models/vectors.ts';
import { OutcomesOfActs } from '../outcomes/outcomes-of-acts.ts';
import { hashRecord, hashSighting } from '../privacy/hash-personal-ids.ts';
import { textToEmbed } from '../recall/document-of.ts';
import { Recall } from '../recall/recall.ts';
import { newId } from '../records/new-id.ts';
import { earliestOf, inLogOrder, type Position } from '../records/order.ts';
import type { LogRecord, OutcomeRecord } from '../records/record.ts';
import { instantOf, validateRecord } from '../records/validate-record.ts';
import type { IndexRows } from '../store/index-rows.ts';
import type { Sizes } from '../store/sizes-of-stores.ts';
import { asStoreError, StoreError } from '../store/store-error.ts';
import type { VectorRows } from '../store/vector-rows.ts';
import { answer } from './answer.ts';
import type {
  AppendResult,
  BeliefView,
  CapturedRecord,
  DeleteMatch,
  DeleteScope,
  EngineApi,
  EngineStatus,
  MatchQuery,
  NowView,
  Offer,
  OutcomeView,
  Problem,
  Sighting,
} from './api.ts';
import { DeletionWalk } from './deletion/deletion-walk.ts';
import { ForgottenTexts } from './deletion/forgotten-texts.ts';
import { matchesOfPerson } from './deletion/matches-of-person.ts';
import { matchesOfTopic } from './deletion/matches-of-topic.ts';
import { PutOffRemoval } from './deletion/put-off-removal.ts';
import { type Digests, digestsOf } from './digests.ts';
import { EmbedBacklog } from './embed-backlog.ts';
import { Engine, type EngineSnapshot } from './engine.ts';
import { type ImportFiles, ImportRun } from './import-run.ts';
import { KeepWithinBudget } from './keep-within-budget.ts';
import { KeptRecall } from './kept-recall.ts';
import { LiveEngine } from './live-engine.ts';
import { type Here, whyNotTaken } from './not-taken-from-a-file.ts';
import { PlaceCaptured } from './place-captured.ts';
import { RestoreRun } from './restore-run.ts';
import {
  FOR_EVER,
  isDays,
  isTheUsersOwn,
  nameOfRetention,
  RETENTION,
  retentionOf,
  retentionRule,
} from './retention.ts';
import { seldom } from './seldom.ts';
import { TalksSoFar } from './talks-so-far.ts';
import { TaskOfThread, taskRecord } from './task-of-thread.ts';
import { type ValueSources, valueOutcomes } from './value-outcomes.ts';
import { beliefsAsMarkdown } from './views/beliefs-as-markdown.ts';
import { beliefsFile, isStanding } from './views/beliefs-file.ts';
import { deletePreview } from './views/delete-preview.ts';
import { eventRow, fitsWords } from './views/event-row.ts';
import { nowView } from './views/now.ts';
import { offerFor } from './views/offer.ts';
import { textsOfCandidates } from './views/offer-candidates.ts';
import { outcomeView, withoutActions } from './views/outcome.ts';
import { youView } from './views/you.ts';

const ROWS_IN_A_PAGE = 50;
/** On battery the search for meaning rests four times as long as it works. */
const REST_ON_BATTERY = 4;
/** What an answer was worth, more than that it was taken up. */
const OF_AN_ANSWER = /^[\w-]+:(?:regenerate|edit-prompt|correct|rate|choose):answer$/;
/** As the switches of recording write it (browser/recording-control.ts). */
const SITE_SETTING = 'site:';
const MOST_ROWS_IN_A_PAGE = 500;
const CAUSES_OF_ONE_OUTCOME = 50;
const LONGEST_TEXT_OF_A_MATCH = 200;
const SEED = 1;
/** Where files wait to be handed to the user. */
const FILES_AT_HAND_IN_MS = 10 * 60_000;
const FILES = { export: 'export.ndjson.gz', backup: 'backup.ndjson.gz.age' } as const;
/** Comes after every id of the same instant. */
const LAST_ID = '\uffff';
/** An offer must not keep a person waiting for a model that is still being opened, or for the index. */
const PATIENCE_OF_AN_OFFER_IN_MS = 700;
/** A sighting can wait for the model to be opened: what a reply is worth is said once. */
const PATIENCE_OF_A_SIGHTING_IN_MS = 10_000;
const BETWEEN_LOOKS_FOR_MISSED_IN_MS = 3_600_000;
/** How long a deletion can be taken back. */
const GRACE_OF_DELETION_IN_MS = 10_000;
/** After so many more events it is looked again whether some are due to be forgotten. */
const EVENTS_BETWEEN_RETENTIONS = 5_000;
/** What a page or a file tells of a later time than this comes from a clock that is wrong, or from nobody who means well. */
const FURTHEST_AHEAD_IN_MS = 24 * 3_600_000;
const AHEAD = 't is more than a day ahead of this device’s clock';

export interface ServiceParts {
  readonly log: EventLog;
  readonly checkpoints: CheckpointKeeper;
  readonly vectors: Vectors;
  readonly vectorRows: VectorRows;
  readonly indexRows: IndexRows;
  /** Epoch milliseconds; for views and for the time of our own records, never for derived state. */
  readonly now: () => number;
  /** Instant at which the user's day began. */
  readonly midnight: () => string;
  /** Lets the thread breathe between slices of work. */
  readonly pause: () => Promise<void>;
  /** Something that is shown may have changed. */
  readonly onChanged: () => void;
  readonly files: ImportFiles;
  /** Bytes of all stores. */
  readonly sizes: () => Promise<Sizes>;
}

export function createEngineService(parts: ServiceParts): EngineApi {
  const { log, vectors, now, onChanged } = parts;
  let problem: Problem | null = log.problem;
  let embedder: EngineStatus['embedder'] = 'loading';
  /** Deleted, and not yet gone from derived state: left out of every view until the rebuild is done. */
  const hidden = new Set<string>();

  const live = new LiveEngine({
    read: (after) => log.readInOrder(after),
    checkpoints: parts.checkpoints,
    size: () => log.count,
    changes: () => log.changes,
    pause: parts.pause,
    onChanged,
    onCheckpointFailed: (error) => noteProblem(error),
    onRebuildFailed: (error) => noteProblem(asStoreError(error)),
  });
  const recall = new KeptRecall({ log, rows: parts.indexRows, vectors: vectors.table, pause: parts.pause });
  const placing = new PlaceCaptured();
  const acts = new OutcomesOfActs();
  const tasks = new TaskOfThread(vectors);
  const placingReady = readTail().catch(noteProblem);
  const started = start();
  started.catch(noteProblem);

  /** What was done lately, for the state at the moment of what comes next. */
  async function readTail(): Promise<void> {
    const tail = await log.readBackwards({ limit: RECORDS_TO_START_WITH });
    if (tail.length === RECORDS_TO_START_WITH) placing.moments.startFrom(tail.at(-1)!.t);
    for (const record of tail.toReversed()) {
      placing.take(record);
      acts.take(record);
    }
  }

  async function start(): Promise<void> {
    const loadingVectors = vectors.load();
    const leftovers = await log.leftovers();
    recall.remove(leftovers);
    await live.start();
    for (const entity of live.engine.entities.all()) placing.moments.startWithTask(entity);
    await loadingVectors;
    // Nobody waits for the model: what it adds comes when it is open.
    warm = warmUp();
    void noteMissed();
    // Left by an engine that ended before it took them away.
    dropFiles();
    if (leftovers.length > 0) background = background.then(() => forgetLeftovers(leftovers)).catch(noteProblem);
    retainLater();
    keepLater();
  }

  let warm: Promise<unknown> = Promise.resolve();

  /** Opens the model once, so that the first offer finds it open. */
  async function warmUp(): Promise<void> {
    try {
      await vectors.embedNow('ready');
      embedder = 'ready';
    } catch (error) {
      if (error instanceof ModelFailure) {
        embedder = error.problem.code === 'model-missing' ? 'missing' : 'broken';
        problem ??= error.problem;
      } else embedder = 'broken';
    }
    onChanged();
  }

  function noteProblem(error: unknown): void {
    if (error instanceof StoreError) problem = error.problem;
    onChanged();
  }

  const instant = () => new Date(now()).toISOString();

  /* ---- writing ---- */

  async function append(records: readonly LogRecord[]): Promise<AppendResult> {
    let appended: Awaited<ReturnType<EventLog['append']>>;
    try {
      appended = await log.append(records.map((record) => safelyHashed(record)));
    } catch (error) {
      noteProblem(error);
      throw error;
    }
    if (problem?.code === 'disk-full') problem = log.problem;
    const { stored, refused, fresh, replaced, removed } = appended;
    leaveOutForGood(removed);
    if (fresh.length > 0) live.take(fresh);
    for (const record of replaced) live.goBackTo(record);
    placing.remove(replaced.map(({ id }) => id));
    acts.remove(replaced.map(({ id }) => id));
    for (const record of [...fresh, ...replaced]) {
      placing.take(record);
      acts.take(record);
    }
    recall.remove(replaced.map(({ id }) => id));
    recall.add([...fresh, ...replaced]);
    if (fresh.length + replaced.length > 0) embedLater([...fresh, ...replaced]);
    if (log.count - countAtRetention >= EVENTS_BETWEEN_RETENTIONS || fresh.some(isRetention)) retainLater();
    if (keeping.isLookDue || fresh.some(isSettingOfBudget)) keepLater();
    return { stored, refused };
  }

  /** @param patience how long to wait for the model to be opened; ms. */
  function valueSources(patience: number): ValueSources {
    return {
      corrected: live.engine.corrected,
      model: vectors.model,
      async vectorOf(text) {
        if (embedder === 'loading' && patience > 0) {
          await Promise.race([warm, new Promise((resolve) => setTimeout(resolve, patience))]);
        }
        return embedder === 'ready' ? vectors.embedNow(text) : undefined;
      },
    };
  }

  let looked = Number.NEGATIVE_INFINITY;

  /** Records what was awaited and has not come: at start, and then at most once an hour while something happens. */
  async function noteMissed(): Promise<void> {
    if (now() - looked < BETWEEN_LOOKS_FOR_MISSED_IN_MS) return;
    looked = now();
    try {
      await live.settled();
      const missed = live.engine.awaited.missedAt(instant());
      if (missed.length > 0) await append(missed);
    } catch (error) {
      noteProblem(error);
    }
  }

  let captures: Promise<unknown> = Promise.resolve();

  /** One delivery after the other: each act is placed, and compared, with those before it in mind. */
  function captured(records: readonly CapturedRecord[]): Promise<AppendResult> {
    const mine = captures.then(async () => {
      await placingReady;
      const there = await log.get(records.flatMap((record) => (typeof record?.id === 'string' ? [record.id] : [])));
      const known: string[] = [];
      const fit: CapturedRecord[] = [];
      const unfit: LogRecord[] = [];
      const ahead: AppendResult['refused'][number][] = [];
      for (const record of records) {
        const checked = validateRecord(record);
        if (!checked.ok) unfit.push(record);
        else if (isAhead(checked.record.t)) ahead.push({ id: checked.record.id, reason: AHEAD });
        else if (there.has(checked.record.id)) known.push(checked.record.id);
        else fit.push(safelyHashed(checked.record));
      }
      // One id twice in a delivery: the first one is what was done.
      const first = fit.filter(({ id }, i) => fit.findIndex((other) => other.id === id) === i);
      const placed = placing.place(await valueOutcomes(first, valueSources(0)));
      const told = acts.of(placed, (thread, space) => live.engine.entities.of(thread, space)?.acts ?? []);
      const { stored, refused } = await append([...placed, ...(await valueOutcomes(told, valueSources(0))), ...unfit]);
      void started.then(noteMissed);
      const own = new Set(told.map(({ id }) => id));
      return { stored: [...known, ...stored.filter((id) => !own.has(id))], refused: [...ahead, ...refused] };
    });
    captures = mine.catch(() => undefined);
    return mine;
  }

  /** Held by everything after it, a time to come would make all that follows look old. */
  function isAhead(t: string): boolean {
    return Date.parse(t) - now() > FURTHEST_AHEAD_IN_MS;
  }

  function safelyHashed(record: LogRecord): LogRecord {
    try {
      return hashRecord(record, log.key);
    } catch {
      // Not a record at all: the log refuses it, with its reason.
      return record;
    }
  }

  let background: Promise<unknown> = Promise.resolve();

  /** Embeds and indexes when there is nothing more urgent; one batch after the other. */
  function embedLater(records: readonly LogRecord[]): void {
    const texts = records.flatMap((record) => textToEmbed(record) ?? []);
    background = background
      .then(async () => {
        if (embedder === 'missing' || embedder === 'broken') return;
        await vectors.ensure(texts);
        // Beliefs and lessons too, so that an offer finds their vectors ready.
        await vectors.ensure(textsOfCandidates(live.engine, instant()));
        await recall.save();
      })
      .catch(noteProblem);
  }

  let sightings: Promise<unknown> = Promise.resolve();

  /** One sighting after the other: each is compared with what the one before left behind. */
  function sighting(seen: Sighting): Promise<AppendResult> {
    const mine = sightings.then(async () => {
      await started;
      await live.settled();
      if (isAhead(seen.t)) return { stored: [], refused: [{ id: seen.id, reason: AHEAD }] };
      // Sent again: it was compared then, and is not compared with what came since.
      if ((await log.get([seen.id])).has(seen.id)) return { stored: [seen.id], refused: [] };
      const found = live.engine.sight(hashSighting(seen, log.key), { pasted: (action) => placing.pasted(action) });
      const records = await valueOutcomes(found, valueSources(PATIENCE_OF_A_SIGHTING_IN_MS));
      void noteMissed();
      const appended = await append(records);
      findTaskLater(records[0]!);
      return appended;
    });
    sightings = mine.catch(() => undefined);
    return mine;
  }

  /** Says once of a thread what kind of task it is, when its title has become known. Acts from then on bear it. */
  function findTaskLater(seen: LogRecord): void {
    background = background
      .then(async () => {
        if (seen.thread === undefined || embedder === 'missing' || embedder === 'broken') return;
        if (placing.moments.taskOf(seen.thread, seen.space ?? null) !== null) return;
        const found = await tasks.of(seen.text ?? '');
        if (found) await append([taskRecord(seen, found, vectors.model, instant())]);
      })
      .catch(noteProblem);
  }

  /* ---- history ---- */

  let isOnBattery = false;

  async function promptsWithOutcomes(): Promise<ReadonlySet<string>> {
    const ids = new Set<string>();
    for await (const batch of log.readInOrder()) {
      for (const record of batch) {
        if (record.kind === 'outcome' && OF_AN_ANSWER.test(record.type))
          for (const id of record.links ?? []) ids.add(id);
      }
    }
    return ids;
  }

  const history = new ImportRun({
    files: parts.files,
    readLog: () => log.readInOrder(),
    known: async (ids) => new Set((await log.get(ids)).keys()),
    adoptKey: (bytes) => log.adoptKey(bytes),
    store: storeHistory,
    hold: () => live.hold(),
    settled: async () => {
      await started;
      await live.settled();
    },
    kept: () => {
      retainLater();
      keepLater();
    },
    backlog: (progress) =>
      new EmbedBacklog({
        readBackwards: (options) => log.readBackwards(options),
        hasVector: (text) => vectors.get(text) !== undefined,
        embed: async (texts) => {
          await warm;
          await vectors.ensure(texts);
          await recall.save();
        },
        branched: () => promptsWithOutcomes(),
        rest: () => (isOnBattery ? REST_ON_BATTERY : 0),
        progress,
      }),
    onChanged,
  });

  /** What comes from the past is no moment of what is done now: it is neither placed nor compared with acts. */
  function storeHistory(records: readonly LogRecord[]) {
    return storeFromFile(records.map((record) => safelyHashed(record)));
  }

  /** Whether nothing was kept when the last file was begun. */
  let wasEmpty = false;

  /** Settings alone are nothing: the first thing a person does is to switch a site on. */
  function beginFile(): void {
    wasEmpty = live.engine.counts.apps().length === 0;
  }

  async function storeFromFile(records: readonly LogRecord[]) {
    const here: Here = {
      latest: new Date(now() + FURTHEST_AHEAD_IN_MS).toISOString(),
      retention: retentionRule(retentionOf(live.engine.settings), instant()),
      isEmpty: wasEmpty,
    };
    const fit: LogRecord[] = [];
    const unfit: AppendResult['refused'][number][] = [];
    for (const record of records) {
      const reason = whyNotTaken(record, here);
      if (reason === null) fit.push(record);
      else unfit.push({ id: record.id, reason });
    }
    try {
      const appended = await log.append(fit);
      const { fresh, refused, removed } = appended;
      leaveOutForGood(removed);
      if (fresh.length > 0) live.takeHistory(fresh);
      recall.add(fresh);
      return { fresh, refused: [...unfit, ...refused], removed: removed.length };
    } catch (error) {
      noteProblem(error);
      throw error;
    }
  }

  const talks = new TalksSoFar({
    readLog: () => log.readInOrder(),
    state: () => `${log.count} ${log.changes} ${vectors.table.size}`,
    vectorOf: (text) => vectors.get(text),
    embed: async (texts) => {
      await warm;
      if (embedder === 'ready') await vectors.ensure(texts, undefined, 'now');
    },
    pause: parts.pause,
  });

  /* ---- out, and back in ---- */

  const restoring = new RestoreRun({
    offered: (offer) => parts.files.offered(offer),
    get: (ids) => log.get(ids),
    asStored: safelyHashed,
    adoptKey: (bytes) => log.adoptKey(bytes),
    store: async (records) => {
      const { fresh, refused, removed } = await storeFromFile(records);
      return { fresh: fresh.length, refused, removed };
    },
    mayBringBack: () => !isBudget(live.engine.settings.get(BUDGET_SETTING)),
    bringBack,
    hold: () => {
      const release = live.hold();
      return () => {
        release();
        if (firstBack) live.goBackTo(firstBack);
        firstBack = null;
      };
    },
    settled: async () => {
      await started;
      await live.settled();
    },
    kept: () => {
      retainLater();
      keepLater();
      void history.findMeaning().catch(noteProblem);
    },
    onChanged,
  });

  /** Of the records that came back whole in the restore under way. */
  let firstBack: Position | null = null;

  async function bringBack(records: readonly LogRecord[]): Promise<number> {
    const back = await log.bringBack(records);
    firstBack = earliestOf(firstBack ? [firstBack, ...back] : back);
    recall.remove(back.map(({ id }) => id));
    recall.add(back);
    embedLater(back);
    return back.length;
  }

  let filesAreDropped: ReturnType<typeof setTimeout> | undefined;

  /** What was handed out is the user's; a copy of it that stays behind would keep what is deleted later. */
  function dropFiles(): void {
    for (const file of Object.values(FILES)) void parts.files.drop(file);
  }

  /** Writes the file, and reads it back: what is handed out can be opened, and all of it is there. */
  async function exportAll(lock?: string, as: 'export' | 'backup' = 'export'): ReturnType<EngineApi['exportAll']> {
    let records = 0;
    // Locked to anything else, it would be a passphrase that somebody has stored.
    if (as === 'backup' && (lock === undefined || !isRecipient(lock)))
      throw new Error('There is no recovery key to lock the backup to. Make a new one.');
    // Only the user's own key opens what is locked to it: the check has one of its own, which nobody keeps.
    const ofCheck = lock !== undefined && isRecipient(lock) ? await newRecoveryKey() : null;
    const bytes = await exportLog(log.readInOrder(), {
      passphrase: lock,
      also: ofCheck ? [ofCheck.recipient] : [],
      keys: log.keys,
      tombstones: log.tombstones === 0 ? [] : await recordsThat(({ kind }) => kind === 'tombstone'),
      counted: (count) => {
        records = count;
      },
    });
    const file = FILES[as];
    clearTimeout(filesAreDropped);
    filesAreDropped = setTimeout(dropFiles, FILES_AT_HAND_IN_MS);
    await parts.files.save(file, bytes);
    const saved = await parts.files.saved(file);
    await checkLogFile(saved, records, ofCheck?.key ?? lock);
    return { file, name: nameOfExport(instant(), lock !== undefined), records, bytes: saved.size };
  }

  async function recordsThat(accept: (record: LogRecord) => boolean): Promise<LogRecord[]> {
    const found: LogRecord[] = [];
    for await (const batch of log.readInOrder()) found.push(...batch.filter(accept));
    return found;
  }

  /* ---- deleting ---- */

  const walk = new DeletionWalk(log);
  const putOff = new PutOffRemoval({ log, graceInMs: GRACE_OF_DELETION_IN_MS, failed: noteProblem });
  const forgotten = new ForgottenTexts({
    vectors,
    rows: parts.vectorRows,
    readLog: () => log.readInOrder(),
    said: () => textsOfCandidates(live.engine, instant()),
  });

  /** What a deletion takes, in log order, and how much of it was not asked for. */
  async function toDelete(scope: DeleteScope): Promise<{ readonly records: LogRecord[]; readonly along: number }> {
    // While an earlier deletion is being worked in, the state from before it serves, less what was deleted: nobody waits for that.
    if (hidden.size === 0) await live.settled();
    const { named, along } = (await walk.through(scope)).found(live.engine, hidden);
    const records = [...named, ...(await log.get(along)).values()];
    return { records: inLogOrder(records), along: along.length };
  }

  /** @param spare what stays, though it would go along. */
  async function remove(
    scope: DeleteScope,
    how: 'for good' | 'with grace',
    spare: (record: LogRecord) => boolean = () => false,
  ): Promise<{ deleted: number }> {
    await started;
    const records = (await toDelete(scope)).records.filter((record) => !spare(record));
    if (records.length === 0) return { deleted: 0 };
    const ids = records.map(({ id }) => id);
    const tombstone = { id: newId(), t: instant() };
    const said = forgotten.said();
    for (const id of ids) hidden.add(id);
    try {
      const removed =
        how === 'for good'
          ? await log.remove(ids, tombstone)
          : await putOff.hide(records, tombstone, () => forgetLater(records, said));
      leaveOut(removed.records);
      if (how === 'for good') forgetLater(removed.records, said);
      return { deleted: removed.records.length };
    } catch (error) {
      for (const id of ids) hidden.delete(id);
      noteProblem(error);
      throw error;
    }
  }

  async function undoDelete(): Promise<{ restored: number }> {
    const { records, earliest } = await putOff.undo();
    if (earliest === null) return { restored: 0 };
    for (const record of records) {
      hidden.delete(record.id);
      placing.take(record);
      acts.take(record);
    }
    talks.forget();
    recall.add(records);
    live.goBackTo(earliest);
    onChanged();
    return { restored: records.length };
  }

  /** Records are out of the log's sight, and now out of everything else's: at once out of view, then out of what was learned. */
  function leaveOut(removed: readonly LogRecord[]): void {
    if (removed.length === 0) return;
    const ids = removed.map(({ id }) => id);
    talks.forget();
    keepingSeen.forget();
    sizesSeen.forget();
    dropFiles();
    for (const id of ids) hidden.add(id);
    recall.remove(ids);
    placing.remove(ids);
    acts.remove(ids);
    live.drop(ids, inLogOrder(removed)[0]!);
    live
      .settled()
      .then(() => {
        for (const id of ids) hidden.delete(id);
        onChanged();
      })
      .catch(noteProblem);
    onChanged();
  }

  /** The same of records that are gone from the log: nothing of them stays. */
  function leaveOutForGood(removed: readonly LogRecord[]): void {
    if (removed.length === 0) return;
    const said = forgotten.said();
    leaveOut(removed);
    forgetLater(removed, said);
  }

  /** @param said before they went, in words from them. */
  function forgetLater(removed: readonly LogRecord[], said: readonly string[]): void {
    background = background
      .then(async () => {
        await live.settled();
        await forgotten.forget([...removed.flatMap((record) => textToEmbed(record) ?? []), ...said]);
        await saveIndexWithout(removed.map(({ id }) => id));
      })
      .catch(noteProblem);
  }

  /** What a removal left behind that was cut off before its words were forgotten: nobody knows any more which they were. */
  async function forgetLeftovers(ids: readonly string[]): Promise<void> {
    await live.settled();
    await forgotten.forgetStray();
    await saveIndexWithout(ids);
  }

  async function saveIndexWithout(ids: readonly string[]): Promise<void> {
    // An index that was never opened still has them on disk.
    await recall.open();
    await recall.save();
    await log.forgetLeftovers(ids);
  }

  async function deleteMatches(query: MatchQuery): Promise<readonly DeleteMatch[]> {
    await started;
    await live.settled();
    if ('topic' in query) {
      return asRows(await matchesOfTopic(query.topic, { recall: await recall.open(), vectors }));
    }
    const found: ReturnType<typeof matchesOfPerson> = [];
    for await (const batch of log.readInOrder()) found.push(...matchesOfPerson(batch, query.person, log.keys.values()));
    return asRows(found.sort((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0)));
  }

  async function asRows(
    found: readonly { readonly id: string; readonly by: DeleteMatch['by'] }[],
  ): Promise<DeleteMatch[]> {
    const records = await log.get(found.map(({ id }) => id));
    return found.flatMap(({ id, by }) => {
      const record = records.get(id);
      if (!record) return [];
      const row = eventRow(live.engine, record);
      // All matches go to the panel in one message, each to be known again and not to be read.
      return [{ row: { ...row, text: row.text?.slice(0, LONGEST_TEXT_OF_A_MATCH) ?? null }, by }];
    });
  }

  /* ---- forgetting in time ---- */

  let countAtRetention = 0;

  const isRetention = (record: LogRecord) => record.kind === 'setting' && record.name.startsWith(RETENTION);

  /** Deletes what is due. When it is looked at makes no difference to what is derived: that follows from the log as it then is. */
  function retainLater(): void {
    countAtRetention = log.count;
    background = background.then(forgetWhatIsDue).catch(noteProblem);
  }

  async function forgetWhatIsDue(): Promise<void> {
    await live.settled();
    const { before, isDue } = retentionRule(retentionOf(live.engine.settings), instant());
    if (before === null) return;
    const ids: string[] = [];
    for await (const batch of log.readInOrder()) {
      for (const record of batch) if (isDue(record)) ids.push(record.id);
      if (batch.at(-1)!.t >= before) break;
    }
    // Age is no reason to lose what the user said: their verdicts stay, also on what is forgotten.
    if (ids.length > 0) await remove({ ids }, 'for good', isTheUsersOwn);
  }

  async function retain({ app, days }: Parameters<EngineApi['retain']>[0]): ReturnType<EngineApi['retain']> {
    if (days !== null && days !== 'general' && !isDays(days))
      throw new Error('Days must be a whole number, 1 or more.');
    // In general, for ever is no rule at all; of one site it is one against the general rule.
    const value = days === 'general' || (days === null && app === undefined) ? null : (days ?? FOR_EVER);
    await append([{ kind: 'setting', id: newId(), t: instant(), name: nameOfRetention(app), value }]);
    await live.settled();
    return retentionOf(live.engine.settings);
  }

  /* ---- keeping within a budget ---- */

  const keeping = new KeepWithinBudget({
    log,
    engine: () => live.engine,
    settled: () => live.settled(),
    bytesOfVectors: () => parts.vectorRows.bytes(),
    hasVectors: () => embedder === 'ready',
    follow: followReduction,
    instant,
    pause: parts.pause,
    onChanged: () => {
      keepingSeen.forget();
      onChanged();
    },
  });
  const isReading = () => history.isReading;
  const keepingSeen = seldom(() => keeping.view(), isReading);
  const sizesSeen = seldom(parts.sizes, isReading);

  const isSettingOfBudget = (record: LogRecord) => record.kind === 'setting' && record.name === BUDGET_SETTING;

  let reducing: Promise<unknown> = Promise.resolve();

  /** Beside what else is done in the background: it takes long, and what waited for it would all come at once. */
  function keepLater(): void {
    reducing = reducing
      .then(async () => {
        // Whether texts have vectors must be known, since those take most of the room.
        await warm;
        await keeping.look();
      })
      .catch(noteProblem);
  }

  async function followReduction(changed: readonly LogRecord[]): Promise<void> {
    const first = earliestOf(changed);
    if (first) live.goBackTo(first);
    await live.settled();
    await recall.renew();
    // In turn with what embeds: the text of a record that comes meanwhile gets its vector after it.
    const forgetting = background.then(forgetUnusedVectors);
    background = forgetting.catch(noteProblem);
    await forgetting;
  }

  /** All that no text has any more, whichever reduction it was of: one may have been cut off before it forgot them. */
  async function forgetUnusedVectors(): Promise<void> {
    const slots = new Set<number>();
    const keep = (text: string | null) => {
      const slot = text === null ? undefined : vectors.table.knownSlotOf(text);
      if (slot !== undefined) slots.add(slot);
    };
    for await (const batch of log.readInOrder()) {
      for (const record of batch) keep(textToEmbed(record));
      await parts.pause();
    }
    for (const text of [...textsOfCandidates(live.engine, instant()), ...SENTENCES_OF_TASKS]) keep(text);
    await parts.vectorRows.remove(vectors.model, vectors.forgetAllBut(slots));
  }

  async function keepWithin(budget: number | null): ReturnType<EngineApi['keepWithin']> {
    if (budget !== null && !(isBudget(budget) && Number.isInteger(budget)))
      throw new Error('The room must be a whole number of bytes, 1 or more.');
    await append([{ kind: 'setting', id: newId(), t: instant(), name: BUDGET_SETTING, value: budget }]);
    await live.settled();
    keepingSeen.forget();
    return keepingSeen.get();
  }

  /* ---- showing ---- */

  function withoutHidden(card: BeliefView): BeliefView[] {
    if (hidden.size === 0) return [card];
    const left = {
      for: card.for.filter(({ id }) => !hidden.has(id)),
      against: card.against.filter(({ id }) => !hidden.has(id)),
    };
    return left.for.length === 0 && card.for.length > 0 ? [] : [{ ...card, ...left }];
  }

  function outcomeWithoutHidden(outcome: OutcomeView): OutcomeView[] {
    return hidden.has(outcome.id) ? [] : [withoutActions(outcome, hidden)];
  }

  async function shownNow(): Promise<NowView> {
    await started;
    await noteMissed();
    const view = nowView(live.engine, instant(), parts.midnight());
    return {
      ...view,
      noticed: view.noticed.flatMap(outcomeWithoutHidden),
      changed: view.changed.flatMap(withoutHidden),
    };
  }

  /** The derived state of an earlier moment, built from the last checkpoint before it. */
  async function engineAsOf(at: string): Promise<Engine> {
    const checkpoint = await parts.checkpoints.latest({ t: at, id: LAST_ID });
    const engine =
      checkpoint && checkpoint.position.t <= at ? Engine.load(checkpoint.snapshot as EngineSnapshot) : new Engine();
    for await (const batch of log.readInOrder(engine.position)) {
      for (const record of batch) {
        if (record.t > at) return engine;
        engine.apply(record);
      }
      await parts.pause();
    }
    return engine;
  }

  /* ---- the chat ---- */

  async function offer(request: Parameters<EngineApi['offer']>[0]): Promise<Offer | null> {
    await started;
    if (hidden.size > 0) return null;
    const opening = recall.open();
    await Promise.race([
      Promise.all([embedder === 'ready' ? vectors.embedNow(request.draft) : undefined, opening]),
      new Promise((resolve) => setTimeout(resolve, PATIENCE_OF_AN_OFFER_IN_MS)),
    ]);
    const made = await offerFor(
      request,
      { engine: live.engine, recall: recall.ready ?? new Recall(vectors.table), vectors, get: (ids) => log.get(ids) },
      newId(),
    );
    if (!made) return null;
    await append([made.decision]);
    return made.offer;
  }

  const WORTH_OF_USE = { added: 1, copied: 0.5, dismissed: 0, undone: -0.5 } as const;

  return {
    append,
    captured,
    sighting,
    status: async () => ({ ready: true, events: log.count, rebuilding: live.rebuilding, embedder, problem }),
    now: shownNow,
    you: async (query) => {
      await started;
      return youView(live.engine, instant(), query ?? {}).flatMap(withoutHidden);
    },
    outcome: async (id) => {
      await started;
      const view = outcomeView(live.engine, id, CAUSES_OF_ONE_OUTCOME);
      return view ? (outcomeWithoutHidden(view)[0] ?? null) : null;
    },
    timeline: async ({ before, limit = ROWS_IN_A_PAGE, app, thread, kind, q }) => {
      await started;
      const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = Math.min(limit, MOST_ROWS_IN_A_PAGE);
      const records = await log.readBackwards({
        limit: wanted + 1,
        ...(before && { before }),
        accept: (record) =>
          (app === undefined || record.app === app) &&
          (thread === undefined || record.thread === thread) &&
          (kind === undefined ? record.kind !== 'annotation' : record.kind === kind) &&
          fitsWords(record, words),
      });
      return {
        rows: records.slice(0, wanted).map((record) => eventRow(live.engine, record)),
        more: records.length > wanted,
        apps: live.engine.counts.apps(),
      };
    },
    deleteMatches,
    deletePreview: async (scope) => {
      await started;
      const { records, along } = await toDelete(scope);
      return deletePreview(live.engine, records, instant(), along, hidden);
    },
    delete: (scope) => remove(scope, 'with grace'),
    undoDelete,
    sizes: async () => {
      await started;
      const first = live.engine.counts
        .apps()
        .reduce<string | null>((earliest, { first: t }) => (earliest === null || t < earliest ? t : earliest), null);
      return { ...(await sizesSeen.get()), events: log.count, first, spaces: live.engine.counts.spaces() };
    },
    retention: async () => {
      await started;
      await live.settled();
      return retentionOf(live.engine.settings);
    },
    retain,
    keeping: async () => {
      await started;
      return keepingSeen.get();
    },
    keepWithin,
    offer,
    offerUsed: ({ offer: decision, app, thread, t, verdict, kept }) => {
      const outcome: OutcomeRecord = {
        kind: 'outcome',
        id: `${decision}.${verdict}`,
        t,
        app,
        ...(thread !== undefined && { thread }),
        type: 'retrace:use:offer',
        value: WORTH_OF_USE[verdict],
        features: { kept: kept.length },
        links: [decision],
      };
      return append([outcome]);
    },
    ask: async (ask) => {
      await started;
      await live.settled();
      const at = instantOf(ask.at);
      if (at === null && ask.at !== undefined && ask.at !== null) {
        return { id: ask.id ?? null, error: '“at” must be an ISO instant' };
      }
      return answer(ask, {
        engine: at === null ? live.engine : await engineAsOf(at),
        recall: await recall.open(),
        vectors,
        at,
        now: at ?? instant(),
        seed: SEED,
        get: async (ids) => new Map([...(await log.get(ids))].filter(([, { t }]) => at === null || t <= at)),
      });
    },
    importLook: (offer, words) => history.look(offer, words),
    importStart: () => {
      beginFile();
      return history.start();
    },
    importPause: (paused) => history.pause(paused),
    importStop: () => history.stop(),
    importStatus: async () => history.view(),
    isWorking: async () => history.isWorking || restoring.isWorking || keeping.isWorking || live.rebuilding !== null,
    onBattery: async (isOn) => {
      isOnBattery = isOn;
    },
    talks: async () => {
      await started;
      return talks.view();
    },
    exportAll,
    newRecoveryKey,
    beliefsFile: async (format) => {
      await started;
      await live.settled();
      const now = instant();
      const file = beliefsFile(live.engine, await recordsThat(isStanding), now);
      const text = format === 'md' ? beliefsAsMarkdown(file) : `${JSON.stringify(file, null, 2)}\n`;
      return { name: `beliefs.${format}`, text };
    },
    restore: async (offer, passphrase) => {
      await started;
      beginFile();
      return restoring.start(offer, passphrase);
    },
    restoreStop: () => restoring.stop(),
    restoreStatus: async () => restoring.view(),
    recordedSites: async () => {
      await started;
      await live.settled();
      return [...live.engine.settings.entries()].flatMap(([name, value]) =>
        name.startsWith(SITE_SETTING) && (value === 'on' || value === 'actions only')
          ? [name.slice(SITE_SETTING.length)]
          : [],
      );
    },
    digest: async () => {
      await started;
      await live.settled();
      return live.engine.digest();
    },
    digests: async (): Promise<Digests> => {
      await started;
      await live.settled();
      return digestsOf(live.engine, await recall.open());
    },
    settled: async () => {
      await started;
      await putOff.end();
      await live.settled();
      // What is done in the background may bring more to do.
      for (let done: readonly unknown[] = []; done[0] !== background || done[1] !== reducing; ) {
        done = [background, reducing];
        await Promise.all(done);
      }
      await live.settled();
    },
  };
}
