/** The figures of a recorded log beside its truth, and a table of every miss. */
import { Threads } from '../../lib/linking/threads.ts';
import type { LogRecord, OutcomeRecord } from '../../lib/records/record.ts';
import { type Matched, match } from './match.ts';
import type { TrueAction, TrueLabel, TrueOutcome } from './truth.ts';

/** A candidate is linked from this probability on. */
const LINKED_FROM = 0.5;
/** Below these nothing is said of a text's value: it abstains. */
const LEAST_CONFIDENCE = 0.5;
const LEAST_VALUE = 0.05;

export interface Scores {
  readonly figures: Readonly<Record<string, number>>;
  readonly misses: readonly string[];
  readonly counts: { readonly actions: number; readonly outcomes: number; readonly recorded: number };
}

export const TARGETS = {
  capture_recall: { at_least: 0.98 },
  wrong_actions: { at_most: 0.01 },
  outcome_recall: { at_least: 0.9 },
  outcome_value_structural: { at_least: 0.95 },
  outcome_value_text: { at_least: 0.8 },
  text_not_abstained: { at_least: 0.5 },
  link_precision: { at_least: 0.95 },
  link_recall: { at_least: 0.9 },
} as const;

export function score(log: readonly LogRecord[], labels: readonly TrueLabel[]): Scores {
  const matched = match(log, labels);
  const { truth, recordOf, wrong, missed, outcomeOf, missedOutcomes, doings } = matched;
  const misses = [
    ...missed.map((action) => `missed action ${said(action)}; recorded then: ${recordedDuring(matched, action)}`),
    ...wrong.map(({ t, type, thread, text = '' }) => `wrong action ${t} ${type} in ${thread}: ${text.slice(0, 60)}`),
    ...missedOutcomes.map(
      (outcome) => `missed outcome ${saidOutcome(outcome)}; told then: ${toldDuring(matched, outcome)}`,
    ),
  ];

  const values = { structure: [0, 0], text: [0, 0] } as Record<TrueOutcome['by'], [right: number, of: number]>;
  let abstained = 0;
  for (const outcome of truth.outcomes) {
    const record = outcomeOf.get(outcome.n);
    if (!record || outcome.sign === null) continue;
    const { value = 1, confidence = 1 } = record;
    if (outcome.by === 'text' && (Math.abs(value) < LEAST_VALUE || confidence < LEAST_CONFIDENCE)) {
      abstained++;
      continue;
    }
    const right = Math.sign(value) === outcome.sign;
    values[outcome.by][0] += Number(right);
    values[outcome.by][1]++;
    if (!right)
      misses.push(
        `wrong value ${value} of ${saidOutcome(outcome)}: ${record.type} “${record.text?.slice(0, 80) ?? ''}”`,
      );
  }

  const links = scoreLinks(log, matched, misses);
  const must = truth.actions.filter(({ verbs }) => verbs.length > 0);
  const spoken = values.text[1] + abstained;
  return {
    figures: {
      capture_recall: share(recordOf.size, must.length),
      wrong_actions: share(wrong.length, doings.length),
      outcome_recall: share(outcomeOf.size, truth.outcomes.length),
      outcome_value_structural: share(...values.structure),
      outcome_value_text: share(...values.text),
      text_not_abstained: share(values.text[1], spoken),
      ...links,
    },
    misses,
    counts: { actions: must.length, outcomes: truth.outcomes.length, recorded: doings.length },
  };
}

/** Of each true outcome that was told: which actions it is linked to, against those of its thing's case. */
function scoreLinks(log: readonly LogRecord[], matched: Matched, misses: string[]): Record<string, number> {
  const { truth, outcomeOf, recordOf, actionOf, onTheWay } = matched;
  const trueOf = new Map(
    truth.outcomes.flatMap((outcome) => {
      const record = outcomeOf.get(outcome.n);
      return record ? [[record.id, outcome] as const] : [];
    }),
  );
  const threads = new Threads();
  const total = { right: 0, linked: 0, found: 0, of: 0 };
  const elsewhere = { found: 0, of: 0 };
  for (const record of log) {
    const outcome = record.kind === 'outcome' ? trueOf.get(record.id) : undefined;
    if (outcome) {
      const linked = new Set(
        threads
          .candidatesOf(record as OutcomeRecord)
          .filter(({ link }) => link >= LINKED_FROM)
          .map(({ done }) => done.id),
      );
      const counted = [...linked].flatMap((id) => {
        const action = actionOf.get(id) ?? onTheWay.get(id);
        if (!action) return [false];
        if (action.thing === outcome.thing) return [true];
        return action.near.includes(outcome.thing) || action.thing === null ? [] : [false];
      });
      const demanded = outcome.links.flatMap((n) => recordOf.get(n)?.id ?? []);
      const missing = outcome.links.filter((n) => recordOf.has(n) && !linked.has(recordOf.get(n)!.id));
      const found = demanded.length - missing.length;
      const right = counted.filter(Boolean).length;
      total.right += right;
      total.linked += counted.length;
      total.found += found;
      total.of += demanded.length;
      if (outcome.seenIn === 'mail') {
        elsewhere.found += found;
        elsewhere.of += demanded.length;
      }
      if (right < counted.length || found < demanded.length)
        misses.push(
          `links of ${saidOutcome(outcome)} ${(record as OutcomeRecord).type}: ${counted.length - right} of ${counted.length} wrong, ${missing.length} of ${demanded.length} missing${listedActions(matched, missing)}`,
        );
    }
    threads.apply(record);
  }
  return {
    link_precision: share(total.right, total.linked),
    link_recall: share(total.found, total.of),
    link_recall_seen_in_mail: share(elsewhere.found, elsewhere.of),
  };
}

/** To four places; of nothing, not a number. */
function share(part: number, of: number): number {
  return of === 0 ? Number.NaN : Number((part / of).toFixed(4));
}

function said({ n, from, app, kind, thing, verbs }: TrueAction): string {
  return `${n} ${from} ${kind} of ${thing ?? 'nothing that lasts'} at ${app} (${verbs.join('|')})`;
}

function saidOutcome({ n, from, family, thing, seenIn, sign }: TrueOutcome): string {
  return `${n} ${from} ${thing} ${family} (${sign ?? 'any'}), in a ${seenIn}`;
}

function recordedDuring({ actions, actionOf }: Matched, { from, to }: TrueAction): string {
  return listed(
    actions
      .filter(({ t }) => t >= from && t <= to)
      .map(({ id, type, thread }) => `${type}${actionOf.has(id) ? ' (taken)' : ''} in ${thread}`),
  );
}

function toldDuring({ outcomes }: Matched, { from, to }: TrueOutcome): string {
  const until = new Date(Date.parse(to) + 3_000).toISOString();
  return listed(
    outcomes
      .filter(({ t }) => t >= from && t <= until)
      .map(({ type, value, thread, text = '' }) => `${type} ${value} in ${thread} “${text.slice(0, 60)}”`),
  );
}

/** Which actions, by number and the type they were recorded with. */
function listedActions({ recordOf }: Matched, numbers: readonly number[]): string {
  return numbers.length === 0 ? '' : ` (${numbers.map((n) => `${n} ${recordOf.get(n)?.type}`).join(', ')})`;
}

function listed(lines: readonly string[]): string {
  return lines.length === 0 ? 'nothing' : lines.join('; ');
}
