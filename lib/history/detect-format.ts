/** What a file holds, told by what stands in it: names of exports change, and users rename files. */
import { ExportProblem } from './export-problem.ts';
import { joinBytes } from './join-bytes.ts';
import { isLoose } from './loose.ts';
import type { ExportFile } from './open-export.ts';
import { isChatGptComparison, isChatGptRating, isChatGptTalk } from './read-chatgpt.ts';
import { isClaudeMemories, isClaudeProject, isClaudeRating, isClaudeTalk } from './read-claude.ts';
import { isGeminiActivity } from './read-gemini.ts';
import { isLetta, isMem0 } from './read-memories.ts';
import { isOwnLine } from './read-own-log.ts';
import { splitJsonArray } from './split-json-array.ts';

export type Held =
  | 'chatgpt'
  | 'chatgpt-ratings'
  | 'chatgpt-comparisons'
  | 'claude'
  | 'claude-projects'
  | 'claude-memories'
  | 'claude-ratings'
  | 'gemini'
  | 'mem0'
  | 'letta'
  | 'pasted'
  | 'retrace'
  /** Visits of a browser: known, and not read unless the user wants it. */
  | 'browsing'
  | 'other';

/** A file may begin with something that is no talk: so many parts are looked at. */
const LOOKED_AT = 5;
/** As long as the longest record: the first line of a log without a header is one. */
const LONGEST_BEGINNING = 300_000;

/** @throws ExportProblem for a file that is encrypted, or cannot be read at all. */
export async function detectFormat(file: ExportFile): Promise<Held> {
  const start = await beginningOf(file);
  if (start.startsWith('-----BEGIN AGE ENCRYPTED FILE-----')) {
    throw new ExportProblem(
      file.path,
      'is an encrypted file, written as text.',
      'Decrypt it with age first; nothing of it was imported.',
    );
  }
  if (start.startsWith('age-encryption.org/v1')) {
    throw new ExportProblem(
      file.path,
      'is an encrypted backup: restore it, with its passphrase.',
      'Nothing of it was imported.',
    );
  }
  const first = start[0];
  if (first === undefined) return 'other';
  if (first !== '{' && first !== '[' && first !== '"') return isPasted(file.path, start) ? 'pasted' : 'other';
  if (isOwnLine(start.split('\n', 1)[0]!)) return 'retrace';
  let looked = 0;
  for await (const part of splitJsonArray(file.read())) {
    if (part.is === 'cut' || ++looked > LOOKED_AT) break;
    const held = part.is === 'too-long' ? 'other' : heldBy(part.json);
    if (held !== 'other') return held;
  }
  return 'other';
}

function heldBy(json: string): Held {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return 'other';
  }
  if (isChatGptTalk(value)) return 'chatgpt';
  if (isClaudeTalk(value)) return 'claude';
  if (isChatGptRating(value)) return 'chatgpt-ratings';
  if (isChatGptComparison(value)) return 'chatgpt-comparisons';
  if (isClaudeMemories(value)) return 'claude-memories';
  if (isClaudeProject(value)) return 'claude-projects';
  if (isGeminiActivity(value)) return 'gemini';
  if (isLetta(value)) return 'letta';
  if (isMem0(value)) return 'mem0';
  if (isClaudeRating(value)) return 'claude-ratings';
  return isLoose(value) && Array.isArray(value['Browser History']) ? 'browsing' : 'other';
}

/** A text the user chose by itself. One that lies in a folder or an archive is somebody's notes. */
function isPasted(path: string, start: string): boolean {
  return /^[^/\\]+\.(?:txt|md)$/i.test(path) && !start.includes('\0');
}

/** The first line with something on it, or so much of it as tells a format: exports are often one line of a gigabyte. */
async function beginningOf(file: ExportFile): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of file.read()) {
    parts.push(chunk.slice(0, LONGEST_BEGINNING - length));
    length += parts.at(-1)!.length;
    const text = new TextDecoder().decode(joinBytes(parts)).trimStart();
    if (length >= LONGEST_BEGINNING || text.includes('\n')) break;
  }
  return new TextDecoder().decode(joinBytes(parts)).trimStart();
}
