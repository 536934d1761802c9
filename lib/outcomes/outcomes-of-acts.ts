/**
 * What one act says of an earlier one, as records for the log:
 *
 *     undo, or the contrary of it, soon after,
 *     or the sending of what proposed to undo   ──▶ undo:<object>      of what was taken back
 *     delete in a thread of one's own           ──▶ delete:<object>    of what made or changed it
 *     the same form once more, because it failed
 *     or with its words changed a little        ──▶ resubmit:form      of the first sending
 *
 * Each is told once of an act: its id follows from that act's. Compared when an act is appended, with what the log holds before
 * it; a rebuild reads the records and does not compare again.
 */
import { commits, makes, packOf, verbOf } from '../linking/kinds-of-act.ts';
import { compareInLogOrder } from '../records/order.ts';
import type { ActionRecord, LogRecord, OutcomeRecord } from '../records/record.ts';
import type { OwnAct } from './entity-memory.ts';

const UNDONE_WITHIN_IN_MS = 60_000;
const CONTRARY_WITHIN_IN_MS = 10 * 60_000;
const SENT_AGAIN_WITHIN_IN_MS = 2 * 60_000;
/** Sooner, it is one press told twice, or a finger that trembled. */
const SENT_AGAIN_AFTER_IN_MS = 1_000;
/** Later than this, doing away with a thing is tidying up. */
const DELETED_WITHIN_IN_MS = 7 * 86_400_000;
const MOST_ACTS = 500;
const MOST_REMEMBERED = 200;
/** Below this many words two texts are alike by chance. */
const FEWEST_WORDS = 4;
const SAME_WORDS_FROM = 0.6;
/** A page that does not say which act failed means the last that was sent there. */
const ANSWERED_WITHIN_IN_MS = 30_000;

/** What takes back what: the later verb by the earlier one. */
const CONTRARY: Readonly<Record<string, string>> = {
  archive: 'unarchive',
  assign: 'unassign',
  close: 'reopen',
  delete: 'restore',
  follow: 'unfollow',
  lock: 'unlock',
  pin: 'unpin',
  publish: 'unpublish',
  reopen: 'close',
  star: 'unstar',
  subscribe: 'unsubscribe',
};
/** Edits that a person takes back in a field or an editor. */
const CHANGES_A_TEXT: ReadonlySet<string> = new Set(['edit', 'paste', 'cut', 'drop']);
const DELETES: ReadonlySet<string> = new Set(['delete', 'remove']);
/** Acts that send a form; a committed field is none, nor is what merely turns a page. */
const SENDS: ReadonlySet<string> = new Set([
  'save',
  'create',
  'send',
  'submit',
  'reply',
  'comment',
  'review',
  'publish',
  'confirm',
  'add',
]);
/** Outcomes by which a page says that an act failed; that others took it back later is none. */
const FAILS: ReadonlySet<string> = new Set(['fail', 'show', 'invalid', 'refuse']);
/** Objects that name no thing, only what was pressed or sent. */
const NAMES_NOTHING: ReadonlySet<string> = new Set([
  'button',
  'link',
  'menuitem',
  'option',
  'form',
  'text',
  'edit',
  'thing',
  'dialog',
]);

/** Opens an editor that holds what a thing was before something: it is taken back when that is sent. */
const OPENS_UNDO = /:open:undo$/;

/** What the user did in a thread, as far as it is remembered beyond the latest records. */
export type ActsInThread = (thread: string, space: string | undefined) => readonly OwnAct[];

export class OutcomesOfActs {
  /** In log order. */
  #acts: ActionRecord[] = [];
  /** Acts of which an outcome said that they failed. */
  readonly #failed = new Set<string>();
  readonly #told = new Set<string>();

