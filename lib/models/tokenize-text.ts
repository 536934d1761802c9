import { Tokenizer } from '@huggingface/tokenizers';
import { modelCorrupt } from './model-failure.ts';

/** The model reads 256 tokens; of a longer text the first 255 ids count, then [SEP]. */
const TOKENS_AT_MOST = 256;
const SEP = 102;
/** Nobody waits for the splitting of a whole book: 255 tokens of ordinary text are well under this many characters. */
const CHARACTERS_AT_MOST = 16_384;

export type Tokenize = (text: string) => number[];

/**
 * The model's own splitting of a text into token ids, with [CLS] in front and [SEP] behind.
 * @param json the bytes of `tokenizer.json`.
 * @throws ModelFailure `model-corrupt` if that is not a tokenizer.
 */
export function loadTokenizer(json: Uint8Array<ArrayBuffer>): Tokenize {
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(JSON.parse(new TextDecoder().decode(json)), {});
  } catch (cause) {
    throw modelCorrupt('tokenizer.json', 'it cannot be read', cause);
  }
  return (text) => {
    const { ids } = tokenizer.encode(text.slice(0, CHARACTERS_AT_MOST));
    return ids.length <= TOKENS_AT_MOST ? ids : [...ids.slice(0, TOKENS_AT_MOST - 1), SEP];
  };
}
