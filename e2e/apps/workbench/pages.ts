/** What the workbench keeps: pages with their whole history, as small wikis do. */
export interface Revision {
  readonly id: number;
  readonly by: string;
  readonly at: Date;
  readonly summary: string;
  readonly text: string;
  /** The revision it went back to; undefined for an edit. */
  readonly revertsTo?: number;
}

export interface WikiPage {
  readonly title: string;
  readonly revisions: Revision[];
}

const FIRST_PAGES: readonly (readonly [title: string, text: string])[] = [
  [
    'Bridge opening dates',
    'The bridge is opened for ships by the harbour office.\nDates are announced on the board every month, and in the evening paper the day before.\nCyclists may use the ferry instead.',
  ],
  [
    'Ferry timetable',
    'The first ferry leaves at six in the morning, the last at eleven in the evening.\nOn Sundays it starts at eight.',
  ],
];

let lastRevision = 0;

export function firstPages(): Map<string, WikiPage> {
  return new Map(
    FIRST_PAGES.map(([title, text]) => {
      const page: WikiPage = { title, revisions: [] };
      saveRevision(page, 'Harbour office', text, 'First version');
      return [title, page];
    }),
  );
}

export function current(page: WikiPage): Revision {
  return page.revisions.at(-1)!;
}

export function saveRevision(page: WikiPage, by: string, text: string, summary: string, revertsTo?: number): Revision {
  const revision: Revision = {
    id: ++lastRevision,
    by,
    at: new Date(),
    summary,
    text: text.replaceAll('\r\n', '\n'),
    ...(revertsTo !== undefined && { revertsTo }),
  };
  page.revisions.push(revision);
  return revision;
}

/** Whether somebody went back behind a revision later. */
export function isReverted(page: WikiPage, revision: Revision): boolean {
  return page.revisions.some(
    ({ id, revertsTo }) => revertsTo !== undefined && id > revision.id && revertsTo < revision.id,
  );
}
