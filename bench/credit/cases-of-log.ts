/**
 * The cases of a log as a baseline gets them: each outcome with what was done before it in its own case. By the contract's own
 * words and not by the product's code: links where given, else the episode, else the thread, else shared entities.
 */
import type { AttributedCase, AttributedStep } from '../../lib/credit/baselines/attribution.ts';
import type { LogRecord } from '../../lib/records/record.ts';

/** The latest are kept: what is tied by nothing but an entity may be tied to everything. */
const MOST_STEPS = 200;

interface Done {
  readonly id: string;
  readonly types: readonly string[];
  readonly t: string;
  readonly place: number;
}

/** @param records in log order. @returns in the order in which the outcomes became known. */
export function casesOfLog(records: readonly LogRecord[], outcomeType: string): AttributedCase[] {
  const byKey = new Map<string, Done[]>();
  const byId = new Map<string, Done>();
  const cases: AttributedCase[] = [];
  for (const [place, record] of records.entries()) {
    if (record.kind === 'outcome' && record.type === outcomeType) {
      const until = record.happened ?? record.t;
      const found = new Map<string, Done>();
      for (const link of record.links ?? []) if (byId.has(link)) found.set(link, byId.get(link)!);
      for (const key of keysOf(record)) for (const done of byKey.get(key) ?? []) found.set(done.id, done);
      const before = [...found.values()]
        .filter(({ t }) => t < until)
        .sort((a, b) => a.place - b.place)
        .slice(-MOST_STEPS);
      const steps = before.flatMap(({ id, types, t, place: then }): AttributedStep[] =>
        types.map((type) => ({ action: id, type, t: Date.parse(t), eventsBefore: place - then })),
      );
      cases.push({ outcome: record.id, t: Date.parse(record.t), value: record.value ?? 1, steps });
      continue;
    }
    const types = typesOf(record);
    if (types.length === 0) continue;
    const done = { id: record.id, types, t: record.t, place };
    byId.set(record.id, done);
    const keys = [
      ...(record.episode === undefined ? [] : [`episode ${record.episode}`]),
      ...(record.thread === undefined ? [] : [`thread ${record.thread}`]),
      ...(record.entities ?? []).map((entity) => `entity ${entity}`),
    ];
    for (const key of new Set(keys)) {
      const there = byKey.get(key);
      if (there) there.push(done);
      else byKey.set(key, [done]);
    }
  }
  return cases;
}

function keysOf({ episode, thread, entities, links }: LogRecord): string[] {
  if (episode !== undefined) return [`episode ${episode}`];
  if (thread !== undefined) return [`thread ${thread}`];
  return links?.length ? [] : (entities ?? []).map((entity) => `entity ${entity}`);
}

/** A decision counts as the actions it chose: its kind and its subject. */
function typesOf(record: LogRecord): readonly string[] {
  if (record.kind === 'action') return [record.type];
  if (record.kind !== 'decision') return [];
  const chosen = record.candidates.filter((candidate) => candidate.chosen);
  const names = chosen.flatMap(({ ref }) => [ref.kind, ref.about]).filter((name) => name !== undefined);
  return [...new Set(names.map((name) => `decision:${record.about}:${name}`))];
}
