type Change = (text: string) => string;

/** Characters that end a stretch: no pattern that is applied to stretches takes one of them. */
type IsEdge = (code: number) => boolean;

/** What `\s` takes of ASCII, and nothing else. */
export const isSpace: IsEdge = (code) => code === 0x20 || (code >= 0x09 && code <= 0x0d);
export const isLineEnd: IsEdge = (code) => code === 0x0a;

/**
 * A text changed in those stretches between edges that hold a mark. The same as the whole text changed, and much cheaper where few
 * stretches hold one, for a change that does nothing without a mark, takes no edge into what it changes, and sees one next to it as it
 * sees the end of a text. Pure.
 * @param mark a global pattern that takes no edge.
 */
export function changeAround(text: string, mark: RegExp, isEdge: IsEdge, change: Change): string {
  let changed = '';
  let done = 0;
  for (;;) {
    mark.lastIndex = done;
    const found = mark.exec(text);
    if (!found) return done === 0 ? text : changed + text.slice(done);
    let from = found.index;
    while (from > done && !isEdge(text.charCodeAt(from - 1))) from--;
    let to = mark.lastIndex;
    while (to < text.length && !isEdge(text.charCodeAt(to))) to++;
    changed += text.slice(done, from) + change(text.slice(from, to));
    done = to;
  }
}
