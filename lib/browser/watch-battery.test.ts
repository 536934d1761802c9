import { expect, test } from 'vitest';
import { watchBattery } from './watch-battery.ts';

test('it is told at once and at each change, and not at all where nobody says', async () => {
  const battery = Object.assign(new EventTarget(), { charging: true });
  const told: boolean[] = [];
  await watchBattery((isOn) => told.push(isOn), { getBattery: async () => battery });
  battery.charging = false;
  battery.dispatchEvent(new Event('chargingchange'));
  expect(told).toEqual([false, true]);
  await watchBattery((isOn) => told.push(isOn), {});
  await watchBattery((isOn) => told.push(isOn), { getBattery: () => Promise.reject(new Error('not here')) });
  expect(told).toHaveLength(2);
});
