import { expect, test } from 'vitest';
import { EntityTies } from './entity-ties.ts';

/** A hundred threads with one act each, all with `person:me`; thread 5 has a key. */
function hundredThreads(): EntityTies {
  const ties = new EntityTies();
  for (let thread = 0; thread < 100; thread++) {
    ties.countCase(null);
    ties.add(thread === 5 ? ['person:me', 'key:1'] : ['person:me'], null, thread, thread, false);
  }
  return ties;
}

test('what one thread has is specific, what all have is not', () => {
  const ties = hundredThreads();
  expect(ties.find(['key:1'], null, null, 100).get(5)).toMatchObject({ cases: 1, rank: 1 });
  expect(ties.find(['key:1'], null, null, 100).get(5)!.specificity).toBeGreaterThan(4);
  const everyone = ties.find(['person:me'], null, null, 100);
  expect([...everyone.values()].every(({ specificity, cases }) => specificity < 0.05 && cases === 100)).toBe(true);
});

test('several shared entities add up and thin out the crowd', () => {
  const ties = new EntityTies();
  for (let thread = 0; thread < 100; thread++) {
    ties.countCase(null);
    ties.add([`person:${thread % 10}`, `topic:${Math.floor(thread / 10)}`], null, thread, thread, false);
  }
  const found = ties.find(['person:3', 'topic:7'], null, null, 100);
  const [both, one] = [found.get(73)!, found.get(3)!];
  expect(both.specificity).toBeGreaterThan(1.9 * one.specificity);
  expect([both.cases, one.cases]).toEqual([1, 10]);
});

test('the own thread is left out, and so is what came later', () => {
  const ties = new EntityTies();
  for (const thread of [0, 1, 2]) ties.add(['key:1'], null, thread, thread, false);
  expect([...ties.find(['key:1'], null, 1, 2).keys()]).toEqual([0]);
});

test('without threads an outcome ends a case: what came after it ranks before what came before', () => {
  const ties = new EntityTies();
  ties.add(['person:ana'], null, null, 0, false);
  ties.add(['person:ana'], null, null, 1, false);
  ties.add(['person:ana'], null, null, null, true);
  ties.add(['person:ana'], null, null, 2, false);
  const found = ties.find(['person:ana'], null, null, 3);
  expect([0, 1, 2].map((done) => found.get(done)!.rank)).toEqual([2, 2, 1]);
  expect(found.get(2)!.cases).toBe(2);
});

test('an entity of one space is not that of another', () => {
  const ties = new EntityTies();
  ties.add(['key:1'], 'work', null, 0, false);
  expect(ties.find(['key:1'], null, null, 1).size).toBe(0);
  expect(ties.find(['key:1'], 'work', null, 1).size).toBe(1);
});

test('an entity with endless records costs a bounded number of them, the first still among them', () => {
  const ties = new EntityTies();
  for (let done = 0; done < 50_000; done++) ties.add(['doc:1'], null, null, done, false);
  const found = ties.find(['doc:1'], null, null, 50_000);
  expect(found.size).toBe(64);
  expect(found.has(0)).toBe(true);
});
