import { letterAt } from './letter-at.ts';

/**
 * The runs of letters and digits of a text, in order: as the pattern `[\p{L}\p{N}]+` finds them.
 * @param shortest those of ASCII alone that are shorter, in letters, are left out.
 */
export function letterRuns(text: string, shortest = 1): string[] {
  const runs: string[] = [];
  for (let at = 0; at < text.length; ) {
    const from = at;
    let isAscii = true;
    for (let letter = letterAt(text, at); letter > 0; letter = letterAt(text, at)) {
      isAscii &&= text.charCodeAt(at) < 128;
      at += letter;
      if (at >= text.length) break;
    }
    if (at === from) at++;
    else if (!isAscii || at - from >= shortest) runs.push(text.slice(from, at));
  }
  return runs;
}
