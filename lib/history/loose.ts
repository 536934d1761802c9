/** Reading what nobody documents: a field is there, of the right kind, or it is not. Nothing here throws. */
export type Loose = Readonly<Record<string, unknown>>;

export function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function looseIn(value: unknown, name: string): Loose {
  const found = isLoose(value) ? value[name] : undefined;
  return isLoose(found) ? found : {};
}

export function textIn(value: unknown, name: string): string | null {
  const found = isLoose(value) ? value[name] : undefined;
  return typeof found === 'string' && found !== '' ? found : null;
}

export function listIn(value: unknown, name: string): readonly unknown[] {
  const found = isLoose(value) ? value[name] : undefined;
  return Array.isArray(found) ? found : [];
}

const FIRST_OF_SECONDS = 1e11;
/** End of the year 9999, in ms. */
const LAST = 253_402_300_799_999;

/** Epoch milliseconds of a time as seconds, milliseconds or ISO text; null if it is none. */
export function timeIn(value: unknown, name: string): number | null {
  const found = isLoose(value) ? value[name] : undefined;
  const asNumber =
    typeof found === 'number'
      ? found
      : typeof found === 'string' && /^\d+(?:\.\d+)?$/.test(found)
        ? Number(found)
        : null;
  const ms =
    asNumber !== null
      ? asNumber < FIRST_OF_SECONDS
        ? Math.round(asNumber * 1_000)
        : Math.round(asNumber)
      : typeof found === 'string'
        ? Date.parse(withZone(found))
        : Number.NaN;
  return Number.isFinite(ms) && ms > 0 && ms <= LAST ? ms : null;
}

/** A time without a zone is of none we know: taken as UTC, so that it is the same on every machine. */
function withZone(text: string): string {
  return /T?\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text) ? `${text.replace(' ', 'T')}Z` : text;
}
