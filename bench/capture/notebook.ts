import type { OutcomeFamily, TrueAction, TrueLabel, TrueOutcome, TrueThing } from './truth.ts';

/** What a doing is, besides what is done. */
export interface Doing {
  readonly app: string;
  readonly kind: string;
  readonly verbs: readonly string[];
  readonly thing?: string | null;
  readonly onItsPage?: boolean;
  readonly near?: readonly string[];
  readonly onTheWay?: readonly string[];
  /** What had come of earlier doings, and can first be seen now. */
  readonly shows?: readonly Due[];
  /** What comes of it at once. */
  readonly brings?: readonly Brought[];
}

export interface Brought {
  readonly family: OutcomeFamily;
  readonly sign: 1 | -1 | null;
  readonly by?: 'structure' | 'text';
  /** What it came of, if not of all that was done to the thing. */
  readonly earnedBy?: 'the doing before';
}

/** What has come of what Ana did, while she has not seen it. */
export interface Due extends Brought {
  readonly thing: string;
  readonly happened: string;
  readonly seenIn?: TrueOutcome['seenIn'];
}

/** Where the script writes down what it does. */
export interface Notebook {
  readonly labels: readonly TrueLabel[];
  thing(id: string, address: string): string;
  /** Does one thing, and writes it down. */
  act<R>(doing: Doing, run: () => Promise<R>): Promise<R>;
  /** Somebody else did something to a thing of Ana's: it happens now, and is seen later. */
  due(thing: string, family: OutcomeFamily, sign: Brought['sign'], by?: Brought['by']): Due;
}

const now = () => new Date().toISOString();

export function createNotebook(): Notebook {
  const labels: TrueLabel[] = [];
  const actions: TrueAction[] = [];
  let outcomes = 0;
  const links = (thing: string, before: string) =>
    actions
      // To be at a page changes nothing there.
      .filter(
        ({ thing: of, verbs, from }) => of === thing && verbs.length > 0 && !verbs.includes('visit') && from < before,
      )
      .map(({ n }) => n);

  return {
    labels,
    thing(id, address) {
      if (!labels.some((label) => label.label === 'thing' && label.id === id))
        labels.push({ label: 'thing', id, address } satisfies TrueThing);
      return id;
    },
    async act(
      { app, kind, verbs, thing = null, onItsPage = true, near = [], onTheWay = [], shows = [], brings = [] },
      run,
    ) {
      const from = now();
      const result = await run();
      const to = now();
      const action: TrueAction = {
        label: 'action',
        n: actions.length + 1,
        from,
        to,
        app,
        kind,
        thing,
        onItsPage,
        near,
        verbs,
        onTheWay,
      };
      actions.push(action);
      labels.push(action);
      const seen = [...shows, ...brings.map((brought): Due => ({ ...brought, thing: thing ?? '', happened: to }))];
      for (const { family, thing: of, sign, by = 'structure', happened, seenIn = 'page', earnedBy } of seen)
        labels.push({
          label: 'outcome',
          n: ++outcomes,
          family,
          thing: of,
          sign,
          by,
          happened,
          from,
          to,
          seenIn,
          links: earnedBy === undefined ? links(of, happened) : [action.n - 1],
        });
      return result;
    },
    due: (thing, family, sign, by) => ({ thing, family, sign, ...(by && { by }), happened: now() }),
  };
}
