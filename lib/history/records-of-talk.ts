/**
 * What a talk with an AI chat was: prompts, and what became of their answers. Branches are consequences: an answer asked for once more, a
 * prompt sent again in other words, the answer the talk went on from. Nothing is made of silence.
 *
 * The records are those that live capture makes of the same talk (page/observe-prompts.ts, page/chat): the same threads, types, values and
 * features, the words of a prompt as a statement linked to its act. Their ids are the product's own (`chatgpt/m/<message>`), which a page
 * does not tell: without-live-twins.ts finds what is there already under an id of ours.
 */
import type { ActionRecord, Context, Features, LogRecord, OutcomeRecord, StatementRecord } from '../records/record.ts';
import { countWords } from '../sites/count-words.ts';
import { type Correction, correctionIn } from '../sites/is-correction.ts';
import { WORTH_OF_ANSWER } from '../sites/worth-of-answer.ts';
import { type Answer, type ChatNode, type ChatTree, chatTree, LONGEST_ANSWER, type Prompt } from './chat-tree.ts';
import { compareTokens } from './compare-tokens.ts';
import { type Followed, followUpIn } from './follow-up.ts';
import { cutText } from './loose.ts';

/** As live capture cuts them (page/observe-prompts.ts). */
const LONGEST_PROMPT = 8_000;
const LONGEST_REASON = 8_000;
/** From this overlap on a prompt in the place of another is the same one in other words. */
const SAME_PROMPT_FROM = 0.3;
/** Among the prompts of one place the one that was changed is looked for among so many before it. */
const MOST_SIBLINGS = 50;

/** A talk as an export holds it, in the words of no product. */
export interface Talk {
  /** Id of the chat's pack: `chatgpt`. First part of types and of ids. */
  readonly pack: string;
  /** Host the chat is at, as live capture has it: `chatgpt.com`. */
  readonly app: string;
  /** As live capture names it: `chatgpt.com/chat:<id>`. */
  readonly thread: string;
  readonly title: string;
  readonly nodes: readonly ChatNode[];
  /** Key of where the talk stands; null for the newest end. */
  readonly leaf: string | null;
  /** Epoch milliseconds. */
  readonly start: number | null;
  readonly context?: Context;
  readonly ratings?: readonly Rating[];
}

/** A verdict on an answer that an export holds beside the talk. */
export interface Rating {
  readonly id: string;
  /** Key of the rated answer or a node of its way; null if only the talk is known. */
  readonly of: string | null;
  /** Key of the answer it was compared with: the verdict is the contrary one on that. */
  readonly against?: string;
  /** 1, −1, or 0: as good as the other one. */
  readonly value: number;
  /** Epoch milliseconds; null if not said. */
  readonly time: number | null;
  readonly text?: string;
  readonly tags?: readonly string[];
  /** Whether it compares two answers. */
  readonly compares?: true;
  /** Whether the product showed both at once: the user asked for no other one. */
  readonly isBeside?: boolean;
}

export interface RecordsOfTalk {
  /** Before redaction; each id once. */
  readonly records: readonly LogRecord[];
  readonly tree: ChatTree;
  /** Ratings whose answer is not in the talk: told without a link. */
  readonly unplaced: number;
}

