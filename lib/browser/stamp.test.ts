import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPageClock } from '../page/page-clock.ts';
import type { LogRecord } from '../records/record.ts';
import type { Caller } from './messages.ts';
import { spaceNamed, spaceOf } from './spaces.ts';
import { recordsFromPage, sightingFromPage, stampRecord, stampSighting, whyNotFromPage } from './stamp.ts';

const T = '2026-03-02T09:00:00.000Z';
function caller(url: string, cookieStore: string | null = null): Caller {
  const { host, origin } = new URL(url);
  const tab = { id: 1, active: true, windowId: 1, cookieStore };
  return { speaker: 'content-script', origin, site: host, url, tab, frame: 0 };
}

test('a page chooses neither its site nor its space', () => {
  const forged = { kind: 'action', id: 'a', t: T, type: 'x', app: 'bank.example', space: 'Work', thread: 'page:A' };
  const stamped = stampRecord(forged as LogRecord, caller('https://wiki.example/A'), null);
  expect(stamped).toMatchObject({ app: 'wiki.example', thread: 'wiki.example/page:A' });
  expect(stamped.space).toBeUndefined();
  const seen = stampSighting(
    { id: 's', t: T, thread: 'page:A', title: 'A', state: {}, ...{ space: 'Work', app: 'bank.example' } },
    caller('https://wiki.example/A'),
    'Private',
  );
  expect(seen).toMatchObject({ app: 'wiki.example', space: 'Private' });
});

test('two accounts, two containers and two choices never share a space', () => {
  const places = [
    ['https://mail.example/u/0/', null, null],
    ['https://mail.example/u/1/', null, null],
    ['https://mail.example/u/2/', null, null],
    ['https://mail.example/', 'firefox-container-1', null],
    ['https://mail.example/u/1/', 'firefox-container-1', null],
    ['https://mail.example/', null, 'Work'],
    ['https://mail.example/u/1/', 'firefox-container-1', 'Work'],
  ] as const;
  const spaces = places.map(([url, cookieStore, chosen]) => spaceOf({ url, cookieStore }, chosen));
  expect(new Set(spaces).size).toBe(places.length);
  expect(spaces[0]).toBeUndefined();
  expect(spaceOf({ url: 'https://mail.example/', cookieStore: 'firefox-default' }, null)).toBeUndefined();
});

test('the name of a space is one part, short, and none if it is blank', () => {
  expect(spaceNamed('  Work / deep  ')).toBe('Work deep');
  expect(spaceNamed(' ')).toBeNull();
  expect(spaceNamed('x'.repeat(500))).toHaveLength(60);
});

const NOW = Date.parse(T);
const ago = (ms: number) => new Date(NOW - ms).toISOString();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OWN = 'A page cannot write what Retrace itself notes.';

test('a page writes what was done and seen on it, and nothing that is the user’s or Retrace’s own to say', () => {
  for (const kind of ['action', 'outcome', 'observation', 'statement'])
    expect(whyNotFromPage({ kind, type: 'web:show:error', t: T } as object, NOW)).toBeNull();
  for (const kind of ['decision', 'feedback', 'annotation', 'setting', 'tombstone', 'x'.repeat(900), 7, null, {}])
    expect(whyNotFromPage({ kind }, NOW)).toMatch(/^A page cannot write a record of kind .{1,40}\.$/);
  expect(whyNotFromPage({ kind: 'outcome', type: 'retrace:use:offer' } as object, NOW)).toBe(OWN);
  expect(whyNotFromPage({ kind: 'outcome', type: 'web:miss:x', features: { censored: 1 } } as object, NOW)).toBe(OWN);
});

test('a page tells what is done now: no record of last year or of tomorrow, while one that waited for weeks is taken', () => {
  const act = (id: string, t: unknown) => ({ kind: 'action', id, type: 'web:save:page', t }) as LogRecord;
  const taken = [
    act('now', T),
    act('held', ago(-59_000)),
    act('slept', ago(29 * DAY)),
    act('no time', 'now'),
    act('none', 7),
  ];
  const old = [act('old', ago(31 * DAY)), act('1980', '1980-01-01T00:00:00.000Z')];
  const ahead = [act('soon', ago(-61_000)), act('9999', '9999-12-31T00:00:00.000Z')];
  const { fit, refused } = recordsFromPage([...old, ...taken, ...ahead], NOW);
  // What is no time at all is refused by the log, with its own reason.
  expect(fit).toEqual(taken);
  expect(refused.map(({ id }) => id)).toEqual(['old', '1980', 'soon', '9999']);
  expect(new Set(refused.map(({ reason }) => reason)).size).toBe(2);
});

test('of a sighting of another time nothing is taken, and of its news only what a page may tell', () => {
  const sighting = {
    id: 's',
    t: T,
    news: [
      { type: 'wiki:revert:edit', value: -1 },
      { type: 'retrace:use:offer', value: 1 },
    ],
  };
  expect(sightingFromPage({ ...sighting, t: ago(31 * DAY) }, NOW)).toMatchObject({ fit: null, refused: [{ id: 's' }] });
  expect(sightingFromPage({ ...sighting, t: ago(-DAY) }, NOW).fit).toBeNull();
  const { fit, refused } = sightingFromPage(sighting, NOW);
  expect(fit).toEqual({ ...sighting, news: [sighting.news[0]] });
  expect(refused).toEqual([{ id: null, reason: OWN }]);
});

test('whatever the clock of the device does, what a page tells at once is of a time that is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -HOUR, max: HOUR })), fc.array(fc.nat(4e12)), (steps, jumps) => {
      let clock = NOW;
      const page = createPageClock(() => clock);
      for (const go of [...steps.map((step) => () => (clock += step)), ...jumps.map((to) => () => (clock = to))]) {
        go();
        expect(whyNotFromPage({ kind: 'action', t: page() } as object, clock)).toBeNull();
      }
    }),
  );
});
