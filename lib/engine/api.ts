/**
 * The one typed API of the engine: what the worker exposes over Comlink and what the panel, the capture and the chat
 * scripts reach through the background. Everything that crosses it is plain JSON data.
 *
 * Nothing here imports a room of lib/ other than records/, so that browser/ and components/ may import it freely.
 */
import type { Context, Features, Instant, LogRecord, Ref, Refusal } from '../records/record.ts';

/** Rungs of the ladder of claims; `caused` needs randomised evidence. */
export type ClaimStatus = 'linked' | 'associated' | 'likely_helps' | 'likely_hurts' | 'caused';

export type BeliefKind = 'constraint' | 'preference' | 'habit' | 'mental_model' | 'fact' | 'goal';

/* ---- capture ---------------------------------------------------------------------------------------------------- */

/** What an append did. A record is in `stored` once it is durable, also when it was there before. */
export interface AppendResult {
  readonly stored: readonly string[];
  readonly refused: readonly Refusal[];
}

/** The state of an entity as a page shows it at one moment; compared with what was seen before. */
export interface Sighting {
  /** Id of the observation record this sighting becomes. */
  readonly id: string;
  readonly t: Instant;
  readonly app: string;
  readonly space?: string;
  readonly thread: string;
  readonly title: string;
  /** Named state signals: revision, status word, counter, tags. Short, redacted, no free text. */
  readonly state: Context;
  /** What the words of `state` are worth to the one whose thing it is, in [-1, 1], by signal; of those a pack or the user knows. Never stored. */
  readonly worth?: Readonly<Record<string, number>>;
  /** Hashes of the word 5-grams of the page's main text (records/shingles.ts), for the survival of one's own edits. Never stored. */
  readonly shingles?: readonly number[];
  /** What the page says happened to the user's own contributions, where a site pack can read it. */
  readonly news?: readonly SightingNews[];
  /** Names by which the thing is known elsewhere: `url:host/path`, `key:ABC-12`, `file:plan.pdf`, `mail:…` (hashed before storage). */
  readonly entities?: readonly string[];
  /** Contributions the page shows below the thing (comments, answers, reviews), in the order of the page; the latest 50. */
  readonly replies?: readonly Reply[];
  /** Other things the page names, with what it says of them: rows of a list, links in a mail. Of those acted on before, news is kept. */
  readonly mentions?: readonly Mention[];
}

/** One contribution on a thing's page, by anybody. Compared with what was there at the last visit. */
export interface Reply {
  /** Stable among the replies of this thing: its id or address on the page, else a hash of who, when and the first words. */
  readonly key: string;
  /** What it says, as far as text may be kept; at most 1,000 characters. */
  readonly text?: string;
  /** Word 5-gram hashes of the whole, to know one's own words again. Never stored. */
  readonly shingles?: readonly number[];
  /** Who wrote it, as `@name` (hashed before storage). */
  readonly by?: string;
  /** Whether the page says that the user wrote it. */
  readonly own?: boolean;
  readonly happened?: Instant;
  /** Structure that is worth something in itself, in [-1, 1]: a review that approves, a thumb. */
  readonly value?: number;
}

/** Another thing a page names, with what it says of it. */
export interface Mention {
  /** Thread relative to this site, if the thing belongs to it. */
  readonly thread?: string;
  /** Names of the thing, as in `Sighting.entities`; at least one, if there is no thread. */
  readonly entities: readonly string[];
  readonly title: string;
  /** Signals under the names that the thing's own page gives them. */
  readonly state: Context;
  readonly text?: string;
  /** Of a message that is about the thing: what it says in words of its own; at most 1,000 characters. */
  readonly said?: string;
  readonly happened?: Instant;
}

/** A record as a page script made it, with what is needed to place it and not to be stored. */
export type CapturedRecord = LogRecord & {
  /** Of a copy or a paste: word 5-gram hashes of what was copied or pasted. A paste finds the copy it came from by them. Never stored. */
  readonly clip?: readonly number[];
};