export function recordsOfTalk(talk: Talk): RecordsOfTalk {
  const { pack, nodes } = talk;
  const tree = chatTree(nodes, talk.leaf, talk.start);
  const where = { app: talk.app, thread: talk.thread };
  const records = new Map<string, LogRecord>();
  let unplaced = 0;
  const idOf = (key: string) => `${pack}/m/${key}`;
  const add = (record: LogRecord) => {
    if (!records.has(record.id)) records.set(record.id, record);
  };
  const contextOf = (isGuessed: boolean, model: string | undefined): Context => ({
    ...talk.context,
    ...(model !== undefined && { model }),
    ...(isGuessed && { t_guess: 1 }),
  });

  const ratings = talk.ratings ?? [];
  const places: Places = ratings.length > 0 ? placesOfAnswers(tree) : new Map();
  /** Answers that came without being asked for. */
  const unaskedFor = new Set<Answer>();
  for (const { of, isBeside } of ratings) {
    const place = of === null || !isBeside ? undefined : places.get(of);
    const answer = place?.prompt.answers[place.i];
    if (answer) unaskedFor.add(answer);
  }
  for (const node of tree.unasked) {
    add({
      kind: 'statement',
      id: idOf(node.key),
      t: instant(node.at),
      ...where,
      role: 'assistant',
      text: cutText(node.text, LONGEST_ANSWER),
      features: { words: countWords(node.text), ...node.features },
      ...withContext(contextOf(node.isGuessed, node.model)),
    });
  }
  for (const prompt of tree.prompts.values()) {
    const answered = answeredBefore(prompt);
    addPrompt(prompt, answered);
    prompt.answers.forEach((answer, i) => {
      addAnswer(prompt, answer, i);
    });
    addRegenerations(prompt);
    addChoice(prompt);
    addFollowUp(prompt, answered);
  }
  for (const rating of ratings) addRating(rating);
  return { records: [...records.values()], tree, unplaced };

  /** A prompt is one act: a new one, an earlier one in other words, or another one in its place. And the words of it. */
  function addPrompt(prompt: Prompt, answered: Answered | null): void {
    const { node, turn, before, answers } = prompt;
    const old = changedPrompt(prompt);
    const isSame = old !== null && old.overlap >= SAME_PROMPT_FROM;
    const features: Features = {
      words: node.text === '' ? 0 : countParts(node.text),
      has_question: node.text.includes('?') ? 1 : 0,
      turn,
      is_followup: before === null ? 0 : 1,
      ...node.features,
      ...(old && changeFeatures(old)),
      ...(answered && { since_answer: Math.round(answered.followed.seconds), ...answered.correction.features }),
    };
    add({
      kind: 'action',
      id: idOf(node.key),
      t: instant(node.at),
      ...where,
      type: `${pack}:${old === null ? 'prompt:answer' : isSame ? 'edit-prompt:prompt' : 'branch:prompt'}`,
      features,
      context: { ...contextOf(node.isGuessed, node.model ?? answers[0]?.model), page: 'chat' },
      ...(isSame && {
        instead_of: [
          {
            text: cutText(old.prompt.node.text, LONGEST_PROMPT),
            features: { words: countParts(old.prompt.node.text) },
          },
        ],
      }),
      ...(old && { links: [idOf(old.prompt.node.key)] }),
    } satisfies ActionRecord);
    if (node.text !== '') {
      add({
        kind: 'statement',
        id: `${idOf(node.key)}/words`,
        t: instant(node.at),
        ...where,
        role: 'user',
        text: cutText(node.text, LONGEST_PROMPT),
        links: [idOf(node.key)],
        ...withContext(contextOf(node.isGuessed, undefined)),
      } satisfies StatementRecord);
    }
    if (isSame) {
      addOutcome('edit-prompt', WORTH_OF_ANSWER['edit-prompt'], 0.7, [idOf(old.prompt.node.key)], {
        id: `${idOf(node.key)}/reworded`,
        at: node.at,
      });
    }
  }

  /** The prompt that this one stands in the place of: of those before it there, the one most like it; of two alike the later. */
  function changedPrompt({ node, siblings }: Prompt): Changed | null {
    const place = siblings.indexOf(node.key);
    let nearest: Changed | null = null;
    for (const key of siblings.slice(Math.max(0, place - MOST_SIBLINGS), place)) {
      const prompt = tree.prompts.get(key)!;
      const change = compareTokens(prompt.node.text, node.text);
      if (nearest === null || change.overlap >= nearest.overlap) nearest = { prompt, ...change };
    }
    return nearest;
  }

  function addAnswer({ node, answers }: Prompt, answer: Answer, i: number): void {
    add({
      kind: 'statement',
      id: idOf(answer.key),
      t: instant(answer.at),
      ...where,
      role: 'assistant',
      text: answer.text,
      features: {
        words: answer.words,
        ...(!answer.isGuessed && !node.isGuessed && i === 0 && { seconds: secondsBetween(node.at, answer.at) }),
        ...shapeOf(answer.text),
        ...answer.features,
        ...(!answer.finished && { unfinished: 1 }),
      },
      ...withContext(contextOf(answer.isGuessed, answer.model)),
      links: askedFor(node.key, answers, i).slice(-1),
    });
  }

  /** Each visible answer after the first was asked for. What that says of the one before it depends on whether it was whole. */
  function addRegenerations({ node, answers }: Prompt): void {
    for (let i = 1; i < answers.length; i++) {
      const [old, answer] = [answers[i - 1]!, answers[i]!];
      if (unaskedFor.has(answer)) continue;
      const hasSwitched = old.model !== undefined && answer.model !== undefined && old.model !== answer.model;
      add({
        kind: 'action',
        id: regenerationOf(answer),
        t: instant(answer.began),
        ...where,
        type: `${pack}:regenerate:answer`,
        features: {
          since_answer: Math.round(secondsBetween(old.at, answer.began)),
          model_switch: hasSwitched ? 1 : 0,
          ...(!old.finished && { unfinished: 1 }),
        },
        context: { ...contextOf(answer.isGuessed, answer.model), page: 'chat' },
        links: [idOf(node.key)],
      });
      if (!old.finished) continue;
      addOutcome('regenerate', WORTH_OF_ANSWER.regenerate, 0.8, askedFor(node.key, answers, i - 1), {
        id: `${idOf(answer.key)}/regenerated`,
        at: answer.began,
        ...(hasSwitched && { features: { model_switch: 1 } }),
      });
    }
  }

  function regenerationOf(answer: Answer): string {
    return `${idOf(answer.key)}/regenerate`;
  }

  /** What asked for an answer: its prompt, and the act that asked once more. */
  function askedFor(prompt: string, answers: readonly Answer[], i: number): string[] {
    const answer = answers[i];
    return i <= 0 || !answer || unaskedFor.has(answer) ? [idOf(prompt)] : [idOf(prompt), regenerationOf(answer)];
  }

  /** Of several answers, the one the talk goes on from was preferred to the others. Where it does not go on, nobody knows. */
  function addChoice({ node, before }: Prompt): void {
    if (!before || !tree.active.has(node.key)) return;
    const { answers } = tree.prompts.get(before.prompt)!;
    const chosen = answers.findIndex(({ way }) => before.answer !== null && way.includes(before.answer));
    if (answers.length < 2 || chosen < 0) return;
    answers.forEach((answer, i) => {
      addOutcome(
        'choose',
        i === chosen ? WORTH_OF_ANSWER.choose : -WORTH_OF_ANSWER.choose,
        1,
        askedFor(before.prompt, answers, i),
        { id: `${idOf(node.key)}/chose/${answer.key}`, at: node.at },
      );
    });
  }

  /** What the next prompt says of the answer before it; of several in one place, the first: the others are about the first. */
  function addFollowUp({ node, siblings }: Prompt, answered: Answered | null): void {
    if (!answered || siblings[0] !== node.key) return;
    const { previous, answer, followed, correction } = answered;
    const found = followUpIn(followed, correction);
    if (!found) return;
    const asked = askedFor(previous.node.key, previous.answers, previous.answers.indexOf(answer));
    addOutcome(found.verb, WORTH_OF_ANSWER[found.verb], found.confidence, asked, {
      id: `${idOf(node.key)}/${found.verb}`,
      at: node.at,
    });
  }

  /** The answer that a prompt follows, and whether it corrects it; null if it follows none. */
  function answeredBefore({ node, before }: Prompt): Answered | null {
    const said = before?.answer;
    if (!before || !said) return null;
    const previous = tree.prompts.get(before.prompt)!;
    const answer = previous.answers.find(({ way }) => way.includes(said));
    if (!answer) return null;
    const followed: Followed = {
      prompt: node.text,
      previous: previous.node.text,
      answer: answer.text,
      seconds: secondsBetween(answer.at, node.at),
    };
    return { previous, answer, followed, correction: correctionIn(followed) };
  }

  function addRating(rating: Rating): void {
    const { id, of, against, value, time, text, tags = [], compares } = rating;
    const own = of === null ? undefined : places.get(of);
    const place = own ?? (against === undefined ? undefined : places.get(against));
    if (!place) unplaced++;
    const at = time ?? place?.at ?? talk.start ?? 0;
    const context: Context = {
      ...(tags.length > 0 && { tags: tags.join(', ') }),
      ...(time === null && { t_guess: 1 }),
    };
    add({
      kind: 'outcome',
      id,
      t: instant(at),
      ...where,
      type: `${pack}:rate:answer`,
      value: value === 0 ? 0 : (own || !place ? value : -value) * WORTH_OF_ANSWER.rate,
      confidence: 0.95,
      ...(text !== undefined && text !== '' && { text: cutText(text, LONGEST_REASON) }),
      ...(compares && { features: { compares: 1 } }),
      ...withContext(context),
      ...(place && { links: askedFor(place.prompt.node.key, place.prompt.answers, place.i) }),
    });
  }

  function addOutcome(
    verb: keyof typeof WORTH_OF_ANSWER,
    value: number,
    confidence: number,
    links: readonly string[],
    { id, at, features }: { readonly id: string; readonly at: number; readonly features?: Features },
  ): void {
    add({
      kind: 'outcome',
      id,
      t: instant(at),
      ...where,
      type: `${pack}:${verb}:answer`,
      value,
      confidence: Math.round(confidence * 100) / 100,
      ...(features && { features }),
      links,
    } satisfies OutcomeRecord);
  }
}

