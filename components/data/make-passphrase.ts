/** Letters and digits that are not mistaken for each other when written down (Crockford's base 32). */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUPS = 5;
const LETTERS_A_GROUP = 4;

/** A passphrase of 100 random bits, in groups that can be read out: `7k3p-…`. */
export function makePassphrase(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * LETTERS_A_GROUP));
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length]!);
  return Array.from({ length: GROUPS }, (_, i) =>
    letters.slice(i * LETTERS_A_GROUP, (i + 1) * LETTERS_A_GROUP).join(''),
  ).join('-');
}
