import { expect, test } from 'vitest';
import { isSecretField, pausesRecording } from './is-secret-field.ts';

test.each([
  { type: 'password' },
  { autocomplete: 'section-a one-time-code' },
  { autocomplete: 'cc-number' },
  { autocomplete: 'shipping new-password' },
])('%j pauses recording and is never read', (field) => {
  expect(pausesRecording(field)).toBe(true);
  expect(isSecretField(field)).toBe(true);
});

test.each([
  { type: 'hidden' },
  { type: 'text', name: 'user[password_hint]' },
  { type: 'tel', id: 'cardNumber' },
  { type: 'text', name: 'otp' },
  { type: 'text', label: 'Security code' },
  { type: 'text', name: 'api_key' },
])('%j is never read, and does not pause the page', (field) => {
  expect(isSecretField(field)).toBe(true);
  expect(pausesRecording(field)).toBe(false);
});

test.each([
  { type: 'text', name: 'title' },
  { type: 'search', name: 'q', label: 'Search' },
  { type: 'text', name: 'shipping', autocomplete: 'shipping street-address' },
  { type: 'text', name: 'opinion' },
  { type: 'text', name: 'standard' },
  {},
])('%j may be read', (field) => {
  expect(isSecretField(field)).toBe(false);
});
