/** Exports with known branches, for tests and benchmarks: what was planted is what must be found, and nothing else. */
import { seededRandom } from '../records/seeded-random.ts';

/** One planted consequence: the type of its record, and the message it is about. */
export type Planted = `${string} ${string}`;

export interface PlantedExport {
  readonly talks: readonly Record<string, unknown>[];
  readonly ratings: readonly Record<string, unknown>[];
  readonly planted: ReadonlySet<Planted>;
  readonly messages: number;
}

const TOPICS = [
  'harbour',
  'bicycle',
  'invoice',
  'lighthouse',
  'garden',
  'railway',
  'concert',
  'museum',
  'river',
  'bakery',
];
const VERBS = ['describe', 'summarise', 'translate', 'compare', 'list', 'outline'];
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

/** Talks as ChatGPT exports them, with regenerated answers, reworded prompts, choices, corrections, thanks and ratings. */
export function plantedChatGpt(seed: number, talks: number, shape: 'loose' | 'tools' = 'tools'): PlantedExport {
  const random = seededRandom(seed);
  const planted = new Set<Planted>();
  const ratings: Record<string, unknown>[] = [];
  let messages = 0;
  let clock = START;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;

  const made = Array.from({ length: talks }, (_, number) => {
    const id = `talk-${seed}-${number}`;
    const mapping: Record<string, { id: string; message: unknown; parent: string | null; children: string[] }> = {};
    let names = 0;
    const node = (parent: string | null, message: Record<string, unknown> | null): string => {
      const name = `${id}-${names++}`;
      mapping[name] = { id: name, message: message && { id: name, ...message }, parent, children: [] };
      if (parent !== null) mapping[parent]!.children.push(name);
      if (message) messages++;
      return name;
    };
    const time = () => {
      clock += 1_000 + Math.floor(random() * 30_000);
      return clock / 1_000;
    };
    const user = (parent: string, text: string) =>
      node(parent, { author: { role: 'user' }, create_time: time(), content: { content_type: 'text', parts: [text] } });
    const answer = (parent: string, text: string, status = 'finished_successfully'): string => {
      let at = parent;
      if (shape === 'tools' && random() < 0.3) {
        at = node(at, {
          author: { role: 'assistant' },
          create_time: time(),
          content: { content_type: 'thoughts', thoughts: [] },
        });
        at = node(at, {
          author: { role: 'assistant' },
          create_time: time(),
          recipient: 'python',
          content: { content_type: 'code', text: 'print(1)' },
        });
        at = node(at, {
          author: { role: 'tool' },
          create_time: time(),
          content: { content_type: 'execution_output', text: '1' },
        });
      }
      return node(at, {
        author: { role: 'assistant' },
        create_time: time(),
        status,
        recipient: 'all',
        content: { content_type: 'text', parts: [text] },
      });
    };
    const words = (topic: string) =>
      `${pick(VERBS)} the old ${topic} beside ${pick(TOPICS)} and ${pick(TOPICS)} carefully`;
    const plant = (name: string, type: string) => planted.add(`${type} chatgpt/m/${name}`);

    let at = node(node(null, null), {
      author: { role: 'system' },
      create_time: null,
      content: { content_type: 'text', parts: [''] },
      metadata: { is_visually_hidden_from_conversation: true },
    });
    let above: { prompt: string; topic: string } | null = null;
    const unsaid = [...UNRELATED];
    const unrelated = () => unsaid.splice(Math.floor(random() * unsaid.length), 1)[0]!;
    const turns = 1 + Math.floor(random() * 4);
    let leaf = at;
    for (let turn = 0; turn < turns; turn++) {
      const topic = pick(TOPICS);
      let text = words(topic);
      const kind = above === null ? 'first' : pick(['corrects', 'thanks', 'builds', 'elsewhere']);
      if (kind === 'corrects') text = 'No, shorter please';
      else if (kind === 'thanks') text = `Thanks, perfect. ${unrelated()}`;
      else if (kind === 'builds') text = `And what about ${above!.topic} ${pick(TAILS)}`;
      else if (kind === 'elsewhere') text = unrelated();
      const prompt = user(at, text);
      if (kind === 'corrects') plant(prompt, 'chat.corrected');
      if (kind === 'thanks') plant(prompt, 'chat.thanked');
      if (kind === 'builds') plant(prompt, 'chat.continued');
      let current = prompt;
      // A prompt sent again: in other words, or about something else altogether.
      const again = random();
      if (again < 0.2) {
        answer(prompt, `About ${topic}: first thoughts.`);
        current = user(at, `${text} today`);
        plant(current, 'chat.reworded');
      } else if (again < 0.3) {
        answer(prompt, `About ${topic}: first thoughts.`);
        current = user(at, 'zebra quantum volcano notebook');
      }
      // An answer asked for once more; one that was broken off says nothing.
      let last = answer(current, `Here is what is known of ${topic}.`);
      const answers = [last];
      const once = random();
      if (once < 0.3) {
        plant(last, 'chat.regenerated');
        last = answer(current, `Another look at ${topic}.`);
        answers.push(last);
      } else if (once < 0.4) {
        const stopped = last;
        (mapping[stopped]!.message as Record<string, unknown>).status = 'in_progress';
        last = answer(current, `Another look at ${topic}.`);
        answers.push(last);
      }
      if (random() < 0.2) {
        const good = random() < 0.5;
        ratings.push({
          id: last,
          conversation_id: id,
          rating: good ? 'thumbs_up' : 'thumbs_down',
          create_time: new Date(clock).toISOString(),
          content: JSON.stringify({ text: 'because' }),
        });
        planted.add(`chat.rated ${good ? 1 : -1} ${last}`);
      }
      const goesOn = pick(answers);
      if (turn < turns - 1 && answers.length > 1)
        for (const each of answers) planted.add(`chat.chosen ${each === goesOn ? 0.3 : -0.3} ${each}`);
      at = goesOn;
      leaf = goesOn;
      above = { prompt: current, topic };
    }
    return { title: `Talk ${number}`, create_time: START / 1_000, conversation_id: id, current_node: leaf, mapping };
  });
  return { talks: made, ratings, planted, messages };
}
