import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hrefTo, hrefToBelief, hrefToOutcome, routeOf } from './route.ts';

test('every address leads to a view, and what is no view leads to Now', () => {
  fc.assert(fc.property(fc.string(), (hash) => routeOf(hash).view.length > 0));
  for (const hash of ['', '#', '#/', '#/nowhere', '#/belief', '#/belief/', '#/outcome/']) {
    expect(routeOf(hash).view).toBe('now');
  }
});

test('a belief and an outcome come back from their address by whatever id they have', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'binary' }), (id) => {
      expect(routeOf(hrefToBelief(id))).toMatchObject({ view: 'belief', id });
      expect(routeOf(hrefToOutcome(id))).toMatchObject({ view: 'outcome', id });
    }),
  );
});

test('what is searched for survives in the address, and nothing is left of what is not set', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (q) => {
      expect(routeOf(hrefTo('timeline', { q, app: null })).query.get('q')).toBe(q);
    }),
  );
  expect(hrefTo('you', { q: '', kind: null })).toBe('#/you');
});

test('a cut-off escape in an address is shown as it stands', () => {
  expect(routeOf('#/belief/50%')).toMatchObject({ view: 'belief', id: '50%' });
});
