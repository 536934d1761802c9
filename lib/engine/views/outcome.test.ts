import { expect, test } from 'vitest';
import type { LogRecord } from '../../records/record.ts';
import { creditOfOutcome } from '../answers/credit.ts';
import type { OutcomeView } from '../api.ts';
import { Engine } from '../engine.ts';
import { outcomeView, withoutActions } from './outcome.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour)).toISOString();

/** Cases of a plan, what mostly follows it, and what is done at will; only the second is followed by an approval. */
function engineAfter(cases: number): Engine {
  const engine = new Engine();
  const random = (i: number, salt: number) => ((i * 7919 + salt * 104_729) % 1000) / 1000;
  for (let i = 0; i < cases; i++) {
    const thread = `git/pull:${i}`;
    const planned = random(i, 1) < 0.5;
    const sent = random(i, 2) < (planned ? 0.9 : 0.1);
    const looked = random(i, 3) < 0.5;
    const act = (hour: number, name: string) => ({
      kind: 'action',
      id: `${name}${i}`,
      t: at(10 * i + hour),
      thread,
      type: `git:${name}:pull`,
    });
    const records = [
      ...(planned ? [act(0, 'plan')] : []),
      ...(looked ? [act(1, 'open')] : []),
      ...(sent ? [act(2, 'send')] : []),
      { kind: 'outcome', id: `o${i}`, t: at(10 * i + 5), thread, type: 'git:approve:pull', value: sent ? 1 : -1 },
    ] as LogRecord[];
    for (const record of records) engine.apply(record);
  }
  return engine;
}

const sumOf = (view: OutcomeView) =>
  view.causes.reduce((sum, { mean }) => sum + mean, view.baseline + view.rest + view.unexplained);

function views(engine: Engine, causes: number): OutcomeView[] {
  return [...engine.credit.outcomes()].map(({ id }) => outcomeView(engine, id, causes)!);
}

test('the parts add up to the value, however few causes are asked for and whatever is hidden', () => {
  const engine = engineAfter(60);
  for (const causes of [0, 1, 50]) {
    for (const view of views(engine, causes)) {
      expect(sumOf(view)).toBeCloseTo(view.value, 6);
      const hidden = withoutActions(view, new Set(view.causes.slice(0, 1).map(({ action }) => action)));
      expect(sumOf(hidden)).toBeCloseTo(view.value, 6);
      expect(hidden.causes.length).toBe(Math.max(0, view.causes.length - 1));
    }
  }
});

test('credit is told to flow from a later cause to an earlier one, as the answer has it, and between causes that are there', () => {
  const engine = engineAfter(120);
  let told = 0;
  for (const view of views(engine, 50)) {
    const of = (id: string) => view.causes.find(({ action }) => action === id);
    const { flows } = creditOfOutcome(engine, view.id, 50, 1)!;
    expect(new Set(view.flows)).toEqual(new Set(flows));
    for (const { from, to } of view.flows) {
      expect(of(from)!.t > of(to)!.t).toBe(true);
      expect(withoutActions(view, new Set([to])).flows.filter((flow) => flow.to === to)).toEqual([]);
      told++;
    }
  }
  expect(told).toBeGreaterThan(0);
});

test('of the forecast only the steps that changed it are told, each from where the one before left it', () => {
  const engine = engineAfter(120);
  let told = 0;
  for (const { foretold, causes } of views(engine, 50)) {
    for (const [i, { action, t, before, after }] of foretold.entries()) {
      expect(before).not.toBe(after);
      expect(causes.find((cause) => cause.action === action)?.t).toBe(t);
      if (i > 0) expect([before, t > foretold[i - 1]!.t]).toEqual([foretold[i - 1]!.after, true]);
      told++;
    }
  }
  expect(told).toBeGreaterThan(0);
});

test('an outcome nothing was done for has neither flows nor steps of a forecast', () => {
  const engine = new Engine();
  engine.apply({ kind: 'outcome', id: 'o', t: at(1), type: 'git:approve:pull', value: 1 } as LogRecord);
  expect(outcomeView(engine, 'o', 50)).toMatchObject({ causes: [], flows: [], foretold: [], rest: 0 });
  expect(outcomeView(engine, 'nobody', 50)).toBeNull();
});
