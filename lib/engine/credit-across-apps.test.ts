/** A trajectory that crosses apps and threads, tied by an entity alone: plan in one app, draft in another, the answer in a third. */
import { expect, test } from 'vitest';
import type { Effect } from '../credit/effect-of-action.ts';
import type { LogRecord } from '../records/record.ts';
import { seededRandom } from '../records/seeded-random.ts';
import { Engine } from './engine.ts';

const HOUR = 3_600_000;
const iso = (ms: number) => new Date(ms).toISOString();

function planned(seed: number): LogRecord[] {
  const random = seededRandom(seed);
  return Array.from({ length: 400 }, (_, j) => {
    const start = Date.UTC(2026, 0, 1) + j * 6 * HOUR;
    const entities = [`item:${j}`];
    const plan = random() < 0.5;
    const draft = random() < (plan ? 0.85 : 0.15);
    const record = (kind: string, n: number, app: string, type: string, more: object) =>
      ({
        kind,
        id: `${kind}-${j}-${n}`,
        t: iso(start + n * HOUR),
        app,
        thread: `${app}/${j}`,
        type,
        entities,
        ...more,
      }) as LogRecord;
    return [
      ...(plan ? [record('action', 0, 'notes.example', 'notes:make:plan', {})] : []),
      ...(draft ? [record('action', 1, 'docs.example', 'docs:write:draft', {})] : []),
      record('outcome', 30, 'mail.example', 'mail:receive:yes', { value: Number(random() < (draft ? 0.8 : 0.3)) }),
    ];
  })
    .flat()
    .sort((a, b) => (a.t === b.t ? (a.id < b.id ? -1 : 1) : a.t < b.t ? -1 : 1));
}

test('the first step of a trajectory is seen in another app, and what it works through is named', () => {
  for (const seed of [1, 2, 3]) {
    const records = planned(seed);
    const engine = new Engine();
    for (const record of records) engine.apply(record);
    const effects = engine.credit.history('mail:receive:yes')!.effects(Date.parse(records.at(-1)!.t));
    const of = (type: string) => effects.find(({ action_type }) => action_type === type) as Effect;
    const plan = of('notes:make:plan');
    expect(plan.total).toBeGreaterThan(0.2);
    expect(plan.se).toBeLessThan(0.1);
    expect(Math.abs(plan.direct)).toBeLessThan(0.2);
    expect(plan.through).toEqual(['docs:write:draft']);
    expect(of('docs:write:draft').total).toBeGreaterThan(0.3);
  }
});
