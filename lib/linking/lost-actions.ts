/**
 * Actions that stand in no thread, episode or entity: capture lost the tie. Each belongs, if to anything, to a thread under way
 * around it. The probability is shared out among these threads and "none of them": each thread in proportion to how often it
 * has something done at such a moment (its pace, falling off with the distance in time), times what the contexts say.
 *
 *     P(thread | action) = trust · rate(thread) · e^nats / (rate(none) + Σ rate · e^nats over the threads around it)
 */
import type { Context } from '../records/record.ts';
import type { Done } from './act-of.ts';
import { ContextAgreement, type ContextAgreementSnapshot } from './context-agreement.ts';
import { countBelow } from './count-below.ts';
import { ALWAYS_KNOWN } from './state-of.ts';
import type { ThreadNotes } from './thread-notes.ts';

/** Threads kept in mind as under way, and lost actions that a thread may still come to claim; per app. */
const MOST_OPEN_THREADS = 24;
const MOST_OPEN_LOST = 32;
/** Threads that may claim one lost action. */
const MOST_CLAIMS = 24;
/** Lost actions a thread may claim: the latest. */
const MOST_LOST_OF_A_THREAD = 64;
/** Further away than this many paces of its own, a thread does not claim. */
const FARTHEST_IN_PACES = 6;
/** Things done for none of the threads: one a day. */
const RATE_OF_NONE = 1 / 86_400_000;
/** A thread that had its outcome goes on more rarely. */
const AFTER_OUTCOME = 0.2;
/** The tie may be lost because there was none. */
const MOST_TRUST = 0.95;
/**
 * Of a type, at most this many lost ones for each one in a thread are taken for lost: a type that mostly stands alone (a
 * search, a glance at the news) has no thread to lose.
 */
const LOST_PER_KEPT = 0.5;

interface Lost {
  readonly done: number;
  readonly ms: number;
  /** Numbers of the threads that may claim it. */
  readonly claims: number[];
}

/** What goes on in one app (of one space), the latest last. */
interface Scene {
  readonly threads: number[];
  readonly lost: number[];
  /** What was done last in a thread. */
  last: { readonly thread: number; readonly done: number } | null;
}

export interface LostActionsSnapshot {
  readonly lost: readonly Lost[];
  readonly scenes: readonly (readonly [place: string, scene: Readonly<Scene>])[];
  readonly kept: readonly (readonly [type: string, kept: number, lost: number])[];
  readonly agreement: ContextAgreementSnapshot;
}

/** The parts of the log that are looked things up in. */
export interface DoneSoFar {
  readonly done: readonly Done[];
  readonly ms: readonly number[];
  readonly threads: readonly ThreadNotes[];
}

export class LostActions {
  readonly #log: DoneSoFar;
  readonly #lost = new Map<number, Lost>();
  readonly #scenes = new Map<string, Scene>();
  readonly #types = new Map<string, { kept: number; lost: number }>();
  #agreement = new ContextAgreement();

  constructor(log: DoneSoFar) {
    this.#log = log;
  }

