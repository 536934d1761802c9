/** Everything that records on one page, put together: observers to outbox, with one switch and one undo. */
import { redactRecord, redactSighting } from '../privacy/redact.ts';
import { createWordFilter } from '../privacy/redact-words.ts';
import type { ActionRecord, OutcomeRecord, StatementRecord } from '../records/record.ts';
import { standBehind, withWhatStandsBehind } from '../sites/any-place.ts';
import type { PackFit } from '../sites/pack-health.ts';
import { asOneReading } from '../sites/reading/once-a-reading.ts';
import { type PageKind, packFor, type SitePack } from '../sites/site-pack.ts';
import { whatAControlDoes } from '../sites/what-a-control-does.ts';
import type { Outcomes, TabMemory } from './at-once/observe-outcomes.ts';
import type { Capture } from './capture.ts';
import type { Talk } from './chat/observe-chat.ts';
import { digestOf, type PageSighting } from './digest-of-sighting.ts';
import { followGestures } from './done-by-user.ts';
import type { ErrorWall } from './error-wall.ts';
import { wholePage } from './is-own-frame.ts';
import { hear } from './listen.ts';
import { lookAgain } from './look-again.ts';
import { quickName } from './name-of-control.ts';
import { observeClicks } from './observe-clicks.ts';
import { observeEdits } from './observe-edits.ts';
import { type Arrival, observeNavigation } from './observe-navigation.ts';
import { observePageMessages, tellArrivals } from './observe-page-messages.ts';
import { createSent, observeSubmits } from './observe-submits.ts';
import { observeTransfers } from './observe-transfers.ts';
import { addressOf, observeVisits } from './observe-visits.ts';
import { createOutbox, type Delivery } from './outbox.ts';
import { createPageClock } from './page-clock.ts';
import type { PageReaders } from './page-readers.ts';
import { createPastes } from './pastes.ts';
import { watchSecretFields } from './secret-fields.ts';
import { createIdleQueue } from './when-idle.ts';

/** A page is looked at when it has had this long to fill itself. */
const SETTLE_IN_MS = 800;
/** Away for this long, and what the page shows may be news. */
const NEWS_AFTER_IN_MS = 5 * 60_000;
/** A page is read for so long at a time: a page at rest has a quiet moment for us only every 50 ms, and a large one takes dozens. */
const READ_IN_MS = 2;
/** A page of more elements than this is not read to its end when it is left before that: leaving must not wait for us. */
const READ_WHEN_LEFT = 4_000;

/** A stretch of a look that took so long was hard on the page: it is left alone for a hundred times as long. */
const LONG_STRETCH_IN_MS = 50;
const RESTS_FOR = 100;
const LONGEST_ADDRESS = 2_000;

export interface CaptureSettings {
  readonly window: Window;
  readonly packs: readonly SitePack[];
  readonly delivery: Delivery;
  readonly wall: ErrorWall;
  readonly keepsText: boolean;
  /** Words the user never wants stored. */
  readonly words?: readonly string[];
  /** Hears whether a secret field stops recording, and how many records were given up since it last heard. */
  readonly doing?: (secret: boolean, dropped: number) => void;
  /** Hears how the packs fit the pages that tell. */
  readonly onFit?: (fits: readonly PackFit[]) => void;
  /** Brings what reads pages; null: it cannot be had, and pages are not looked at. */
  readonly readers: () => Promise<PageReaders | null>;
  /** Whether the last version of ours recorded this very document: how one came to it is told. */
  readonly resumed?: boolean;
  /** What is kept for the documents of a tab. */
  readonly memory: TabMemory;
  /** Observes an AI chat; left out where the page is none. */
  readonly talk?: ((capture: Capture) => Pick<Talk, 'moved'>) | undefined;
  /** Ends everything: listeners, timers, what waits. */
  readonly signal: AbortSignal;
}

/** Documents that told what they say of the act that led to them: a choice that changes makes recording start anew in them. */
const arrivedIn = new WeakSet<Document>();