/** One consequence a page states in so many words: "revision 17 was reverted at 10:02". */
export interface SightingNews {
  /** Outcome type, such as `mediawiki:revert:edit`. */
  readonly type: string;
  readonly value: number;
  readonly confidence?: number;
  readonly happened?: Instant;
  readonly text?: string;
  /** Value of `features`/`context` key `revision` of the action it is about, where known. */
  readonly revision?: string;
}

/** An act in a tab, as the next document of the tab is told of it. */
export interface TrailAct {
  readonly id: string;
  readonly t: Instant;
  readonly type: string;
  /** Relative to the site. */
  readonly thread?: string;
  /** Address of the document it was done in. */
  readonly address: string;
  /** Whether a document has come since that it led to. */
  readonly answered?: boolean;
}

/** What the documents of a tab before this one leave to it, of the same site and space. Never stored. */
export interface TabTrail {
  /** The last few acts, the latest last. */
  readonly acts: readonly TrailAct[];
  /** Hashes of the notices that stood on the documents before; null: nobody read those of the last one. */
  readonly notices: readonly number[] | null;
  /** Whether the tab has been on another site since the last of them. */
  readonly left: boolean;
}

/* ---- what the panel shows --------------------------------------------------------------------------------------- */

/** Where the engine stands, for the status line and the "what changed" notes. */
export interface EngineStatus {
  readonly ready: boolean;
  readonly events: number;
  /** Set while derived state is being rebuilt after a deletion or a late record: share done in [0, 1]. */
  readonly rebuilding: number | null;
  readonly embedder: 'loading' | 'ready' | 'missing' | 'broken';
  /** The one thing wrong, in words a person can act on; null if all is well. */
  readonly problem: Problem | null;
}

/** A failure a person can meet: what happened, what is safe, what to do. */
export interface Problem {
  readonly code:
    | 'disk-full'
    | 'database-newer'
    | 'database-unreadable'
    | 'log-incomplete'
    | 'model-missing'
    | 'model-corrupt'
    | 'engine-stopped';
  readonly what: string;
  readonly safe: string;
  readonly todo: string;
}

/** One candidate cause of an outcome. */
export interface CauseView {
  readonly action: string;
  readonly text: string;
  readonly t: Instant;
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
  readonly status: ClaimStatus;
}

/** Part of a cause's credit that belongs to an earlier one which led to it; the causes' means are after that. */
export interface FlowView {
  /** Ids of causes: the later one, and the earlier one. */
  readonly from: string;
  readonly to: string;
  /** In units of the outcome's value, above 0 in size. */
  readonly amount: number;
}

/** One action that changed what was expected of an outcome, before it was known. */
export interface ForetoldView {
  readonly action: string;
  readonly t: Instant;
  /** Expected values on the scale of the outcome's. */
  readonly before: number;
  readonly after: number;
}

export interface OutcomeView {
  readonly id: string;
  readonly t: Instant;
  readonly happened: Instant | null;
  readonly app: string;
  readonly thread: string | null;
  readonly type: string;
  /** Sentence for the heading: "Your edit to Bridge opening dates was reverted after 2 days". */
  readonly title: string;
  /** Name of the entity, to be set off inside `title` where it occurs. */
  readonly entity: string | null;
  readonly value: number;
  readonly causes: readonly CauseView[];
  /** Shares of `value`: baseline + causes + rest + unexplained = value within 1e-6. */
  readonly baseline: number;
  readonly rest: number;
  readonly unexplained: number;
  /** Between the causes above only, the largest first. */
  readonly flows: readonly FlowView[];
  /** In the order of time: what was expected changed at each of them. */
  readonly foretold: readonly ForetoldView[];
  readonly candidates: number;
  /** The user's own verdict on the value, if given. */
  readonly verdict: number | null;
}