interface Answered {
  readonly previous: Prompt;
  readonly answer: Answer;
  readonly followed: Followed;
  readonly correction: Correction;
}

interface Changed {
  readonly prompt: Prompt;
  readonly overlap: number;
  readonly kept: number;
  readonly added: number;
  readonly removed: number;
}

function changeFeatures({ overlap, kept, added, removed }: Changed): Features {
  return {
    kept: Math.round(kept * 100) / 100,
    added_words: added,
    removed_words: removed,
    edit_distance: Math.round((1 - overlap) * 100) / 100,
  };
}

type Places = ReadonlyMap<string, { readonly prompt: Prompt; readonly i: number; readonly at: number }>;

/** The answer that each node is a part of; a prompt stands for its first one. */
function placesOfAnswers(tree: ChatTree): Places {
  const places = new Map<string, { readonly prompt: Prompt; readonly i: number; readonly at: number }>();
  for (const prompt of tree.prompts.values()) {
    prompt.answers.forEach(({ way, key, at }, i) => {
      for (const node of way) if (node === key || !places.has(node)) places.set(node, { prompt, i, at });
    });
    places.set(prompt.node.key, { prompt, i: 0, at: prompt.node.at });
  }
  return places;
}

/** What an answer looks like, by its marks: as live capture counts it on the page. */
function shapeOf(text: string): Features {
  const shape = { code_blocks: 0, lists: 0, tables: 0, headings: 0 };
  let [isCode, isList] = [false, false];
  for (const line of text.split('\n')) {
    if (/^ {0,3}```/.test(line)) {
      isCode = !isCode;
      if (isCode) shape.code_blocks++;
    }
    if (isCode) continue;
    const isItem = /^\s*(?:[-*+]|\d{1,3}[.)])\s/.test(line);
    if (isItem && !isList) shape.lists++;
    // An empty line, or one that is drawn in, does not end a list.
    isList = isItem || (isList && /^(?:\s|$)/.test(line));
    if (/^ {0,3}\|?[ :|-]*-{3,}[ :|-]*$/.test(line) && line.includes('|')) shape.tables++;
    if (/^#{1,4} \S/.test(line)) shape.headings++;
  }
  return shape;
}

/** Words as live capture counts those of a prompt: what stands between spaces. */
function countParts(text: string): number {
  const part = /\S+/g;
  let parts = 0;
  while (part.test(text)) parts++;
  return parts;
}

function withContext(context: Context): { readonly context?: Context } {
  return Object.keys(context).length === 0 ? {} : { context };
}

function secondsBetween(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / 100) / 10);
}

/** End of the year 9999. */
const LAST_INSTANT = 253_402_300_799_999;

/** @param ms epoch milliseconds; what no calendar holds becomes its end. */
export function instant(ms: number): string {
  return new Date(Math.min(LAST_INSTANT, Math.max(0, Math.round(ms)))).toISOString();
}
