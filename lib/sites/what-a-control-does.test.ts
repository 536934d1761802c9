import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { kindOfThing } from './kind-of-thing.ts';
import { asksToDelete, whatAControlDoes } from './what-a-control-does.ts';

const { document } = parseHTML('<body></body>');

function typeOf(html: string, address: string, kind = 'button'): string {
  const box = document.createElement('div');
  box.innerHTML = html;
  const control = box.firstElementChild!;
  const { verb, object } = whatAControlDoes(
    control,
    kind,
    new URL(address, 'https://app.example'),
    control.getAttribute('aria-label') ?? control.getAttribute('value') ?? control.textContent!.trim(),
  );
  return `${verb}:${object}`;
}

test.each([
  ['/o/r/issues/3', 'issue'],
  ['/o/r/pull/12/files', 'pull-request'],
  ['/g/p/-/merge_requests/4', 'merge-request'],
  ['/browse/ABC-12', 'issue'],
  ['/ticket/12', 'ticket'],
  ['/wiki/Bridge', 'page'],
  ['/w/index.php?title=Bridge&action=edit', 'page'],
  ['/t/some-title/123', 'topic'],
  ['/viewtopic.php?f=2&t=31', 'topic'],
  ['/wp-admin/post.php?post=12&action=edit', 'post'],
  ['/', null],
  ['/about', null],
])('the address %s is of a %s', (address, kind) => {
  expect(kindOfThing(new URL(address, 'https://app.example'))).toBe(kind);
});

test.each([
  ['<button id="wpSave" name="wpSave">Änderungen speichern</button>', '/wiki/Bridge', 'save:page'],
  ['<input type="submit" id="wpPreview" name="wpPreview" value="Vorschau">', '/wiki/Bridge', 'preview:page'],
  ['<button class="js-delete-comment btn-link">Löschen</button>', '/o/r/issues/3', 'delete:comment'],
  ['<button aria-label="Kommentar löschen"></button>', '/o/r/issues/3', 'delete:comment'],
  ['<button aria-label="Delete comment"></button>', '/o/r/issues/3', 'delete:comment'],
  ['<button><i class="fa fa-trash"></i></button>', '/ticket/4', 'delete:ticket'],
  ['<button><svg><use href="/icons.svg#icon-trash"></use></svg></button>', '/tasks/4', 'delete:task'],
  ['<button><span class="material-icons">delete</span></button>', '/tasks/4', 'delete:task'],
  ['<button data-testid="issue-assign-button">x</button>', '/browse/AB-1', 'assign:issue'],
  ['<button>Enregistrer</button>', '/tasks/4', 'save:task'],
  ['<button>保存</button>', '/tasks/4', 'save:task'],
  ['<button>Сохранить</button>', '/tasks/4', 'save:task'],
  ['<button name="comment_and_close">Close issue</button>', '/o/r/issues/3', 'close:issue'],
  ['<button class="btn-close" aria-label="Close"></button>', '/o/r/issues/3', 'close:dialog'],
  ['<button class="select-none print:hidden sort-asc">Go on</button>', '/o/r/issues/3', 'press:button'],
  ['<button class="css-1edit2 MuiButton-root">Weiter</button>', '/o/r/issues/3', 'press:button'],
  ['<button class="js-edit-comment"><svg class="octicon-pencil"></svg></button>', '/o/r/issues/3', 'open:editor'],
  ['<button>Modifier</button>', '/ticket/4', 'open:editor'],
  ['<button name="cancel-edit">Abbrechen</button>', '/ticket/4', 'cancel:ticket'],
])('%s on %s does %s', (html, address, type) => {
  expect(typeOf(html, address)).toBe(type);
});

test.each([
  ['<a href="/wiki/Search_engines">Delete Facebook</a>', 'open:link'],
  ['<a href="/index.php?title=Pier&amp;action=edit&amp;undo=12">undo</a>', 'open:undo'],
  ['<a href="/w/index.php?title=Bridge&action=edit">Bearbeiten</a>', 'open:editor'],
  ['<a href="/issues/4/edit">Edit</a>', 'open:editor'],
  ['<a href="/issues/4/delete/">Delete</a>', 'open:delete'],
  ['<a href="/issues/4/delete" data-confirm="Sure?">Delete</a>', 'delete:issue'],
  ['<a href="/files/plan.xlsx?v=2">Plan</a>', 'download:file'],
  ['<a href="blob:x" download="a.txt">Plan</a>', 'download:file'],
  ['<a href="/logout">Abmelden</a>', 'logout:account'],
  ['<a href="#" class="reply-link">Antworten</a>', 'reply:link'],
])('the link %s does %s', (html, type) => {
  expect(typeOf(html, '/', 'link')).toBe(type);
});

test.each([
  ['/issues/4/delete/', true],
  ['/topic/moderate/delete/4/', true],
  ['/bridge/_delete/', true],
  ['/w/index.php?title=Bridge&action=delete', true],
  ['/mail/trash', false],
  ['/issues/4', false],
  ['/wiki/How_to_delete', false],
])('the page %s asks whether something is to be deleted: %s', (address, asks) => {
  expect(asksToDelete(new URL(address, 'https://app.example'))).toBe(asks);
});

test('whatever is written on a control, the type is two plain words', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.constantFrom('constructor', '__proto__', 'toString', 'delete constructor', '0-', '%%%'),
  );
  fc.assert(
    fc.property(anything, anything, anything, anything, (id, classes, label, href) => {
      const control = document.createElement('a');
      control.id = id;
      control.className = classes;
      control.setAttribute('href', href);
      for (const kind of ['link', 'button', label]) {
        const { verb, object } = whatAControlDoes(control, kind, new URL('https://app.example/__proto__/12'), label);
        expect(`${verb}${object}`).toMatch(/^[a-z-]+$/);
      }
    }),
  );
});
