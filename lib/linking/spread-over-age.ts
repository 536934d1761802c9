/** Share of the room given to the latest; the rest is spread over all that came before. */
const LATEST = 0.6;

/**
 * Positions of at most `room` of a list's first `end` members, rising: all if they fit, else the latest 60 % and the rest spread
 * evenly over the logarithm of how many came after. However long the list, its beginning is never out of reach.
 */
export function spreadOverAge(end: number, room: number): number[] {
  if (end <= room) return Array.from({ length: end }, (_, at) => at);
  const latest = Math.ceil(room * LATEST);
  const older = room - latest;
  const picked: number[] = [];
  let last = -1;
  for (let k = older; k >= 1; k--) {
    // The oldest for k = older, down to just before the latest; never twice the same, and room is left for the rest.
    const age = Math.round(latest * (end / latest) ** (k / older));
    last = Math.min(Math.max(end - age, last + 1), end - latest - k);
    picked.push(last);
  }
  for (let at = end - latest; at < end; at++) picked.push(at);
  return picked;
}
