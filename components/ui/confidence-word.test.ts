import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsForConfidence } from '../../lib/user-model/words-for-confidence.ts';
import english from '../../public/_locales/en/messages.json' with { type: 'json' };
import { confidenceWord } from './confidence-word.ts';

const shown = (p: number, nEff: number, said: boolean) => english[confidenceWord(p, nEff, said)].message.toLowerCase();

test('the word on screen is the engine’s word on a grid of probability and evidence', () => {
  for (let p = 0; p <= 1; p += 0.005) {
    for (const nEff of [0, 1, 3.99, 4, 4.01, 9, 100]) {
      for (const said of [true, false]) expect(shown(p, nEff, said)).toBe(wordsForConfidence(p, nEff, said));
    }
  }
});

test('the word on screen is the engine’s word at every bound and anywhere between', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.constantFrom(0.55, 0.7, 0.85, 0.97), fc.double({ min: 0, max: 1, noNaN: true })),
      fc.double({ min: 0, max: 50, noNaN: true }),
      fc.boolean(),
      (p, nEff, said) => shown(p, nEff, said) === wordsForConfidence(p, nEff, said),
    ),
  );
});
