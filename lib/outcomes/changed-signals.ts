/**
 * State signals that are not what they were at the last sight of a thing, wherever that was. What the user changed themselves is no
 * consequence: the first sight after it confirms it, and only what others or the system change later is told.
 */
import { commits, mayCommit, packOf, verbOf } from '../linking/kinds-of-act.ts';
import type { Context } from '../records/record.ts';
import type { EntityMemory, OwnAct, Signal } from './entity-memory.ts';
import { lastActsIn, latestOf, type Told } from './told-outcome.ts';
import { isCount, type ValueOfChange, valueOfChange } from './value-of-change.ts';

/** Signals whose change is no news in itself. */
const NO_NEWS =
  /^(?:revision|version|task|page|updated|modified|changed|last[-_ ]?(?:seen|activity|updated|modified|change)|views?|time|date)$/i;
/** Counters of what is told one by one where it can be read. */
export const COUNTS_OF_REPLIES = /^(?:comments?|repl(?:y|ies)|answers?|messages?|reviews?|notes?)$/i;
const A_MOMENT =
  /^\d{4}-\d\d-\d\d|\b\d+\s*(?:s|sec|min|h|hours?|days?|weeks?|months?|years?)\.?\s+ago\b|^\d{1,2}:\d\d(?::\d\d)?$/i;
/** A thing is gone in these words. */
const GONE = /^(?:gone|deleted|removed|missing|not[ -]?found|404|410)$/i;

/** The first sight after an act confirms it, if it comes within this time. */
const CONFIRMS_WITHIN_IN_MS = 10 * 60_000;
/** Of a control of unknown meaning, and of a choice that may not have been sent. */
const MAY_CONFIRM_WITHIN_IN_MS = 2 * 60_000;
/** A page may show the old state for a moment still: an act that names the change explains it also then. */
const SHOWN_LATE_WITHIN_IN_MS = 60_000;

/** How sure a worth is that a pack or the user says of a state's word. */
const KNOWN_WORTH = 0.95;

/** What is seen of a thing's state. */
export interface StateSeen {
  readonly t: string;
  readonly app: string;
  readonly title: string;
  readonly state: Context;
  /** What somebody knows the words of this very site to be worth, by signal. */
  readonly worth?: Readonly<Record<string, number>> | undefined;
  readonly happened?: string | undefined;
}

export interface ChangedSignal {
  readonly name: string;
  readonly told: Told | null;
}

/** Signals that are different now, in order of their names; with what is to be told of each, null if the user did it themselves. */
export function changedSignals(
  memory: EntityMemory,
  seen: StateSeen,
  quiet: (name: string) => boolean,
): ChangedSignal[] {
  return Object.keys(seen.state)
    .sort()
    .flatMap((name): ChangedSignal[] => {
      const before = memory.signals.get(name) ?? wasThere(memory, name);
      const now = seen.state[name]!;
      if (
        !before ||
        isSame(before, now, seen.app) ||
        isOtherNotation(name, before.value, now) ||
        isStale(before, now, memory, seen)
      )
        return [];
      return [{ name, told: quiet(name) ? null : toldOf(memory, name, before, now, seen) }];
    });
}

/** A thing whose page was seen, and on which the user did something, was there. */
function wasThere(memory: EntityMemory, name: string): Signal | undefined {
  if (name !== 'gone' || memory.lastSeen === null || memory.firstAct === null) return undefined;
  return { value: 0, t: memory.lastSeen, by: memory.app ?? '', was: [] };
}

function toldOf(
  memory: EntityMemory,
  name: string,
  before: Signal,
  now: string | number,
  seen: StateSeen,
): Told | null {
  if (NO_NEWS.test(name) || A_MOMENT.test(String(now))) return null;
  const counts = isCount(before.value) && isCount(now);
  // Numbers go up and down on every page; they are news where the user had a part in it.
  if (counts && memory.firstAct === null && memory.acts.length === 0) return null;
  if (isExplained(memory.acts, name, before, now, seen.t)) return null;
  const gone = isGone(name, now) && !isGone(name, before.value);
  const { value, confidence, sure } = gone ? GONE_FOR_GOOD : worthOf(memory, name, before, now, seen);
  const pack = packOf(memory.edits.at(-1)?.type ?? memory.acts.at(-1)?.type ?? 'web');
  return {
    type: gone ? `${pack}:vanish:thing` : `${pack}:change:${name}`,
    value,
    confidence,
    valuedBy: sure ? 'structure' : 'nobody',
    // A page of what is gone is called by that.
    text: `${(gone && memory.title) || seen.title}: ${before.value} → ${now}`,
    ...(seen.happened !== undefined && seen.happened <= seen.t && { happened: seen.happened }),
    links: lastActsIn(memory, seen.happened ?? seen.t),
    context: { changed_signal: name, changed_to: String(now).slice(0, 60) },
  };
}

