import { expect, test } from 'vitest';
import type { Caller } from './messages.ts';
import { createOfferGate } from './offer-gate.ts';

function caller(change: { active?: boolean; frame?: number } = {}): Caller {
  const site = 'chat.example';
  return {
    speaker: 'content-script',
    origin: `https://${site}`,
    site,
    url: `https://${site}/`,
    tab: { id: 7, active: change.active ?? true, windowId: 1, cookieStore: null },
    frame: change.frame ?? 0,
  };
}

test('a tab in the background and a frame inside a page get no offer', () => {
  const gate = createOfferGate(() => 0);
  expect(gate(caller({ active: false }))).toBe(false);
  expect(gate(caller({ frame: 3 }))).toBe(false);
  expect(gate(caller())).toBe(true);
});

test('a page that asks as fast as it can gets at most 40 offers a minute', () => {
  let now = 0;
  const gate = createOfferGate(() => now);
  let let_through = 0;
  for (; now < 60_000; now += 10) if (gate(caller())) let_through++;
  expect(let_through).toBeLessThanOrEqual(40);
  now += 60_000;
  expect(gate(caller())).toBe(true);
});
