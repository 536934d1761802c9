import { describe, expect, test } from 'vitest';
import { seededRandom } from '../records/seeded-random.ts';
import { type SplitPart, splitJsonArray } from './split-json-array.ts';

async function partsOf(text: string, chunk: number, longest?: number): Promise<SplitPart[]> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks() {
    // One buffer for all chunks, as some readers have it.
    const buffer = new Uint8Array(chunk);
    for (let at = 0; at < bytes.length; at += chunk) {
      const part = bytes.subarray(at, at + chunk);
      buffer.set(part);
      yield buffer.subarray(0, part.length);
    }
  }
  const parts: SplitPart[] = [];
  for await (const part of splitJsonArray(chunks(), longest)) parts.push(part);
  return parts;
}

const elements = (parts: readonly SplitPart[]) =>
  parts.map((part) => (part.is === 'element' ? JSON.parse(part.json) : part.is));

const TEXTS = ['', 'a', '"', '\\', '\\"', '[{', '}],', 'ü 你 😀', 'tab\tline\n', '\u2028'];

function anyValue(random: () => number, depth = 0): unknown {
  const kind = Math.floor(random() * (depth > 3 ? 4 : 6));
  const text = () => Array.from({ length: Math.floor(random() * 4) }, () => TEXTS[Math.floor(random() * 10)]).join('');
  if (kind === 0) return text();
  if (kind === 1) return random() * 1e6 - 5e5;
  if (kind === 2) return null;
  if (kind === 3) return random() < 0.5;
  const members = Array.from({ length: Math.floor(random() * 4) }, () => anyValue(random, depth + 1));
  return kind === 4 ? members : Object.fromEntries(members.map((member, i) => [`${text()}${i}`, member]));
}

describe('splitting a JSON array', () => {
  test('whatever its elements are and wherever the chunks end, they come as JSON.parse would give them', async () => {
    const random = seededRandom(1);
    for (let round = 0; round < 300; round++) {
      const list = Array.from({ length: Math.floor(random() * 6) }, () => anyValue(random));
      const indent = random() < 0.5 ? 0 : 2;
      const bare = JSON.stringify(list, null, indent);
      const inside = JSON.stringify({ version: 'a"]', conversations: list, more: [1, 2] }, null, indent);
      for (const text of [bare, inside, `\ufeff${bare}`]) {
        const chunk = 1 + Math.floor(random() * 40);
        expect(elements(await partsOf(text, chunk))).toEqual(list);
      }
    }
  });

  test('an object without a list is given whole', async () => {
    const chat = { uuid: 'x', name: 'a [b]', deep: { messages: [1] }, chat_messages: [{ text: 'x' }] };
    for (const chunk of [1, 7, 1_000]) {
      const [part, ...more] = await partsOf(JSON.stringify(chat), chunk);
      expect(more).toEqual([]);
      expect(part?.is === 'whole' && JSON.parse(part.json)).toEqual(chat);
    }
  });

  test('cut anywhere, all elements before the cut are whole, and the cut is told', async () => {
    const list = [{ a: 'x,]"\\' }, [1, [2]], 'three', { b: { c: [4] } }];
    const text = JSON.stringify(list);
    for (let cut = 1; cut < text.length; cut++) {
      const got = elements(await partsOf(text.slice(0, cut), 5));
      expect(got.at(-1)).toBe('cut');
      expect(list.slice(0, got.length - 1)).toEqual(got.slice(0, -1));
    }
  });

  test('an element that is too long is passed over by itself', async () => {
    const list = ['a', 'x'.repeat(500), 'b'];
    expect(elements(await partsOf(JSON.stringify(list), 64, 100))).toEqual(['a', 'too-long', 'b']);
  });

  test('an empty file has no parts, and one that is no JSON is cut or whole, never an error', async () => {
    expect(await partsOf('', 4)).toEqual([]);
    expect(await partsOf('  \n', 1)).toEqual([]);
    expect((await partsOf('hello', 3)).map(({ is }) => is)).toEqual(['cut']);
    expect((await partsOf(']]]{', 3)).length).toBeLessThanOrEqual(1);
  });
});
