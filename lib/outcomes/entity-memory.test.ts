import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Sighting } from '../engine/api.ts';
import type { LogRecord } from '../records/record.ts';
import { shinglesOf } from '../records/shingles.ts';
import { compareSighting } from './compare-sighting.ts';
import { Entities } from './entity-memory.ts';

const TEXT = 'the bridge opens on weekdays from nine until five in winter and until eight in summer';
const PAGE = 'dates are kept by the harbour office and announced every month on the board at the gate';

type Step = LogRecord | Sighting;

const anyStep = fc
  .record({
    what: fc.constantFrom('act', 'edit', 'paste', 'sight', 'list'),
    thread: fc.constantFrom('1', '2'),
    verb: fc.constantFrom('comment', 'create', 'close', 'open', 'press', 'delete'),
    status: fc.constantFrom('open', 'closed', 'rejected', 'deleted'),
    votes: fc.integer({ min: 0, max: 3 }),
    shows: fc.boolean(),
    replies: fc.subarray(['r1', 'r2', 'r3', 'r4']),
  })
  .map(
    ({ what, thread, verb, status, votes, shows, replies }) =>
      (minute: number, id: string, space?: string): Step => {
        const t = new Date(Date.UTC(2026, 2, 2) + minute * 60_000).toISOString();
        const common = { id, t, app: 'a', thread: `a/${thread}`, ...(space !== undefined && { space }) };
        if (what === 'sight') {
          const shingles = shinglesOf(shows ? `${PAGE} ${TEXT}` : PAGE);
          const shown = replies.map((key) => ({ key }));
          return {
            ...common,
            title: thread,
            state: { status, votes },
            shingles,
            replies: shown,
            entities: [`key:T-${thread}`],
          };
        }
        if (what === 'list') {
          const mentions = ['1', '2'].map((n) => ({ entities: [`key:T-${n}`], title: n, state: { status } }));
          return { ...common, app: 'm', thread: 'm/list', title: 'list', state: {}, mentions };
        }
        const words = { text: TEXT, features: { added_words: 16 } };
        const type = what === 'edit' ? 'web:save:edit' : what === 'paste' ? 'web:paste:text' : `web:${verb}:thing`;
        return { kind: 'action', ...common, type, ...(what !== 'act' && words) } as LogRecord;
      },
  );

const anyStory = fc.array(fc.tuple(anyStep, fc.constantFrom(1, 5, 90, 2_000)), { maxLength: 25 }).map((steps) => {
  let minute = 0;
  return steps.map(([step, pause], i) => {
    minute += pause;
    const at = minute;
    return (space?: string) => step(at, `${space ?? 'x'}${String(i).padStart(3, '0')}`, space);
  });
});

function run(entities: Entities, step: Step): LogRecord[] {
  const records = ('kind' in step ? [step] : compareSighting(entities, step)) as LogRecord[];
  for (const record of records) entities.apply(record);
  return records;
}

test('property: saved and loaded at any moment, it remembers the same and finds the same', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      const whole = new Entities();
      let kept = new Entities();
      for (const step of story) {
        expect(run(kept, step())).toEqual(run(whole, step()));
        kept = Entities.load(structuredClone(kept.save()));
      }
      expect(kept.save()).toEqual(whole.save());
    }),
  );
});

test('property: rebuilt from the records alone it remembers the same', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      const whole = new Entities();
      const rebuilt = new Entities();
      for (const record of story.flatMap((step) => run(whole, step()))) rebuilt.apply(record);
      expect(rebuilt.save()).toEqual(whole.save());
    }),
  );
});

test('property: what is seen twice is told once', () => {
  fc.assert(
    fc.property(anyStory, (story) => {
      const entities = new Entities();
      for (const step of story) {
        const made = step();
        run(entities, made);
        if ('kind' in made) continue;
        const again = run(entities, { ...made, id: `${made.id}-again` });
        expect(again.filter(({ kind }) => kind === 'outcome')).toEqual([]);
      }
    }),
  );
});

test('property: what happens in one space makes no difference in another', () => {
  fc.assert(
    fc.property(anyStory, anyStory, (work, own) => {
      const alone = new Entities();
      const expected = own.flatMap((step) => run(alone, step('own')));
      const both = new Entities();
      const found: LogRecord[] = [];
      for (let i = 0; i < Math.max(work.length, own.length); i++) {
        if (work[i]) run(both, work[i]!('work'));
        if (own[i]) found.push(...run(both, own[i]!('own')));
      }
      expect(found).toEqual(expected);
    }),
  );
});