  /** An action that stands nowhere. */
  addLost(done: number): void {
    const { ms } = this.#log;
    const it = this.#log.done[done]!;
    const scene = this.#scene(it);
    this.#count(it, 'lost');
    const lost: Lost = { done, ms: ms[done]!, claims: [] };
    this.#lost.set(done, lost);
    for (const number of scene.threads.toReversed()) {
      const thread = this.#log.threads[number]!;
      if (lost.ms - thread.lastDone <= FARTHEST_IN_PACES * thread.pace) this.#claim(thread, lost);
    }
    const gone = pushLatest(scene.lost, done, MOST_OPEN_LOST);
    if (gone !== undefined && this.#lost.get(gone)!.claims.length === 0) this.#lost.delete(gone);
  }

  /** Something done in a thread, after it was counted there. @param own what its record itself said of its context. */
  addKept(done: number, thread: ThreadNotes, own: Context): void {
    const { ms } = this.#log;
    const it = this.#log.done[done]!;
    const scene = this.#scene(it);
    this.#count(it, 'kept');
    this.#learnAgreement(own, thread, scene);
    scene.last = { thread: thread.number, done };
    const there = scene.threads.indexOf(thread.number);
    if (there >= 0) scene.threads.splice(there, 1);
    pushLatest(scene.threads, thread.number, MOST_OPEN_THREADS);
    const reach = FARTHEST_IN_PACES * thread.pace;
    for (const number of scene.lost) {
      const lost = this.#lost.get(number)!;
      if (ms[done]! - lost.ms <= reach) this.#claim(thread, lost);
    }
  }

  /** Lost actions that may belong to a thread, with the probability that they do. @param until they are older than this number. */
  find(thread: ThreadNotes, until: number): { readonly done: number; readonly link: number }[] {
    return thread.lost
      .filter((number) => number < until)
      .map((number) => {
        const lost = this.#lost.get(number)!;
        const own = saidIn(this.#log.done[number]!.state);
        let all = RATE_OF_NONE;
        let mine = 0;
        for (const claim of lost.claims) {
          const rate = this.#rate(lost, own, this.#log.threads[claim]!);
          all += rate;
          if (claim === thread.number) mine = rate;
        }
        return { done: number, link: (this.#trust(this.#log.done[number]!) * mine) / all };
      });
  }

  #claim(thread: ThreadNotes, lost: Lost): void {
    if (lost.claims.length >= MOST_CLAIMS || lost.claims.includes(thread.number)) return;
    lost.claims.push(thread.number);
    const at = countBelow(thread.lost, lost.done);
    thread.lost.splice(at, 0, lost.done);
    if (thread.lost.length > MOST_LOST_OF_A_THREAD) thread.lost.shift();
  }

  /** How often the thread has something done at the moment of the lost action, per ms, times what the contexts say. */
  #rate(lost: Lost, own: Context, thread: ThreadNotes): number {
    const { ms, done } = this.#log;
    const after = countBelow(thread.done, lost.done);
    const earlier = thread.done[after - 1];
    const later = thread.done[after];
    const sinceEarlier = earlier === undefined ? Number.POSITIVE_INFINITY : lost.ms - ms[earlier]!;
    const untilLater = later === undefined ? Number.POSITIVE_INFINITY : ms[later]! - lost.ms;
    const nearest = sinceEarlier <= untilLater ? earlier : later;
    if (nearest === undefined) return 0;
    const { pace } = thread;
    const far = Math.min(sinceEarlier, untilLater) > FARTHEST_IN_PACES * pace;
    if (far && (earlier === undefined || later === undefined)) return 0;
    // Before its first and after its last act a thread fades; in between it goes on, at least at the rate of its whole life.
    let rate = Math.exp(-Math.min(sinceEarlier, untilLater) / pace) / pace;
    if (earlier !== undefined && later !== undefined) {
      const life = ms[thread.done.at(-1)!]! - ms[thread.done[0]!]!;
      rate = Math.max(rate, Math.min(1 / pace, thread.done.length / Math.max(1, life)));
    }
    const settled = thread.lastOutcome <= lost.ms && (earlier === undefined || ms[earlier]! <= thread.lastOutcome);
    const nats = this.#agreement.natsFor(own, done[nearest]!.state);
    return rate * (settled ? AFTER_OUTCOME : 1) * Math.exp(nats);
  }

  #trust({ types }: Done): number {
    const seen = this.#types.get(types[0] ?? '');
    if (!seen) return 0;
    return MOST_TRUST * Math.min(1, (LOST_PER_KEPT * (seen.kept + 1)) / Math.max(1, seen.lost));
  }

  #count({ types }: Done, as: 'kept' | 'lost'): void {
    for (const type of types) {
      let seen = this.#types.get(type);
      if (!seen) {
        seen = { kept: 0, lost: 0 };
        this.#types.set(type, seen);
      }
      seen[as]++;
    }
  }

  #learnAgreement(own: Context, thread: ThreadNotes, scene: Scene): void {
    const { done } = this.#log;
    const before = thread.done.at(-2);
    if (before !== undefined) this.#agreement.learn(done[before]!.state, own, true);
    if (scene.last && scene.last.thread !== thread.number) {
      this.#agreement.learn(done[scene.last.done]!.state, own, false);
    }
  }

  #scene({ space, app }: Done): Scene {
    const place = `${space ?? ''}\n${app ?? ''}`;
    let scene = this.#scenes.get(place);
    if (!scene) {
      scene = { threads: [], lost: [], last: null };
      this.#scenes.set(place, scene);
    }
    return scene;
  }

  save(): LostActionsSnapshot {
    return {
      lost: [...this.#lost.values()].map((lost) => ({ ...lost, claims: [...lost.claims] })),
      scenes: [...this.#scenes].map(([place, scene]) => [place, copyOf(scene)] as const),
      kept: [...this.#types].map(([type, { kept, lost }]) => [type, kept, lost] as const),
      agreement: this.#agreement.save(),
    };
  }

  static load(snapshot: LostActionsSnapshot, log: DoneSoFar): LostActions {
    const actions = new LostActions(log);
    for (const lost of snapshot.lost) actions.#lost.set(lost.done, { ...lost, claims: [...lost.claims] });
    for (const [place, scene] of snapshot.scenes) actions.#scenes.set(place, copyOf(scene));
    for (const [type, kept, lost] of snapshot.kept) actions.#types.set(type, { kept, lost });
    actions.#agreement = ContextAgreement.load(snapshot.agreement);
    return actions;
  }
}

/** What was said on purpose, without what every state has. */
function saidIn(state: Context): Context {
  const said: Record<string, string | number> = {};
  for (const key in state) if (!ALWAYS_KNOWN.has(key)) said[key] = state[key]!;
  return said;
}

function copyOf(scene: Readonly<Scene>): Scene {
  return { ...scene, threads: [...scene.threads], lost: [...scene.lost] };
}

/** Appends, and returns what had to go. */
function pushLatest(list: number[], value: number, most: number): number | undefined {
  list.push(value);
  return list.length > most ? list.shift() : undefined;
}
