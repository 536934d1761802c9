/** What of a trace of the browser was ours: which callbacks, how long, and what they made the browser do. */

/** As Chromium tells it; times in microseconds. `dur` is by the clock, `tdur` what the processor spent on the thread. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args: {
    readonly data?: {
      readonly url?: string;
      readonly type?: string;
      readonly lineNumber?: number;
      readonly columnNumber?: number;
      readonly functionName?: string;
    };
  };
}

/** All that is ours in one call by the browser: one dispatch of an event, one timer, one idle callback, one round of microtasks. */
export interface OurCall {
  /** What called: `keydown`, `TimerFire`, `FireIdleCallback`, `RunMicrotasks`, or the name of a script that was started. */
  readonly by: string;
  readonly ms: number;
  readonly cpuMs: number;
  /** Of that, the collection of garbage, which is the page's and ours alike. */
  readonly gcCpuMs: number;
  /** Where our longest function of it begins, as line:column of the built script. */
  readonly where: string;
}

export interface OurPart {
  readonly calls: readonly OurCall[];
  /** Style or layout that the browser had to work out inside our functions, by where those begin. */
  readonly forced: readonly string[];
  /** Tasks over 50 ms, of all. */
  readonly longTasks: number;
  /** Tasks that are over 50 ms with our part, and would not be without. */
  readonly longTasksOfOurs: number;
  readonly longTasksOfOursByClock: number;
  /** What the thread did in all, in milliseconds of processor time. */
  readonly busyCpuMs: number;
}

const LONG_TASK_IN_US = 50_000;
const CALLERS = new Set(['EventDispatch', 'TimerFire', 'FireIdleCallback', 'FireAnimationFrame', 'RunMicrotasks']);
const SCRIPTS = new Set(['FunctionCall', 'EvaluateScript', 'v8.compile']);
const GARBAGE = new Set(['MinorGC', 'MajorGC']);
const FORCED = new Set(['Layout', 'UpdateLayoutTree', 'ScheduleStyleRecalculation']);

interface Open {
  readonly event: TraceEvent;
  readonly end: number;
  /** Whether what runs in it right now is ours. */
  readonly ours: boolean;
  readonly where: string;
}

interface Sum {
  by: string;
  us: number;
  cpuUs: number;
  gcUs: number;
  where: string;
  longest: number;
}

/**
 * Reads the main thread of the page that set `mark` by performance.mark. Ours is what runs in functions of a content script. The
 * page of the benchmark has no promises: its rounds of microtasks, without what they call of the page's own, are ours too.
 */
export function ourPartOf(trace: readonly TraceEvent[], mark: string): OurPart {
  const marked = trace.find(({ name }) => name === mark);
  if (!marked) throw new Error(`The trace has no mark ${mark}.`);
  const events = trace
    .filter(({ pid, tid, ph }) => pid === marked.pid && tid === marked.tid && (ph === 'X' || ph === 'I'))
    .sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const calls = new Map<TraceEvent, Sum>();
  const forced: string[] = [];
  let task = { event: marked, us: 0, cpuUs: 0 };
  const tasks: (typeof task)[] = [];
  let open: Open[] = [];

  for (const event of events) {
    open = open.filter(({ end }) => end > event.ts);
    const around = open.at(-1);
    if (FORCED.has(event.name) && around?.ours) forced.push(`${event.name} in ${around.where}`);
    if (event.ph !== 'X') continue;
    if (event.name === 'RunTask') {
      task = { event, us: 0, cpuUs: 0 };
      tasks.push(task);
    }
    if (GARBAGE.has(event.name) && around?.ours) {
      const sum = calls.get(ownerOf(open));
      if (sum) sum.gcUs += event.tdur ?? event.dur ?? 0;
    }
    const script = SCRIPTS.has(event.name);
    if (!script && !CALLERS.has(event.name)) continue;
    const ours = script ? isOurs(event, around) : event.name === 'RunMicrotasks';
    const where = script && ours ? (event.args.data?.url ? placeOf(event) : (around?.where ?? '')) : event.name;
    const entered = ours && !around?.ours;
    const left = !ours && around?.ours === true;
    if (entered || left) {
      const caller = entered
        ? (open.findLast(({ event: { name } }) => CALLERS.has(name))?.event ?? event)
        : ownerOf(open);
      const root = entered && CALLERS.has(event.name) ? event : caller;
      const sum = calls.get(root) ?? { by: callerName(root), us: 0, cpuUs: 0, gcUs: 0, where: '', longest: 0 };
      const sign = entered ? 1 : -1;
      const us = sign * (event.dur ?? 0);
      const cpuUs = sign * (event.tdur ?? event.dur ?? 0);
      sum.us += us;
      sum.cpuUs += cpuUs;
      task.us += us;
      task.cpuUs += cpuUs;
      calls.set(root, sum);
    }
    if (ours && script) {
      const sum = calls.get(ownerOf(open) ?? event) ?? calls.get(event);
      if (sum && (event.dur ?? 0) > sum.longest) Object.assign(sum, { longest: event.dur ?? 0, where });
    }
    open.push({ event, end: event.ts + (event.dur ?? 0), ours, where });
  }

  const own = tasks.map(({ event, us, cpuUs }) => ({
    us: event.dur ?? 0,
    cpuUs: event.tdur ?? event.dur ?? 0,
    withoutUs: (event.dur ?? 0) - us,
    withoutCpuUs: (event.tdur ?? event.dur ?? 0) - cpuUs,
  }));
  return {
    calls: [...calls.values()].map(({ by, us, cpuUs, gcUs, where }) => ({
      by,
      ms: us / 1_000,
      cpuMs: cpuUs / 1_000,
      gcCpuMs: gcUs / 1_000,
      where,
    })),
    forced,
    longTasks: own.filter(({ us }) => us > LONG_TASK_IN_US).length,
    longTasksOfOurs: own.filter(({ cpuUs, withoutCpuUs }) => cpuUs > LONG_TASK_IN_US && withoutCpuUs <= LONG_TASK_IN_US)
      .length,
    longTasksOfOursByClock: own.filter(({ us, withoutUs }) => us > LONG_TASK_IN_US && withoutUs <= LONG_TASK_IN_US)
      .length,
    busyCpuMs: own.reduce((sum, { cpuUs }) => sum + cpuUs, 0) / 1_000,
  };
}

/** A function without a script is the browser's own, for whoever called it. */
function isOurs(event: TraceEvent, around: Open | undefined): boolean {
  const url = event.args.data?.url ?? '';
  return url === '' ? (around?.ours ?? false) : /^chrome-extension:.*\/content-scripts\//.test(url);
}

/** The call by the browser that what is open belongs to. */
function ownerOf(open: readonly Open[]): TraceEvent {
  return (open.findLast(({ event: { name } }) => CALLERS.has(name)) ?? open.findLast(({ ours }) => ours)!)?.event;
}

function callerName({ name, args }: TraceEvent): string {
  if (name === 'EventDispatch') return args.data?.type ?? name;
  return CALLERS.has(name) ? name : `start of ${args.data?.url?.split('/').pop() ?? name}`;
}

function placeOf({ args: { data = {} } }: TraceEvent): string {
  return `${data.url?.split('/').pop()}:${data.lineNumber}:${data.columnNumber}`;
}
