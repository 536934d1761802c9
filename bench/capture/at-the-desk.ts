import type { Tab } from '../../e2e/driver/driver.ts';
import type { Doing, Notebook } from './notebook.ts';

/** Ana at one app: her tab there, and the book in which all is written down. */
export interface Desk {
  readonly tab: Tab;
  readonly note: Notebook;
  readonly host: string;
  readonly url: string;
}

/** How long a page is left alone after a doing, so that what it says is there to be read. */
const MOMENT_IN_MS = 250;
/** A page on which there is something to see is looked at for this long. */
const LOOK_IN_MS = 1_300;

export const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Said = Omit<Doing, 'app'>;

/** Types an address. */
export function visit(desk: Desk, path: string, doing: Partial<Said> = {}): Promise<void> {
  return desk.note.act({ app: desk.host, kind: 'visit', verbs: ['visit', 'open'], ...withReturn(doing) }, async () => {
    await desk.tab.goto(path.startsWith('http') ? path : `${desk.url}${path}`);
    await wait(momentFor(doing));
  });
}

/** Does something that leads to another page, and waits for it. */
export function leadsOn(desk: Desk, doing: Said, run: () => Promise<void>): Promise<void> {
  return desk.note.act({ app: desk.host, ...withReturn(doing) }, async () => {
    await desk.tab.evaluate(() => {
      Object.assign(globalThis, { stillHere: true });
    });
    await run();
    await desk.tab.waitFor(
      `the page after ${doing.kind}`,
      () => !('stillHere' in globalThis) && document.readyState === 'complete',
    );
    await wait(momentFor(doing));
  });
}

/** Does something on the page at hand. */
export function here<R>(desk: Desk, doing: Said, run: () => Promise<R>): Promise<R> {
  return desk.note.act({ app: desk.host, ...withReturn(doing) }, async () => {
    const result = await run();
    await wait(MOMENT_IN_MS);
    return result;
  });
}

function momentFor({ shows = [], brings = [] }: Partial<Said>): number {
  return shows.length + brings.length > 0 ? LOOK_IN_MS : MOMENT_IN_MS;
}

/** Follows a link or presses a button that leads on. */
export function follow(desk: Desk, selector: string, doing: Partial<Said> = {}): Promise<void> {
  const { kind = 'link', verbs = [], ...rest } = doing;
  return leadsOn(desk, { kind, verbs: ['open', ...verbs], ...rest }, () => desk.tab.click(selector));
}

/** Writes at the end of a text that is there. */
export async function writeAtEnd(tab: Tab, selector: string, text: string): Promise<void> {
  await tab.click(selector);
  await tab.press('Control+End');
  await tab.type(text);
}

/** To be in front again may be told of any doing. */
function withReturn<D extends Partial<Said>>(doing: D): D & { readonly onTheWay: readonly string[] } {
  return { ...doing, onTheWay: [...(doing.onTheWay ?? []), 'return', 'read', 'leave'] };
}
