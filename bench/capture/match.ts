/**
 * Which recorded action is which true one, and which recorded outcome tells which true one: by time, thing and meaning, one to
 * one. Nothing here knows an app.
 */
import type { ActionRecord, LogRecord, OutcomeRecord } from '../../lib/records/record.ts';
import { FAMILIES, type TrueAction, type TrueLabel, type TrueOutcome, type TrueThing } from './truth.ts';

/** The page's clock and ours are the same, but a handler may run a little before we know of it. */
const CLOCKS_IN_MS = 60;
/** A page is looked at when it has settled, and what was seen is known a moment after it was left. */
const NOTICED_WITHIN_IN_MS = 4_000;
/**
 * What the recorder notes of being at a page at all. That a page was left or read is no doing of anybody's, so neither right nor
 * wrong. Coming to one is right if something was done in its app then: every doing that leads somewhere is a visit, too.
 */
const PRESENCE = new Set(['read', 'leave', 'visit', 'return']);
const NEVER_WRONG = new Set(['read', 'leave']);

export interface Matched {
  readonly truth: { readonly actions: readonly TrueAction[]; readonly outcomes: readonly TrueOutcome[] };
  readonly actions: readonly ActionRecord[];
  readonly outcomes: readonly OutcomeRecord[];
  /** True action by the id of the record that tells it. */
  readonly actionOf: ReadonlyMap<string, TrueAction>;
  /** By number of the true action. */
  readonly recordOf: ReadonlyMap<number, ActionRecord>;
  /** Recorded on the way to a true action, which is named here: allowed. */
  readonly onTheWay: ReadonlyMap<string, TrueAction>;
  readonly wrong: readonly ActionRecord[];
  /** Doings that were recorded: all but what only says that somebody was there. */
  readonly doings: readonly ActionRecord[];
  readonly missed: readonly TrueAction[];
  /** By number of the true outcome. */
  readonly outcomeOf: ReadonlyMap<number, OutcomeRecord>;
  readonly missedOutcomes: readonly TrueOutcome[];
}

