/** Beliefs about the user, from what they said for good. A page's text is never the user's statement. */
import type { BeliefKind } from '../engine/api.ts';
import type { Context, Ref, StatementRecord } from '../records/record.ts';
import { type Evidence, type Probability, probabilityOf } from './belief-probability.ts';
import { asStatedByUser, readByPatterns, type StandingStatement, type StatementReader } from './read-statement.ts';
import { refKey, type Verdicts } from './verdicts.ts';

const OWN_ROLES: ReadonlySet<string> = new Set(['user', 'settings', 'assistant_memory', 'import']);
const WEIGHT_OF_STATEMENT = 6;
const WEIGHT_OF_VERDICT = 10;
/** Kinds that a later statement to the contrary closes. */
const CAN_BE_CONTRARY: ReadonlySet<BeliefKind> = new Set(['preference', 'constraint']);

interface Said {
  readonly id: string;
  readonly t: string;
  readonly text: string;
  readonly app: string | null;
}

interface Stated {
  readonly key: string;
  readonly kind: BeliefKind;
  readonly text: string;
  readonly about: string;
  readonly polarity: 1 | -1;
  readonly space: string | null;
  /** Said to Retrace itself: the surest there is. */
  direct: boolean;
  readonly said: Said[];
}

export interface Belief extends Probability {
  readonly key: string;
  readonly kind: BeliefKind;
  readonly text: string;
  readonly about: string;
  readonly polarity: 1 | -1;
  readonly space: string | null;
  readonly context: Context;
  readonly for: readonly Said[];
  readonly against: readonly { readonly id: string; readonly t: string }[];
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly changed: string;
  readonly pinned: boolean;
  /** The user said it to Retrace, or confirmed it. */
  readonly saidSo: boolean;
  readonly ref: Ref;
}

export interface UserModelSnapshot {
  readonly stated: readonly Stated[];
}

export class UserModel {
  readonly #stated = new Map<string, Stated>();
  readonly #read: StatementReader;

  constructor(read: StatementReader = readByPatterns) {
    this.#read = read;
  }

  apply(record: StatementRecord): void {
    if (!record.text || !OWN_ROLES.has(record.role ?? '')) return;
    const direct = record.app === 'retrace' && record.role === 'user';
    const statements = direct || record.role === 'settings' ? asStatedByUser(record.text) : this.#read(record.text);
    for (const statement of statements) this.#note(statement, record, direct);
  }

  #note(statement: StandingStatement, record: StatementRecord, direct: boolean): void {
    const space = record.space ?? null;
    const key = `${space ?? ''}|${refKey(statement)}`;
    let stated = this.#stated.get(key);
    if (!stated) {
      stated = { key, ...statement, space, direct, said: [] };
      this.#stated.set(key, stated);
    }
    stated.direct ||= direct;
    stated.said.push({ id: record.id, t: record.t, text: statement.text, app: record.app ?? null });
  }

  /**
   * All beliefs as of a moment, with the user's verdicts; the deleted are left out. What the user said last holds: a
   * statement after a verdict opens the belief anew, one to the contrary closes it.
   */
  beliefs(verdicts: Verdicts, now: string): Belief[] {
    const bySubject = new Map<string, Stated[]>();
    for (const stated of this.#stated.values()) {
      if (!CAN_BE_CONTRARY.has(stated.kind)) continue;
      const subject = subjectKey(stated);
      bySubject.set(subject, [...(bySubject.get(subject) ?? []), stated]);
    }
    return [...this.#stated.values()].flatMap((stated) => {
      const { kind, text, about, polarity, space } = stated;
      const standing = verdicts.on(refOf(stated), space);
      const reopened = standing.ended !== null && stated.said.at(-1)!.t > standing.ended;
      // Nothing from before a deletion counts, nor from before a closed belief was said anew.
      const start = latest(standing.deleted, reopened ? standing.ended : null);
      const said = stated.said.filter(({ t }) => t > start);
      if (said.length === 0) return [];
      const confirmed = standing.confirmed.filter(({ t }) => t > start);
      const rejected = standing.rejected.filter(({ t }) => t > start);
      const lastWord = latest(said.at(-1)!.t, confirmed.at(-1)?.t);
      const contrary = (bySubject.get(subjectKey(stated)) ?? [])
        .filter((other) => CAN_BE_CONTRARY.has(kind) && other.polarity === -polarity && stillSaid(other, verdicts))
        .flatMap((other) => other.said)
        .filter(({ t }) => t > lastWord)
        .sort(byTime);
      const evidence: Evidence[] = [
        ...said.map(({ t }) => ({ t, sign: 1 as const, weight: WEIGHT_OF_STATEMENT })),
        ...contrary.map(({ t }) => ({ t, sign: -1 as const, weight: WEIGHT_OF_STATEMENT })),
        ...confirmed.map(({ t }) => ({ t, sign: 1 as const, weight: WEIGHT_OF_VERDICT })),
        ...rejected.map(({ t }) => ({ t, sign: -1 as const, weight: WEIGHT_OF_VERDICT })),
      ].sort(byTime);
      return [
        {
          ...probabilityOf(evidence, now),
          key: stated.key,
          kind,
          text,
          about,
          polarity,
          space,
          context: {},
          for: said,
          against: [...contrary, ...rejected].sort(byTime).map(({ id, t }) => ({ id, t })),
          validFrom: said[0]!.t,
          validTo: (reopened ? null : standing.ended) ?? contrary[0]?.t ?? null,
          changed: latest(evidence.at(-1)!.t, standing.last),
          pinned: standing.pinned,
          saidSo: (stated.direct || confirmed.length > 0) && rejected.length === 0 && contrary.length === 0,
          ref: refOf(stated),
        },
      ];
    });
  }

  save(): UserModelSnapshot {
    return { stated: [...this.#stated.values()].map((stated) => ({ ...stated, said: [...stated.said] })) };
  }

  static load(snapshot: UserModelSnapshot): UserModel {
    const model = new UserModel();
    for (const stated of snapshot.stated) model.#stated.set(stated.key, { ...stated, said: [...stated.said] });
    return model;
  }
}

function refOf({ kind, about, polarity, text }: Stated): Ref {
  return { kind, about, polarity, context: {}, text };
}

function subjectKey({ space, about }: Stated): string {
  return `${space ?? ''}|${about}`;
}

/** Whether a statement is not taken back by a verdict after it. */
function stillSaid(stated: Stated, verdicts: Verdicts): boolean {
  const { ended, deleted } = verdicts.on(refOf(stated), stated.space);
  return stated.said.at(-1)!.t > latest(ended, deleted);
}

/** The latest of some instants; before all of them if there is none. */
function latest(...instants: readonly (string | null | undefined)[]): string {
  return instants.reduce<string>((last, t) => (t && t > last ? t : last), '');
}

function byTime(a: { readonly t: string }, b: { readonly t: string }): number {
  return a.t < b.t ? -1 : a.t > b.t ? 1 : 0;
}
