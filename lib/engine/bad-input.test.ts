/**
 * Whatever a log holds, answers are finite, add up, and say no more than the data: wide ranges and `linked`, never an exception,
 * never a confident claim.
 */
import { expect, test } from 'vitest';
import { embedderForTests } from '../models/embedder-for-tests.ts';
import { Vectors } from '../models/vectors.ts';
import { Recall } from '../recall/recall.ts';
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { answer } from './answer.ts';
import type { Answer, Ask } from './answers/ask.ts';
import { Engine } from './engine.ts';
import { LogLines } from './read-log.ts';
import { replay } from './replay.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (ms: number) => new Date(Date.UTC(2026, 0, 5, 8) + ms).toISOString();

type Line = Record<string, unknown>;

/** One case after the other: the acts of a thread a minute apart, and its outcome an hour after the last. */
function cases(
  n: number,
  of: (j: number, random: () => number) => { done?: readonly string[]; value?: number; act?: Line; outcome?: Line },
  seed = 1,
): Line[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, (_, j) => j).flatMap((j) => {
    const { done = ['app:do:a'], value = 1, act = {}, outcome = {} } = of(j, random);
    const start = j * 6 * HOUR;
    return [
      ...done.map((type, k) => ({
        kind: 'action',
        id: `a${j}.${k}`,
        t: at(start + k * MINUTE),
        type,
        thread: `w/${j}`,
        ...act,
      })),
      {
        kind: 'outcome',
        id: `o${j}`,
        t: at(start + (done.length - 1) * MINUTE + HOUR),
        type: 'app:come:out',
        thread: `w/${j}`,
        value,
        ...outcome,
      },
    ];
  });
}

/** Some of four types by chance. */
const some = (random: () => number) =>
  ['a', 'b', 'c', 'd'].filter(() => random() < 0.4).map((name) => `app:do:${name}`);

/** Reads the lines as a log is read, leaving out what is refused, and asks everything there is to ask about credit. */
async function ask(lines: readonly Line[], more: readonly Ask[] = []) {
  const log = new LogLines();
  const refused = lines.filter((line, i) => log.take(JSON.stringify(line), `log:${i + 1}`) !== null).length;
  const records = log.records();
  const outcomes = records.filter((record): record is LogRecord & { kind: 'outcome' } => record.kind === 'outcome');
  const types = [...new Set(outcomes.map(({ type }) => type))];
  const asks: Ask[] = [
    ...types.flatMap((outcome_type) => [
      { ask: 'effect', outcome_type },
      { ask: 'effect', outcome_type, measure: 'delay' },
      { ask: 'predict', outcome_type },
      { ask: 'predict', outcome_type, thread: 'w/0' },
      {
        ask: 'predict',
        outcome_type,
        thread: 'no such',
        actions: ['app:do:a', 'no such'],
        context: { load: 1e300, place: '' },
      },
    ]),
    ...[...outcomes.slice(0, 3), ...outcomes.slice(-3)].flatMap(({ id: outcome }) => [
      { ask: 'credit', outcome },
      { ask: 'credit', outcome, k: 0 },
      { ask: 'credit', outcome, k: 10_000 },
    ]),
    ...more,
  ].map((each, id) => ({ id, ...each }));
  const vectors = new Vectors({ model: 'words-for-tests', open: () => Promise.resolve(embedderForTests()) });
  const { answers, ignored } = await replay({ records, asks, vectors, seed: 3 });
  const claims: string[] = [];
  await finiteBeforeTheyLeave(records, asks);
  for (const [i, answer] of answers.entries()) {
    const asked = asks[i]!;
    if (answer.error !== undefined) continue;
    if (asked.ask === 'effect') claims.push(...soundEffects(answer));
    if (asked.ask === 'credit') claims.push(...soundCredit(answer));
    if (asked.ask === 'predict') soundForecast(answer);
  }
  const of = (kind: string, about: Ask = {}) =>
    answers.filter(
      (_, i) => asks[i]!.ask === kind && Object.entries(about).every(([key, value]) => asks[i]![key] === value),
    );
  return { answers, of, ignored, refused, claims, last: answers.slice(answers.length - more.length) };
}

/** The replay turns what is not finite into 0 on its way out, which would hide a fault: so the engine is asked itself. */
async function finiteBeforeTheyLeave(records: readonly LogRecord[], asks: readonly Ask[]): Promise<void> {
  const engine = new Engine();
  for (const record of records) engine.apply(record);
  const vectors = new Vectors({ model: 'words-for-tests', open: () => Promise.resolve(embedderForTests()) });
  expect(Engine.load(structuredClone(engine.save())).digest()).toBe(engine.digest());
  const now = records.at(-1)!.t;
  const rest = { recall: new Recall(vectors.table), vectors, at: null, now, seed: 3, get: async () => new Map() };
  for (const ask of asks)
    if (ask.at === undefined && ask.measure === undefined) finiteIn(await answer(ask, { engine, ...rest }));
}

