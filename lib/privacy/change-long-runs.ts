/** The shortest key that is told by its letters alone. */
const LONG = 32;

const IN_A_RUN = new Uint8Array(128);
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_=-')
  IN_A_RUN[sign.charCodeAt(0)] = 1;

/**
 * A text with its runs of 32 and more of `A-Za-z0-9+/_=-` changed: what a key is written in. A run that long lies across every 32nd
 * place or the one after it, so that one place in 32 is looked at. Pure.
 */
export function changeLongRuns(text: string, change: (run: string) => string): string {
  let changed = '';
  let done = 0;
  for (let at = LONG - 1; at < text.length; at += LONG) {
    if (!isInRun(text, at)) continue;
    let from = at;
    while (from > done && isInRun(text, from - 1)) from--;
    let to = at + 1;
    while (to < text.length && isInRun(text, to)) to++;
    if (to - from >= LONG) {
      changed += text.slice(done, from) + change(text.slice(from, to));
      done = to;
    }
    at = to;
  }
  return done === 0 ? text : changed + text.slice(done);
}

function isInRun(text: string, at: number): boolean {
  return IN_A_RUN[text.charCodeAt(at)] === 1;
}
