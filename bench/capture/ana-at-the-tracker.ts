/** What Ana does in Trac, each doing with mouse and keyboard and written down with the verbs that would name it rightly. */
import { type Desk, follow, here, leadsOn, visit, writeAtEnd } from './at-the-desk.ts';
import type { Brought, Due } from './notebook.ts';

const SENT = ['save', 'submit', 'send'];
const FIELDS = ['edit', 'toggle', 'choose'];

export function ticketThing({ note }: Desk, ticket: number): string {
  return note.thing(`ticket ${ticket}`, `ticket\\W${ticket}(?!\\d)`);
}

export function trackerPage({ note }: Desk, name: string): string {
  return note.thing(`tracker ${name}`, `wiki/${name}(?!\\w)`);
}

export function visitTicket(desk: Desk, ticket: number, shows: readonly Due[] = []) {
  return visit(desk, `/ticket/${ticket}`, { thing: ticketThing(desk, ticket), shows });
}

/** Opens the form of new tickets by the menu, and files one. */
export async function fileTicket(desk: Desk, summary: string, description: string, type = ''): Promise<number> {
  const { tab } = desk;
  await follow(desk, '#mainnav a[href$="/newticket"]', { kind: 'open form of new tickets', verbs: ['create'] });
  let ticket = 0;
  // Its number is known when it is there: the thing is written down with it.
  const next = nextTicket(desk);
  await leadsOn(
    desk,
    {
      kind: 'file ticket',
      verbs: ['create', ...SENT],
      thing: ticketThing(desk, next),
      onItsPage: false,
      onTheWay: FIELDS,
    },
    async () => {
      await tab.fill('#field-summary', summary);
      await tab.click('#field-description');
      await tab.type(description);
      if (type !== '') {
        await tab.click('#field-keywords');
        await tab.type(type);
      }
      await tab.click('#propertyform [name="submit"]');
    },
  );
  ticket = await tab.evaluate(() => Number(/\/ticket\/(\d+)/.exec(location.pathname)?.[1]));
  if (ticket !== next) throw new Error(`Ticket ${ticket} should have been ${next}.`);
  return ticket;
}

/** Trac numbers tickets in their order. */
function nextTicket({ note }: Desk): number {
  return (
    1 +
    note.labels.filter(({ label, ...rest }) => label === 'thing' && /^ticket \d+$/.test((rest as { id: string }).id))
      .length
  );
}

/** Sends an empty form of new tickets, is told so, and fills it. */
export async function fileEmptyTicketFirst(desk: Desk, summary: string): Promise<number> {
  const { tab, note } = desk;
  const form = note.thing('tracker form of new tickets', 'newticket');
  await visit(desk, '/newticket', { thing: form, onItsPage: false });
  await leadsOn(
    desk,
    {
      kind: 'file without summary',
      verbs: ['create', ...SENT],
      thing: form,
      onItsPage: false,
      onTheWay: FIELDS,
      brings: [{ family: 'refused', sign: -1 }],
    },
    async () => {
      await tab.click('#field-description');
      await tab.type('It happened again last night.');
      await tab.click('#propertyform [name="submit"]');
    },
  );
  const next = nextTicket(desk);
  await leadsOn(
    desk,
    {
      kind: 'file ticket',
      verbs: ['create', ...SENT],
      thing: ticketThing(desk, next),
      onItsPage: false,
      onTheWay: FIELDS,
    },
    async () => {
      await tab.fill('#field-summary', summary);
      await tab.click('#propertyform [name="submit"]');
    },
  );
  return next;
}

export function comment(desk: Desk, ticket: number, words: string, brings: readonly Brought[] = []) {
  const { tab } = desk;
  return leadsOn(
    desk,
    {
      kind: 'comment',
      verbs: ['comment', 'reply', ...SENT],
      thing: ticketThing(desk, ticket),
      onTheWay: FIELDS,
      brings,
    },
    async () => {
      await tab.click('#comment');
      await tab.type(words);
      await tab.click('#propertyform [name="submit"]');
    },
  );
}

/** Sends once more what was refused because somebody else had been quicker. */
export function sendAgain(desk: Desk, ticket: number) {
  return leadsOn(
    desk,
    {
      kind: 'send again',
      verbs: ['comment', 'reply', ...SENT],
      thing: ticketThing(desk, ticket),
      onTheWay: FIELDS,
      brings: [{ family: 'sent_again', sign: null }],
    },
    () => desk.tab.click('#propertyform [name="submit"]'),
  );
}

/** Opens a folded part of the page of a ticket, if it is folded. */
async function unfold(desk: Desk, ticket: number, part: string): Promise<void> {
  const folded = await desk.tab.evaluate((of: string) => {
    const element = document.querySelector(of);
    return element !== null && element.getBoundingClientRect().height === 0;
  }, part);
  if (!folded) return;
  await here(
    desk,
    { kind: 'unfold', verbs: ['expand', 'toggle', 'open', 'press'], thing: ticketThing(desk, ticket) },
    () => desk.tab.click(`h3.foldable:has(+ ${part}) a`),
  );
}

