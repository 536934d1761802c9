/** What Retrace thinks of the user as a file for other tools: everything in a fixed order, with what it rests on (docs/replay.md). */
import { compareInLogOrder } from '../../records/order.ts';
import type { LogRecord, StatementRecord } from '../../records/record.ts';
import type { BeliefView } from '../api.ts';
import type { Engine } from '../engine.ts';
import { cards } from './you.ts';

/** Words the user, or another product for them, wrote down for good. */
const STANDING_ROLES = ['settings', 'assistant_memory', 'import'] as const;

export interface StatedText {
  readonly role: (typeof STANDING_ROLES)[number];
  readonly text: string;
  readonly apps: readonly string[];
  readonly first: string;
  readonly last: string;
}

export interface BeliefsFile {
  readonly format: 'retrace-beliefs';
  readonly version: 1;
  /** What it holds is as of then. */
  readonly as_of: string;
  /** Custom instructions, saved memories, imported memories: word for word, each once. */
  readonly stated: readonly StatedText[];
  /** Beliefs and lessons, those that hold before those that do not any more. */
  readonly beliefs: readonly BeliefInFile[];
}

export interface BeliefInFile
  extends Pick<
    BeliefView,
    'kind' | 'text' | 'about' | 'polarity' | 'context' | 'space' | 'p' | 'lo' | 'hi' | 'status'
  > {
  /** Pieces of evidence, later ones weighing more. */
  readonly n_eff: number;
  /** The user stated or confirmed it. */
  readonly said: boolean;
  readonly pinned: boolean;
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  readonly changed: string;
  /** The latest pieces of evidence. */
  readonly for: readonly { readonly id: string; readonly t: string; readonly text: string }[];
  readonly against: readonly { readonly id: string; readonly t: string; readonly text: string }[];
}

/**
 * @param statements records of the log; only standing statements among them are looked at.
 * @param now instant of the file: same log and instant, same file, byte for byte.
 */
export function beliefsFile(engine: Engine, statements: Iterable<LogRecord>, now: string): BeliefsFile {
  return {
    format: 'retrace-beliefs',
    version: 1,
    as_of: now,
    stated: statedTexts(statements),
    beliefs: cards(engine, now).map(inFile).sort(byKindThenText),
  };
}

export function isStanding(record: LogRecord): record is StatementRecord {
  return record.kind === 'statement' && STANDING_ROLES.some((role) => role === record.role) && Boolean(record.text);
}

function statedTexts(records: Iterable<LogRecord>): StatedText[] {
  const texts = new Map<
    string,
    { role: StatedText['role']; text: string; apps: Set<string>; first: string; last: string }
  >();
  for (const record of [...records].filter(isStanding).sort(compareInLogOrder)) {
    const role = record.role as StatedText['role'];
    const text = record.text!.trim();
    const key = `${role}\n${text}`;
    const there = texts.get(key) ?? { role, text, apps: new Set<string>(), first: record.t, last: record.t };
    texts.set(key, there);
    there.last = record.t;
    if (record.app !== undefined) there.apps.add(record.app);
  }
  return [...texts.values()]
    .map(({ apps, ...rest }) => ({ ...rest, apps: [...apps].sort() }))
    .sort((a, b) => STANDING_ROLES.indexOf(a.role) - STANDING_ROLES.indexOf(b.role) || byText(a, b));
}

function inFile(card: BeliefView): BeliefInFile {
  const evidence = (list: BeliefView['for']) => list.map(({ id, t, text }) => ({ id, t, text }));
  const { kind, text, about, polarity, context, space, p, lo, hi, status, said, pinned, changed } = card;
  return {
    kind,
    text,
    about,
    polarity,
    context,
    space,
    p,
    lo,
    hi,
    n_eff: card.nEff,
    status,
    said,
    pinned,
    valid_from: card.validFrom,
    valid_to: card.validTo,
    changed,
    for: evidence(card.for),
    against: evidence(card.against),
  };
}

const KINDS: readonly BeliefView['kind'][] = [
  'constraint',
  'preference',
  'fact',
  'goal',
  'habit',
  'mental_model',
  'lesson',
];

function byKindThenText(a: BeliefInFile, b: BeliefInFile): number {
  return (
    Number(a.valid_to !== null) - Number(b.valid_to !== null) ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    byText(a, b) ||
    ((a.space ?? '') < (b.space ?? '') ? -1 : (a.space ?? '') > (b.space ?? '') ? 1 : 0)
  );
}

function byText(a: { readonly text: string }, b: { readonly text: string }): number {
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}
