/** What other products remember of a user: OpenMemory and mem0, Letta agents, lists pasted from a settings page. */
import { isLoose, type Loose, listIn, textIn, timeIn } from './loose.ts';
import { Tally } from './message-tally.ts';
import { CHATGPT } from './read-chatgpt.ts';
import { readMemoryList } from './read-memory-list.ts';
import type { StatedWords } from './stated-words.ts';

export interface ReadMemories {
  readonly stated: readonly StatedWords[];
  readonly tally: Tally;
}

/** OpenMemory's `memories.json`, and what mem0 answers. */
export function isMem0(value: unknown): value is Loose {
  const list = mem0List(value);
  const isMemory = (each: unknown) => ['content', 'memory', 'text'].some((name) => textIn(each, name) !== null);
  return list.length > 0 && list.every(isLoose) && list.some(isMemory);
}

function mem0List(value: unknown): readonly unknown[] {
  return [...listIn(value, 'memories'), ...listIn(value, 'results')];
}

export function readMem0(file: Loose): ReadMemories {
  const tally = new Tally();
  const stated = mem0List(file).flatMap((each): StatedWords[] => {
    tally.see();
    const text = textIn(each, 'content') ?? textIn(each, 'memory') ?? textIn(each, 'text');
    if (textIn(each, 'state') === 'deleted' || (isLoose(each) && each.deleted_at)) {
      tally.skip('deleted there');
      return [];
    }
    if (text === null || text.trim() === '') {
      tally.skip('empty');
      return [];
    }
    tally.keep('memories');
    return [{ source: 'mem0', role: 'import', text, time: timeIn(each, 'created_at') ?? timeIn(each, 'updated_at') }];
  });
  return { stated, tally };
}

/** A Letta agent file: its memory blocks, at the top, below `agents` or as `core_memory`. */
export function isLetta(value: unknown): value is Loose {
  return isLoose(value) && blocksIn(value).length > 0;
}

export function readLetta(file: Loose): ReadMemories {
  const tally = new Tally();
  const stated = blocksIn(file).flatMap((block): StatedWords[] => {
    tally.see();
    const label = (textIn(block, 'label') ?? textIn(block, 'name') ?? '').toLowerCase();
    if (!/human|user/.test(label)) {
      tally.skip('of the agent itself');
      return [];
    }
    const lines = readMemoryList(plain(textIn(block, 'value') ?? ''));
    if (lines.length === 0) tally.skip('empty');
    else tally.keep('memory blocks');
    const time = timeIn(block, 'updated_at') ?? timeIn(block, 'created_at') ?? timeIn(file, 'created_at');
    return lines.map((line) => ({ source: 'letta', role: 'import', text: line.text, time: line.time ?? time }));
  });
  return { stated, tally };
}

function blocksIn(file: Loose): readonly Loose[] {
  return [file, ...listIn(file, 'agents')]
    .flatMap((place) => ['blocks', 'core_memory', 'memory_blocks'].flatMap((name) => listIn(place, name)))
    .filter((block): block is Loose => isLoose(block) && typeof block.value === 'string')
    .filter((block) => 'label' in block || 'name' in block);
}

/** A value may itself be JSON: then its texts, a line each. */
function plain(value: string): string {
  if (!/^\s*[[{"]/.test(value)) return value;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return value;
  }
  const lines: string[] = [];
  const waiting: { readonly part: unknown; readonly name: string }[] = [{ part: parsed, name: '' }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { part, name } = next;
    if (typeof part === 'string' || typeof part === 'number') lines.push(name === '' ? `${part}` : `${name}: ${part}`);
    else if (Array.isArray(part)) for (const each of part.toReversed()) waiting.push({ part: each as unknown, name });
    else if (isLoose(part))
      for (const [key, each] of Object.entries(part).reverse()) waiting.push({ part: each, name: key });
  }
  return lines.join('\n');
}

/**
 * A list of saved memories as a user copies it from a settings page, one a line. ChatGPT shows such a list and has no file of it: the
 * same words in a ChatGPT export are the same statement.
 */
export function readPasted(text: string): ReadMemories {
  const tally = new Tally();
  const list = readMemoryList(text);
  tally.see(list.length);
  if (list.length > 0) tally.keep('memories', list.length);
  return {
    stated: list.map((memory) => ({ source: CHATGPT.pack, app: CHATGPT.app, role: 'assistant_memory', ...memory })),
    tally,
  };
}
