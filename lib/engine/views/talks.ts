/**
 * What the talks with AI chats show, counted: what the user told them of themselves, and what became of their prompts by kind of request
 * and by way of asking. Counts, with what they rest on; nothing is inferred.
 */
import { kindOfRequest, promptForKind } from '../../linking/kinds-of-request.ts';
import type { LogRecord, OutcomeRecord, StatementRecord } from '../../records/record.ts';
import { isPrompt } from '../../sites/is-prompt.ts';
import type { CountedView, RequestKindView, StatedView, TalksView } from '../api.ts';
import { shareWithRange } from './share-with-range.ts';

/** What became of a prompt, by the verb of the outcome. */
const FATES = { regenerate: 'regenerated', 'edit-prompt': 'reworded', correct: 'corrected' } as const;
const KEPT = /^[\w-]+:(?:thank|continue|copy):answer$/;
const MOST_STATED = 200;
const MOST_EXAMPLES = 5;
const LONGEST_EXAMPLE = 280;
/** Fewer prompts of a way of asking say nothing worth showing. */
const FEWEST_OF_A_WAY = 10;
const SHORT_UP_TO_WORDS = 15;
const LONG_FROM_WORDS = 80;

interface Asked {
  readonly t: string;
  readonly features: Readonly<Record<string, number>>;
  readonly app: string | undefined;
  words: string;
  regenerated: boolean;
  reworded: boolean;
  corrected: boolean;
  /** Sum of the ratings. */
  rated: number;
  kept: boolean;
}

/** What each way of asking is told by. */
const WAYS: Readonly<Record<CountedView['way'], (asked: Asked) => boolean>> = {
  short: ({ features }) => (features.words ?? 0) <= SHORT_UP_TO_WORDS,
  middling: ({ features }) => (features.words ?? 0) > SHORT_UP_TO_WORDS && (features.words ?? 0) < LONG_FROM_WORDS,
  long: ({ features }) => (features.words ?? 0) >= LONG_FROM_WORDS,
  question: ({ features }) => features.has_question === 1,
  'no-question': ({ features }) => features.has_question !== 1,
  attachment: ({ features }) => (features.attachments ?? 0) > 0,
  first: ({ features }) => (features.turn ?? 1) <= 1,
  later: ({ features }) => (features.turn ?? 1) > 1,
};

/** Is shown all records of the log in log order, then says what it counted. */
export class Talks {
  readonly #asked = new Map<string, Asked>();
  readonly #stated = new Map<string, StatedView>();

  take(record: LogRecord): void {
    if (isPrompt(record)) this.#asked.set(record.id, askedOf(record));
    else if (record.kind === 'statement') this.#takeStatement(record);
    else if (record.kind === 'outcome') this.#takeOutcome(record);
  }

  #takeStatement(record: StatementRecord): void {
    const { id, t, role, text } = record;
    if (text === undefined || text.trim() === '' || record.form !== undefined) return;
    if (role === 'user') {
      const asked = this.#asked.get(record.links?.[0] ?? '');
      if (asked) asked.words = text;
    } else if (role === 'settings' || role === 'assistant_memory' || role === 'import') {
      // The same words once, as they were first said.
      const key = `${role} ${text.trim().toLowerCase()}`;
      if (!this.#stated.has(key)) {
        this.#stated.set(key, { id, t, text: text.trim(), role, app: record.app ?? null });
      }
    }
  }

  #takeOutcome({ type, value = 1, links = [] }: OutcomeRecord): void {
    const asked = links.map((id) => this.#asked.get(id)).find((found) => found !== undefined);
    if (!asked) return;
    const [, verb] = /^[\w-]+:([\w-]+):answer$/.exec(type) ?? [];
    if (verb === 'rate') asked.rated += value;
    else if (verb !== undefined && Object.hasOwn(FATES, verb)) asked[FATES[verb as keyof typeof FATES]] = true;
    else if (KEPT.test(type)) asked.kept = true;
  }

  /** @param vectorOf the vector of a text, once it has one: prompts without are of no kind yet. */
  view(vectorOf: (text: string) => ArrayLike<number> | undefined): TalksView {
    const kinds = new Map<string | null, Asked[]>();
    let sorted = 0;
    for (const asked of this.#asked.values()) {
      const compared = promptForKind(asked.words);
      const vector = compared === '' ? undefined : vectorOf(asked.words.trim());
      if (compared === '' || vector) sorted++;
      const kind = vector ? kindOfRequest(vector, vectorOf) : null;
      const there = kinds.get(kind);
      if (there) there.push(asked);
      else kinds.set(kind, [asked]);
    }
    const stated = [...this.#stated.values()].reverse();
    const all = [...this.#asked.values()];
    return {
      prompts: all.length,
      sorted,
      instructions: stated.filter(({ role }) => role === 'settings').slice(0, MOST_STATED),
      memories: stated.filter(({ role }) => role !== 'settings').slice(0, MOST_STATED),
      stated: stated.length,
      kinds: [...kinds]
        .map(([kind, prompts]) => kindView(kind, prompts))
        .sort((a, b) => Number(a.kind === null) - Number(b.kind === null) || b.asked - a.asked),
      ways: Object.entries(WAYS).flatMap(([way, isOfWay]) => {
        const counted = countedView(way as CountedView['way'], all.filter(isOfWay));
        return counted.asked < FEWEST_OF_A_WAY ? [] : [counted];
      }),
    };
  }
}

function askedOf(record: LogRecord): Asked {
  return {
    t: record.t,
    features: record.features ?? {},
    app: record.app,
    words: '',
    regenerated: false,
    reworded: false,
    corrected: false,
    rated: 0,
    kept: false,
  };
}

/** Whether the answer was not what was wanted, by what the user did. */
function wentWrong({ regenerated, reworded, corrected, rated }: Asked): boolean {
  return regenerated || reworded || corrected || rated < 0;
}

function countedView(way: CountedView['way'], prompts: readonly Asked[]): CountedView {
  const again = prompts.filter(wentWrong).length;
  return { way, asked: prompts.length, again, share: shareWithRange(again, prompts.length) };
}

function kindView(kind: string | null, prompts: readonly Asked[]): RequestKindView {
  const count = (fits: (asked: Asked) => boolean) => prompts.filter(fits).length;
  return {
    kind,
    asked: prompts.length,
    regenerated: count(({ regenerated }) => regenerated),
    reworded: count(({ reworded }) => reworded),
    corrected: count(({ corrected }) => corrected),
    ratedUp: count(({ rated }) => rated > 0),
    ratedDown: count(({ rated }) => rated < 0),
    kept: count((asked) => asked.kept && !wentWrong(asked)),
    again: shareWithRange(count(wentWrong), prompts.length),
    examples: prompts
      .filter((asked) => asked.words !== '' && (wentWrong(asked) || asked.rated > 0))
      .slice(-MOST_EXAMPLES)
      .reverse()
      .map((asked) => ({ t: asked.t, app: asked.app ?? null, text: cut(asked.words), fate: fateOf(asked) })),
  };
}

function fateOf({ regenerated, reworded, corrected, rated }: Asked): RequestKindView['examples'][number]['fate'] {
  if (rated < 0) return 'rated-down';
  if (corrected) return 'corrected';
  if (reworded) return 'reworded';
  return regenerated ? 'regenerated' : 'rated-up';
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_EXAMPLE ? line : `${line.slice(0, LONGEST_EXAMPLE - 1).trimEnd()}…`;
}
