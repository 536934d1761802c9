/** What other products remember of a user: OpenMemory and mem0, Letta agents, lists pasted from a settings page. */
import { isLoose, type Loose, listIn, textIn, timeIn } from './loose.ts';
import { linesOf } from './read-chatgpt.ts';
import type { StatedWords } from './stated-words.ts';

export interface ReadMemories {
  readonly stated: readonly StatedWords[];
  readonly tally: Record<string, number>;
}

/** OpenMemory's `memories.json`, and what mem0 answers. */
export function isMem0(value: unknown): value is Loose {
  if (!isLoose(value)) return false;
  const list = [...listIn(value, 'memories'), ...listIn(value, 'results')];
  return (
    list.length > 0 && list.every((each) => isLoose(each) && ('content' in each || 'memory' in each || 'text' in each))
  );
}

export function readMem0(file: Loose): ReadMemories {
  const tally: Record<string, number> = {};
  const count = (what: string) => {
    tally[what] = (tally[what] ?? 0) + 1;
  };
  const stated = [...listIn(file, 'memories'), ...listIn(file, 'results')].flatMap((each): StatedWords[] => {
    const text = textIn(each, 'content') ?? textIn(each, 'memory') ?? textIn(each, 'text');
    if (textIn(each, 'state') === 'deleted' || (isLoose(each) && each.deleted_at)) {
      count('deleted there');
      return [];
    }
    if (text === null) {
      count('empty');
      return [];
    }
    count('memories');
    return [{ source: 'mem0', role: 'import', text, time: timeIn(each, 'created_at') ?? timeIn(each, 'updated_at') }];
  });
  return { stated, tally };
}

/** A Letta agent file: its memory blocks, at the top, below `agents` or as `core_memory`. */
export function isLetta(value: unknown): value is Loose {
  return isLoose(value) && lettaBlocks(value).length > 0;
}

export function readLetta(file: Loose): ReadMemories {
  const tally: Record<string, number> = {};
  const stated = lettaBlocks(file).flatMap((block): StatedWords[] => {
    const label = (textIn(block, 'label') ?? textIn(block, 'name') ?? '').toLowerCase();
    if (!label.includes('human') && !label.includes('user')) {
      tally['of the agent itself'] = (tally['of the agent itself'] ?? 0) + 1;
      return [];
    }
    const lines = linesOf(plain(textIn(block, 'value') ?? ''));
    tally.memories = (tally.memories ?? 0) + lines.length;
    const time = timeIn(block, 'updated_at') ?? timeIn(block, 'created_at') ?? timeIn(file, 'created_at');
    return lines.map((text) => ({ source: 'letta', role: 'import', text, time }));
  });
  return { stated, tally };
}

function lettaBlocks(file: Loose): readonly Loose[] {
  const places = [file, ...listIn(file, 'agents')];
  return places
    .flatMap((place) => [
      ...listIn(place, 'blocks'),
      ...listIn(place, 'core_memory'),
      ...listIn(place, 'memory_blocks'),
    ])
    .filter(
      (block): block is Loose =>
        isLoose(block) && typeof block.value === 'string' && ('label' in block || 'name' in block),
    );
}

/** A value may itself be JSON: then its texts, a line each. */
function plain(value: string): string {
  if (!/^\s*[[{"]/.test(value)) return value;
  try {
    const lines: string[] = [];
    const walk = (part: unknown, name: string): void => {
      if (typeof part === 'string') lines.push(name === '' ? part : `${name}: ${part}`);
      else if (Array.isArray(part)) for (const each of part) walk(each, name);
      else if (isLoose(part)) for (const [key, each] of Object.entries(part)) walk(each, key);
    };
    walk(JSON.parse(value), '');
    return lines.join('\n');
  } catch {
    return value;
  }
}

/** A list of saved memories as a user pastes it from a settings page, one a line. */
export function readPasted(text: string): ReadMemories {
  const lines = linesOf(text);
  return {
    stated: lines.map((line) => ({ source: 'pasted', role: 'assistant_memory', text: line, time: null })),
    tally: { memories: lines.length },
  };
}
