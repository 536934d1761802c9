/**
 * What is recorded: the union of log records, exactly as they are written, exported and replayed (docs: replay contract).
 *
 * A record is one line of the append-only log. `t` is when a thing became known and decides the order; `happened`, where
 * the source says it, is when it was so. Nothing here is ever changed after it was acknowledged; a deletion removes the
 * record and leaves a tombstone.
 */

/** ISO 8601 instant in UTC with milliseconds, such as `2026-03-02T09:14:05.120Z`. Compared as text, so the form is fixed. */
export type Instant = string;

/** Numbers that describe a record; 0 and 1 say whether a trait was there, absent means not applicable. Finite only. */
export type Features = Readonly<Record<string, number>>;

/** Context in which something was so: app, hour band, task, workload. */
export type Context = Readonly<Record<string, string | number>>;

interface RecordBase {
  readonly id: string;
  readonly t: Instant;
  /** Where it happened: host, with the port if it is not the default one. Stamped by the background, never by a page. */
  readonly app?: string;
  /** What must not mix (work, private, a second account). None is the default space. */
  readonly space?: string;
  /** The entity it is about: all events of one conversation, issue, document or chat share it. */
  readonly thread?: string;
  readonly text?: string;
  readonly features?: Features;
  readonly context?: Context;
  readonly entities?: readonly string[];
  /** Ids of actions or decisions known to belong to this record's case: candidates, not causes. */
  readonly links?: readonly string[];
  readonly episode?: string;
  /** How much of it is still kept, if not all (`lib/keeping`). */
  readonly form?: ReducedForm;
}

/**
 * What a record was reduced to within the user's budget of bytes: a `summary` has a few of its words for a text, in the order of
 * their characters; a `skeleton` has none. What credit needs is in both.
 */
export type ReducedForm = 'summary' | 'skeleton';

/** An option that was shown and refused. */
export interface RefusedOption {
  readonly text?: string;
  readonly features?: Features;
}

/** Something the user did. `type` is `app:verb:object-class` by convention and compared whole. */
export interface ActionRecord extends RecordBase {
  readonly kind: 'action';
  readonly type: string;
  readonly instead_of?: readonly RefusedOption[];
  /** Short selector by which the control or field was to be found on its page. */
  readonly control?: string;
}

/** Something that came of it, often much later. */
export interface OutcomeRecord extends RecordBase {
  readonly kind: 'outcome';
  readonly type: string;
  /** In [-1, 1]; default 1. An outcome that is known never to have come has the value 0. */
  readonly value?: number;
  /** In [0, 1]; default 1. */
  readonly confidence?: number;
  /** When it was so, if earlier than `t`. */
  readonly happened?: Instant;
}

/** Words somebody said: the user in a chat, their settings, another product's memory of them. */
export interface StatementRecord extends RecordBase {
  readonly kind: 'statement';
  /** `user`, `assistant`, `settings`, `assistant_memory`, `import`; free text, since exports vary. */
  readonly role?: string;
}

/** Something seen that is neither an act nor a consequence: the state of an entity at a visit. */
export interface ObservationRecord extends RecordBase {
  readonly kind: 'observation';
  readonly type?: string;
}

/** A snapshot of a belief, lesson or habit: derived state is renumbered by every rebuild, so ids would not last. */
export interface Ref {
  readonly kind?: string;
  readonly about?: string;
  readonly polarity?: number;
  readonly context?: Context;
  readonly text?: string;
}

export interface DecisionCandidate {
  readonly ref: Ref;
  readonly features?: Features;
  /** Probability with which this candidate was to be chosen, in [0, 1]. */
  readonly propensity: number;
  readonly chosen: boolean;
}

/** A choice Retrace made itself, with its propensities. */
export interface DecisionRecord extends RecordBase {
  readonly kind: 'decision';
  readonly about: string;
  readonly candidates: readonly DecisionCandidate[];
}

export type Verdict =
  | 'confirm'
  | 'reject'
  | 'edit'
  | 'scope'
  | 'pin'
  | 'end'
  | 'delete'
  | 'merge'
  | 'split'
  | 'undo'
  | 'value'
  | 'path';

/** What the user says of something Retrace inferred. */
export interface FeedbackRecord extends RecordBase {
  readonly kind: 'feedback';
  readonly verdict: Verdict | (string & {});
  readonly target?: Ref;
  /** Id of the feedback, outcome or credit it is about, for `undo`, `value` and `path`. */
  readonly of?: string;
  readonly value?: number | string;
}

/** What a model said of a record; text never feeds credit. */
export interface AnnotationRecord extends RecordBase {
  readonly kind: 'annotation';
  readonly of: string;
  readonly model?: string;
  readonly prompt_version?: string;
  readonly scores?: Features;
}

/** A setting of the user's, such as `site:mail.example` = `on`. */
export interface SettingRecord extends RecordBase {
  readonly kind: 'setting';
  readonly name: string;
  readonly value: string | number | boolean | null;
}

/** That records were deleted: keyed hashes of their ids, which name nothing. */
export interface TombstoneRecord extends RecordBase {
  readonly kind: 'tombstone';
  readonly h: readonly string[];
}

export type LogRecord =
  | ActionRecord
  | OutcomeRecord
  | StatementRecord
  | ObservationRecord
  | DecisionRecord
  | FeedbackRecord
  | AnnotationRecord
  | SettingRecord
  | TombstoneRecord;

export type RecordKind = LogRecord['kind'];

/** First and last line of a log file; they are not records. */
export interface HeaderLine {
  readonly kind: 'header';
  readonly format: 'retrace-log';
  readonly version: 1;
}
export interface EndLine {
  readonly kind: 'end';
  /** Lines between the header and this one. */
  readonly lines: number;
  readonly sha256?: string;
}

/**
 * A key under which personal ids and tombstones of this log are hashed. Only in encrypted files; not a record.
 * `name` is `device` for the key in use, `former:…` for keys whose tombstones still count.
 */
export interface KeyLine {
  readonly kind: 'key';
  readonly name: string;
  /** 32 bytes, hex. */
  readonly k: string;
}

/** Why a record was not taken; `reason` is a sentence for the person who reads the error. */
export interface Refusal {
  readonly id: string | null;
  readonly reason: string;
}
