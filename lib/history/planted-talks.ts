/** Exports with known branches, for tests and benchmarks: what was planted is what must be found, and nothing else. */
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';

/** One planted consequence: what it is, its value where two are possible, and the message that tells it or is told of. */
export type Planted = string;

export interface PlantedExport {
  readonly talks: readonly Record<string, unknown>[];
  /** Lines of `message_feedback.json`. */
  readonly ratings: readonly Record<string, unknown>[];
  readonly planted: ReadonlySet<Planted>;
  readonly messages: number;
}

const TOPICS = 'harbour bicycle invoice lighthouse garden railway concert museum river bakery'.split(' ');
const VERBS = 'describe summarise translate compare list outline'.split(' ');
/** Prompts with no word in common, each said once a talk. */
const UNRELATED = [
  'Which numbers are prime below fifty',
  'Name six composers from Vienna',
  'Convert kilometres into nautical miles',
  'Suggest titles for spy novels',
  'Plan meals without gluten',
];
const TAILS = ['in winter', 'for two children on a weekday', 'a hundred years before our time', 'under heavy rain'];
const START = Date.UTC(2025, 0, 1);

interface PlantedNode {
  readonly key: string;
  readonly parent: string | null;
  readonly by: 'user' | 'assistant' | 'thought' | 'call' | 'result';
  readonly text: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly isBrokenOff?: boolean;
}

interface PlantedTalk {
  readonly id: string;
  readonly nodes: readonly PlantedNode[];
  readonly leaf: string;
}

interface Rated {
  readonly talk: string;
  readonly answer: string;
  readonly value: 1 | -1;
  readonly time: number;
}

function plant(seed: number, count: number, canBreakOff: boolean) {
  const random = seededRandom(seed);
  const planted = new Set<Planted>();
  const ratings: Rated[] = [];
  let clock = START;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

  const plantOne = (_: unknown, number: number): PlantedTalk => {
    const id = `talk-${seed}-${number}`;
    const nodes: PlantedNode[] = [];
    const add = (parent: string | null, by: PlantedNode['by'], text: string, isBrokenOff = false): string => {
      clock += 1_000 + Math.floor(random() * 30_000);
      const key = `${id}-${nodes.length}`;
      nodes.push({ key, parent, by, text, time: clock, isBrokenOff });
      return key;
    };
    const answer = (prompt: string, text: string, isBrokenOff = false): string => {
      let at = prompt;
      if (random() < 0.3) {
        at = add(at, 'thought', '');
        at = add(at, 'call', 'print(1)');
        at = add(at, 'result', '1');
      }
      return add(at, 'assistant', text, isBrokenOff);
    };
    // Each once: the same words again would be a correction.
    const once = (list: readonly string[]) => {
      const left = [...list];
      return () => left.splice(Math.floor(random() * left.length), 1)[0]!;
    };
    const [unrelated, tail] = [once(UNRELATED), once(TAILS)];
    const turns = 1 + Math.floor(random() * 4);
    let at: string | null = null;
    let before: string | null = null;
    /** Answers among which the last turn left a choice. */
    let choice: readonly string[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const topic = pick(TOPICS);
      const kind = before === null ? 'first' : pick(['correct', 'thank', 'continue', 'elsewhere']);
      const words: Readonly<Record<string, () => string>> = {
        first: () => `${pick(VERBS)} the old ${topic} beside ${pick(TOPICS)} and ${pick(TOPICS)} carefully`,
        correct: () => 'No, shorter please',
        thank: () => `Thanks, perfect. ${unrelated()}`,
        continue: () => `And what about ${before} ${tail()}`,
        elsewhere: unrelated,
      };
      const text = words[kind]!();
      const prompt = add(at, 'user', text);
      if (kind !== 'first' && kind !== 'elsewhere') planted.add(`${kind} ${prompt}`);
      for (const each of choice) planted.add(`choose ${each === at ? 0.3 : -0.3} ${each}`);
      let current = prompt;
      // A prompt sent again: in other words, or about something else altogether.
      const again = random();
      if (again < 0.3) {
        answer(prompt, `About ${topic}: first thoughts.`);
        current = add(at, 'user', again < 0.2 ? `${text} today` : 'zebra quantum volcano notebook');
        if (again < 0.2) planted.add(`edit-prompt ${current}`);
        else planted.add(`branch ${current}`);
      }
      // An answer asked for once more. One that was broken off says nothing.
      const asked = random();
      const isBrokenOff = canBreakOff && asked >= 0.3 && asked < 0.4;
      const answers = [answer(current, `Here is what is known of ${topic}.`, isBrokenOff)];
      if (asked < 0.3 || isBrokenOff) answers.push(answer(current, `Another look at ${topic}.`));
      if (asked < 0.3) planted.add(`regenerate ${answers[1]}`);
      if (random() < 0.2) {
        const [rated, value] = [pick(answers), random() < 0.5 ? 1 : -1] as const;
        ratings.push({ talk: id, answer: rated, value, time: clock });
        planted.add(`rate ${value} ${rated}`);
      }
      at = pick(answers);
      choice = answers.length > 1 ? answers : [];
      before = topic;
    }
    return { id, nodes, leaf: at! };
  };
  return { talks: Array.from({ length: count }, plantOne), ratings, planted };
}