export function match(log: readonly LogRecord[], labels: readonly TrueLabel[]): Matched {
  const hosts = new Set(labels.flatMap((label) => (label.label === 'action' ? [label.app] : [])));
  const things = new Map(labels.flatMap((label) => (label.label === 'thing' ? [[label.id, addressOf(label)]] : [])));
  const truth = {
    actions: labels.filter((label) => label.label === 'action'),
    outcomes: labels.filter((label) => label.label === 'outcome'),
  };
  const recorded = log.filter(({ app }) => app !== undefined && hosts.has(app));
  const actions = recorded.filter((record) => record.kind === 'action');
  const outcomes = recorded.filter((record) => record.kind === 'outcome');
  const isOf = (record: LogRecord, thing: string | null) =>
    thing === null || (things.get(thing)?.test(placeOf(record)) ?? false);

  const during = ({ from, to }: TrueAction, t: string, slack = CLOCKS_IN_MS) =>
    Date.parse(t) >= Date.parse(from) - slack && Date.parse(t) <= Date.parse(to) + slack;
  const tells = (record: ActionRecord, action: TrueAction) =>
    record.app === action.app &&
    during(action, record.t) &&
    action.verbs.includes(verbOf(record)) &&
    (!action.onItsPage || isOf(record, action.thing));
  // What is done on the way comes before the doing itself, and may have one of its verbs.
  const isItself = (record: ActionRecord, { onTheWay }: TrueAction) => Number(!onTheWay.includes(verbOf(record)));
  const pairs = assign(
    truth.actions,
    actions,
    (action, record) => tells(record, action),
    (action, a, b) => isItself(b, action) - isItself(a, action) || (a.t < b.t ? 1 : a.t > b.t ? -1 : 0),
  );
  const recordOf = new Map([...pairs].map(([action, record]) => [action.n, record]));
  const actionOf = new Map([...pairs].map(([action, record]) => [record.id, action]));

  const onTheWay = new Map<string, TrueAction>();
  const wrong: ActionRecord[] = [];
  for (const record of actions) {
    if (actionOf.has(record.id)) continue;
    const around = truth.actions.find(
      (action) =>
        during(action, record.t) &&
        action.verbs.length > 0 &&
        (NEVER_WRONG.has(verbOf(record)) ||
          (PRESENCE.has(verbOf(record)) && isNear(record, action)) ||
          (action.onTheWay.includes(verbOf(record)) && isNear(record, action))),
    );
    if (around) onTheWay.set(record.id, around);
    else if (!isPresence(record) || isForbidden(record)) wrong.push(record);
  }

  /** Being at a page that must not be recorded; a page that follows it is about some thing. */
  function isForbidden(record: ActionRecord): boolean {
    return (
      record.thread === undefined &&
      truth.actions.some((action) => action.verbs.length === 0 && action.app === record.app && during(action, record.t))
    );
  }

  /** Coming back into view may be told of the tab that comes or of the one that goes. */
  function isNear(record: ActionRecord, action: TrueAction): boolean {
    return record.app === action.app || verbOf(record) === 'return';
  }

  const thingOf = (record: OutcomeRecord, thing: string) =>
    isOf(record, thing) || (record.links ?? []).some((id) => (actionOf.get(id) ?? onTheWay.get(id))?.thing === thing);
  const outcomeOf = new Map(
    [
      ...assign(
        truth.outcomes,
        outcomes,
        ({ family, from, to, thing }, record) =>
          FAMILIES[family].test(record.type) &&
          Date.parse(record.t) >= Date.parse(from) - CLOCKS_IN_MS &&
          Date.parse(record.t) <= Date.parse(to) + NOTICED_WITHIN_IN_MS &&
          thingOf(record, thing),
        // Of several signals of one change that which says most.
        (_, a, b) => Math.abs(b.value ?? 0) - Math.abs(a.value ?? 0),
      ),
    ].map(([outcome, record]) => [outcome.n, record]),
  );
  return {
    truth,
    actions,
    outcomes,
    actionOf,
    recordOf,
    onTheWay,
    wrong,
    doings: actions.filter((record) => actionOf.has(record.id) || !isPresence(record)),
    missed: truth.actions.filter(({ n, verbs }) => verbs.length > 0 && !recordOf.has(n)),
    outcomeOf,
    missedOutcomes: truth.outcomes.filter(({ n }) => !outcomeOf.has(n)),
  };
}

function isPresence(record: ActionRecord): boolean {
  return NEVER_WRONG.has(verbOf(record)) || PRESENCE.has(verbOf(record));
}

export function verbOf({ type }: { readonly type: string }): string {
  return type.split(':')[1] ?? '';
}

function addressOf({ address }: TrueThing): RegExp {
  return new RegExp(address, 'iu');
}

/** Where a record says it belongs, as an address is written in the truth. */
function placeOf({ thread = '' }: LogRecord): string {
  try {
    return decodeURIComponent(thread.replaceAll('+', ' ')).replaceAll(' ', '_');
  } catch {
    return thread.replaceAll(' ', '_');
  }
}

/** A largest set of pairs, each of either side once (augmenting paths). @param order which of two is to be preferred for one. */
function assign<A, B>(
  left: readonly A[],
  right: readonly B[],
  fits: (a: A, b: B) => boolean,
  order: (a: A, b: B, other: B) => number = () => 0,
): Map<A, B> {
  const taken = new Map<B, A>();
  const options = new Map(left.map((a) => [a, right.filter((b) => fits(a, b)).sort((b, other) => order(a, b, other))]));
  const place = (a: A, tried: Set<B>): boolean => {
    for (const b of options.get(a) ?? []) {
      if (tried.has(b)) continue;
      tried.add(b);
      const holder = taken.get(b);
      if (holder === undefined || place(holder, tried)) {
        taken.set(b, a);
        return true;
      }
    }
    return false;
  };
  for (const a of left) place(a, new Set());
  return new Map([...taken].map(([b, a]) => [a, b]));
}
