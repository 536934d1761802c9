import type { Rect, Tab } from '../../e2e/driver/driver.ts';
import { PLACES } from './busy-page.ts';

const KEYS_A_SECOND = 12;
/** Between two doings other than typing, in keys. */
const KEYS_BETWEEN = 6;
const WORDS = 'the harbour opens again when the ice is gone and the ferry has its old timetable back ';

type Place = keyof typeof PLACES;

/** Where everything stands; asked once, so that nothing is asked of the page while it is measured. */
export async function lookAround(tab: Tab): Promise<Readonly<Record<Place, Rect>>> {
  const found: Partial<Record<Place, Rect>> = {};
  for (const [place, selector] of Object.entries(PLACES)) found[place as Place] = await tab.rect(selector);
  return found as Record<Place, Rect>;
}

/**
 * Types twelve keys a second, and twice a second does something else: clicks, copies, pastes, sends, goes elsewhere, scrolls. All of it
 * real input, at points of the window. @returns how many keys were pressed in how many seconds.
 */
export async function usePage(
  tab: Tab,
  at: Readonly<Record<Place, Rect>>,
  seconds: number,
): Promise<{ readonly keys: number; readonly seconds: number }> {
  const click = (place: Place) => tab.clickAt(at[place].x + at[place].width / 2, at[place].y + at[place].height / 2);
  const doings: readonly (() => Promise<unknown>)[] = [
    () => click('field'),
    () => click('button'),
    () => click('area'),
    () => tab.press('Control+a').then(() => tab.press('Control+c')),
    () => click('editor'),
    () => tab.press('Control+v'),
    () => tab.press('Control+z'),
    () => click('comment'),
    () => tab.press('Control+v'),
    () => click('send'),
    () => click('box'),
    () => click('route'),
    () => click('field'),
    () => click('shadow'),
    () => tab.press('PageDown'),
    () => click('editor'),
    () => tab.press('Enter'),
    () => click('row'),
    () => tab.press('Home'),
    () => click('comment'),
    () => tab.press('Backspace'),
  ];
  const began = performance.now();
  let keys = 0;
  for (; performance.now() - began < seconds * 1_000; keys++) {
    if (keys % KEYS_BETWEEN === 0) await doings[(keys / KEYS_BETWEEN) % doings.length]!();
    const letter = WORDS[keys % WORDS.length]!;
    await tab.press(letter === ' ' ? 'Space' : letter);
    const due = began + ((keys + 1) * 1_000) / KEYS_A_SECOND - performance.now();
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
  }
  return { keys, seconds: (performance.now() - began) / 1_000 };
}
