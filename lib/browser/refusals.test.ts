import { expect, test } from 'vitest';
import { withRefused } from './refusals.ts';

test('the counter of a site adds up, keeps when it began, and says the last reason', () => {
  const first = withRefused({}, 'a.example', 2, 'The time is not a time.', new Date('2026-03-02T09:00:00Z'));
  const both = withRefused(first, 'a.example', 3, 'x'.repeat(900), new Date('2026-03-03T09:00:00Z'));
  expect(both['a.example']).toEqual({ count: 5, since: '2026-03-02T09:00:00.000Z', reason: 'x'.repeat(200) });
  expect(withRefused(both, 'constructor', 1, 'no', new Date(0)).constructor).toMatchObject({ count: 1 });
});