const messagesOf = (talks: readonly PlantedTalk[]) => talks.reduce((sum, { nodes }) => sum + nodes.length, 0);

/** Talks as ChatGPT exports them, with regenerated answers, reworded prompts, choices, corrections, thanks and ratings. */
export function plantedChatGpt(seed: number, talks: number): PlantedExport {
  const made = plant(seed, talks, true);
  const content = ({ by, text }: PlantedNode) =>
    by === 'thought'
      ? { content_type: 'thoughts', thoughts: [] }
      : by === 'call'
        ? { content_type: 'code', text }
        : by === 'result'
          ? { content_type: 'execution_output', text }
          : { content_type: 'text', parts: [text] };
  const message = (node: PlantedNode) => ({
    id: node.key,
    author: { role: node.by === 'user' ? 'user' : node.by === 'result' ? 'tool' : 'assistant' },
    create_time: node.time / 1_000,
    status: node.isBrokenOff ? 'in_progress' : 'finished_successfully',
    recipient: node.by === 'call' ? 'python' : 'all',
    content: content(node),
  });
  const hidden = {
    id: 'hidden',
    author: { role: 'system' },
    create_time: null,
    content: { content_type: 'text', parts: [''] },
    metadata: { is_visually_hidden_from_conversation: true },
  };
  return {
    planted: made.planted,
    // Each talk has a hidden one of the system.
    messages: messagesOf(made.talks) + made.talks.length,
    talks: made.talks.map(({ id, nodes, leaf }, number) => ({
      title: `Talk ${number}`,
      create_time: START / 1_000,
      conversation_id: id,
      current_node: leaf,
      mapping: Object.fromEntries([
        ['root', { id: 'root', message: null, parent: null, children: [`${id}-hidden`] }],
        [
          `${id}-hidden`,
          { id: `${id}-hidden`, message: { ...hidden, id: `${id}-hidden` }, parent: 'root', children: [] },
        ],
        ...nodes.map((node) => [
          node.key,
          {
            id: node.key,
            message: message(node),
            parent: node.parent ?? `${id}-hidden`,
            children: nodes.filter(({ parent }) => parent === node.key).map(({ key }) => key),
          },
        ]),
      ]),
    })),
    ratings: made.ratings.map(({ talk, answer, value, time }) => ({
      id: answer,
      conversation_id: talk,
      rating: value === 1 ? 'thumbs_up' : 'thumbs_down',
      create_time: new Date(time).toISOString(),
      content: JSON.stringify({ text: 'because' }),
    })),
  };
}

/** As `plantedChatGpt`, as Claude exports talks since they have parents. Steps of an answer are parts of its message. */
export function plantedClaude(seed: number, talks: number): PlantedExport {
  const made = plant(seed, talks, false);
  const isMessage = ({ by }: PlantedNode) => by === 'user' || by === 'assistant';
  const rendered = made.talks.map(({ id, nodes, leaf }, number) => {
    const byKey = new Map(nodes.map((node) => [node.key, node]));
    const above = (node: PlantedNode): string => {
      const parent = node.parent === null ? undefined : byKey.get(node.parent)!;
      if (!parent) return '00000000-0000-4000-8000-000000000000';
      return isMessage(parent) ? parent.key : above(parent);
    };
    return {
      uuid: id,
      name: `Talk ${number}`,
      created_at: new Date(START).toISOString(),
      current_leaf_message_uuid: leaf,
      // In no order, as in some exports.
      chat_messages: nodes
        .filter(isMessage)
        .reverse()
        .map((node) => ({
          uuid: node.key,
          sender: node.by === 'user' ? 'human' : 'assistant',
          text: '',
          created_at: new Date(node.time).toISOString(),
          parent_message_uuid: above(node),
          content: [
            ...(node.parent !== null && byKey.get(node.parent)!.by === 'result'
              ? [{ type: 'thinking', thinking: '…' }, { type: 'tool_use', name: 'run' }, { type: 'tool_result' }]
              : []),
            { type: 'text', text: node.text },
          ],
        })),
    };
  });
  return {
    planted: made.planted,
    messages: rendered.reduce((sum, { chat_messages }) => sum + chat_messages.length, 0),
    talks: rendered,
    ratings: made.ratings.map(({ talk, answer, value, time }) => ({
      message_uuid: answer,
      conversation_uuid: talk,
      type: value === 1 ? 'upvote' : 'downvote',
      created_at: new Date(time).toISOString(),
    })),
  };
}

/** What records say came of prompts, in the words of what was planted. */
export function consequencesIn(records: readonly LogRecord[]): Planted[] {
  return records.flatMap((record) => {
    if (record.kind === 'action') return record.type.endsWith(':branch:prompt') ? [`branch ${keyOf(record.id)}`] : [];
    if (record.kind !== 'outcome') return [];
    const verb = record.type.split(':')[1]!;
    const told = record.value ?? 1;
    if (verb === 'choose') return [`choose ${told} ${record.id.split('/chose/')[1]}`];
    return verb === 'rate' ? [`rate ${told} ${record.id.split('/rating/')[1]}`] : [`${verb} ${keyOf(record.id)}`];
  });
}

const keyOf = (id: string) => id.split('/')[2]!;
