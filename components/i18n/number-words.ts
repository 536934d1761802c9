import { localeInUse } from './messages.ts';

/** A count, grouped as the person's region does. */
export function countWords(count: number): string {
  return new Intl.NumberFormat(localeInUse()).format(count);
}

/** A whole number with its sign always shown, with the true minus sign: +4, −31, 0. */
export function signedWords(value: number): string {
  const whole = Math.round(value);
  return new Intl.NumberFormat(localeInUse(), { signDisplay: 'exceptZero', maximumFractionDigits: 0 })
    .format(whole === 0 ? 0 : whole)
    .replace('-', '−');
}

/** A probability as a whole number in 100, never outside 0 to 100. */
export function inHundred(p: number): number {
  return Math.min(100, Math.max(0, Math.round(p * 100)));
}

/** A size, in the unit that keeps its number small: "118 MB". */
export function byteWords(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** step;
  return new Intl.NumberFormat(localeInUse(), {
    style: 'unit',
    unit: units[step]!,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && step > 1 ? 1 : 0,
  }).format(value);
}