/** Starts to record. The page is not changed in any way; everything ends with the signal. */
export function startCapture({
  window,
  packs,
  delivery,
  wall,
  keepsText,
  words,
  doing,
  onFit,
  readers,
  memory,
  signal,
  resumed = false,
  talk,
}: CaptureSettings): void {
  const page = window.document;
  const neverKept = createWordFilter(words ?? []);
  const timers = {
    set: (run: () => void, ms: number) => window.setTimeout(wall.guard(run, 'outbox'), ms),
    clear: (timer: number) => window.clearTimeout(timer),
  };
  const outbox = createOutbox(delivery, wall, timers, signal);
  /** Null: whoever was told may have forgotten. */
  let toldSecret: boolean | null = false;
  let toldDropped = 0;
  let givenUp = 0;

  /** Whether a secret field stops recording; what changed of it is told. */
  function stopped(): boolean {
    const secret = secrets.arePresent();
    const dropped = outbox.dropped + givenUp;
    if (secret !== toldSecret || dropped > toldDropped) {
      doing?.(secret, dropped - toldDropped);
      toldSecret = secret;
      toldDropped = dropped;
    }
    return secret;
  }

  const giveUp = () => void givenUp++;
  const idle = createIdleQueue(window, signal, giveUp);
  const secrets = watchSecretFields(page, signal);
  const now = createPageClock();
  const url = () => new URL(hrefOf(window));
  let pack = packFor(packs, page, url());
  let looked = Number.NEGATIVE_INFINITY;
  let looking = 0;
  let restsUntil = 0;
  /** Thread and kind of the page, worked out once for each address: handlers ask for them. */
  let place: { readonly address: string; readonly thread: string | null; readonly kind: PageKind } | null = null;
  /** The look that is under way, in stretches. */
  let reading: Generator<void, PageSighting | null> | null = null;
  /** Whether there is time to read: not while acts are told in a hurry. */
  let mayRead = true;
  /** Here soon after the start; until then nothing is looked at. */
  let reader: PageReaders | null = null;
  /** Comes with it. */
  let outcomes: Outcomes | undefined;
  let toldOnlyAsNews = false;
  let shown = { thread: '', digest: 0 };

  const capture: Capture = {
    window,
    page,
    guard: wall.guard,
    signal,
    pack: () => pack,
    url,
    thread: () => placeNow().thread ?? undefined,
    pageKind: () => placeNow().kind,
    keepsText: () => keepsText,
    now,
    giveUp,
    isPaused: secrets.arePresent,
    isByUser: followGestures({ window, guard: wall.guard, signal }),
    record,
    later: (run, kind) => idle.add(wall.guard(run, kind)),
    hurry,
    claimed: new WeakSet(),
    holds: new WeakMap(),
    pastes: createPastes(),
  };

  function record(made: ActionRecord | OutcomeRecord | StatementRecord): boolean {
    if (signal.aborted || stopped()) return false;
    outbox.addRecord(redactRecord(made.kind === 'action' ? withEntities(made) : made, neverKept));
    // Being there changes nothing on the page.
    if (made.kind === 'action' && made.features?.presence !== 1) {
      acts.note(made);
      again.acted();
      outcomes?.acted(made);
    }
    return true;
  }

  /** What its words name, where nobody has said so yet. */
  function withEntities(act: ActionRecord): ActionRecord {
    if (act.entities !== undefined || act.text === undefined || !reader) return act;
    const entities = reader.entitiesOfAct(act.text, url());
    return entities.length > 0 ? { ...act, entities } : act;
  }

  function placeNow(): { readonly thread: string | null; readonly kind: PageKind } {
    // What is done in a frame is done on the page it is a part of.
    const whole = wholePage(window);
    const address = `${addressOf(hrefOf(whole))} ${addressOf(hrefOf(window))}`;
    if (place?.address === address) return place;
    try {
      const { document } = whole;
      const at = new URL(hrefOf(whole));
      place = asOneReading(() => {
        const thread = pack.threadOf(document, at) ?? (document === page ? null : pack.threadOf(page, url()));
        return { address, thread, kind: pack.kindOf(document, at) };
      });
    } catch {
      // A page that throws at a look: what is done on it is still told.
      place = { address, thread: null, kind: 'other' };
    }
    return place;
  }

  /** Acts are told now; the page is read on for so long at most, and not at all if nobody says so. */
  function hurry(readFor = 0): void {
    mayRead = readFor > 0;
    idle.flush(readFor);
    mayRead = true;
    outbox.hurry();
  }

  /** `onlyNews`: what the page showed at the last look is not told again. A visit is told in any case. */
  function look(onlyNews = false): void {
    if (signal.aborted || stopped() || performance.now() < restsUntil) return;
    toldOnlyAsNews = onlyNews;
    looking = 0;
    looked = performance.now();
    again.looked();
    place = null;
    placeNow();
    if (!reader) return;
    reading = readAndRedact(reader);
    idle.add(wall.guard(readOn, 'sighting'));
    const fits = pack.fitsOn?.(page, url()) ?? [];
    if (fits.length > 0) onFit?.(fits);
  }

  function* readAndRedact({ readSighting }: PageReaders): Generator<void, PageSighting | null> {
    const sighting = yield* readSighting(page, url(), withWhatStandsBehind(pack), {
      now,
      keepsText,
      onRoot: secrets.look,
    });
    return sighting && (yield* redactSighting(sighting, neverKept));
  }

  /** One stretch of the look, and the next in the next quiet moment. */
  function readOn(): void {
    if (!reading || signal.aborted) return;
    if (stopped()) {
      reading = null;
      return;
    }
    if (!mayRead) {
      idle.add(wall.guard(readOn, 'sighting'));
      return;
    }
    const began = performance.now();
    let step = reading.next();
    while (!step.done && performance.now() < began + READ_IN_MS) step = reading.next();
    const took = performance.now() - began;
    if (took > LONG_STRETCH_IN_MS) restsUntil = began + took * RESTS_FOR;
    if (!step.done) {
      idle.add(wall.guard(readOn, 'sighting'));
      return;
    }
    reading = null;
    const { value } = step;
    if (value) idle.add(wall.guard(() => tell(value), 'sighting'));
  }

  function tell(sighting: PageSighting): void {
    const digest = digestOf(sighting);
    if (toldOnlyAsNews && sighting.thread === shown.thread && digest === shown.digest) return;
    shown = { thread: sighting.thread, digest };
    outbox.addSighting(sighting);
  }

  function lookSoon(): void {
    window.clearTimeout(looking);
    const rest = Math.max(SETTLE_IN_MS, restsUntil - performance.now());
    looking = window.setTimeout(() => idle.add(wall.guard(() => look(), 'sighting')), rest);
  }

  function arrived(arrival: Arrival): void {
    const { by } = arrival;
    pack = packFor(packs, page, url());
    place = null;
    reading = null;
    placeNow();
    if (by === 'inside') {
      chat?.moved();
      outcomes?.moved();
    }
    visits?.arrived(arrival);
    if (by === 'load' && !resumed && !arrivedIn.has(page) && !stopped()) {
      arrivedIn.add(page);
      tellArrivals(capture, pack.arrivalsOf?.(page, url()) ?? []);
    }
    // The icon forgot this page when it was left for another.
    if (by === 'return') toldSecret = null;
    lookSoon();
  }

  const acts = observePageMessages(capture);
  const again = lookAgain(capture, () => idle.add(wall.guard(() => look(true), 'sighting')));
  const sent = createSent(capture);
  // Before the general observers: what it tells in its own way, they leave alone.
  const chat = talk?.(capture);
  observeClicks(capture, sent);
  observeSubmits(capture, secrets, sent);
  const edits = observeEdits(capture, secrets);
  observeTransfers(capture, secrets);
  // A frame is a part of a page: one is at the page.
  const visits = window === wholePage(window) ? observeVisits(capture, resumed) : null;
  wall.guard(() => observeNavigation(capture, wall.guard(arrived, 'arrival')), 'navigation')();

  const bring = async () => {
    const brought = await readers();
    if (!brought || signal.aborted) return;
    const left = (unsent: OutcomeRecord | null) => memory.left(unsent && redactRecord(unsent, neverKept));
    const verbOf = (button: Element) => whatAControlDoes(button, 'button', url(), quickName(button)).verb;
    // One at a time: what runs for the first time is slow.
    const parts = [
      () => {
        reader = brought;
        standBehind(brought.anySite);
      },
      () => visits && brought.observeDwell(capture),
      () => brought.followPastes(capture),
      () => brought.observeDrafts(capture, edits, whatAControlDoes),
      () => {
        outcomes = brought.observeOutcomes(capture, { ...memory, left }, verbOf);
      },
      () => brought.observeCanvas(capture),
      () => brought.observeMoves(capture),
      // They may have come after the page was to be looked at.
      () => looking === 0 && reading === null && lookSoon(),
    ];
    for (const part of parts) idle.add(wall.guard(() => void part(), 'readers'));
  };
  idle.add(() => void bring().catch((error: unknown) => wall.report(error, 'readers')));

  function leave(): void {
    const isLarge = Document.prototype.getElementsByTagName.call(page, '*').length > READ_WHEN_LEFT;
    // Left before it was looked at: what it shows now is all that will be seen of it.
    if (looking !== 0) {
      window.clearTimeout(looking);
      if (!isLarge) look();
    }
    hurry(isLarge ? 0 : Number.POSITIVE_INFINITY);
    // Where the page lives on, in a tab behind another, it is read in its own time.
    if (isLarge && looking !== 0) {
      looking = 0;
      idle.add(wall.guard(() => look(), 'sighting'));
    }
  }
  hear(capture, 'pagehide', 'leave', leave);
  hear(capture, 'visibilitychange', 'leave', () => {
    if (page.visibilityState === 'hidden') leave();
    else if (performance.now() - looked > NEWS_AFTER_IN_MS) lookSoon();
  });
  signal.addEventListener('abort', () => window.clearTimeout(looking));
}

/** An address can have megabytes of parameters; a thing is named before them. */
function hrefOf(window: Window): string {
  return window.location.href.slice(0, LONGEST_ADDRESS);
}
