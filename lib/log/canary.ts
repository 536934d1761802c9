/**
 * How long the log was, kept outside the database: a damaged database can open empty and without an error. The canary may
 * lag behind the log, never lead it.
 */
export interface CanaryState {
  readonly events: number;
  readonly blocks: number;
}

export interface Canary {
  /** Null where there never was one. */
  read(): Promise<CanaryState | null>;
  write(state: CanaryState): Promise<void>;
}

/** A canary that lives as long as the process: for Node and tests. */
export function createMemoryCanary(start: CanaryState | null = null): Canary {
  let state = start;
  return {
    read: async () => state,
    write: async (next) => {
      state = next;
    },
  };
}
