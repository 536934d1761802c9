import { parseHTML } from 'linkedom';
import { expect, test, vi } from 'vitest';
import { accessibleName } from './read-control.ts';

function nameOf(html: string): string {
  const { document, Document, Element } = parseHTML(`<html><body>${html}</body></html>`);
  vi.stubGlobal('Document', Document);
  vi.stubGlobal('Element', Element);
  return accessibleName(document.querySelector('button, [role=button]')!).replace(/\s+/g, ' ').trim();
}

test('a name is made of what the markup shows, without asking for a style', () => {
  // linkedom computes no styles: a name that needed one would throw.
  expect(nameOf('<button>Save <b>all</b></button>')).toBe('Save all');
  expect(nameOf('<button><span hidden>Never</span>Save</button>')).toBe('Save');
  expect(nameOf('<button><span style="color: red; display: none">Never</span>Save</button>')).toBe('Save');
  expect(nameOf('<button><i style="visibility:hidden">Never</i>Save</button>')).toBe('Save');
  expect(nameOf('<button><span aria-hidden="true">×</span><img alt="Close"></button>')).toBe('Close');
});

test('blocks in a name are set apart, words in a line are not', () => {
  expect(nameOf('<button><div>One</div><div>Two</div></button>')).toBe('One Two');
  expect(nameOf('<button><b>O</b>ne</button>')).toBe('One');
});

test('what is typed into fields is in no name, and what shows a secret is not either', () => {
  const said = '<span id="say">Copy</span>';
  expect(nameOf(`${said}<input id="pin" name="pin" value="4829"><button aria-labelledby="say pin">x</button>`)).toBe(
    '',
  );
  expect(nameOf(`${said}<textarea id="note">4829</textarea><button aria-labelledby="say note">x</button>`)).toBe('');
  expect(nameOf(`${said}<p id="pin" contenteditable="true">4829</p><button aria-labelledby="say pin">x</button>`)).toBe(
    '',
  );
  expect(nameOf('<input id="pin" name="pin"><div role="button">Copy <output for="pin">4829</output></div>')).toBe('');
  expect(
    nameOf('<label>PIN <input name="pin"><output id="o">4829</output></label><button aria-labelledby="o">x</button>'),
  ).toBe('');
  expect(nameOf('<input id="n" name="amount"><div role="button">Pay <output for="n">12</output></div>')).toBe('Pay 12');
  expect(
    nameOf(`${said}<input type="checkbox" id="all" aria-label="all"><button aria-labelledby="say all">x</button>`),
  ).toBe('Copy all');
});
