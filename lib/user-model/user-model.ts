/** Beliefs about the user, from what they said for good. A page's text is never the user's statement. */
import type { BeliefKind } from '../engine/api.ts';
import type { Context, Ref, StatementRecord } from '../records/record.ts';
import { type Evidence, type Probability, probabilityOf } from './belief-probability.ts';
import { asStatedByUser, readByPatterns, type StandingStatement, type StatementReader } from './read-statement.ts';
import { refKey, type Verdicts } from './verdicts.ts';

const OWN_ROLES: ReadonlySet<string> = new Set(['user', 'settings', 'assistant_memory', 'import']);
const WEIGHT_OF_STATEMENT = 6;
const WEIGHT_OF_VERDICT = 10;

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
    if (!record.text || (record.role !== undefined && !OWN_ROLES.has(record.role))) return;
    const direct = record.app === 'retrace';
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

  /** All beliefs as of a moment, with the user's verdicts; the deleted are left out. */
  beliefs(verdicts: Verdicts, now: string): Belief[] {
    return [...this.#stated.values()].flatMap((stated) => {
      const ref: Ref = {
        kind: stated.kind,
        about: stated.about,
        polarity: stated.polarity,
        context: {},
        text: stated.text,
      };
      const standing = verdicts.on(ref);
      if (standing.deleted) return [];
      const evidence: Evidence[] = [
        ...stated.said.map(({ t }) => ({ t, sign: 1 as const, weight: WEIGHT_OF_STATEMENT })),
        ...standing.confirmed.map(({ t }) => ({ t, sign: 1 as const, weight: WEIGHT_OF_VERDICT })),
        ...standing.rejected.map(({ t }) => ({ t, sign: -1 as const, weight: WEIGHT_OF_VERDICT })),
      ].sort((a, b) => (a.t < b.t ? -1 : a.t > b.t ? 1 : 0));
      const { kind, text, about, polarity, space, said } = stated;
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
          against: standing.rejected.map(({ id, t }) => ({ id, t })),
          validFrom: said[0]!.t,
          validTo: standing.ended,
          changed: [said.at(-1)!.t, standing.last ?? ''].sort().at(-1)!,
          pinned: standing.pinned,
          saidSo: (stated.direct || standing.confirmed.length > 0) && standing.rejected.length === 0,
          ref,
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
