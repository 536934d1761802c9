import { quantile } from '../benchmark.ts';
import type { Round, Rounds } from './alternate-rounds.ts';
import type { OurCall } from './our-part.ts';

/** Of a kind that called us less often, no 95th in a hundred can be told: those are held by their longest alone. */
const FEWEST_FOR_A_KIND = 20;
const IDLE = 'FireIdleCallback';
/** Kinds that called us too seldom, taken together. */
const RARE = 'seldom called';

/** Calls by what called, the most costly kind first. Kinds with few calls are one. */
export function byKind(calls: readonly OurCall[]): readonly { readonly kind: string; readonly calls: OurCall[] }[] {
  const kinds = Map.groupBy(calls, ({ by }) => by);
  const many = [...kinds].filter(([, list]) => list.length >= FEWEST_FOR_A_KIND);
  const few = [...kinds].flatMap(([, list]) => (list.length < FEWEST_FOR_A_KIND ? list : []));
  return [...many, ...(few.length > 0 ? [[RARE, few] as [string, OurCall[]]] : [])]
    .map(([kind, list]) => ({ kind, calls: list.sort((a, b) => b.cpuMs - a.cpuMs) }))
    .sort((a, b) => quantile(cpu(b.calls), 0.95) - quantile(cpu(a.calls), 0.95));
}

export const isStart = ({ by }: OurCall): boolean => by.startsWith('start of ');
const cpu = (calls: readonly OurCall[]) => calls.map(({ cpuMs }) => cpuMs);
const clock = (calls: readonly OurCall[]) => calls.map(({ ms }) => ms);
const sum = (figures: readonly number[]) => figures.reduce((all, one) => all + one, 0);

/** All that was seen, as figures. Those of a kind of handler are of the kind that fares worst. */
export function figuresOf({ on, off, leaving }: Rounds): Record<string, number> {
  const parts = [...on.map(({ part }) => part), leaving];
  const calls = parts.flatMap((part) => part.calls);
  const running = calls.filter((call) => !isStart(call));
  const handlers = running.filter(({ by }) => by !== IDLE);
  const idle = running.filter(({ by }) => by === IDLE);
  const kinds = byKind(handlers);
  const worst = (of: (calls: readonly OurCall[]) => number[]) =>
    Math.max(...kinds.flatMap(({ kind, calls: list }) => (kind === RARE ? [] : quantile(of(list), 0.95))));
  const both = (key: string, of: (round: Round) => readonly number[], q: number) => {
    const [a, b] = [on, off].map((rounds) => quantile(rounds.flatMap(of), q)) as [number, number];
    return { [`${key}_on_ms`]: a, [`${key}_off_ms`]: b, [`${key}_ratio`]: a / b };
  };
  const all = [...on, ...off];
  return {
    nodes: Math.min(...all.map(({ seen }) => seen.nodes)),
    changes_a_second: Math.min(...all.map(({ changesASecond }) => changesASecond)),
    keys_a_second: Math.min(...all.map(({ keysASecond }) => keysASecond)),
    calls: running.length,
    handler_p95_ms: worst(cpu),
    handler_p95_clock_ms: worst(clock),
    handler_p95_all_ms: quantile(cpu(handlers), 0.95),
    seldom_called_p95_ms: quantile(cpu(kinds.find(({ kind }) => kind === RARE)?.calls ?? []), 0.95),
    handler_max_ms: Math.max(...cpu(running)),
    handler_max_clock_ms: Math.max(...clock(running)),
    handler_max_without_gc_ms: Math.max(...running.map(({ cpuMs, gcCpuMs }) => cpuMs - gcCpuMs)),
    idle_stretch_max_ms: Math.max(0, ...cpu(idle)),
    idle_stretch_p99_ms: quantile(cpu(idle), 0.99),
    start_ms: Math.max(0, ...cpu(calls.filter(isStart))),
    forced_layouts: sum(parts.map(({ forced }) => forced.length)),
    long_tasks_added: sum(parts.map(({ longTasksOfOurs }) => longTasksOfOurs)),
    long_tasks_added_clock: sum(parts.map(({ longTasksOfOursByClock }) => longTasksOfOursByClock)),
    long_tasks_on: sum(on.map(({ part }) => part.longTasks)),
    long_tasks_off: sum(off.map(({ part }) => part.longTasks)),
    cpu_share_percent:
      (100 * sum(cpu(on.flatMap(({ part }) => part.calls)))) / sum(on.map(({ part }) => part.busyCpuMs)),
    ...both('key_delay_p95', ({ seen }) => seen.keyDelays, 0.95),
    ...both('interaction_p98', ({ seen }) => seen.interactions, 0.98),
    ...both('frame_p95', ({ seen }) => seen.frames, 0.95),
    heap_mb: on.at(-1)!.heapMb - off.at(-1)!.heapMb,
    heap_growth_mb: growth(on) - growth(off),
  };
}

/** From the end of the first round to the end of the last. */
const growth = (rounds: readonly Round[]) => rounds.at(-1)!.heapMb - rounds[0]!.heapMb;