function finiteIn(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) finiteIn(member);
}

const STATUSES = ['linked', 'associated', 'likely_helps', 'likely_hurts', 'caused'];

interface Ranged {
  readonly lo: number;
  readonly hi: number;
  readonly status: string;
}

/** Returns every status above `linked`. */
function soundEffects({ effects }: Answer): string[] {
  for (const each of effects as (Ranged & {
    total: number;
    direct: number;
    se: number;
    n: number;
    contexts: Ranged[];
  })[]) {
    expect(each.se).toBeGreaterThan(0);
    expect(each.lo).toBeLessThan(each.total);
    expect(each.total).toBeLessThan(each.hi);
    expect(each.n).toBeGreaterThanOrEqual(5);
    expect(STATUSES).toContain(each.status);
    for (const { lo, hi } of each.contexts) expect(lo).toBeLessThan(hi);
  }
  return (effects as Ranged[]).map(({ status }) => status).filter((status) => status !== 'linked');
}

function soundCredit(answer: Answer): string[] {
  const credits = answer.credits as (Ranged & { mean: number; p_top: number })[];
  const [rest, baseline, unexplained, value] = ['rest', 'baseline', 'unexplained', 'value'].map(
    (key) => answer[key] as number,
  );
  const sum = credits.reduce((total, { mean }) => total + mean, 0);
  expect(Math.abs(baseline! + sum + rest! + unexplained! - value!)).toBeLessThan(1e-9);
  for (const { mean, lo, hi, p_top, status } of credits) {
    expect(lo).toBeLessThanOrEqual(mean);
    expect(mean).toBeLessThanOrEqual(hi);
    expect(p_top >= 0 && p_top <= 1).toBe(true);
    expect(STATUSES.slice(0, -1)).toContain(status);
  }
  expect(credits.reduce((total, { p_top }) => total + p_top, 0)).toBeLessThanOrEqual(1 + 1e-9);
  return credits.map(({ status }) => status).filter((status) => status !== 'linked');
}

function soundForecast({ p, mean, lo, hi }: Answer): void {
  expect(p as number).toBeGreaterThanOrEqual(0);
  expect(p as number).toBeLessThanOrEqual(1);
  expect(lo as number).toBeLessThanOrEqual(mean as number);
  expect(mean as number).toBeLessThanOrEqual(hi as number);
  expect(lo as number).toBeGreaterThanOrEqual(-1);
  expect(hi as number).toBeLessThanOrEqual(1);
}

test.each([-1, -0.3, 0, 0.5, 1])(
  'of one outcome ever, worth %d, nothing is claimed and nothing is narrow',
  async (value) => {
    const { claims, of } = await ask(cases(1, () => ({ value, done: ['app:do:a', 'app:do:b'] })));
    expect(claims).toEqual([]);
    expect(of('effect').every(({ effects }) => (effects as unknown[]).length === 0)).toBe(true);
    for (const { lo, hi } of of('predict')) expect((hi as number) - (lo as number)).toBeGreaterThan(0.8);
  },
);

test.each([-1, -0.3, 0, 0.5, 1])('values that are all %d say nothing of any action', async (value) => {
  const { claims, of } = await ask(cases(60, (_, random) => ({ value, done: some(random) })));
  expect(claims).toEqual([]);
  for (const { mean } of of('predict')) expect(Math.abs((mean as number) - value)).toBeLessThan(0.25);
});

test.each([
  ['±1', [-1, 1]],
  ['all below zero', [-1, -0.75, -0.5, -0.25]],
  ['two of them below zero', [-1, -0.5]],
  ['−1 and 0', [-1, 0]],
  ['two of them above zero', [0.4, 1]],
  ['next to nothing', [0, 1e-300]],
  ['apart by rounding', [0.3, 0.1 + 0.2]],
])('values by chance, %s, are no fault and hardly ever a claim', async (_, values) => {
  const [claimed, all] = [[] as string[], [] as unknown[]];
  for (const seed of [1, 2, 3]) {
    const { of } = await ask(
      cases(60, (_, random) => ({ done: some(random), value: values[Math.floor(random() * values.length)]! }), seed),
    );
    const effects = of('effect').flatMap((answer) => answer.effects as { readonly status: string }[]);
    all.push(...effects);
    // Credits repeat what is said of their types.
    claimed.push(...effects.map(({ status }) => status).filter((status) => /likely|caused/.test(status)));
  }
  // A claim may be false in one family of effects in ten; of single effects that is far fewer.
  expect(claimed.length).toBeLessThan(0.1 * all.length);
});