/** Closes, reopens or takes a ticket by the radio buttons of its workflow. */
export async function move(
  desk: Desk,
  ticket: number,
  action: 'resolve' | 'reopen' | 'accept',
  verbs: readonly string[],
): Promise<void> {
  const { tab } = desk;
  await unfold(desk, ticket, '#modify');
  await leadsOn(
    desk,
    {
      kind: action,
      verbs: [...verbs, 'comment', ...SENT],
      thing: ticketThing(desk, ticket),
      onTheWay: [...FIELDS, ...verbs],
    },
    async () => {
      await tab.click(`#action_${action}`);
      await tab.click('#propertyform [name="submit"]');
    },
  );
}

export async function changeField(desk: Desk, ticket: number, field: string, value: string): Promise<void> {
  const { tab } = desk;
  await unfold(desk, ticket, '#modify');
  await leadsOn(
    desk,
    { kind: 'change field', verbs: ['edit', 'comment', ...SENT], thing: ticketThing(desk, ticket), onTheWay: FIELDS },
    async () => {
      await tab.fill(`#field-${field}`, value);
      await tab.click('#propertyform [name="submit"]');
    },
  );
}

export async function attach(desk: Desk, ticket: number, file: string): Promise<void> {
  const { tab } = desk;
  const thing = ticketThing(desk, ticket);
  await unfold(desk, ticket, 'div.attachments');
  await leadsOn(desk, { kind: 'open form of files', verbs: ['upload', 'attach', 'press', 'open', 'send'], thing }, () =>
    tab.click('#attachfilebutton'),
  );
  await leadsOn(
    desk,
    { kind: 'attach file', verbs: ['upload', 'create', ...SENT], thing, onTheWay: [...FIELDS, 'upload'] },
    async () => {
      await tab.upload('input[name="attachment"]', file);
      await tab.click('#attachment .buttons [type="submit"]:not([name="cancel"])');
    },
  );
}

/** Follows the link by which a file is had. */
export function download(desk: Desk, ticket: number) {
  return here(desk, { kind: 'download', verbs: ['download', 'open'], thing: ticketThing(desk, ticket) }, () =>
    desk.tab.click('#attachments a.trac-rawlink'),
  );
}

export async function writeWiki(desk: Desk, name: string, text: string, isNew: boolean): Promise<void> {
  const { tab } = desk;
  const thing = trackerPage(desk, name);
  if (isNew) await visit(desk, `/wiki/${name}?action=edit`, { kind: 'visit editor of new page', thing });
  else {
    await visit(desk, `/wiki/${name}`, { thing });
    await leadsOn(desk, { kind: 'open editor', verbs: ['edit', 'press', 'open'], thing }, () =>
      tab.click('#modifypage [type="submit"], form#modifypage input[type="submit"], .buttons input[value^="Edit"]'),
    );
  }
  await leadsOn(
    desk,
    { kind: 'save page', verbs: ['create', 'edit', 'publish', ...SENT], thing, onTheWay: FIELDS },
    async () => {
      await writeAtEnd(tab, '#text', text);
      await tab.fill('#comment', 'As agreed');
      await tab.click('#edit [name="save"], [name="save"]');
    },
  );
}

export function visitWiki(desk: Desk, name: string, shows: readonly Due[] = []) {
  return visit(desk, `/wiki/${name}`, { thing: trackerPage(desk, name), shows });
}

export function searchTracker(desk: Desk, words: string) {
  return leadsOn(desk, { kind: 'search', verbs: ['search'], onTheWay: FIELDS }, async () => {
    await desk.tab.fill('#proj-search', words);
    await desk.tab.press('Enter');
  });
}

/** A list of all tickets with their status and resolution. */
export function visitList(desk: Desk, shows: readonly Due[]) {
  return visit(desk, '/query?status=!nothing&col=id&col=summary&col=status&col=resolution&col=owner&order=id&max=200', {
    kind: 'visit list',
    shows: shows.map((due) => ({ ...due, seenIn: 'list' as const })),
  });
}

/** Comes from a page to a ticket by a link, and goes back at once. */
export async function lookAndGoBack(desk: Desk, ticket: number): Promise<void> {
  const thing = ticketThing(desk, ticket);
  await leadsOn(desk, { kind: 'link', verbs: ['open'], thing, onItsPage: false }, () =>
    desk.tab.click(`a[href$="/ticket/${ticket}"]`),
  );
  await here(
    desk,
    {
      kind: 'back',
      verbs: ['visit', 'return', 'back', 'open'],
      thing,
      onItsPage: false,
      brings: [{ family: 'went_back', sign: -1, earnedBy: 'the doing before' }],
    },
    () => desk.tab.back(),
  );
}

/** Begins a ticket, and leaves by the menu. */
export async function abandonTicket(desk: Desk): Promise<void> {
  const { tab, note } = desk;
  const form = note.thing('tracker form of new tickets', 'newticket');
  await visit(desk, '/newticket', { thing: form, onItsPage: false });
  await leadsOn(
    desk,
    {
      kind: 'abandon form',
      verbs: ['open'],
      thing: form,
      onItsPage: false,
      onTheWay: FIELDS,
      brings: [{ family: 'abandoned', sign: -1 }],
    },
    async () => {
      await tab.fill('#field-summary', 'Perhaps the tide gauge is wrong');
      await tab.click('#field-description');
      await tab.type('I am not sure about it, the numbers of Tuesday look odd.');
      await tab.click('#mainnav a[href$="/timeline"]');
    },
  );
}