export interface WaitView {
  readonly thread: string;
  readonly title: string;
  readonly app: string;
  readonly since: Instant;
}

export interface NowView {
  readonly noticed: readonly OutcomeView[];
  readonly waiting: readonly WaitView[];
  readonly changed: readonly BeliefView[];
  readonly today: { readonly actions: number; readonly outcomes: number };
}

export interface EvidenceView {
  readonly id: string;
  readonly t: Instant;
  readonly text: string;
  readonly sign: 1 | -1;
}

/** A belief or a lesson as a card. */
export interface BeliefView {
  readonly id: string;
  readonly kind: BeliefKind | 'lesson';
  readonly text: string;
  readonly about: string;
  readonly polarity: 1 | -1;
  readonly context: Context;
  readonly space: string | null;
  readonly p: number;
  readonly lo: number;
  readonly hi: number;
  readonly nEff: number;
  readonly status: ClaimStatus;
  readonly for: readonly EvidenceView[];
  readonly against: readonly EvidenceView[];
  readonly changed: Instant;
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
  readonly pinned: boolean;
  /** The user stated or confirmed it. */
  readonly said: boolean;
  /** Snapshot to hand back with a verdict. */
  readonly ref: Ref;
}

export interface EventRowView {
  readonly id: string;
  readonly kind: LogRecord['kind'];
  readonly t: Instant;
  readonly app: string | null;
  readonly thread: string | null;
  readonly type: string | null;
  /** What to show, in words: "Saved an edit to Bridge opening dates". */
  readonly title: string;
  readonly text: string | null;
  readonly value: number | null;
}

export interface TimelineQuery {
  readonly before?: { readonly t: Instant; readonly id: string };
  readonly limit?: number;
  readonly app?: string;
  readonly thread?: string;
  readonly kind?: LogRecord['kind'];
  readonly q?: string;
}

export interface TimelinePage {
  readonly rows: readonly EventRowView[];
  readonly more: boolean;
  /** Apps that occur in the log, with their counts, most first. */
  readonly apps: readonly {
    readonly app: string;
    readonly events: number;
    readonly first: Instant;
    readonly last: Instant;
  }[];
}

/**
 * What to delete: ids, and besides them whatever fits all the other parts that are given: a thread, a site, a space, a time. A person or
 * a topic is no scope: their matches are listed first (`deleteMatches`), and what is deleted is the ids the user left in the list.
 */
export interface DeleteScope {
  readonly ids?: readonly string[];
  readonly thread?: string;
  /** A site. */
  readonly app?: string;
  /** Null is the default space. */
  readonly space?: string | null;
  /** From this instant on, and before that one, by when a thing became known. */
  readonly from?: Instant;
  readonly to?: Instant;
  /** With `app`: the settings that name the site, too. For a site that is to be forgotten altogether. */
  readonly settings?: boolean;
}

/** Whom or what to find everything about. */
export type MatchQuery =
  | {
      /** E-mail address, phone number or @account (found by its keyed hash), an entity such as `person:ana`, or a name. */
      readonly person: string;
    }
  | { readonly topic: string };

export interface DeleteMatch {
  readonly row: EventRowView;
  /**
   * Of a person: `certain` (it is linked to them) or `named` (the name stands in it; it may be another of that name). Of a topic: `words`
   * (it holds all of them) or `meaning` (it says the like).
   */
  readonly by: 'certain' | 'named' | 'words' | 'meaning';
}

export interface DeletePreviewView {
  /** How many records go in all. */
  readonly events: number;
  /** Those among them that were not asked for: what Retrace made of the others, said of them, or copied from them. */
  readonly along: number;
  readonly first: Instant | null;
  readonly last: Instant | null;
  readonly apps: readonly { readonly app: string; readonly events: number }[];
  /** Beliefs and lessons that would lose evidence, in words, with what is left of it; 0 left: it goes. */
  readonly weakened: readonly {
    readonly id: string;
    readonly text: string;
    readonly before: number;
    readonly after: number;
  }[];
  /** Types of outcomes whose effects and forecasts would rest on fewer cases; 0 left: they go. */
  readonly effects: readonly {
    readonly outcomeType: string;
    /** The type in words: "an answer was asked again". */
    readonly text: string;
    readonly before: number;
    readonly after: number;
  }[];
}

