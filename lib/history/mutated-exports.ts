/** Exports of all formats with something broken in each, for tests and benchmarks: cut, overwritten, repeated, or with other values. */
import { seededRandom } from '../records/seeded-random.ts';
import { plantedChatGpt, plantedClaude } from './planted-talks.ts';

const GEMINI = [
  {
    header: 'Gemini Apps',
    title: 'Prompted Name a river',
    time: '2025-01-01T00:00:00Z',
    details: [{ url: 'https://gemini.google.com/app/ab12' }],
    safeHtmlItem: [{ html: '<p>The <b>Elbe</b> &amp; more' }],
  },
  { header: 'Gemini Apps', title: 'Gave feedback: Good response', time: '2025-01-01T00:01:00Z' },
];
const CONTEXTS = [
  {
    id: 'contexts',
    create_time: 1_700_000_000,
    mapping: {
      a: {
        id: 'a',
        message: { id: 'a', content: { content_type: 'user_editable_context', user_instructions: 'Be brief.' } },
      },
      b: { id: 'b', parent: 'a', message: { id: 'b', recipient: 'bio', content: { parts: ['Likes tea.'] } } },
      c: {
        id: 'c',
        parent: 'b',
        message: { id: 'c', author: { role: 'tool' }, content: { content_type: 'hologram', text: 'x' } },
      },
    },
  },
];
const COMPARISONS = [
  {
    input: { conversation_id: 'contexts' },
    output: {
      feedback_step_2: { new_turn: [{ id: 'a' }], original_turn: [{ id: 'b' }], completion_comparison_rating: 'new' },
    },
  },
];
const OWN = [
  { kind: 'header', format: 'retrace-log', version: 1 },
  { kind: 'action', id: 'a', t: '2026-01-01T00:00:00.000Z', type: 'mail:send:message', features: { words: 2 } },
  { kind: 'end', lines: 2 },
];

function sources(seed: number): readonly string[] {
  const chatGpt = plantedChatGpt(seed, 3);
  return [
    JSON.stringify(chatGpt.talks),
    JSON.stringify({ conversations: chatGpt.talks }),
    JSON.stringify(plantedChatGpt(seed, 20).ratings),
    JSON.stringify(plantedClaude(seed, 3).talks),
    JSON.stringify(plantedClaude(seed, 1).talks[0], null, 1),
    JSON.stringify(plantedClaude(seed, 20).ratings),
    JSON.stringify([{ uuid: 'w', name: 'Wiki', prompt_template: 'Cite sources.' }]),
    JSON.stringify([{ conversations_memory: 'Prefers tea.\n\nWorks at night.', project_memories: { w: 'Writes.' } }]),
    JSON.stringify(GEMINI),
    JSON.stringify(CONTEXTS),
    JSON.stringify(COMPARISONS),
    JSON.stringify({ memories: [{ id: 1, content: 'Rides.', state: 'active', created_at: '2025-01-01' }] }),
    JSON.stringify({ agents: [{ blocks: [{ label: 'human', value: '{"name":["Ada"]}' }] }] }),
    OWN.map((line) => `${JSON.stringify(line)}\n`).join(''),
  ];
}

const PUT = [
  '',
  '\0',
  '"',
  '{}',
  'null',
  '[',
  ']',
  '}',
  ',',
  '\\',
  '1e999',
  '-1',
  '"__proto__":',
  '\ud800',
  'true',
  '\n',
];
const VALUES = [
  'null',
  '[]',
  '{}',
  '""',
  '"?"',
  '-1',
  '1e308',
  'true',
  '[null]',
  '[{"text":1}]',
  '{"constructor":{}}',
  '"__proto__"',
];

/** As many broken files as are wanted, the same for the same seed. */
export function* mutatedExports(seed: number, count: number): Generator<string> {
  const random = seededRandom(seed);
  const whole = sources(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (let round = 0; round < count; round++) {
    const source = whole[round % whole.length]!;
    const at = Math.floor(random() * source.length);
    const until = at + Math.floor(random() * 60);
    const kind = Math.floor(random() * 4);
    if (kind === 0) yield source.slice(0, at);
    else if (kind === 1) yield source.slice(0, at) + pick(PUT) + source.slice(until);
    else if (kind === 2) yield source.slice(0, until) + source.slice(at);
    else {
      yield source.replaceAll(/("\w+"):\s*("(?:[^"\\]|\\.)*"|-?[\d.]+|null|true|\[\]|\{\})/g, (all, name: string) =>
        random() < 0.05 ? `${name}:${pick(VALUES)}` : all,
      );
    }
  }
}
