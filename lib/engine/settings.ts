import type { SettingRecord } from '../records/record.ts';

type Value = SettingRecord['value'];

export interface SettingsSnapshot {
  readonly values: readonly (readonly [name: string, value: Value])[];
}

/** What the user set last, by name. Settings are records; the last one of a name in log order holds. */
export class Settings {
  readonly #values = new Map<string, Value>();

  apply({ name, value }: SettingRecord): void {
    this.#values.set(name, value);
  }

  /** Undefined: never set. */
  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  entries(): IterableIterator<[string, Value]> {
    return this.#values.entries();
  }

  save(): SettingsSnapshot {
    return { values: [...this.#values] };
  }

  static load(snapshot: SettingsSnapshot): Settings {
    const settings = new Settings();
    for (const [name, value] of snapshot.values) settings.#values.set(name, value);
    return settings;
  }
}
