import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ContentIndex } from './content-index.ts';

const everything = () => true;
const alone = (item: number) => item;
/** An index with fifty texts about nothing in particular, as items from 1000 on. */
function filled(): ContentIndex {
  const index = new ContentIndex();
  for (let i = 0; i < 50; i++) index.add(`weekly note number${i} about nothing`, null, 1_000 + i);
  return index;
}
const found = (index: ContentIndex, text: string, space: string | null = null) =>
  index.find(text, space, everything, alone).map(({ item }) => item);

test('a rare name is read back, words that stand everywhere are not', () => {
  const index = filled();
  index.add('sent the proposal for Kestrel to the council', null, 7);
  expect(found(index, 'The council took the Kestrel proposal')).toEqual([7]);
  expect(found(index, 'weekly note about nothing')).toEqual([]);
});

test('the more similar comes first, and one word among many is not enough', () => {
  const index = filled();
  index.add('kestrel budget draft', null, 1);
  index.add('kestrel budget draft and seven quite different words follow here', null, 2);
  expect(found(index, 'kestrel budget')).toEqual([1, 2]);
  expect(found(index, 'kestrel alpha beta gamma delta epsilon zeta theta iota kappa lambda omicron')).toEqual([]);
});

test('texts of one space are not found from another', () => {
  const index = filled();
  for (let i = 0; i < 50; i++) index.add(`weekly note number${i} about nothing`, 'home', 2_000 + i);
  index.add('kestrel budget', 'home', 1);
  expect(found(index, 'kestrel budget')).toEqual([]);
  expect(found(index, 'kestrel budget', 'home')).toEqual([1]);
});

test('what may not be read is not counted either', () => {
  const index = filled();
  for (let item = 0; item < 10; item++) index.add('kestrel budget', null, item);
  const hits = index.find('kestrel budget', null, (item) => item < 3, alone);
  expect(hits.map(({ item, cases }) => [item, cases])).toEqual([2, 1, 0].map((item) => [item, 3]));
});

test('a template that hundreds share shows as a crowd, and in the end says nothing', () => {
  const index = filled();
  for (let i = 0; i < 20; i++) index.add('invoice overdue reminder', null, i);
  expect(index.find('invoice overdue reminder', null, everything, alone)[0]!.cases).toBe(20);
  for (let i = 20; i < 200; i++) index.add('invoice overdue reminder', null, i);
  expect(found(index, 'invoice overdue reminder')).toEqual([]);
});

test('at most 50 come back however many there are', () => {
  const index = filled();
  for (let i = 0; i < 3_000; i++) index.add(`filler${i} text${i}`, null, 10_000 + i);
  for (let i = 0; i < 100; i++) index.add('kestrel budget', null, i);
  expect(found(index, 'kestrel budget')).toHaveLength(50);
});

test('saved and loaded anywhere, it finds the same and saves the same', () => {
  const word = fc.constantFrom('kestrel', 'budget', 'draft', 'council', 'north', 'seven', 'lamp', 'river');
  const text = fc.array(word, { maxLength: 5 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(text, { maxLength: 60 }), fc.nat(60), text, (texts, cut, query) => {
      let index = new ContentIndex();
      const whole = new ContentIndex();
      for (const [i, each] of texts.entries()) {
        if (i === cut) index = ContentIndex.load(structuredClone(index.save()));
        index.add(each, null, i);
        whole.add(each, null, i);
      }
      expect(index.save()).toEqual(whole.save());
      expect(index.find(query, null, everything, alone)).toEqual(whole.find(query, null, everything, alone));
    }),
  );
});
