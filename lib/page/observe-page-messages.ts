import { newId } from '../records/new-id.ts';
import type { Instant } from '../records/record.ts';
import { attributeOf, closest, find, firstChildOf } from '../sites/asked-of-elements.ts';
import { isHidden } from '../sites/is-hidden.ts';
import type { KnownMessage, PageMessage } from '../sites/site-pack.ts';
import type { Capture } from './capture.ts';
import { knownMessage, knownRegion } from './known-message.ts';
import { listen } from './listen.ts';
import { readWords } from './read-words.ts';

/** What appears later than this after an act is not taken for its answer. */
const WINDOW_IN_MS = 10_000;
/** Messages are read when they have stood still for a moment: they are often filled after they appear. */
const SETTLE_IN_MS = 300;
/** What was pressed is told in a quiet moment, by then at the latest; what the page answered meanwhile waits for it. */
const TOLD_WITHIN_IN_MS = 1_500;
const LONGEST_MESSAGE = 300;
const MOST_NODES_A_TIME = 200;
/** A change of the page is looked at no longer than this at a time: large pages can change in large parts. */
const LONGEST_LOOK_IN_MS = 4;
const LONGEST_CLASS = 500;
const MOST_AFTER_ONE_ACT = 5;
const MOST_ACTS = 20;

/**
 * Acts that a page seldom answers: what is written or copied while the answer to something else is on its way, and going about. An
 * answer to them comes at once, as the mark of a field that was left or the word that something is copied; any other message within
 * the time is for what was done before.
 */
const QUIET = /:(?:copy|cut|paste|edit|select|scroll|expand|open|read|view):/;
const AT_ONCE_IN_MS = 250;

export const LIVE =
  '[role="alert"], [role="status"], [role="alertdialog"], [aria-live="polite"], [aria-live="assertive"], output';
const LOOKS_LIKE_A_MESSAGE =
  /(?:^|[\s_-])(?:toast|snackbar|flash|alert|notification|notice|banner|message-?box|system-message|errorbox|successbox|error|errors|invalid-feedback|field-error|form-error|success|warnings?|[a-z]*conflict)(?:$|[\s_-])/i;
const BAD =
  /(?:^|[\s_-])(?:error|errors|errorbox|danger|fail|failed|failure|invalid|negative|critical|destructive|[a-z]*conflict)(?:$|[\s_-])/i;
const DOUBTFUL = /(?:^|[\s_-])(?:warn|warnings?|caution)(?:$|[\s_-])/i;
const GOOD = /(?:^|[\s_-])(?:success|successful|successbox|positive|ok|saved|done)(?:$|[\s_-])/i;

/** What was done lately on this page; messages are linked to it. */
export interface Acts {
  readonly note: (act: Pick<DoneAct, 'id' | 't' | 'type'>) => void;
}

/** An act that may have made the page say something. */
export interface DoneAct {
  readonly id: string;
  readonly t: Instant;
  readonly type: string;
  /** What was told as the page's answer to it. */
  readonly told: Set<string>;
}

/**
 * The act that a message is likely the answer to: the last one that asks for any, or a quiet one that the message came right after;
 * where nothing else was done, the last one.
 *
 * @param acts in the order of time.
 */
export function likelyCause<A extends Pick<DoneAct, 't' | 'type'>>(acts: readonly A[], appeared: Instant): A | null {
  const since = ({ t }: A) => Date.parse(appeared) - Date.parse(t);
  const before = acts.filter((act) => since(act) >= 0 && since(act) < WINDOW_IN_MS);
  return before.findLast((act) => !QUIET.test(act.type) || since(act) < AT_ONCE_IN_MS) ?? before.at(-1) ?? null;
}

/**
 * What the page says right after an act (toasts, alerts, status lines, marks of invalid fields), as outcomes with the
 * page's words, linked to the act they are likely the answer to. The page is watched only in the ten seconds after an act: it costs nothing at rest.
 * What a message is worth is read from its structure, never from its language.
 */