test('what comes of it before it was done is not credited to it, and no clock that jumps breaks an answer', async () => {
  const early = cases(40, (j) => ({
    done: ['app:do:a', 'app:do:b'],
    value: j % 2,
    outcome: { happened: at(j * 6 * HOUR - HOUR) },
  }));
  const { of } = await ask(early);
  expect(of('credit').every(({ credits }) => (credits as unknown[]).length === 0)).toBe(true);
  const random = seededRandom(4);
  const jumping = cases(60, (j) => ({ done: some(random), value: j % 2 })).map((line) => {
    const years = [0, 0, 0, -40, 200, -1_900, 7_000][Math.floor(random() * 7)]!;
    return { ...line, t: new Date(Date.parse(line.t as string) + years * 365 * 24 * HOUR).toISOString() };
  });
  // Days and hours that no calendar has, and years that do not fit.
  const odd = ['2026-02-30', '2026-01-07T24:00:00Z', '9999-12-31T23:59:59-14:00', '0000-01-01T00:00:00+14:00'];
  const places = jumping
    .filter((_, i) => i % 9 === 0)
    .map((line, i) => ({ ...line, id: `odd${i}`, t: odd[i % odd.length] }));
  await ask([...jumping, ...places]);
});

test('links that contradict the log are reported, not followed, and nothing is claimed of them', async () => {
  const lines = cases(40, (j) => ({
    done: ['app:do:a'],
    value: j % 2,
    // To itself, to what comes later, to nothing, to an outcome, and twice to the same.
    outcome: { links: [`o${j}`, `a${j + 1}.0`, 'gone', '', `o${j - 1}`, `a${j}.0`, `a${j}.0`] },
  }));
  const { ignored, claims } = await ask(lines);
  expect(new Set(ignored.filter(({ outcome }) => outcome === 'o7').map(({ link }) => link))).toEqual(
    new Set(['o7', 'a8.0', 'gone', '', 'o6']),
  );
  expect(claims).toEqual([]);
});

test('two outcomes of one case that contradict each other claim nothing', async () => {
  const lines = cases(30, () => ({ value: 1 })).flatMap((line) =>
    line.kind === 'outcome' ? [line, { ...line, id: `${line.id}-not`, value: -1 }] : [line],
  );
  expect((await ask(lines)).claims).toEqual([]);
});

test('lines with numbers that are none are refused, and the others are answered from', async () => {
  const lines = cases(20, (j) => ({ value: j % 2 }));
  const bad: Line[] = [
    { ...lines[0], id: 'x1', features: { words: Number.NaN } },
    { ...lines[0], id: 'x2', context: { load: Number.POSITIVE_INFINITY } },
    { ...lines[1], id: 'x3', value: 1.5 },
    { ...lines[1], id: 'x4', confidence: -1 },
  ];
  const { refused, claims } = await ask([...lines, ...bad]);
  expect([refused, claims]).toEqual([4, []]);
});

test('the largest and the smallest numbers of a context are no trouble', async () => {
  const wild = [1e308, -1e308, 5e-324, 0, -0, 1, 1e154, 2 ** 53];
  const { claims } = await ask(
    cases(80, (j, random) => ({
      done: some(random),
      value: Number(random() < 0.5),
      act: {
        context: { load: wild[j % wild.length]! * (1 - random() / 2), odd: wild[j % 3]! },
        features: { words: 1e308 },
      },
    })),
  );
  expect(claims.filter((status) => status !== 'associated')).toEqual([]);
});

test('a context of a thousand values, or of numbers and texts mixed, claims nothing', async () => {
  const { claims, of } = await ask(
    cases(1_000, (j, random) => ({
      done: some(random),
      value: Number(random() < 0.5),
      act: {
        context: {
          place: `p${j}`,
          mixed: [j, `${j}`, 'x', '', 0][j % 5]!,
          ...(j % 2 && { constructor: 'x', toString: j }),
          ['__proto__']: 'y',
        },
      },
    })),
  );
  expect(claims.filter((status) => status !== 'associated')).toEqual([]);
  expect(of('effect')[0]!.effects).toHaveLength(4);
});

test('three hundred outcomes in the same millisecond are three hundred outcomes', async () => {
  const t = at(0);
  const random = seededRandom(5);
  const lines = Array.from({ length: 300 }, (_, j) => [
    { kind: 'action', id: `a${j}`, t, type: `app:do:${j % 3}`, thread: `w/${j}` },
    { kind: 'outcome', id: `o${j}`, t, type: 'app:come:out', thread: `w/${j}`, value: Number(random() < 0.5) },
  ]).flat();
  const { claims, of } = await ask(lines);
  expect(claims).toEqual([]);
  expect(of('predict')[0]!.scores).toMatchObject({ n: 300 });
});

