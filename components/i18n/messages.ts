/**
 * The words of the interface. They live in `public/_locales`; where they come from (the browser, or the file itself in
 * tests) is said once, by `useMessages`. No sentence is glued together from parts.
 */
import type { ComponentChildren } from 'preact';
import type english from '../../public/_locales/en/messages.json';

export type MessageKey = keyof typeof english;

/** A message by its key, with `$1`… replaced; an empty text where there is none (as `browser.i18n.getMessage`). */
export type MessageSource = (key: string, substitutions: string[]) => string;

type BaseOf<K> = K extends `${infer Base}_other` ? Base : never;
/** Keys that come in plural forms, without the form: `events` for `events_one` and `events_other`. */
export type PluralKey = BaseOf<MessageKey>;

let source: MessageSource = (key) => key;
let locale = 'en';
let forms = new Intl.PluralRules(locale);

/** Says where the words come from. `uiLanguage` is the person's own; its region decides dates and numbers where the words are in that language. */
export function useMessages(from: MessageSource, uiLanguage: string): void {
  source = from;
  const written = from('locale', []) || 'en';
  locale = uiLanguage.split('-')[0] === written.split('-')[0] ? uiLanguage : written;
  forms = new Intl.PluralRules(written);
}

/** Language and region by which dates and numbers are written. */
export function localeInUse(): string {
  return locale;
}

export function t(key: MessageKey, ...substitutions: readonly (string | number)[]): string {
  return source(key, substitutions.map(String));
}

/** A message with a count: its form by the language's own rules, the count as `$1`, the rest after it. */
export function plural(key: PluralKey, count: number, ...more: readonly string[]): string {
  const substitutions = [new Intl.NumberFormat(locale).format(count), ...more];
  return source(`${key}_${forms.select(count)}`, substitutions) || source(`${key}_other`, substitutions);
}

/** Sets a part of a sentence apart: no letter of any language. */
const MARK = '\u0001';

/** As `t`, with elements in the places of `$1`…: for a name in bold or a link inside a sentence. */
export function rich(key: MessageKey, ...parts: readonly ComponentChildren[]): ComponentChildren[] {
  const text = source(
    key,
    parts.map((_, place) => `${MARK}${place}${MARK}`),
  );
  return text.split(MARK).map((piece, at) => (at % 2 === 1 ? parts[Number(piece)] : piece));
}