export function observePageMessages(capture: Capture): Acts {
  const { window, signal } = capture;
  let acts: DoneAct[] = [];
  /** Parts of the page that seem to say something, and since when. */
  let found = new Map<Element, Instant>();
  let close = 0;
  let settle = 0;
  /** When something was pressed whose act is not told yet. */
  let pressed: Instant | null = null;

  const observer = new MutationObserver(
    capture.guard((changes: MutationRecord[]) => {
      let looked = 0;
      const until = performance.now() + LONGEST_LOOK_IN_MS;
      for (const change of changes) {
        if (++looked > MOST_NODES_A_TIME || performance.now() > until) break;
        if (change.type === 'childList')
          for (const node of change.addedNodes) {
            if (performance.now() > until) break;
            consider(node.nodeType === 1 ? (node as Element) : change.target);
          }
        else consider(change.type === 'characterData' ? change.target.parentElement : change.target);
      }
      if (found.size === 0) return;
      window.clearTimeout(settle);
      settle = window.setTimeout(tell, SETTLE_IN_MS);
    }, 'message'),
  );

  function consider(node: Node | null): void {
    if (node?.nodeType !== 1 || found.size >= MOST_NODES_A_TIME) return;
    const element = node as Element;
    const region =
      knownRegion(element, capture.pack().messages) ??
      closest(element, LIVE) ??
      (isMessage(element) ? element : closest(element, '[aria-invalid="true"]')) ??
      find(element, LIVE);
    if (region && !found.has(region)) found.set(region, capture.now());
  }

  const tell = capture.guard(() => {
    if (pressed !== null && Date.parse(capture.now()) - Date.parse(pressed) < TOLD_WITHIN_IN_MS) {
      settle = window.setTimeout(tell, SETTLE_IN_MS);
      return;
    }
    const regions = found;
    found = new Map();
    if (capture.isPaused()) return;
    const quiet = capture.pack().quietRegions;
    for (const [region, appeared] of regions) {
      const act = likelyCause(acts, appeared);
      if (!act || act.told.size >= MOST_AFTER_ONE_ACT) continue;
      if (!region.isConnected || isHidden(region) || (quiet !== undefined && closest(region, quiet))) continue;
      const message = readMessage(region, knownMessage(region, capture.pack().messages));
      if (!message || act.told.has(message.text)) continue;
      act.told.add(message.text);
      const thread = capture.thread();
      capture.record({
        kind: 'outcome',
        id: newId(),
        t: capture.now(),
        ...(thread !== undefined && { thread }),
        type: `${capture.pack().id}:${message.about}`,
        value: message.value,
        confidence: message.value === 0 ? 0.5 : 0.8,
        // It often repeats what was written.
        ...(capture.keepsText() && { text: message.text }),
        links: [act.id],
      });
    }
  }, 'message');

  function stop(): void {
    window.clearTimeout(close);
    window.clearTimeout(settle);
    observer.disconnect();
    found.clear();
  }
  signal.addEventListener('abort', stop);

  function watch(): void {
    if (signal.aborted) return;
    window.clearTimeout(close);
    close = window.setTimeout(stop, WINDOW_IN_MS);
    observer.observe(capture.page, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['role', 'aria-invalid', 'hidden', 'aria-live'],
    });
  }

  // The page may answer in its own handler, before the act is told.
  listen(capture, 'click', 'message', () => {
    pressed = capture.now();
    watch();
  });

  return {
    note({ id, t, type }) {
      // Told late, it may be an earlier one.
      acts = [...acts, { id, t, type, told: new Set<string>() }].sort((a, b) => (a.t < b.t ? -1 : 1)).slice(-MOST_ACTS);
      if (pressed !== null && t >= pressed) pressed = null;
      watch();
    },
  };
}

/** Says what a freshly loaded page tells of the act that led to it. Its act belongs to another document: the thread links them. */
export function tellArrivals(capture: Capture, messages: readonly PageMessage[]): void {
  const thread = capture.thread();
  for (const message of messages) {
    capture.record({
      kind: 'outcome',
      id: newId(),
      t: capture.now(),
      ...(thread !== undefined && { thread }),
      type: `${capture.pack().id}:${message.about}`,
      value: message.value,
      ...(message.confidence !== undefined && { confidence: message.confidence }),
      ...(message.text !== undefined && capture.keepsText() && { text: message.text }),
    });
  }
}

export interface ReadMessage {
  readonly about: string;
  readonly value: number;
  readonly text: string;
}

/**
 * What a message says and is worth; null: it says nothing, or is no message.
 * @param longest characters up to which a text may be a message, if its markup says what it is worth.
 */
export function readMessage(
  region: Element,
  known: KnownMessage | undefined,
  longest = LONGEST_MESSAGE,
): (PageMessage & ReadMessage) | null {
  const invalid = attributeOf(region, 'aria-invalid') === 'true';
  const all = invalid ? nameOfInvalid(region) : readWords(region, { characters: longest + 50, nodes: 60 });
  // A number alone is a counter.
  if (!/\p{L}/u.test(all) || all.length > longest) return null;
  const text = all.slice(0, LONGEST_MESSAGE);
  // What is known of the site goes before what classes mean nearly everywhere.
  if (known) return { about: known.about, value: known.value, text };
  const classes = classesOf(region);
  if (invalid || BAD.test(classes)) return { about: 'show:error', value: -0.5, text };
  if (GOOD.test(classes)) return { about: 'show:success', value: 0.5, text };
  if (DOUBTFUL.test(classes) || /^alert(?:dialog)?$/.test(attributeOf(region, 'role') ?? ''))
    return { about: 'show:alert', value: -0.3, text };
  // A long text is an article that happens to be live, such as an answer coming in.
  return all.length > LONGEST_MESSAGE ? null : { about: 'show:status', value: 0, text };
}

function nameOfInvalid(field: Element): string {
  const told = attributeOf(field, 'aria-errormessage') ?? attributeOf(field, 'aria-describedby');
  const message = told ? Document.prototype.getElementById.call(field.ownerDocument, told.split(/\s+/)[0] ?? '') : null;
  return (
    (message ? readWords(message, { characters: LONGEST_MESSAGE, nodes: 30 }) : '') ||
    (attributeOf(field, 'aria-label') ?? attributeOf(field, 'name') ?? '')
  );
}

/** Classes of the region and of what it directly holds: the region itself is often only a frame. */
function classesOf(region: Element): string {
  const inner = firstChildOf(region);
  return `${classOf(region)} ${inner ? classOf(inner) : ''}`;
}

function isMessage(element: Element): boolean {
  return isNamedLikeAMessage(classOf(element));
}

/** Colours and forms are called by the same words: `bg-success-subtle`, `btn-danger`. */
const COLOUR =
  /(?:^|\s)(?:bg|text|btn|border|badge|label|link|table|icon|fa|alert-link|progress|status|tag|pill|chip)[-_]\S*/gi;

/** Whether names in the code of a page say that a part of it tells something to the user. */
export function isNamedLikeAMessage(names: string): boolean {
  return LOOKS_LIKE_A_MESSAGE.test(names) && LOOKS_LIKE_A_MESSAGE.test(names.replace(COLOUR, ' '));
}

function classOf(element: Element): string {
  return (attributeOf(element, 'class') ?? '').slice(0, LONGEST_CLASS);
}
