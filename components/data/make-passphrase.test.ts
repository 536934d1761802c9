import { expect, test } from 'vitest';
import { makePassphrase } from './make-passphrase.ts';

test('five groups of four letters, none twice', () => {
  const made = Array.from({ length: 50 }, makePassphrase);
  for (const passphrase of made) expect(passphrase).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){4}$/);
  expect(new Set(made).size).toBe(50);
});
