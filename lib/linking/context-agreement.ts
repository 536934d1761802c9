/**
 * How much it says that two records agree, or disagree, on a key of their context. Learnt from the log: how often records in
 * a row agree on it within a thread, and how often records in a row of different threads do. A task that is the same all
 * through a thread tells threads apart; a mood that is the same all day does not.
 */
import type { Context } from '../records/record.ts';

/** Different keys that are learnt; further ones say nothing. */
const MOST_KEYS = 256;
/** Keys hang together: what they say in sum is not trusted beyond this many nats. */
const MOST_NATS = 6;
/** As if this had been seen before anything was: two of three agree within a thread, one of three across. */
const PRIOR = { within: 2, across: 1, seen: 3 } as const;

interface Agreement {
  within: number;
  withinAgreed: number;
  across: number;
  acrossAgreed: number;
  /** What it says, in nats, that two records agree, or disagree: follows from the counts. */
  natsIfSame: number;
  natsIfOther: number;
}

export interface ContextAgreementSnapshot {
  readonly keys: readonly (readonly [key: string, agreement: Readonly<Agreement>])[];
}

export class ContextAgreement {
  readonly #keys = new Map<string, Agreement>();

  /** Learns from two records in a row, of one thread or of two. Keys only one of them has say nothing. */
  learn(earlier: Context, later: Context, sameThread: boolean): void {
    for (const key in later) {
      if (earlier[key] === undefined) continue;
      let seen = this.#keys.get(key);
      if (!seen) {
        if (this.#keys.size >= MOST_KEYS) continue;
        seen = { within: 0, withinAgreed: 0, across: 0, acrossAgreed: 0, natsIfSame: 0, natsIfOther: 0 };
        this.#keys.set(key, seen);
      }
      const agreed = earlier[key] === later[key] ? 1 : 0;
      if (sameThread) {
        seen.within++;
        seen.withinAgreed += agreed;
      } else {
        seen.across++;
        seen.acrossAgreed += agreed;
      }
      const within = (seen.withinAgreed + PRIOR.within) / (seen.within + PRIOR.seen);
      const across = (seen.acrossAgreed + PRIOR.across) / (seen.across + PRIOR.seen);
      seen.natsIfSame = Math.log(within / across);
      seen.natsIfOther = Math.log((1 - within) / (1 - across));
    }
  }

  /** Log likelihood ratio, in nats, of what two records say of their context if they are of one thread against two. */
  natsFor(own: Context, of: Context): number {
    let nats = 0;
    for (const key in own) {
      const seen = this.#keys.get(key);
      if (seen === undefined || of[key] === undefined) continue;
      nats += own[key] === of[key] ? seen.natsIfSame : seen.natsIfOther;
    }
    return Math.max(-MOST_NATS, Math.min(MOST_NATS, nats));
  }

  save(): ContextAgreementSnapshot {
    return { keys: [...this.#keys].map(([key, seen]) => [key, { ...seen }] as const) };
  }

  static load(snapshot: ContextAgreementSnapshot): ContextAgreement {
    const agreement = new ContextAgreement();
    for (const [key, seen] of snapshot.keys) agreement.#keys.set(key, { ...seen });
    return agreement;
  }
}
