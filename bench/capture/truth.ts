/**
 * What was really done and what really came of it: the ground truth beside a recorded log. Written by the script that does it,
 * while it does it, and decided before anything recorded is looked at.
 */
import type { Instant } from '../../lib/records/record.ts';

/** Something a thing of an app is known by here; never the product's own name for it. */
export interface TrueThing {
  readonly label: 'thing';
  readonly id: string;
  /** A regular expression: the address of each of its pages contains it, written with `_` for spaces. */
  readonly address: string;
}

/** One doing of Ana's. */
export interface TrueAction {
  readonly label: 'action';
  readonly n: number;
  readonly from: Instant;
  readonly to: Instant;
  /** Host of the app it was done in. */
  readonly app: string;
  readonly kind: string;
  /** The thing it was done to; null: none that lasts. */
  readonly thing: string | null;
  /** Whether the page it was done on is one of the thing's: a new thing has no page yet. */
  readonly onItsPage: boolean;
  /** Further things it has to do with: linked to them it is neither right nor wrong. */
  readonly near: readonly string[];
  /** Verbs that name it rightly; none: it must not be recorded. */
  readonly verbs: readonly string[];
  /** Verbs of smaller acts on the way, such as the filling of single fields: recorded or not, both are right. */
  readonly onTheWay: readonly string[];
}

export interface TrueOutcome {
  readonly label: 'outcome';
  readonly n: number;
  readonly family: OutcomeFamily;
  readonly thing: string;
  /** Sign of its value; null: no sign would be wrong. */
  readonly sign: 1 | -1 | null;
  /** What its value is to be read from. */
  readonly by: 'structure' | 'text';
  readonly happened: Instant;
  /** The doing during which it could first be seen. */
  readonly from: Instant;
  readonly to: Instant;
  readonly seenIn: 'page' | 'list' | 'mail';
  /** Numbers of the actions that earned it: those on its thing before it happened, or the one it came of. */
  readonly links: readonly number[];
}

export type TrueLabel = TrueThing | TrueAction | TrueOutcome;

/** Families of outcomes, and which recorded types (`app:verb:object`) tell them. */
export const FAMILIES = {
  reverted: /:(?:revert|undo|vanish)\b/,
  reworded: /:(?:reword|revert)\b/,
  deleted: /:(?:vanish|delete|revert|fail)\b/,
  moved_on: /:(?:change|close|reopen|accept|assign|approve|reject|resolve)\b/,
  answered: /:(?:receive|reply|comment|change:(?:comments|replies))\b/,
  refused: /:(?:invalid|show:(?:error|alert|status)|fail)\b/,
  failed: /:(?:fail|show:(?:error|alert))\b/,
  abandoned: /:abandon\b/,
  went_back: /:return\b/,
  undone: /:undo\b/,
  sent_again: /:resubmit\b/,
} as const satisfies Record<string, RegExp>;
export type OutcomeFamily = keyof typeof FAMILIES;
