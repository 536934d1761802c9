import { isPresence } from '../linking/kinds-of-act.ts';
import type { LogRecord } from '../records/record.ts';

interface AppCount {
  readonly app: string;
  events: number;
  /** When the first of them became known, and the last. */
  readonly first: string;
  last: string;
}

interface HourCount {
  actions: number;
  outcomes: number;
}

export interface CountsSnapshot {
  readonly apps: readonly AppCount[];
  readonly spaces: readonly (readonly [space: string, events: number])[];
  readonly hours: readonly (readonly [string, HourCount])[];
}

/** Counters kept as records come, so that no view ever counts the log: events an app and a space, actions and outcomes an hour. Being there is no action. */
export class Counts {
  readonly #apps = new Map<string, AppCount>();
  readonly #spaces = new Map<string, number>();
  readonly #hours = new Map<string, HourCount>();

  apply(record: LogRecord): void {
    if (record.app !== undefined) {
      const app = this.#apps.get(record.app);
      if (app) {
        app.events++;
        app.last = record.t;
      } else this.#apps.set(record.app, { app: record.app, events: 1, first: record.t, last: record.t });
    }
    if (record.space !== undefined) this.#spaces.set(record.space, (this.#spaces.get(record.space) ?? 0) + 1);
    if ((record.kind !== 'action' && record.kind !== 'outcome') || isPresence(record)) return;
    const key = record.t.slice(0, 13);
    let hour = this.#hours.get(key);
    if (!hour) {
      hour = { actions: 0, outcomes: 0 };
      this.#hours.set(key, hour);
    }
    if (record.kind === 'action') hour.actions++;
    else hour.outcomes++;
  }

  /** Apps by number of events, most first. */
  apps(): AppCount[] {
    return [...this.#apps.values()]
      .map((app) => ({ ...app }))
      .sort((a, b) => b.events - a.events || (a.app < b.app ? -1 : 1));
  }

  /** Spaces other than the default one, by name. */
  spaces(): { readonly space: string; readonly events: number }[] {
    return [...this.#spaces].map(([space, events]) => ({ space, events })).sort((a, b) => (a.space < b.space ? -1 : 1));
  }

  /** Actions and outcomes from an instant on, to the hour: local days begin at full hours nearly everywhere. */
  since(instant: string): { readonly actions: number; readonly outcomes: number } {
    const from = instant.slice(0, 13);
    let actions = 0;
    let outcomes = 0;
    for (const [hour, count] of this.#hours) {
      if (hour < from) continue;
      actions += count.actions;
      outcomes += count.outcomes;
    }
    return { actions, outcomes };
  }

  save(): CountsSnapshot {
    return {
      apps: [...this.#apps.values()].map((app) => ({ ...app })),
      spaces: [...this.#spaces],
      hours: [...this.#hours].map(([hour, count]) => [hour, { ...count }] as const),
    };
  }

  static load(snapshot: CountsSnapshot): Counts {
    const counts = new Counts();
    for (const app of snapshot.apps) counts.#apps.set(app.app, { ...app });
    for (const [space, events] of snapshot.spaces) counts.#spaces.set(space, events);
    for (const [hour, count] of snapshot.hours) counts.#hours.set(hour, { ...count });
    return counts;
  }
}
