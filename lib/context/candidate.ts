import type { BeliefKind, ClaimStatus } from '../engine/api.ts';
import type { Context, Ref } from '../records/record.ts';

export type CandidateKind = BeliefKind | 'lesson' | 'episode';

/** Something that could be said to a chat: a belief, a lesson or an episode, with all that is needed to weigh it. */
export interface Candidate {
  /** Of the belief, the lesson or the record. */
  readonly id: string;
  readonly kind: CandidateKind;
  /** A sentence in the user's voice. */
  readonly text: string;
  /** What is compared with the prompt: the text itself, or for an episode what happened without its date. */
  readonly subject: string;
  readonly about: string;
  readonly polarity: 1 | -1;
  /** Probability that it holds, and the evidence behind it in pseudo-counts (science 2.3). */
  readonly p: number;
  readonly nEff: number;
  readonly status: ClaimStatus;
  /** The user said it to Retrace, or confirmed it. */
  readonly said: boolean;
  readonly pinned: boolean;
  /** Null is the default space. */
  readonly space: string | null;
  readonly context: Context;
  /** When it last changed, or happened. */
  readonly t: string;
  readonly for: readonly string[];
  readonly against: readonly string[];
  readonly ref: Ref;
}
