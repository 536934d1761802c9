/** Everything that records on one page, put together: observers to outbox, with one switch and one undo. */
import { redactRecord, redactSighting } from '../privacy/redact.ts';
import type { ActionRecord, OutcomeRecord, StatementRecord } from '../records/record.ts';
import { packFor, type SitePack } from '../sites/site-pack.ts';
import type { Capture } from './capture.ts';
import type { ErrorWall } from './error-wall.ts';
import { observeClicks } from './observe-clicks.ts';
import { observeEdits } from './observe-edits.ts';
import { type Arrival, observeNavigation } from './observe-navigation.ts';
import { observePageMessages, tellArrivals } from './observe-page-messages.ts';
import { observePrompts } from './observe-prompts.ts';
import { createSent, observeSubmits } from './observe-submits.ts';
import { createOutbox, type Delivery } from './outbox.ts';
import { createPageClock } from './page-clock.ts';
import { readSighting } from './read-sighting.ts';
import { watchSecretFields } from './secret-fields.ts';
import { createIdleQueue } from './when-idle.ts';

/** A page is looked at when it has had this long to fill itself. */
const SETTLE_IN_MS = 800;
/** Away for this long, and what the page shows may be news. */
const NEWS_AFTER_IN_MS = 5 * 60_000;

export interface CaptureSettings {
  readonly window: Window;
  readonly packs: readonly SitePack[];
  readonly delivery: Delivery;
  readonly wall: ErrorWall;
  readonly keepsText: boolean;
  /** Ends everything: listeners, timers, what waits. */
  readonly signal: AbortSignal;
}

/** Starts to record. The page is not changed in any way; everything ends with the signal. */
export function startCapture({ window, packs, delivery, wall, keepsText, signal }: CaptureSettings): void {
  const page = window.document;
  const timers = {
    set: (run: () => void, ms: number) => window.setTimeout(wall.guard(run, 'outbox'), ms),
    clear: (timer: number) => window.clearTimeout(timer),
  };
  const outbox = createOutbox(delivery, wall, timers, signal);
  const idle = createIdleQueue(window, signal);
  const secrets = watchSecretFields(page, signal);
  const now = createPageClock();
  const url = () => new URL(window.location.href);
  let pack = packFor(packs, page, url());
  let looked = Number.NEGATIVE_INFINITY;
  let looking = 0;

  const capture: Capture = {
    window,
    page,
    guard: wall.guard,
    signal,
    pack: () => pack,
    url,
    thread: () => pack.threadOf(page, url()) ?? undefined,
    keepsText: () => keepsText,
    now,
    isPaused: secrets.arePresent,
    record,
    later: (run, kind) => idle.add(wall.guard(run, kind)),
    hurry,
  };

  function record(made: ActionRecord | OutcomeRecord | StatementRecord): boolean {
    if (signal.aborted || secrets.arePresent()) return false;
    outbox.addRecord(redactRecord(made));
    if (made.kind === 'action') acts.note(made.id);
    return true;
  }

  function hurry(): void {
    idle.flush();
    outbox.hurry();
  }

  function look(): void {
    if (signal.aborted || secrets.arePresent()) return;
    looking = 0;
    looked = performance.now();
    const sighting = readSighting(page, url(), pack, now);
    if (sighting) outbox.addSighting(redactSighting(sighting));
  }

  function lookSoon(): void {
    window.clearTimeout(looking);
    looking = window.setTimeout(() => idle.add(wall.guard(look, 'sighting')), SETTLE_IN_MS);
  }

  function arrived({ by }: Arrival): void {
    pack = packFor(packs, page, url());
    if (by === 'load' && !secrets.arePresent()) tellArrivals(capture, pack.arrivalsOf?.(page, url()) ?? []);
    lookSoon();
  }

  const acts = observePageMessages(capture);
  const sent = createSent();
  observeClicks(capture, sent);
  observeSubmits(capture, secrets, sent);
  observeEdits(capture, secrets);
  observePrompts(capture);
  wall.guard(() => observeNavigation(capture, wall.guard(arrived, 'arrival')), 'navigation')();

  const leave = wall.guard(() => {
    // Left before it was looked at: what it shows now is all that will be seen of it.
    if (looking !== 0) {
      window.clearTimeout(looking);
      look();
    }
    hurry();
  }, 'leave');
  window.addEventListener('pagehide', leave, { capture: true, signal });
  page.addEventListener(
    'visibilitychange',
    wall.guard(() => {
      if (page.visibilityState === 'hidden') leave();
      else if (performance.now() - looked > NEWS_AFTER_IN_MS) lookSoon();
    }, 'leave'),
    { signal },
  );
  signal.addEventListener('abort', () => window.clearTimeout(looking));
}
