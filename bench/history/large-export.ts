/**
 * A ChatGPT export as large as is wanted, written as it is made. Most of its bytes are what such files are made of: words of answers with
 * code, lists and addresses, thoughts, what tools gave back, and the fields around each message.
 */
import { createWriteStream } from 'node:fs';
import { Writable } from 'node:stream';
import { configure, ZipWriter } from '@zip.js/zip.js/index-native.js';
import { seededRandom } from '../../lib/records/seeded-random.ts';

configure({ useWebWorkers: false });

/** What was written, counted by who wrote it. */
export interface LargeExport {
  /** Of the talks as they are read: unpacked. */
  readonly bytes: number;
  readonly conversations: number;
  readonly messages: number;
  readonly prompts: number;
}

const START = Date.UTC(2023, 0, 1);
const PARAGRAPHS = 3_000;
const CHUNK = 1_000_000;
const COMMON =
  'the of and to in a is that for it as was with be by on not he this are or his from at which but have an had they you were their one all we can her has there been if more when will would who so no out up into than them some could time these two may then do first any my now such like our over man me even most made after also did many before must through years where much your way well down should because each just those people how too little state good very make world still own see men work long get here between both life being under never day same another know while last might us great old year off come since against go came right used take three'.split(
    ' ',
  );
const SYLLABLES = 'ba ce di fo gu ha jo ke li mo nu pa qui ra se ti vo wa xe zy tion ment able ing er ous'.split(' ');
const OTHER_TONGUES = [
  'Für den Aufbau der Anlage braucht es zwei Leitungen, die über den größeren Verteiler geführt und dort geprüft werden.',
  'La première étape consiste à vérifier que la réponse du serveur contient bien les données, même après une coupure.',
  '首先检查服务器的响应是否包含所需的数据，然后再决定是否需要重新发送请求。',
  'Сначала проверьте, содержит ли ответ сервера нужные данные, и только потом отправляйте запрос ещё раз.',
  'まずサーバーの応答に必要なデータが含まれているかどうかを確認してください。',
];

/** Paragraphs to make texts of; the same for the same seed. */
class Words {
  readonly #random: () => number;
  readonly #vocabulary: readonly string[];
  readonly #prose: readonly string[];
  readonly #outputs: readonly string[];

  constructor(seed: number) {
    this.#random = seededRandom(seed);
    const made = () => this.#some(SYLLABLES, 2 + this.below(3)).join('');
    this.#vocabulary = [...COMMON, ...COMMON, ...Array.from({ length: 6_000 }, made)];
    this.#prose = Array.from({ length: PARAGRAPHS }, () => this.#paragraph());
    this.#outputs = Array.from({ length: PARAGRAPHS }, () => this.#line());
  }

  below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  /** So many characters of what an assistant says, at least. */
  prose(length: number): string {
    let text = this.pick(this.#prose);
    while (text.length < length) text += `\n\n${this.pick(this.#prose)}`;
    return text;
  }

  /** So many characters of what a tool gives back. */
  output(length: number): string {
    let text = this.pick(this.#outputs);
    while (text.length < length) text += `\n${this.pick(this.#outputs)}`;
    return text;
  }

  sentence(): string {
    const words = this.#some(this.#vocabulary, 6 + this.below(18));
    if (this.chance(0.1)) words.splice(this.below(words.length), 0, `${this.below(3_000)}`);
    if (this.chance(0.05)) words.splice(2, 0, `${this.hex(3)}@${this.pick(this.#vocabulary)}.example`);
    const text = words.join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}${this.pick(['.', '.', '.', ':', '?', '!'])}`;
  }

  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.below(16).toString(16)).join('');
  }

  uuid(): string {
    return [8, 4, 4, 4, 12].map((digits) => this.hex(digits)).join('-');
  }

  #some(list: readonly string[], count: number): string[] {
    return Array.from({ length: count }, () => this.pick(list));
  }

  #sentences(count: number): string {
    return Array.from({ length: count }, () => this.sentence()).join(' ');
  }

  #name(): string {
    return this.#some(SYLLABLES, 2).join('');
  }

  #paragraph(): string {
    switch (this.below(10)) {
      case 0:
        return `## ${this.sentence()}`;
      case 1:
        return Array.from(
          { length: 3 + this.below(4) },
          (_, i) => `${i + 1}. **${this.#name()}** – ${this.sentence()}`,
        ).join('\n');
      case 2:
        return Array.from({ length: 3 + this.below(4) }, () => `- ${this.sentence()}`).join('\n');
      case 3:
        return `\`\`\`ts\n${Array.from({ length: 4 + this.below(12) }, () => this.#codeLine()).join('\n')}\n\`\`\``;
      case 4:
        return `| ${this.#name()} | ${this.#name()} |\n| --- | --- |\n| ${this.below(900)} | ${this.below(90) / 10} % |`;
      case 5:
        return this.chance(0.5)
          ? this.pick(OTHER_TONGUES)
          : `See https://${this.#name()}.example/${this.#name()}/${this.below(9_999)}?q=${this.#name()}&page=${this.below(9)} for more.`;
      default:
        return this.#sentences(2 + this.below(4));
    }
  }

