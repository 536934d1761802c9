import { localeInUse } from './messages.ts';

/** Several things in one sentence: "a, b and c". */
export function listWords(items: readonly string[]): string {
  return new Intl.ListFormat(localeInUse(), { type: 'conjunction' }).format(items);
}
