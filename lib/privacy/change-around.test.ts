import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeAround, isLineEnd, isSpace } from './change-around.ts';

const text = fc
  .array(fc.oneof(fc.constantFrom('@', 'a', 'b.c', ' ', '\n', '\t', '\u00a0', '\0', '\ud800'), fc.string()))
  .map((parts) => parts.join(''));

test('stretches with a mark are changed as if the whole text was', () => {
  const change = (part: string) => part.replace(/[^\s@]*@(?=[a-z])/g, '<$&>');
  fc.assert(
    fc.property(text, (each) => {
      expect(changeAround(each, /@/g, isSpace, change)).toBe(change(each));
    }),
  );
});

test('lines without a mark are never looked at, the others once', () => {
  fc.assert(
    fc.property(text, (each) => {
      const seen: string[] = [];
      changeAround(each, /@/g, isLineEnd, (line) => {
        seen.push(line);
        return line;
      });
      expect(seen).toEqual(each.split('\n').filter((line) => line.includes('@')));
    }),
  );
});

test('what is a space is what patterns take for one, and no other sign of ASCII', () => {
  for (let code = 0; code < 128; code++) expect(isSpace(code)).toBe(/\s/.test(String.fromCharCode(code)));
});