/** What is kept, in bytes as they are written; a database takes some more. */
export interface SizesView {
  readonly log: number;
  /** Index of words, and vectors. */
  readonly search: number;
  /** Saved states of all that was learned. */
  readonly learned: number;
  readonly events: number;
  readonly first: Instant | null;
  /** Spaces other than the default one. */
  readonly spaces: readonly { readonly space: string; readonly events: number }[];
}

/** How long events are kept, in whole days; null: for ever. */
export interface RetentionView {
  readonly days: number | null;
  /** Sites with a rule of their own. */
  readonly sites: readonly { readonly app: string; readonly days: number | null }[];
}

/** What is kept of history, and within how much room. */
export interface KeepingView {
  /** In bytes; null: everything is kept. */
  readonly budget: number | null;
  /** What history takes on disk: events with their texts, and vectors. */
  readonly bytes: number;
  /** How many events have their text, a few words of it, or none. */
  readonly forms: { readonly whole: number; readonly summary: number; readonly skeleton: number };
  /** When it was last reduced; null: never, or that was cut off and is taken up again. */
  readonly reduced: Instant | null;
  readonly isReducing: boolean;
  /** Bytes by which what is kept for ever is more than the budget. */
  readonly over: number;
  /** All that may be said of it, in sentences, as things stand. */
  readonly says: readonly string[];
}

/* ---- the chat ---------------------------------------------------------------------------------------------------- */

export interface OfferLine {
  readonly ref: Ref;
  readonly kind: BeliefKind | 'lesson' | 'episode';
  /** The line as it would be put in, without the "About me:" in front. */
  readonly text: string;
  /** "everywhere, you said so" and the like. */
  readonly meta: string;
  /** One or two sentences: where it comes from, why it fits. */
  readonly why: string;
  readonly status: ClaimStatus;
  readonly sign: 1 | 0 | -1;
  readonly tokens: number;
  readonly utility: number;
  readonly features: Features;
}

export interface Offer {
  /** Id of the decision record that was logged for it. */
  readonly id: string;
  readonly lines: readonly OfferLine[];
  readonly tokens: number;
  /** How many beliefs and lessons there were to choose from. */
  readonly of: number;
}

export interface OfferRequest {
  readonly app: string;
  readonly space?: string;
  readonly thread?: string;
  readonly draft: string;
  readonly budget?: number;
  readonly t: Instant;
}

/** What became of an offer: which of its lines were put in, or that it was dismissed. */
export interface OfferUse {
  readonly offer: string;
  readonly app: string;
  readonly thread?: string;
  readonly t: Instant;
  readonly verdict: 'added' | 'dismissed' | 'undone' | 'copied';
  /** Indexes into `Offer.lines` that were kept. */
  readonly kept: readonly number[];
}

/* ---- history ---------------------------------------------------------------------------------------------------- */

/** What an export holds, counted while it is read (history/read-export.ts). */
export interface ImportCounts {
  readonly files: Readonly<Record<string, number>>;
  readonly passedOver: Readonly<Record<string, number>>;
  readonly conversations: number;
  readonly messages: Readonly<Record<string, number>>;
  readonly records: Readonly<Record<string, number>>;
  readonly redacted: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly first: Instant | null;
  readonly last: Instant | null;
  /** Sentences about files that could not be read to their end. */
  readonly problems: readonly string[];
}