test('ten thousand action types, each done once, claim nothing', async () => {
  const { claims, of } = await ask(
    cases(400, (j, random) => ({
      done: Array.from({ length: 25 }, (_, k) => `app:do:${j * 25 + k}`),
      value: Number(random() < 0.5),
    })),
  );
  expect(claims).toEqual([]);
  expect(of('effect')[0]!.effects).toEqual([]);
});

test('ten thousand candidates of one outcome are shared out among the likeliest', async () => {
  const lines: Line[] = Array.from({ length: 10_000 }, (_, i) => ({
    kind: 'action',
    id: `b${i}`,
    t: at(i * 1_000),
    type: `app:do:${i % 40}`,
    thread: 'w/long',
  }));
  const end = { kind: 'outcome', id: 'end', t: at(11_000_000), type: 'app:come:out', thread: 'w/long', value: 1 };
  const { last, claims } = await ask(
    [...cases(40, (j, random) => ({ done: some(random), value: j % 2 })), ...lines, end],
    [{ ask: 'credit', outcome: 'end', k: 10_000 }],
  );
  expect((last[0]!.credits as unknown[]).length).toBeLessThanOrEqual(200);
  expect(claims).toEqual([]);
});

test('of decisions with propensities 0 and 1 nothing is drawn, so nothing is caused', async () => {
  const { claims } = await ask(
    cases(80, (j) => ({ value: j % 2 })).map((line) =>
      line.kind === 'action'
        ? {
            ...line,
            kind: 'decision',
            about: 'offer',
            candidates: [
              { ref: { kind: 'preference', about: 'spelling' }, propensity: Number(line.id === 'a1.0'), chosen: true },
              { ref: {}, propensity: 0, chosen: true },
            ],
          }
        : line,
    ),
  );
  expect(claims).not.toContain('caused');
});

test('names in any script, with breaks and emptiness in them, are names like others', async () => {
  const names = ['\u0000', '\n', '🪁', 'ßẞ', '‮abc', ' ', 'e\u0301', '\u00e9', '__proto__', 'constructor', '²', 'x²'];
  const { claims } = await ask(
    cases(72, (j, random) => ({
      done: names.filter(() => random() < 0.3),
      value: Number(random() < 0.5),
      act: {
        context: { [names[j % names.length]!]: names[(j * 7) % names.length]!, 'load²': j, load: 'x' },
        entities: ['', names[j % names.length]!],
        text: '',
        app: '',
      },
      outcome: { text: names[j % names.length]!, entities: [''], links: [''] },
    })),
  );
  expect(claims.filter((status) => status !== 'associated')).toEqual([]);
});

test('confidence nought, an empty episode and a thread of its own name are no fault', async () => {
  const { claims } = await ask(
    cases(60, (_, random) => ({
      done: some(random),
      value: Number(random() < 0.5),
      act: { episode: '', space: '' },
      outcome: { confidence: 0, space: '' },
    })),
  );
  expect(claims).toEqual([]);
});

test('before everything, and of what nobody knows, an answer says so', async () => {
  const outcome_type = 'app:come:out';
  const before = '1999-01-01T00:00:00.000Z';
  const { last } = await ask(
    cases(30, (j) => ({ value: j % 2 })),
    [
      { ask: 'effect', outcome_type, at: before },
      { ask: 'credit', outcome: 'o3', at: before },
      { ask: 'predict', outcome_type, thread: 'w/3', at: before },
      { ask: 'effect', outcome_type: 'no such' },
      { ask: 'credit', outcome: 'no such' },
      { ask: 'predict', outcome_type: 'no such', actions: ['app:do:a'] },
      { ask: 'predict', outcome_type, thread: '' },
      { ask: 'predict', outcome_type, actions: 'app:do:a' },
      { ask: 'predict', outcome_type, context: { load: null } },
      { ask: 'credit', outcome: 'o3', k: 1.5 },
      { ask: 'effect', outcome_type, measure: 'speed' },
    ],
  );
  expect(last.map(({ id: _, ...answer }) => answer)).toEqual([
    { effects: [] },
    { error: 'no outcome “o3” is known at that moment' },
    { p: 0.5, mean: 0, lo: -1, hi: 1, scores: null },
    { effects: [] },
    { error: 'no outcome “no such” is known at that moment' },
    { p: 0.5, mean: 0, lo: -1, hi: 1, scores: null },
    expect.objectContaining({ p: expect.any(Number) }),
    { error: '“actions” must be a list of texts' },
    { error: '“context” may hold numbers and texts only' },
    { error: '“k” must be a whole number, 0 or more' },
    { error: '“measure” must be “value” or “delay”' },
  ]);
});
