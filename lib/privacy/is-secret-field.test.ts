import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { type FieldTraits, isSecretField, PAUSING_FIELDS, pausesRecording } from './is-secret-field.ts';

test.each([
  { type: 'password' },
  { autocomplete: 'section-a one-time-code' },
  { autocomplete: 'cc-number' },
  { autocomplete: 'shipping new-password' },
  { autocomplete: 'transaction-amount' },
])('%j pauses recording and is never read', (field) => {
  expect(pausesRecording(field)).toBe(true);
  expect(isSecretField(field)).toBe(true);
});

test.each([
  { type: 'hidden' },
  { type: 'Hidden' },
  { type: 'text', name: 'user[password_hint]' },
  { type: 'tel', id: 'cardNumber' },
  { type: 'text', name: 'otp' },
  { type: 'text', label: 'Security code' },
  { type: 'text', name: 'api_key' },
  { type: 'text', name: 'code', inputmode: 'numeric' },
  { type: 'tel', name: 'approvals_code' },
  { type: 'text', id: 'digit-3', pattern: '[0-9]*' },
  { type: 'text', label: 'Enter the 6-digit code', pattern: '^\\d{6}$' },
])('%j is never read, and does not pause the page', (field) => {
  expect(isSecretField(field)).toBe(true);
  expect(pausesRecording(field)).toBe(false);
});

test('a secret is told by its name however the words of it are joined', () => {
  const secrets = [
    ['card', 'number'],
    ['cc', 'num'],
    ['card', 'cvc'],
    ['otp', 'code'],
    ['pin', 'code'],
    ['security', 'code'],
    ['verification', 'code'],
    ['two', 'factor', 'code'],
    ['account', 'number'],
    ['api', 'key'],
    ['private', 'key'],
    ['access', 'token'],
    ['client', 'secret'],
    ['pass', 'phrase'],
    ['seed', 'phrase'],
  ];
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  const joinings: readonly ((words: readonly string[]) => string)[] = [
    (words) => words[0] + words.slice(1).map(capital).join(''),
    (words) => words.map(capital).join(''),
    (words) => words.join('_').toUpperCase(),
    (words) => words.join('-'),
    (words) => words.join(''),
    (words) => capital(words.join(' ')),
    (words) => `user[${words.join('_')}]`,
    (words) => `checkout.${words[0]}${words.slice(1).map(capital).join('')}`,
    (words) => `txt${words.map(capital).join('')}`,
  ];
  const notSeen = secrets.flatMap((words) =>
    joinings.map((join) => join(words)).filter((name) => !isSecretField({ name })),
  );
  expect(notSeen).toEqual([]);
});

test.each<FieldTraits>([
  { type: 'text', name: 'title' },
  { type: 'search', name: 'q', label: 'Search' },
  { type: 'text', name: 'shipping', autocomplete: 'shipping street-address' },
  { type: 'text', name: 'opinion' },
  { type: 'text', name: 'standard' },
  { type: 'text', name: 'secretaryName' },
  { type: 'text', name: 'cardNote', label: 'Note on the card' },
  { type: 'text', name: 'passengerCount' },
  { type: 'text', name: 'code', label: 'Code' },
  { type: 'text', name: 'zipCode', inputmode: 'numeric' },
  { type: 'tel', name: 'country_code' },
  { type: 'number', name: 'product-code' },
  { type: 'number', name: 'estimatedHours' },
  { type: 'text', name: 'barcode', pattern: '\\d+' },
  { type: 'text', name: 'accounting', label: 'Account' },
  { type: 'text', name: 'keywords' },
  {},
])('%j may be read', (field) => {
  expect(isSecretField(field)).toBe(false);
});

test('what pauses a page is the same for who asks a field and for who asks the page', () => {
  const part = fc.constantFrom(
    'current-password',
    'ONE-TIME-CODE',
    'new-password',
    'cc-number',
    'CC-',
    'transaction-amount',
    'off',
    'xcc-number',
    'section-cc-a',
    'username',
  );
  const type = fc.constantFrom(null, 'text', 'password', 'PASSWORD', 'tel');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 3 }), type, (tokens, type) => {
      const autocomplete = tokens.length > 0 ? tokens.join(' ') : null;
      const { document } = parseHTML('<input>');
      const field = document.querySelector('input')!;
      if (autocomplete !== null) field.setAttribute('autocomplete', autocomplete);
      if (type !== null) field.setAttribute('type', type);
      expect(field.matches(PAUSING_FIELDS)).toBe(pausesRecording({ type, autocomplete }));
    }),
    { numRuns: 500 },
  );
});