/** Where an import stands. */
export interface ImportView {
  /**
   * `none` → `looking` (nothing is kept yet) → `ready` (waits for a yes) → `reading` ⇄ `paused` → `done`. `stopped`: by the user or by
   * an end of the browser; chosen again, the same files go on from there. `failed`: nothing more was kept than `kept` says.
   */
  readonly step: 'none' | 'looking' | 'ready' | 'reading' | 'paused' | 'done' | 'stopped' | 'failed';
  /** Names of the chosen files. */
  readonly names: readonly string[];
  /** Share of the bytes that are read, in [0, 1]. */
  readonly done: number;
  /** Of the preview, then of what is kept. */
  readonly counts: ImportCounts | null;
  /** Records that are new, those that were there already, and those that were not taken: deleted here before, or of a time to come. */
  readonly kept: number;
  readonly there: number;
  readonly refused: number;
  /** Texts whose meaning was found since, and whether more wait; null before the end. Search by words works at once. */
  readonly meaning: { readonly found: number; readonly isOver: boolean; readonly isPaused: boolean } | null;
  /** Why it failed, in words for the user. */
  readonly problem: string | null;
}

/** A share in [0, 1], and where it lies nine times out of ten. */
export interface ShareView {
  readonly mean: number;
  readonly lo: number;
  readonly hi: number;
}

/** Something the user, or a chat for them, wrote down of them: an instruction, a saved memory. */
export interface StatedView {
  readonly id: string;
  readonly t: Instant;
  readonly text: string;
  readonly role: 'settings' | 'assistant_memory' | 'import';
  readonly app: string | null;
}

/** What became of the prompts of one kind of request. One prompt may count in several. */
export interface RequestKindView {
  /** One of linking/kinds-of-request.ts; null: none of them, or not looked into yet. */
  readonly kind: string | null;
  readonly asked: number;
  readonly regenerated: number;
  readonly reworded: number;
  readonly corrected: number;
  readonly ratedUp: number;
  readonly ratedDown: number;
  /** Thanked for, copied or taken up, and nothing against it. */
  readonly kept: number;
  /** Answers that were not what was wanted: made anew, asked for in other words, corrected or rated down. */
  readonly again: ShareView;
  /** The newest prompts of which something is known. */
  readonly examples: readonly {
    readonly t: Instant;
    readonly app: string | null;
    readonly text: string;
    readonly fate: 'regenerated' | 'reworded' | 'corrected' | 'rated-up' | 'rated-down';
  }[];
}

/** How often an answer was not what was wanted, where one asked in a certain way. Counted, and not compared: it says nothing of why. */
export interface CountedView {
  readonly way: 'short' | 'middling' | 'long' | 'question' | 'no-question' | 'attachment' | 'first' | 'later';
  readonly asked: number;
  readonly again: number;
  readonly share: ShareView;
}

/** What talks with AI chats show, live ones and those of imports alike. */
export interface TalksView {
  readonly prompts: number;
  /** Prompts that were looked into for their kind; the others follow as their meaning is found. */
  readonly sorted: number;
  /** Custom instructions and instructions of projects, the newest first; and saved memories, likewise. */
  readonly instructions: readonly StatedView[];
  readonly memories: readonly StatedView[];
  /** How many of both there are. */
  readonly stated: number;
  readonly kinds: readonly RequestKindView[];
  readonly ways: readonly CountedView[];
}

/* ---- ownership -------------------------------------------------------------------------------------------------- */

/** Where a restore from our own export stands. */
export interface RestoreView {
  /** `stopped`: by the user; what was kept stays. `failed`: `problem` says why, and whether anything was kept. */
  readonly step: 'none' | 'reading' | 'done' | 'stopped' | 'failed';
  readonly name: string | null;
  /** Share of the bytes that are read, in [0, 1]. */
  readonly done: number;
  /** Records that are new here, that were here already, and that were not taken. */
  readonly kept: number;
  readonly there: number;
  readonly refused: number;
  /** Records here that had been reduced and are whole again. Only while everything is kept. */
  readonly textsBack: number;
  /** Records here that a tombstone of the backup named: they are gone, as they were where the backup was made. */
  readonly removed: number;
  /** The first of what was not taken, with reasons; at most 100. */
  readonly reasons: readonly Refusal[];
  /** What the file lacks, in a sentence; null: it is whole. */
  readonly missing: string | null;
  readonly problem: string | null;
}

