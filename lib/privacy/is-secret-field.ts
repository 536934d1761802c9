/** What we ask of an input to know whether it may be read: its attributes, as the page's HTML has them. */
export interface FieldTraits {
  readonly type?: string | null;
  readonly autocomplete?: string | null;
  readonly name?: string | null;
  readonly id?: string | null;
  readonly inputmode?: string | null;
  readonly pattern?: string | null;
  readonly label?: string | null;
}

/** Autocomplete tokens of the HTML standard for what is never read (4.10.18.7), and beginnings of such. */
const SECRET_TOKENS = ['current-password', 'new-password', 'one-time-code'] as const;
const SECRET_BEGINNINGS = ['cc-', 'transaction-'] as const;

/**
 * Names that forms give to such fields where they do not declare it; asked of a name as words. What stands joined in one name stands
 * apart in another: each space may be missing.
 */
const SECRET_NAME = new RegExp(
  [
    'pass ?(?:wor[dt]|wd|phrase|code|key)|kennwort|(?:^|[^a-z])pwd',
    'card ?(?:(?:number|num|no|nr)(?: |$)|code|cvv|cvc|csc|exp)|(?:credit|debit) ?card(?: |$)',
    '(?:^|[^a-z])cc ?(?:number|num|no|nr|code|cvv|cvc|csc|exp)',
    '(?:^|[^a-z])(?:cvv2?|cvc2?|csc|iban|otp|totp|otc|mfa|2fa|ssn|pin|m?tan)(?: ?(?:code|number|input|field|box|digit)s?)?(?:[^a-z]|$)',
    'one ?time',
    '(?:verif(?:ication|y)|security|auth(?:entication|orization)?|log ?in|sign ?in|access|confirmation|activation|recovery|backup|reset|sms|two ?factor|bank|sort|routing) ?(?:code|number|pin)',
    '(?:account|acct) ?(?:number|num|no|nr)(?: |$)|social ?security',
    'secret(?!ar)|token|credential|(?:api|access|private|encryption|signing|license|ssh|recovery|master|deploy|webhook) ?key',
    '(?:recovery|seed) ?phrase|mnemonic',
  ].join('|'),
);
/** A field that takes digits only, and is called a code, takes one to be typed once; but for codes that everybody may know. */
const CODE = /(?:^| )(?:code|digit|challenge)s?(?:[ \d]|$)|code$/;
const HARMLESS_CODE =
  /(?:zip|postal|post|area|country|city|dial(?:ing)?|phone|calling|promo|coupon|discount|gift|voucher|product|item|order|article|colou?r|currency|language|status|error|bar|qr|tax|hs|dress|course|class|room|project) ?code/;
const ONLY_DIGITS = /^\^?(?:(?:\\d|\[0-9\])(?:[*+]|\{\d+(?:,\d*)?\})?)+\$?$/;

/** Fields nobody but the page may read: passwords, one-time codes, cards, and those that are hidden. */
export function isSecretField(field: FieldTraits): boolean {
  if (field.type?.toLowerCase() === 'hidden' || pausesRecording(field)) return true;
  const names = [field.name, field.id, field.label].map((name) => wordsOf(name ?? ''));
  return names.some((name) => SECRET_NAME.test(name)) || (takesDigits(field) && names.some(isCode));
}

/**
 * Fields whose presence stops recording on their page, because what happens around them is about them: passwords, one-time
 * codes and cards by type or autocomplete. A name alone only protects the field itself.
 */
export function pausesRecording({ type, autocomplete }: Pick<FieldTraits, 'type' | 'autocomplete'>): boolean {
  if (type?.toLowerCase() === 'password') return true;
  const tokens = (autocomplete ?? '').toLowerCase().split(/\s+/);
  return tokens.some(
    (token) =>
      SECRET_TOKENS.some((secret) => token === secret) ||
      SECRET_BEGINNINGS.some((beginning) => token.startsWith(beginning)),
  );
}

/**
 * The inputs that pause recording, as a selector. It begins with the tag: a list of six takes the browser six times as long, and
 * handlers ask for it.
 */
export const PAUSING_FIELDS = `input:is(${[
  '[type="password" i]',
  ...SECRET_TOKENS.map((token) => `[autocomplete~="${token}" i]`),
  ...SECRET_BEGINNINGS.flatMap((token) => [`[autocomplete^="${token}" i]`, `[autocomplete*=" ${token}" i]`]),
].join(', ')})`;

/** A page can make a name as long as it likes, and handlers ask. */
const LONGEST_NAME = 200;

/** `cardNumber`, `card-number` and `card[number]` are "card number". */
function wordsOf(name: string): string {
  return name
    .slice(0, LONGEST_NAME)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .toLowerCase();
}

function takesDigits({ type, inputmode, pattern }: FieldTraits): boolean {
  return (
    /^(?:numeric|tel)$/i.test(inputmode ?? '') ||
    /^(?:number|tel)$/i.test(type ?? '') ||
    ONLY_DIGITS.test(pattern ?? '')
  );
}

function isCode(name: string): boolean {
  return CODE.test(name) && !HARMLESS_CODE.test(name);
}