  #codeLine(): string {
    const [a, b, c] = [this.#name(), this.#name(), this.#name()];
    return this.pick([
      `const ${a} = await ${b}.${c}(${this.below(100)});`,
      `  if (${a} !== null && ${b}.length > ${this.below(10)}) return ${c};`,
      `  for (const ${a} of ${b}) ${c}.push({ ${a}: '${b}' });`,
      `import { ${a} } from './${b}/${c}.ts';`,
      `// ${this.sentence()}`,
    ]);
  }

  #line(): string {
    switch (this.below(5)) {
      case 0:
        return `2025-0${1 + this.below(9)}-1${this.below(10)} 12:${10 + this.below(50)}:07,${100 + this.below(900)} INFO ${this.#name()}: ${this.sentence()}`;
      case 1:
        return `{"id": "${this.uuid()}", "score": ${this.below(1_000) / 1_000}, "title": "${this.sentence()}"}`;
      case 2:
        return Array.from({ length: 8 }, () => (this.below(1_000_000) / 1_000).toFixed(3)).join('\t');
      case 3:
        return `【${this.below(20)}†${this.sentence()}†${this.#name()}.example】`;
      default:
        return this.#sentences(2);
    }
  }
}

interface Talk {
  readonly json: string;
  readonly messages: number;
  readonly prompts: number;
}