/* ---- the API ------------------------------------------------------------------------------------------------------ */

export interface EngineApi {
  /** Durable when the promise resolves. Personal ids are hashed before anything is written. */
  append(records: readonly LogRecord[]): Promise<AppendResult>;
  /**
   * Appends what a page's script made: the state at the moment of each act is put to it (as of then, never later), a paste is
   * linked to the copy it came from. Sent again, a record stays as it was first stored.
   */
  captured(records: readonly CapturedRecord[]): Promise<AppendResult>;
  /** Records what a page shows of an entity, and the consequences that follow from the difference to before. */
  sighting(sighting: Sighting): Promise<AppendResult>;

  status(): Promise<EngineStatus>;
  now(): Promise<NowView>;
  you(query?: { readonly kind?: string; readonly q?: string }): Promise<readonly BeliefView[]>;
  outcome(id: string): Promise<OutcomeView | null>;
  timeline(query: TimelineQuery): Promise<TimelinePage>;

  /** Everything about a person or a topic, for a list to be looked through before its ids are deleted. Deletes nothing. */
  deleteMatches(query: MatchQuery): Promise<readonly DeleteMatch[]>;
  deletePreview(scope: DeleteScope): Promise<DeletePreviewView>;
  /**
   * Out of sight when the promise resolves; what was learned from it is gone once `status().rebuilding` is null again. What may be
   * said of it: “Removed from Retrace, with everything learned from it. Backups you made still hold it. The browser may leave traces in
   * its own files for a while; disk encryption protects those.” Never “wiped” or “securely erased”.
   */
  delete(scope: DeleteScope): Promise<{ readonly deleted: number }>;
  /**
   * Brings back what was deleted last, whole and with everything learned from it, if that was within the last ten seconds: until then
   * it was only out of sight. Another deletion, an end of the browser or `settled` end the ten seconds at once.
   */
  undoDelete(): Promise<{ readonly restored: number }>;

  /** How much is kept. Walks the stores: for a view that is looked at now and then. */
  sizes(): Promise<SizesView>;
  /** How long events are kept; for ever, until the user says otherwise. */
  retention(): Promise<RetentionView>;
  /**
   * Events older than so many whole days are deleted, as `delete` would; those of `app`, if one is given. What the user told Retrace
   * itself, their verdicts and their settings stay. `days` null: for ever; `'general'`: the site has no rule of its own any more.
   */
  retain(rule: { readonly app?: string; readonly days: number | null | 'general' }): Promise<RetentionView>;

  /** What is kept of history; everything, until the user says otherwise. */
  keeping(): Promise<KeepingView>;
  /**
   * Keeps history within so many bytes from now on: no event goes, texts do, by what they are worth. Goes on by itself; `keeping` says
   * how far it is. It cannot be undone: more bytes, or null for everything, hold for what comes. Only a backup that is restored while
   * everything is kept brings a text back.
   */
  keepWithin(budget: number | null): Promise<KeepingView>;

  /** The offer for a draft, or null when nothing is worth saying. Logs the decision. */
  offer(request: OfferRequest): Promise<Offer | null>;
  offerUsed(use: OfferUse): Promise<AppendResult>;

  /** Any ask of the replay contract, as a JSON object; answers as `npm run replay` would. */
  ask(ask: Record<string, unknown>): Promise<Record<string, unknown>>;

