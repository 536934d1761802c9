/** What Ana does on MediaWiki, each doing with mouse and keyboard and written down with the verbs that would name it rightly. */
import { type Desk, follow, here, leadsOn, visit, writeAtEnd } from './at-the-desk.ts';
import type { Brought, Due } from './notebook.ts';

/** Verbs for the sending of an edit. */
const SAVED = ['save', 'edit', 'submit', 'send', 'publish'];
const FIELDS = ['edit', 'toggle', 'choose'];

export function pageThing({ note }: Desk, title: string): string {
  const words = title.replaceAll(' ', '_').replace(/[.*+?()[\]]/g, '\\$&');
  return note.thing(`wiki ${title}`, `(?<!Talk:)(?<![\\w])${words}(?![\\w:])`);
}

export function talkThing({ note }: Desk, title: string): string {
  const words = title.replaceAll(' ', '_').replace(/[.*+?()[\]]/g, '\\$&');
  return note.thing(`wiki Talk:${title}`, `(?:Talk|Diskussion):${words}(?!\\w)`);
}

const pathOf = (title: string, query = '') =>
  `/index.php?title=${encodeURIComponent(title.replaceAll(' ', '_'))}${query}`;

export function visitPage(desk: Desk, title: string, shows: readonly Due[] = [], brings: readonly Brought[] = []) {
  return visit(desk, pathOf(title), { thing: pageThing(desk, title), shows, brings });
}

/** Opens the editor by its tab. */
export function openEditor(desk: Desk, title: string) {
  return follow(desk, '#ca-edit a', { kind: 'open editor', verbs: ['edit', 'press'], thing: pageThing(desk, title) });
}

export async function editPage(
  desk: Desk,
  title: string,
  text: string,
  summary: string,
  { look = [] as readonly ('preview' | 'changes')[], brings = [] as readonly Brought[] } = {},
): Promise<void> {
  const { tab } = desk;
  const thing = pageThing(desk, title);
  await openEditor(desk, title);
  await writeAtEnd(tab, '#wpTextbox1', `\n\n${text}`);
  for (const what of look) {
    await leadsOn(
      desk,
      { kind: what, verbs: ['preview', 'press', 'open', 'view', 'show', 'compare'], thing, onTheWay: FIELDS },
      () => tab.click(what === 'preview' ? '#wpPreview' : '#wpDiff'),
    );
  }
  await save(desk, title, summary, brings);
}

/** Sends the editor that is open. */
export function save(
  desk: Desk,
  title: string,
  summary: string,
  brings: readonly Brought[] = [],
  more: readonly string[] = [],
) {
  const { tab } = desk;
  return leadsOn(
    desk,
    { kind: 'save edit', verbs: [...SAVED, ...more], thing: pageThing(desk, title), onTheWay: FIELDS, brings },
    async () => {
      await tab.fill('#wpSummary', summary);
      await tab.click('#wpSave');
    },
  );
}

export async function newPage(desk: Desk, title: string, text: string, brings: readonly Brought[] = []): Promise<void> {
  const { tab } = desk;
  const thing = pageThing(desk, title);
  await visit(desk, pathOf(title, '&action=edit'), { kind: 'visit editor of new page', thing });
  await leadsOn(
    desk,
    { kind: 'create page', verbs: ['create', ...SAVED], thing, onTheWay: FIELDS, brings },
    async () => {
      await tab.click('#wpTextbox1');
      await tab.type(text);
      await tab.fill('#wpSummary', 'New page');
      await tab.click('#wpSave');
    },
  );
}

export async function editSection(desk: Desk, title: string, text: string): Promise<void> {
  const { tab } = desk;
  const thing = pageThing(desk, title);
  await follow(desk, '#mw-content-text .mw-editsection a', {
    kind: 'open section editor',
    verbs: ['edit', 'press'],
    thing,
  });
  await writeAtEnd(tab, '#wpTextbox1', `\n\n${text}`);
  await save(desk, title, 'In the section');
}

export async function startTalk(desk: Desk, title: string, subject: string, text: string): Promise<void> {
  const { tab } = desk;
  const thing = talkThing(desk, title);
  await visit(desk, pathOf(`Talk:${title}`, '&action=edit&section=new'), { kind: 'visit talk', thing });
  await leadsOn(
    desk,
    { kind: 'comment', verbs: ['comment', 'reply', 'create', ...SAVED], thing, onTheWay: FIELDS },
    async () => {
      await tab.fill('#wpSummary', subject);
      await tab.click('#wpTextbox1');
      await tab.type(`${text} ~~~~`);
      await tab.click('#wpSave');
    },
  );
}

export function visitTalk(desk: Desk, title: string, shows: readonly Due[]) {
  return visit(desk, pathOf(`Talk:${title}`), { kind: 'visit talk', thing: talkThing(desk, title), shows });
}

/** Takes the last edit back, by the link in the history. */
export async function undoOwn(desk: Desk, title: string): Promise<void> {
  const thing = pageThing(desk, title);
  await follow(desk, '#ca-history a', { kind: 'open history', verbs: ['press'], thing });
  await follow(desk, '.mw-history-undo a', { kind: 'undo link', verbs: ['undo', 'press'], thing });
  await leadsOn(
    desk,
    { kind: 'save undo', verbs: ['undo', ...SAVED], thing, onTheWay: FIELDS, brings: [{ family: 'undone', sign: -1 }] },
    () => desk.tab.click('#wpSave'),
  );
}

export function watch(desk: Desk, title: string) {
  return here(
    desk,
    { kind: 'watch', verbs: ['follow', 'star', 'subscribe', 'watch', 'toggle'], thing: pageThing(desk, title) },
    () => desk.tab.click('#ca-watch a'),
  );
}

export function searchWiki(desk: Desk, words: string) {
  return leadsOn(desk, { kind: 'search', verbs: ['search'], onTheWay: FIELDS }, async () => {
    await desk.tab.fill('#searchInput', words);
    await desk.tab.press('Enter');
  });
}

/** Writes, and takes it back with the keys. */
export async function undoTyping(desk: Desk, title: string): Promise<void> {
  const { tab } = desk;
  const thing = pageThing(desk, title);
  await openEditor(desk, title);
  await writeAtEnd(tab, '#wpTextbox1', ' hasty');
  // What was typed may be told when it is taken back.
  await here(
    desk,
    { kind: 'undo keys', verbs: ['undo'], thing, onTheWay: FIELDS, brings: [{ family: 'undone', sign: -1 }] },
    () => tab.press('Control+z'),
  );
}

/** Writes into the editor that is open, and leaves by a link. */
export function abandonEditor(desk: Desk, title: string) {
  const { tab } = desk;
  return leadsOn(
    desk,
    {
      kind: 'abandon editor',
      verbs: ['open', 'cancel'],
      thing: pageThing(desk, title),
      onTheWay: FIELDS,
      brings: [{ family: 'abandoned', sign: -1 }],
    },
    async () => {
      await writeAtEnd(tab, '#wpTextbox1', ' and here I would have said more about the winter');
      await tab.click('#mw-editform-cancel a, a#mw-editform-cancel');
    },
  );
}

/** The log-in page has a password field: nothing of it may be recorded. */
export async function logIn(desk: Desk, password: string): Promise<void> {
  const { tab } = desk;
  await visit(desk, pathOf('Special:UserLogin'), { kind: 'log in page', verbs: [] });
  await leadsOn(desk, { kind: 'log in', verbs: [] }, async () => {
    await tab.fill('#wpName1', 'Ana');
    await tab.fill('#wpPassword1', password);
    await tab.click('#wpLoginAttempt');
  });
}