/** One talk of some turns, with steps of answers, and now and then an answer asked for once more. */
function talkOf(words: Words, number: number): Talk {
  const mapping: Record<string, unknown> = {};
  const children = new Map<string, string[]>();
  let clock = START / 1_000 + number * 900;
  let [messages, prompts] = [0, 0];
  const root = words.uuid();
  mapping[root] = { id: root, message: null, parent: null, children: listOf(root) };
  function listOf(key: string): string[] {
    const list: string[] = [];
    children.set(key, list);
    return list;
  }
  const add = (parent: string, role: string, content: unknown, more: Record<string, unknown> = {}): string => {
    const key = words.uuid();
    clock += 1 + words.below(60);
    messages++;
    children.get(parent)!.push(key);
    mapping[key] = {
      id: key,
      message: {
        id: key,
        author: { role, name: null, metadata: {} },
        create_time: clock + words.below(1_000_000) / 1_000_000,
        update_time: null,
        content,
        status: 'finished_successfully',
        end_turn: role === 'assistant' ? true : null,
        weight: 1,
        metadata: {
          request_id: words.uuid(),
          message_source: null,
          timestamp_: 'absolute',
          message_type: null,
          model_slug: role === 'assistant' ? 'gpt-5' : undefined,
          default_model_slug: 'gpt-5',
          parent_id: parent,
          turn_exchange_id: words.uuid(),
          finish_details: { type: 'stop', stop_tokens: [200_002] },
          citations: [],
          content_references: [],
        },
        recipient: 'all',
        channel: null,
        ...more,
      },
      parent,
      children: listOf(key),
    };
    return key;
  };
  const text = (said: string) => ({ content_type: 'text', parts: [said] });
  const answer = (prompt: string): string => {
    let at = prompt;
    if (words.chance(0.4)) {
      const thoughts = Array.from({ length: 1 + words.below(5) }, () => ({
        summary: words.sentence(),
        content: words.prose(600),
        chunks: [],
        finished: true,
      }));
      at = add(at, 'assistant', { content_type: 'thoughts', thoughts, source_analysis_msg_id: words.uuid() });
    }
    if (words.chance(0.25)) {
      at = add(
        at,
        'assistant',
        { content_type: 'code', language: 'unknown', text: words.output(200) },
        { recipient: 'python' },
      );
      const output = { content_type: 'execution_output', text: words.output(500 + words.below(20_000)) };
      at = add(at, 'tool', output);
    }
    return add(at, 'assistant', text(words.prose(500 + words.below(words.chance(0.1) ? 14_000 : 3_500))));
  };
  let at = add(root, 'system', text(''), { metadata: { is_visually_hidden_from_conversation: true } });
  const turns = 2 + words.below(words.chance(0.05) ? 150 : 24);
  for (let turn = 0; turn < turns; turn++) {
    const said = words.chance(0.1) ? words.prose(3_000) : words.sentence();
    const prompt = add(at, 'user', text(said));
    prompts++;
    at = answer(prompt);
    if (words.chance(0.06)) at = answer(prompt);
    if (words.chance(0.04)) {
      at = answer(add(children.size > 2 ? parentOf(mapping, prompt) : at, 'user', text(`${said} ${words.sentence()}`)));
      prompts++;
    }
  }
  const json = JSON.stringify({
    title: words.sentence().slice(0, 40),
    create_time: START / 1_000 + number * 900,
    update_time: clock,
    mapping,
    moderation_results: [],
    current_node: at,
    plugin_ids: null,
    conversation_id: words.uuid(),
    conversation_template_id: null,
    gizmo_id: null,
    is_archived: false,
    safe_urls: [],
    default_model_slug: 'gpt-5',
    voice: null,
  });
  return { json, messages, prompts };
}

function parentOf(mapping: Readonly<Record<string, unknown>>, key: string): string {
  return (mapping[key] as { readonly parent: string }).parent;
}

/** Pieces of a `conversations.json` of at least so many bytes, one after the other. Returns what was in it. */
function* piecesOfTalks(bytes: number, seed: number): Generator<Uint8Array<ArrayBuffer>, LargeExport> {
  const words = new Words(seed);
  const encoder = new TextEncoder();
  const made = { bytes: 0, conversations: 0, messages: 0, prompts: 0 };
  const piece = (text: string) => {
    const encoded = encoder.encode(text);
    made.bytes += encoded.length;
    return encoded;
  };
  let waiting = '[';
  while (made.bytes + waiting.length < bytes) {
    const { json, messages, prompts } = talkOf(words, made.conversations);
    waiting += `${made.conversations === 0 ? '' : ','}${json}`;
    made.conversations++;
    made.messages += messages;
    made.prompts += prompts;
    if (waiting.length < CHUNK) continue;
    yield piece(waiting);
    waiting = '';
  }
  yield piece(`${waiting}]`);
  return made;
}

/** Writes a zip with talks of at least so many bytes in it, unpacked. Never held in memory. */
export async function writeLargeExport(path: string, bytes: number, seed: number): Promise<LargeExport> {
  const pieces = piecesOfTalks(bytes, seed);
  let made: LargeExport | undefined;
  const talks = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = pieces.next();
      if (!next.done) return controller.enqueue(next.value);
      made = next.value;
      controller.close();
    },
  });
  const zip = new ZipWriter(Writable.toWeb(createWriteStream(path)) as WritableStream<Uint8Array>);
  await zip.add('conversations.json', talks);
  await zip.close();
  return made!;
}
