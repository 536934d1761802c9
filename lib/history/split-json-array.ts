/**
 * Cuts a large JSON file into the elements of its first array, holding one of them at a time: V8 refuses strings of more than 512 MB, and
 * exports are larger. Works on bytes: in strings it jumps from quote to quote, outside of them it counts brackets.
 */
import { joinBytes } from './join-bytes.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const ARRAY = 0x5b;
const OBJECT = 0x7b;
const ARRAY_END = 0x5d;
const OBJECT_END = 0x7d;
const SPACE = 0x20;

/** Longest element that is read, in bytes: a conversation of two hundred million characters is one element. */
const LONGEST_ELEMENT = 256 * 1024 * 1024;

export type SplitPart =
  | { readonly is: 'element'; readonly json: string }
  /** An element that is longer than can be read; it is passed over. */
  | { readonly is: 'too-long'; readonly bytes: number }
  /** The file ended before its JSON did. All parts before are whole. */
  | { readonly is: 'cut' }
  /** The file is no array and holds no list of conversations: one value, such as a single chat. */
  | { readonly is: 'whole'; readonly json: string };

/** The one list that is looked for inside an object: the others are members of a single chat. */
const LIST = /"conversations"\s*:\s*$/;
const END_IN_BYTES = 64;

/**
 * The elements of the array that a JSON text is, or of the list in `{"conversations":[…]}`. Any other object is given whole. What comes
 * after the array is not read.
 * @param bytes in chunks of any size; a chunk may be used again by its reader.
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
  /** The last chunk ended in a string behind an odd number of backslashes: the next byte ends nothing. */
  let isEscaped = false;
  let isObject = false;
  let isEmpty = true;

  const take = (part: Uint8Array): void => {
    keptBytes += part.length;
    // What is too long is only counted.
    if (keptBytes > longest) kept = [];
    else if (part.length > 0) kept.push(part);
  };
  const element = (is: 'element' | 'whole'): SplitPart | null => {
    const [parts, length] = [kept, keptBytes];
    kept = [];
    keptBytes = 0;
    if (length > longest) return { is: 'too-long', bytes: length };
    const json = decoder.decode(joinBytes(parts)).trim();
    return json === '' ? null : { is, json };
  };

  for await (const chunk of bytes) {
    const { length } = chunk;
    let start = 0;
    let i = 0;
    while (i < length) {
      if (inString) {
        if (isEscaped) {
          isEscaped = false;
          i++;
          continue;
        }
        const end = chunk.indexOf(QUOTE, i);
        const stop = end < 0 ? length : end;
        let slashes = 0;
        while (stop - 1 - slashes >= i && chunk[stop - 1 - slashes] === BACKSLASH) slashes++;
        if (end < 0) {
          isEscaped = slashes % 2 === 1;
          break;
        }
        inString = slashes % 2 === 1;
        i = end + 1;
        continue;
      }
      const byte = chunk[i]!;
      i++;
      if (byte === QUOTE) {
        inString = true;
        isEmpty = false;
      } else if (byte === OBJECT || byte === ARRAY) {
        depth++;
        if (depth === 1) isObject = byte === OBJECT;
        isEmpty = false;
        const isList =
          byte === ARRAY &&
          arrayDepth === 0 &&
          (depth === 1 || (depth === 2 && isObject && LIST.test(endOf([...kept, chunk.subarray(start, i - 1)]))));
        if (!isList) continue;
        arrayDepth = depth;
        kept = [];
        keptBytes = 0;
        start = i;
      } else if (byte === OBJECT_END || byte === ARRAY_END) {
        depth--;
        const isOfArray = arrayDepth > 0;
        if (isOfArray ? depth >= arrayDepth : depth > 0) continue;
        take(chunk.subarray(start, isOfArray ? i - 1 : i));
        const last = element(isOfArray ? 'element' : 'whole');
        if (last) yield last;
        return;
      } else if (byte === COMMA && arrayDepth > 0 && depth === arrayDepth) {
        take(chunk.subarray(start, i - 1));
        const next = element('element');
        if (next) yield next;
        start = i;
      } else if (byte > SPACE) isEmpty = false;
    }
    // Before anything was opened there is nothing to keep: an archive of zeros costs no memory.
    if (depth > 0) take(chunk.slice(start));
  }
  if (!isEmpty) yield { is: 'cut' };
}

/** The last characters of some pieces: the name of what comes. */
function endOf(pieces: readonly Uint8Array[]): string {
  let text = '';
  for (let i = pieces.length - 1; i >= 0 && text.length < END_IN_BYTES; i--) {
    text = String.fromCharCode(...pieces[i]!.subarray(-END_IN_BYTES)) + text;
  }
  return text;
}
