import { expect, test } from 'vitest';
import { NEVER_LIST, neverCategoryOf } from './never-list.ts';

test.each([
  ['www.paypal.com', 'bank'],
  ['meine.deutsche-bank.de', 'bank'],
  ['online.some-bank.example', 'bank'],
  ['x.bank', 'bank'],
  ['www.nhs.uk', 'health'],
  ['mychart.clinicname.example', 'health'],
  ['www.irs.gov', 'government'],
  ['www.impots.gouv.fr', 'government'],
  ['WWW.GOV.UK.', 'government'],
  ['vault.bitwarden.com', 'passwords'],
  ['something.xxx', 'adult'],
  ['accounts.google.com', 'login'],
  ['acme.okta.com', 'login'],
  ['sso.university.example', 'login'],
  ['adfs.firm.example', 'login'],
  ['secure.commbank.com.au', 'bank'],
  ['1177.se', 'health'],
] as const)('%s is never recorded: %s', (host, category) => {
  expect(neverCategoryOf(host)).toBe(category);
});

test.each([
  'wiki.example.org',
  'en.wikipedia.org',
  'github.com',
  'chatgpt.com',
  'claude.ai',
  'localhost',
  '127.0.0.1',
  '[::1]',
  'riverbanks.example',
  'notpaypal.com.example',
  'governance.example',
  'healthy-recipes.example',
  'essex.example',
  'docs.google.com',
  'foodbank.example',
  'databank.example',
  'www.thefoodbank.example',
  'west-bankside.example',
  'myokta.com.example',
  'login-examples.dev',
  'sussex.ac.example',
  'clinical-notes.example',
  'patientia.example',
  'auth.example',
])('%s may be switched on', (host) => {
  expect(neverCategoryOf(host)).toBeNull();
});

test('the list is plain lower-case data without repeats', () => {
  for (const { domains, endings, words } of NEVER_LIST) {
    const all = [...domains, ...endings, ...words];
    expect(all).toEqual(all.map((entry) => entry.toLowerCase()));
    expect(new Set(domains).size).toBe(domains.length);
  }
});
