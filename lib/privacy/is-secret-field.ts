/** What we ask of an input to know whether it may be read: its attributes, as the page's HTML has them. */
export interface FieldTraits {
  readonly type?: string | null;
  readonly autocomplete?: string | null;
  readonly name?: string | null;
  readonly id?: string | null;
  readonly inputmode?: string | null;
  readonly label?: string | null;
}

/** Autocomplete tokens of the HTML standard for what is never read (4.10.18.7). */
const SECRET_AUTOCOMPLETE =
  /(?:^|\s)(?:current-password|new-password|one-time-code|cc-[a-z-]+|transaction-[a-z]+)(?:\s|$)/i;
/** Names that forms give to such fields where they do not declare it. */
const SECRET_NAME =
  /pass(?:wor[dt]|wd|phrase|code)|kennwort|(?:^|[^a-z])pwd|card[-_ ]?(?:number|num|no)\b|cardnumber|(?:^|[^a-z])(?:cvv2?|cvc2?|csc|iban|otp|totp|mfa|ssn|pin|tan)(?:[^a-z]|$)|one[-_ ]?time|verification[-_ ]?code|security[-_ ]?code|secret|api[-_ ]?key|token/i;

/** Fields nobody but the page may read: passwords, one-time codes, cards, and those that are hidden. */
export function isSecretField(field: FieldTraits): boolean {
  return (
    field.type === 'hidden' ||
    pausesRecording(field) ||
    [field.name, field.id, field.label].some((name) => SECRET_NAME.test(name ?? ''))
  );
}

/**
 * Fields whose presence stops recording on their page, because what happens around them is about them: passwords, one-time
 * codes and cards by type or autocomplete. A name alone only protects the field itself.
 */
export function pausesRecording(field: FieldTraits): boolean {
  return field.type?.toLowerCase() === 'password' || SECRET_AUTOCOMPLETE.test(field.autocomplete ?? '');
}
