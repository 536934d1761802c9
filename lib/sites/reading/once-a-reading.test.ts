import { expect, test } from 'vitest';
import { asOneReading, asOneReadingInStretches, onceAReading } from './once-a-reading.ts';

function counting() {
  let times = 0;
  const read = onceAReading((url: URL, part: string) => `${url.pathname} ${part} ${++times}`);
  return { read, times: () => times };
}

const url = () => new URL('https://one.example/a');

test('within a reading the same is found out once, by what it is and not by which object says it', () => {
  const { read, times } = counting();
  asOneReading(() => {
    expect(read(url(), 'x')).toBe(read(url(), 'x'));
    read(url(), 'y');
    read(new URL('https://one.example/b'), 'x');
  });
  expect(times()).toBe(3);
});

test('between readings nothing is kept', () => {
  const { read, times } = counting();
  asOneReading(() => read(url(), 'x'));
  asOneReading(() => read(url(), 'x'));
  read(url(), 'x');
  read(url(), 'x');
  expect(times()).toBe(4);
});

test('what runs between two stretches takes no part in the reading, and one that throws ends it for nobody else', () => {
  const { read, times } = counting();
  function* reading(): Generator<void, void> {
    read(url(), 'x');
    yield;
    read(url(), 'x');
    throw new Error('not to be read');
  }
  const stretches = asOneReadingInStretches(reading());
  stretches.next();
  read(url(), 'x');
  expect(times()).toBe(2);
  expect(() => stretches.next()).toThrow('not to be read');
  read(url(), 'x');
  expect(times()).toBe(3);
});

test('a part that has left the page is looked for again', () => {
  const parts = [{ isConnected: true }, { isConnected: true }];
  let times = 0;
  const main = onceAReading((_: string) => parts[times++]!);
  asOneReading(() => {
    expect(main('page')).toBe(main('page'));
    parts[0]!.isConnected = false;
    expect(main('page')).toBe(parts[1]);
  });
});
