import { expect, test } from 'vitest';
import type { OutcomeRecord } from '../records/record.ts';
import { createTabTrails } from './tab-trail.ts';
import { tellGivenUp } from './tell-given-up.ts';

const NOW = Date.UTC(2026, 2, 2, 9);
const T = new Date(NOW).toISOString();

async function leftUnsent(...sites: readonly string[]) {
  const trails = createTabTrails({ read: async () => undefined, write: async () => undefined }, () => NOW);
  for (const [tab, app] of sites.entries()) {
    const unsent: OutcomeRecord = { kind: 'outcome', id: app, t: T, app, type: 'web:abandon:form', value: -0.3 };
    await trails.leave({ tab, site: app, space: undefined, address: `https://${app}/new` }, unsent);
  }
  return trails;
}

test('what could not be stored is told again, and once it is stored no more', async () => {
  const trails = await leftUnsent('desk.example');
  const told: string[][] = [];
  let isFull = true;
  const tellers = {
    isRecorded: async () => true,
    store: async (records: readonly OutcomeRecord[]) => {
      told.push(records.map(({ id }) => id));
      if (isFull) throw new Error('The disk is full.');
    },
  };
  await expect(tellGivenUp(trails, tellers, 0)).rejects.toThrow('full');
  isFull = false;
  await tellGivenUp(trails, tellers);
  await tellGivenUp(trails, tellers);
  expect(told).toEqual([['desk.example'], ['desk.example']]);
});

test('of a site that is not recorded any more nothing is told, also when it is recorded again', async () => {
  const trails = await leftUnsent('off.example', 'on.example');
  const told: (string | undefined)[] = [];
  let isRecorded = async (site: string) => site === 'on.example';
  const store = async (records: readonly OutcomeRecord[]) => told.push(...records.map(({ app }) => app));
  await tellGivenUp(trails, { isRecorded, store }, 0);
  await tellGivenUp(trails, { isRecorded, store }, 1);
  isRecorded = async () => true;
  await tellGivenUp(trails, { isRecorded, store });
  expect(told).toEqual(['on.example']);
});