  /** Takes what is in the log. */
  take(record: LogRecord): void {
    if (record.kind === 'action') {
      let place = this.#acts.length;
      while (place > 0 && compareInLogOrder(this.#acts[place - 1]!, record) > 0) place--;
      if (this.#acts[place - 1]?.id === record.id) return;
      this.#acts.splice(place, 0, record);
      if (this.#acts.length > MOST_ACTS) this.#acts.shift();
    } else if (record.kind === 'outcome') {
      if (/^(?:undo|delete|resubmit)$/.test(verbOf(record.type))) keep(this.#told, record.id);
      else if (FAILS.has(verbOf(record.type)) && (record.value ?? 1) < 0)
        for (const id of this.#failedBy(record)) keep(this.#failed, id);
    }
  }

  #failedBy(record: OutcomeRecord): readonly string[] {
    if (record.links && record.links.length > 0) return record.links;
    const last = this.#acts.findLast(
      (act) =>
        act.thread !== undefined &&
        act.thread === record.thread &&
        act.space === record.space &&
        act.t <= record.t &&
        SENDS.has(verbOf(act.type)),
    );
    return last && age(last, record) <= ANSWERED_WITHIN_IN_MS ? [last.id] : [];
  }

  remove(ids: readonly string[]): void {
    const gone = new Set(ids);
    this.#acts = this.#acts.filter(({ id }) => !gone.has(id));
    for (const id of ids) this.#failed.delete(id);
  }

  /**
   * What acts say of those before them.
   * @param records new to the log, and not taken yet; they are compared with each other too.
   */
  of(records: readonly LogRecord[], actsIn: ActsInThread): OutcomeRecord[] {
    const found: OutcomeRecord[] = [];
    for (const record of [...records].sort(compareInLogOrder)) {
      const told = record.kind === 'action' ? this.#compare(record, actsIn) : null;
      if (told && !this.#told.has(told.id)) {
        keep(this.#told, told.id);
        found.push(told);
      }
      this.take(record);
    }
    return found;
  }

  #compare(act: ActionRecord, actsIn: ActsInThread): OutcomeRecord | null {
    const verb = verbOf(act.type);
    const before = this.#before(act);
    if (verb === 'undo') {
      const undone = this.#undoneBy(act, before);
      return undone && outcome(undone, act, 'undo', objectOf(undone.type), -0.4, 0.8);
    }
    if (DELETES.has(verb)) return this.#deletedBy(act, before, actsIn);
    const contrary = before.findLast(
      (earlier) =>
        CONTRARY[verbOf(earlier.type)] === verb &&
        isSameThread(earlier, act) &&
        age(earlier, act) <= CONTRARY_WITHIN_IN_MS,
    );
    if (contrary) return outcome(contrary, act, 'undo', objectOf(contrary.type), -0.4, 0.7);
    const undone = this.#undoneBySending(act, before);
    if (undone) return outcome(undone, act, 'undo', objectOf(undone.type), -0.4, 0.8);
    const first = this.#sentAgainBy(act, before);
    return first && outcome(first, act, 'resubmit', 'form', -0.3, this.#failed.has(first.id) ? 0.8 : 0.5);
  }

  /** Acts of the same space before an act, in log order. */
  #before(act: ActionRecord): ActionRecord[] {
    return this.#acts.filter((earlier) => earlier.space === act.space && compareInLogOrder(earlier, act) < 0);
  }

  /** The last change in the field, or the last act in the thread or beside a notice of it; null: nothing that could be taken back. */
  #undoneBy(act: ActionRecord, before: readonly ActionRecord[]): ActionRecord | null {
    const recent = before.filter((earlier) => earlier.app === act.app && age(earlier, act) <= UNDONE_WITHIN_IN_MS);
    if (objectOf(act.type) === 'text') {
      return (
        recent.findLast(
          (earlier) =>
            CHANGES_A_TEXT.has(verbOf(earlier.type)) && isSameThread(earlier, act) && isSameField(earlier, act),
        ) ?? null
      );
    }
    // An undo in a notice may stand on the list that the page went back to.
    const last = recent.findLast(({ type }) => commits(type) && verbOf(type) !== 'undo');
    return last && verbOf(last.type) !== 'edit' ? last : null;
  }

  #undoneBySending(act: ActionRecord, before: readonly ActionRecord[]): ActionRecord | null {
    if (!SENDS.has(verbOf(act.type))) return null;
    const last = before.findLast(
      ({ type, thread }) => thread === act.thread && (SENDS.has(verbOf(type)) || OPENS_UNDO.test(type)),
    );
    if (!last || !OPENS_UNDO.test(last.type) || age(last, act) > CONTRARY_WITHIN_IN_MS) return null;
    return this.#undoneBy(last, this.#before(last));
  }

  #deletedBy(act: ActionRecord, before: readonly ActionRecord[], actsIn: ActsInThread): OutcomeRecord | null {
    if (act.thread === undefined) return null;
    const own = new Map<string, Pick<ActionRecord, 'id' | 't' | 'type'>>();
    for (const earlier of actsIn(act.thread, act.space))
      if (compareInLogOrder(earlier, act) < 0) own.set(earlier.id, earlier);
    for (const earlier of before) if (isSameThread(earlier, act)) own.set(earlier.id, earlier);
    const fit = [...own.values()]
      .filter(({ type }) => commits(type) && !DELETES.has(verbOf(type)) && verbOf(type) !== 'undo')
      .filter((earlier) => mayBeOf(objectOf(act.type), earlier.type) && age(earlier, act) <= DELETED_WITHIN_IN_MS)
      .sort(compareInLogOrder);
    const made = fit.findLast(({ type }) => makes(type));
    const of = made ?? fit.at(-1);
    return of ? outcome({ ...act, ...of }, act, 'delete', objectOf(of.type), -0.5, made ? 0.7 : 0.4) : null;
  }

  #sentAgainBy(act: ActionRecord, before: readonly ActionRecord[]): ActionRecord | null {
    if (!SENDS.has(verbOf(act.type)) || act.thread === undefined || act.control === undefined) return null;
    const first = before.findLast(
      (earlier) =>
        isSameThread(earlier, act) &&
        earlier.control === act.control &&
        // What was refused is not changed any more, and may be told as another kind of sending.
        (earlier.type === act.type || (this.#failed.has(earlier.id) && SENDS.has(verbOf(earlier.type)))),
    );
    if (!first || age(first, act) > SENT_AGAIN_WITHIN_IN_MS || age(first, act) < SENT_AGAIN_AFTER_IN_MS) return null;
    return this.#failed.has(first.id) || isReworded(first, act) ? first : null;
  }
}

function outcome(
  of: ActionRecord,
  by: ActionRecord,
  verb: 'undo' | 'delete' | 'resubmit',
  object: string,
  value: number,
  confidence: number,
): OutcomeRecord {
  const { app, space, thread } = of;
  return {
    kind: 'outcome',
    id: `${of.id}.${verb}`,
    t: by.t,
    ...(app !== undefined && { app }),
    ...(space !== undefined && { space }),
    ...(thread !== undefined && { thread }),
    type: `${packOf(of.type)}:${verb}:${object}`,
    value,
    confidence,
    features: { after_seconds: Math.round(age(of, by) / 1_000) },
    context: { valued_by: 'structure', by: by.type },
    links: [of.id],
  };
}

/** Whether deleting a thing of some kind may do away with what an act made: two names that differ are two things. */
function mayBeOf(object: string, type: string): boolean {
  if (NAMES_NOTHING.has(object)) return true;
  const made = [objectOf(type), verbOf(type)].filter((name) => !NAMES_NOTHING.has(name));
  // `comment:ticket` writes a comment, and changes a ticket.
  return made.includes(object) || NAMES_NOTHING.has(objectOf(type));
}

/** A form whose words are mostly those of the first time, and not the same: two comments in a row are not, nor a form that goes on. */
function isReworded(first: ActionRecord, again: ActionRecord): boolean {
  if (first.text === undefined || again.text === undefined || first.text === again.text) return false;
  const [before, after] = [wordsOf(first.text), wordsOf(again.text)];
  const all = new Set([...before, ...after]).size;
  if (Math.min(before.size, after.size) < FEWEST_WORDS) return false;
  return (before.size + after.size - all) / all >= SAME_WORDS_FROM;
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

function isSameThread(a: ActionRecord, b: ActionRecord): boolean {
  return a.app === b.app && a.thread === b.thread && a.thread !== undefined;
}

/** Where one of them does not say in which field it was, they may be in the same. */
function isSameField(a: ActionRecord, b: ActionRecord): boolean {
  return a.control === undefined || b.control === undefined || a.control === b.control;
}

function age(earlier: { readonly t: string }, later: { readonly t: string }): number {
  return Date.parse(later.t) - Date.parse(earlier.t);
}

function objectOf(type: string): string {
  return type.split(':').slice(2).join('-') || 'thing';
}

function keep(set: Set<string>, id: string): void {
  set.add(id);
  if (set.size > MOST_REMEMBERED) set.delete(set.values().next().value!);
}
