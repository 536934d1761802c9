import type { Caller } from './messages.ts';

const SHORTEST_GAP_IN_MS = 400;
const MOST_IN_A_MINUTE = 40;

/**
 * Lets an offer through only for the tab in view, its top frame, and at a limited rate: a page that got hold of our
 * script could otherwise read the model a prompt at a time.
 */
export function createOfferGate(now: () => number): (caller: Caller) => boolean {
  const asked = new Map<number, number[]>();
  return (caller) => {
    if (!caller.tab?.active || caller.frame !== 0) return false;
    const at = now();
    const recent = (asked.get(caller.tab.id) ?? []).filter((then) => at - then < 60_000);
    const last = recent.at(-1);
    if (recent.length >= MOST_IN_A_MINUTE || (last !== undefined && at - last < SHORTEST_GAP_IN_MS)) return false;
    asked.set(caller.tab.id, [...recent, at]);
    return true;
  };
}
