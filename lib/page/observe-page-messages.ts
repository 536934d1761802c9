import { newId } from '../records/new-id.ts';
import type { PageMessage } from '../sites/site-pack.ts';
import type { Capture } from './capture.ts';
import { readWords } from './read-words.ts';

/** What appears later than this after an act is not taken for its answer. */
const WINDOW_IN_MS = 10_000;
/** Messages are read when they have stood still for a moment: they are often filled after they appear. */
const SETTLE_IN_MS = 300;
const LONGEST_MESSAGE = 300;
const MOST_NODES_A_TIME = 200;
const MOST_AFTER_ONE_ACT = 5;

const LIVE =
  '[role="alert"], [role="status"], [role="alertdialog"], [aria-live="polite"], [aria-live="assertive"], output';
const LOOKS_LIKE_A_MESSAGE =
  /(?:^|[\s_-])(?:toast|snackbar|flash|alert|notification|notice|banner|message-?box|errorbox|successbox|error|errors|invalid-feedback|field-error|form-error|success)(?:$|[\s_-])/i;
const BAD =
  /(?:^|[\s_-])(?:error|errors|errorbox|danger|fail|failed|failure|invalid|negative|critical|destructive)(?:$|[\s_-])/i;
const GOOD = /(?:^|[\s_-])(?:success|successful|successbox|positive|ok|saved|done)(?:$|[\s_-])/i;

/** What was done last on this page, and when; messages are linked to it. */
export interface Acts {
  readonly note: (id: string) => void;
}

/**
 * What the page says right after an act (toasts, alerts, status lines, marks of invalid fields), as outcomes with the
 * page's words, linked to the act. The page is watched only in the ten seconds after an act: it costs nothing at rest.
 * What a message is worth is read from its structure, never from its language.
 */
export function observePageMessages(capture: Capture): Acts {
  const { window, signal } = capture;
  let act: string | null = null;
  let told = new Set<string>();
  let found = new Set<Element>();
  let close = 0;
  let settle = 0;

  const observer = new MutationObserver(
    capture.guard((changes: MutationRecord[]) => {
      let looked = 0;
      for (const change of changes) {
        if (++looked > MOST_NODES_A_TIME) break;
        if (change.type === 'childList')
          for (const node of change.addedNodes) consider(node.nodeType === 1 ? (node as Element) : change.target);
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
      element.closest(LIVE) ??
      (isMessage(element) ? element : element.closest('[aria-invalid="true"]')) ??
      element.querySelector(LIVE);
    if (region) found.add(region);
  }

  const tell = capture.guard(() => {
    const regions = found;
    found = new Set();
    if (act === null || capture.isPaused()) return;
    const quiet = capture.pack().quietRegions;
    for (const region of regions) {
      if (told.size >= MOST_AFTER_ONE_ACT) return;
      if (!region.isConnected || (quiet !== undefined && region.closest(quiet))) continue;
      const message = readMessage(region);
      if (!message || told.has(message.text)) continue;
      told.add(message.text);
      const thread = capture.thread();
      capture.record({
        kind: 'outcome',
        id: newId(),
        t: capture.now(),
        ...(thread !== undefined && { thread }),
        type: `${capture.pack().id}:${message.about}`,
        value: message.value,
        confidence: message.value === 0 ? 0.5 : 0.8,
        text: message.text,
        links: [act],
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

  return {
    note(id) {
      if (signal.aborted) return;
      act = id;
      told = new Set();
      window.clearTimeout(close);
      close = window.setTimeout(stop, WINDOW_IN_MS);
      observer.observe(capture.page, {
        childList: true,
        subtree: true,
        characterData: true,
        attributes: true,
        attributeFilter: ['role', 'aria-invalid', 'hidden', 'aria-live'],
      });
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
      ...(message.text !== undefined && { text: message.text }),
    });
  }
}

interface ReadMessage {
  readonly about: string;
  readonly value: number;
  readonly text: string;
}

function readMessage(region: Element): (PageMessage & ReadMessage) | null {
  const invalid = region.getAttribute('aria-invalid') === 'true';
  const text = invalid ? nameOfInvalid(region) : readWords(region, { characters: LONGEST_MESSAGE + 50, nodes: 60 });
  // A long text is an article that happens to be live, such as an answer coming in.
  if (text === '' || text.length > LONGEST_MESSAGE) return null;
  const classes = classesOf(region);
  if (invalid || BAD.test(classes)) return { about: 'show:error', value: -0.5, text };
  if (GOOD.test(classes)) return { about: 'show:success', value: 0.5, text };
  if (/^alert(?:dialog)?$/.test(region.getAttribute('role') ?? '')) return { about: 'show:alert', value: -0.3, text };
  return { about: 'show:status', value: 0, text };
}

function nameOfInvalid(field: Element): string {
  const told = field.getAttribute('aria-errormessage') ?? field.getAttribute('aria-describedby');
  const message = told ? field.ownerDocument.getElementById(told.split(/\s+/)[0] ?? '') : null;
  return (
    (message ? readWords(message, { characters: LONGEST_MESSAGE, nodes: 30 }) : '') ||
    (field.getAttribute('aria-label') ?? field.getAttribute('name') ?? '')
  );
}

/** Classes of the region and of what it directly holds: the region itself is often only a frame. */
function classesOf(region: Element): string {
  const inner = region.firstElementChild?.getAttribute('class') ?? '';
  return `${region.getAttribute('class') ?? ''} ${inner}`;
}

function isMessage(element: Element): boolean {
  return LOOKS_LIKE_A_MESSAGE.test(element.getAttribute('class') ?? '');
}
