import { expect, test } from 'vitest';
import { hashRecord } from '../privacy/hash-personal-ids.ts';
import { redactRecord } from '../privacy/redact.ts';
import { createWordFilter } from '../privacy/redact-words.ts';
import { plainSelector } from './plain-selector.ts';

test('a selector tells no secret by the way it is written', () => {
  const filter = createWordFilter(['Ana Lima']);
  const stored = (selector: string) => {
    const act = {
      kind: 'action',
      id: 'a',
      t: '2026-03-02T09:00:00.000Z',
      type: 'x',
      control: plainSelector(selector),
    } as const;
    return hashRecord(redactRecord(act, filter), new Uint8Array(32)).control;
  };
  expect(stored('#\\34 111111111111111')).toBe('#[card]');
  expect(stored('#Ana\\ Lima > a')).toBe('#[word] > a');
  expect(stored('#ana\\@host\\.example')).toMatch(/^#person:[a-p]{16}$/);
  expect(stored('[name="\\+491701234567"]')).toMatch(/^\[name="person:[a-p]{16}"\]$/);
  expect(stored('#x\\:y > button:nth-child(3)')).toBe('#x:y > button:nth-child(3)');
});
