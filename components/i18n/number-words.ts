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
