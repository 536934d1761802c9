import { expect, test } from 'vitest';
import { ourLines, withoutOurLines } from './our-lines.ts';

test('the lines that stand before a prompt are ours, what follows them is the user’s', () => {
  const sent = 'About me: Use British spelling. I live in York.\nWhat is a lorry?';
  expect(withoutOurLines(sent)).toBe('What is a lorry?');
  expect(ourLines(sent)).toEqual(['Use British spelling. I live in York.', 'Use British spelling.', 'I live in York.']);
  expect(withoutOurLines('About me: I live in York.')).toBe('');
});

test('a prompt without them is left as it is', () => {
  expect(withoutOurLines(' What about me: who am I?\nTell')).toBe(' What about me: who am I?\nTell');
  expect(ourLines('Hello')).toEqual([]);
});