  /**
   * Looks into files that a page offered (browser/hand-over-files.ts), for the preview. Nothing is kept.
   * @param words that are never stored.
   */
  importLook(offer: string, words: readonly string[]): Promise<ImportView>;
  /** Keeps what was looked into, from where an earlier import of the same files stopped. */
  importStart(): Promise<ImportView>;
  /** Of the reading, or after its end of the search for meaning. */
  importPause(paused: boolean): Promise<ImportView>;
  /** Ends it within a second. What is kept by then stays. */
  importStop(): Promise<ImportView>;
  importStatus(): Promise<ImportView>;
  /** Whether something goes on by itself that should not be cut off: an import, a restore, a reduction, a rebuild. */
  isWorking(): Promise<boolean>;
  /** Whether the device runs on its battery: what has time is done more slowly then. */
  onBattery(isOn: boolean): Promise<void>;
  /** What the talks with AI chats show so far. As of a few seconds ago, while much comes in. */
  talks(): Promise<TalksView>;

  /**
   * Writes the whole log into a file of the origin's private file system, for the page that asked to hand to the user, and reads it back.
   * @param lock encrypts it: a passphrase, or the recipient of a recovery key. Only then do the keys go with it, without which deletions
   *   are not known on another device.
   * @param as `backup`: a file of its own, so that a backup in the background and an export by hand do not meet.
   * @returns its name there, the name to give it, how many records are in it, and its size in bytes.
   */
  exportAll(
    lock?: string,
    as?: 'export' | 'backup',
  ): Promise<{ readonly file: string; readonly name: string; readonly records: number; readonly bytes: number }>;
  /** Makes a recovery key. It is kept nowhere: whoever asks shows it to the user once. */
  newRecoveryKey(): Promise<{ readonly key: string; readonly recipient: string }>;
  /** What Retrace thinks of the user, for people (`md`) or other tools (`json`); with the name to give the file. */
  beliefsFile(format: 'md' | 'json'): Promise<{ readonly name: string; readonly text: string }>;
  /**
   * Brings a backup back from files that a page offered (browser/hand-over-files.ts): one, or several of one log, the newest first; one of
   * several that cannot be read is told among the reasons. What is here stays: of two contents of one id the one of the file is refused;
   * what was reduced here stays so, unless everything is kept by now: then its text comes back. Deletions of here and of the backup are
   * obeyed; of two verdicts on one thing the newer counts. Goes on by itself; `restoreStatus` says how far it is. After an end of the
   * browser the same files are restored again, and nothing is doubled.
   */
  restore(offer: string, passphrase?: string): Promise<RestoreView>;
  /** Ends it within a second. What is kept by then stays. */
  restoreStop(): Promise<RestoreView>;
  restoreStatus(): Promise<RestoreView>;
  /** Sites whose last setting in the log says that they are recorded: after a restore, those of where the backup was made. */
  recordedSites(): Promise<readonly string[]>;

  /** Digest over all derived state. */
  digest(): Promise<string>;
  /** The same, with each store and the index of words by itself. */
  digests(): Promise<{ readonly all: string; readonly stores: Readonly<Record<string, string>> }>;
  /** Waits until everything acknowledged so far has been processed and embedded. For tests, benchmarks and shutdown. */
  settled(): Promise<void>;
}

/** What the panel may call; everything else is for capture and chat scripts only. */
export const PANEL_METHODS = [
  'append',
  'status',
  'now',
  'you',
  'outcome',
  'timeline',
  'deleteMatches',
  'deletePreview',
  'delete',
  'sizes',
  'undoDelete',
  'retention',
  'retain',
  'keeping',
  'keepWithin',
  'ask',
  'importLook',
  'importStart',
  'importPause',
  'importStop',
  'importStatus',
  'talks',
  'exportAll',
  'newRecoveryKey',
  'beliefsFile',
  'restore',
  'restoreStop',
  'restoreStatus',
  'recordedSites',
  'digest',
  'settled',
] as const satisfies readonly (keyof EngineApi)[];
export type PanelMethod = (typeof PANEL_METHODS)[number];