function worthOf(
  memory: EntityMemory,
  name: string,
  before: Signal,
  now: string | number,
  seen: StateSeen,
): ValueOfChange {
  // What somebody knows of this very site goes before words that mean something nearly everywhere.
  const known = seen.worth?.[name];
  if (known !== undefined) return { value: known, confidence: KNOWN_WORTH, sure: true };
  if (PROPOSAL.test(memory.thread) && CLOSED.test(String(now))) return NOT_TAKEN;
  return valueOfChange(name, before.value, now, seen.state);
}

/** A change that was proposed, and closed without having been taken. */
const NOT_TAKEN = { value: -1, confidence: 0.6, sure: true } as const;
const PROPOSAL = /(?:^|[/:])(?:pulls?|pull[-_]requests?|merge[-_]requests?|mr|pr|patch|proposal)(?=[/:#])/i;
const CLOSED = /^(?:closed|geschlossen|ferm[ée]e?|cerrado|chiuso|fechado|gesloten)$/i;

const GONE_FOR_GOOD = { value: -1, confidence: 0.8, sure: true } as const;

function isGone(name: string, value: string | number): boolean {
  return (name === 'gone' && Number(value) === 1) || GONE.test(String(value));
}

/** The same value in other letters; or, as another page puts it, in more words or fewer. */
function isSame({ value, by }: Signal, now: string | number, app: string): boolean {
  if (value === now) return true;
  const [a, b] = [wordsOf(value), wordsOf(now)];
  if (a.join(' ') === b.join(' ')) return true;
  if (by === app || a.length === 0 || b.length === 0 || isCount(value) || isCount(now)) return false;
  return a.every((word) => b.includes(word)) || b.every((word) => a.includes(word));
}

/** A list has the number of a priority where its page has the word: nobody knows whether they differ. */
function isOtherNotation(name: string, before: string | number, now: string | number): boolean {
  if (name !== 'priority' && name !== 'severity') return false;
  const isNumber = (value: string | number) => /^\d+$/.test(String(value));
  const isWord = (value: string | number) => /^[^\d]+$/.test(String(value)) && value !== 'none';
  return (isNumber(before) && isWord(now)) || (isWord(before) && isNumber(now));
}

/** A mail tells what was so when it was sent: news from before the last sight, or of a value that has passed, is none. */
function isStale(before: Signal, now: string | number, memory: EntityMemory, seen: StateSeen): boolean {
  if (seen.app === memory.app) return false;
  if (seen.happened !== undefined) return latestOf(seen.happened) < Date.parse(before.t);
  return before.was.some((earlier) => wordsOf(earlier).join(' ') === wordsOf(now).join(' '));
}

function isExplained(acts: readonly OwnAct[], name: string, before: Signal, now: string | number, t: string): boolean {
  const until = Date.parse(t);
  const since = Date.parse(before.t);
  return acts.some((act) => {
    const ms = Date.parse(act.t);
    const age = until - ms;
    if (age < 0) return false;
    const names = namesChange(act, name, now);
    if (ms <= since) return names && age <= SHOWN_LATE_WITHIN_IN_MS;
    if (names) return true;
    return (
      (commits(act.type) && age <= CONFIRMS_WITHIN_IN_MS) || (mayCommit(act.type) && age <= MAY_CONFIRM_WITHIN_IN_MS)
    );
  });
}

/** Whether an act says what changed: by the signal's name, by its new value, or by a verb of the value's stem (close, closed). */
function namesChange({ type, words }: OwnAct, name: string, now: string | number): boolean {
  if (isCount(now)) return false;
  const value = wordsOf(now);
  const verb = verbOf(type);
  return (
    words.split(/\s+/).includes(name.toLowerCase()) ||
    value.some(
      (word) => word.length >= 4 && (words.includes(word) || (verb.length >= 4 && word.startsWith(verb.slice(0, 5)))),
    )
  );
}

function wordsOf(value: string | number): string[] {
  return (
    String(value)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
