import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkedPayload } from './payload-schemas.ts';

const T = '2026-03-02T09:00:00.000Z';

test('what our scripts send passes unchanged', () => {
  const sighting = { id: 's', t: T, thread: 'page:A', title: 'A', state: { revision: 3 }, shingles: [1, 2], news: [] };
  expect(checkedPayload('capture>engine:sighting', sighting)).toEqual(sighting);
  const used = { offer: 'o', t: T, verdict: 'added' as const, kept: [0] };
  expect(checkedPayload('chat>engine:used', used)).toEqual(used);
  const records = [{ kind: 'action', id: 'a', t: T, type: 'x', later: { field: 1 } }];
  expect(checkedPayload('capture>log:append', { records })).toEqual({ records });
});

test('anything else is refused with a reason, and nothing makes it throw another way', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('capture>engine:sighting', 'chat>engine:offer', 'chat>engine:used' as const),
      fc.anything(),
      (name, payload) => {
        expect(() => checkedPayload(name, payload)).toThrow(`${name} was not understood`);
      },
    ),
  );
});
