/**
 * Cuts a large JSON file into the elements of its first array, without ever holding more than one of them: V8 refuses strings of
 * more than 512 MB, and exports are larger (design: ownership.md, section 1). Works on bytes: in strings it jumps from quote to
 * quote, outside of them it counts brackets.
 */
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPENS: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSES: ReadonlySet<number> = new Set([0x5d, 0x7d]);
const ARRAY = 0x5b;
const OBJECT = 0x7b;

/** Longest element that is read, in bytes: a conversation of a hundred million characters is one element. */
const LONGEST_ELEMENT = 256 * 1024 * 1024;

export type SplitPart =
  | { readonly is: 'element'; readonly json: string }
  /** An element that is longer than can be read; it is passed over. */
  | { readonly is: 'too-long'; readonly bytes: number }
  /** The file ended before its JSON did. All parts before are whole. */
  | { readonly is: 'cut' }
  /** The file holds no array and is one value: an object, as tools save single chats. */
  | { readonly is: 'whole'; readonly json: string };

/** The one list that is looked for inside an object: the others are members of a single chat. */
const LIST = /"conversations"\s*:\s*$/;
const END_IN_BYTES = 64;

/**
 * The elements of the array that a JSON text is, or of the list in `{"conversations":[…]}`. Any other object is given whole, if it
 * is not too long.
 * @param longest longest element that is read, in bytes.
 */
export async function* splitJsonArray(
  bytes: AsyncIterable<Uint8Array>,
  longest = LONGEST_ELEMENT,
): AsyncGenerator<SplitPart> {
  const decoder = new TextDecoder();
  /** Pieces of the element under way. */
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  /** Brackets that are open. */
  let depth = 0;
  /** Depth of the array whose elements are given; 0 until it was found. */
  let arrayDepth = 0;
  let inString = false;
  /** A string was cut by the end of a chunk behind an odd number of backslashes: its next byte is none of its ends. */
  let escaped = false;
  let sawAnything = false;
  let isObject = false;
  let isOver = false;

  const take = (part: Uint8Array): void => {
    keptBytes += part.length;
    // What is too long is only counted.
    if (keptBytes > longest) kept = [];
    else kept.push(part);
  };
  const element = (): SplitPart | null => {
    const length = keptBytes;
    const parts = kept;
    kept = [];
    keptBytes = 0;
    if (length > longest) return { is: 'too-long', bytes: length };
    const json = decoder.decode(joined(parts, length)).trim();
    return json === '' ? null : { is: 'element', json };
  };

  for await (const chunk of bytes) {
    let start = 0;
    let i = 0;
    if (!sawAnything && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) i = start = 3;
    while (i < chunk.length && !isOver) {
      if (inString) {
        if (escaped) {
          escaped = false;
          i++;
          continue;
        }
        const end = chunk.indexOf(QUOTE, i);
        const stop = end < 0 ? chunk.length : end;
        let slashes = 0;
        while (stop - 1 - slashes >= i && chunk[stop - 1 - slashes] === BACKSLASH) slashes++;
        if (end < 0) {
          escaped = slashes % 2 === 1;
          i = chunk.length;
        } else {
          inString = slashes % 2 === 1;
          i = end + 1;
        }
        continue;
      }
      const byte = chunk[i]!;
      if (byte === QUOTE) inString = true;
      else if (OPENS.has(byte)) {
        depth++;
        if (!sawAnything) isObject = byte === OBJECT;
        const isTheArray =
          byte === ARRAY &&
          arrayDepth === 0 &&
          (depth === 1 || (depth === 2 && isObject && LIST.test(endOf([...kept, chunk.subarray(start, i)]))));
        sawAnything = true;
        if (isTheArray) {
          arrayDepth = depth;
          kept = [];
          keptBytes = 0;
          start = i + 1;
        }
      } else if (CLOSES.has(byte)) {
        depth--;
        if (arrayDepth > 0 && depth < arrayDepth) {
          take(chunk.subarray(start, i));
          const last = element();
          if (last) yield last;
          isOver = true;
        } else if (arrayDepth === 0 && depth <= 0) {
          take(chunk.subarray(start, i + 1));
          const whole = element();
          if (whole) yield whole.is === 'element' ? { is: 'whole', json: whole.json } : whole;
          isOver = true;
        }
      } else if (byte === COMMA && arrayDepth > 0 && depth === arrayDepth) {
        take(chunk.subarray(start, i));
        const next = element();
        if (next) yield next;
        start = i + 1;
      } else if (byte > 0x20) sawAnything = true;
      i++;
    }
    // Chunks belong to their reader, which may use them again.
    // Before anything was opened there is nothing to keep: an archive of zeros costs no memory.
    if (!isOver && start < chunk.length && (depth > 0 || inString)) take(chunk.slice(start));
    if (isOver) return;
  }
  if (sawAnything || inString) yield { is: 'cut' };
}

/** The last characters of some pieces, to know the name of what comes. */
function endOf(pieces: readonly Uint8Array[]): string {
  let text = '';
  for (let i = pieces.length - 1; i >= 0 && text.length < END_IN_BYTES; i--) {
    text = String.fromCharCode(...pieces[i]!.subarray(-END_IN_BYTES)) + text;
  }
  return text;
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  if (parts.length === 1) return parts[0]!;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
