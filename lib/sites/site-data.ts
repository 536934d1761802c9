/**
 * What is known of a site, as plain JSON: the one format for packs that come with Retrace, and for those that users make by
 * pointing ("Teach this box"). pack-from-data.ts makes readers of it; the generic pack stands behind every one of them.
 *
 * A selector comes with its evidence: the saved pages it must match and how often, and where it was found. Both are for tests and
 * for people; they do not travel to the page (`withoutEvidence`).
 */
import * as v from 'valibot';

const css = v.pipe(v.string(), v.minLength(1), v.maxLength(500));
const word = v.pipe(v.string(), v.minLength(1), v.maxLength(60));
const day = v.pipe(v.string(), v.isoDate());
/** In [-1, 1]. */
const value = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));

/** A part that repeats inside a part that repeats takes time without bounds on some texts. */
const REPEATS_IN_REPEATS = /\([^()]*[+*}][^()]*\)[+*{]/;

const pattern = v.pipe(
  v.string(),
  v.maxLength(200),
  v.check((source) => !REPEATS_IN_REPEATS.test(source) && isPattern(source), 'That is no pattern for addresses.'),
);

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

const find = v.object({
  css,
  /** Saved page (fixtures/<pack>/<name>.html) to number of matches. */
  found: v.optional(v.record(word, v.pipe(v.number(), v.integer(), v.minValue(0)))),
  /** Key of `sources`. */
  source: v.optional(word),
  /** Pages of these nouns only; left out: all. */
  on: v.optional(v.pipe(v.array(word), v.maxLength(20))),
  /** Whether it is there on every such page that shows its thing (`kind: view`): if it is not, the site has changed. */
  expected: v.optional(v.boolean()),
});

/** How a word is got from an element: its text, a number in its text, how many there are, or an attribute. */
const read = v.union([v.picklist(['text', 'number', 'count', 'list']), v.object({ attribute: word })]);

const state = v.object({
  ...find.entries,
  /** Name of the signal, the same on every page that shows it. */
  name: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]{0,39}$/)),
  read: v.optional(read),
  /** Said instead of what is read: where the match itself is the state. */
  word: v.optional(word),
  /** Part of what is read that is the word: its first group, else the whole match. */
  pick: v.optional(pattern),
  /** What a word is worth to the one whose thing it is. */
  worth: v.optional(v.record(word, value)),
});

const act = v.pipe(v.string(), v.regex(/^[a-z][a-z-]{0,39}:[a-z][a-z0-9-]{0,39}$/));

const page = v.object({
  /** On the path, without the fragment. */
  path: pattern,
  /** On the fragment, with its `#`. Both have to fit; the groups are counted on, path first. */
  hash: v.optional(pattern),
  /** Parameters that must be there, each with a pattern. */
  query: v.optional(v.record(word, pattern)),
  /** Key of the thing relative to the site, with `$1`… for the groups; left out: its address. `none`: it is about no thing. */
  thread: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** Names by which the thing is known elsewhere, with `$1`… */
  entities: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(200))), v.maxLength(5))),
  noun: word,
  kind: v.picklist(['view', 'edit', 'history', 'diff', 'old-version', 'chat', 'other']),
});

export const siteData = v.object({
  format: v.literal(1),
  /** First part of the types of its records; `own-…` for one that a user made. */
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,59}$/)),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  /** Hosts, exactly, or all below one: `*.example.org`. Empty: any host whose pages match `marker`. */
  hosts: v.pipe(v.array(v.pipe(v.string(), v.maxLength(253))), v.maxLength(50)),
  /** What only pages of this kind of site have. */
  marker: v.optional(find),
  /** When somebody saw it work on the live site; null: on saved pages only. */
  seenLive: v.nullable(day),
  /** Where selectors were found: public code or a page, and of when. */
  sources: v.optional(v.record(word, v.object({ where: v.pipe(v.string(), v.maxLength(300)), date: day }))),
  pages: v.pipe(v.array(page), v.maxLength(40)),
  title: v.optional(find),
  /** What shows the thing's own text. */
  text: v.optional(find),
  /** Parts of it that are no words of the thing. */
  notText: v.optional(css),
  /** What says which account is signed in. */
  account: v.optional(v.object({ ...find.entries, read: v.optional(read), pick: v.optional(pattern) })),
  states: v.pipe(v.array(state), v.maxLength(20)),
  replies: v.optional(
    v.object({
      item: find,
      author: v.optional(css),
      /** Attribute of the author's element that names them; left out: its text. */
      authorIn: v.optional(word),
      text: v.optional(css),
      time: v.optional(css),
      /** Attribute of the time's element; left out: `datetime`. */
      timeIn: v.optional(word),
      /** What a mark inside a reply is worth: a review that approves. */
      worth: v.optional(v.pipe(v.array(v.object({ ...find.entries, value })), v.maxLength(10))),
    }),
  ),
  mentions: v.pipe(
    v.array(
      v.object({
        row: find,
        /** Leads to the thing; left out: the row's first link, or the row. */
        link: v.optional(css),
        states: v.pipe(v.array(state), v.maxLength(10)),
        text: v.optional(css),
        time: v.optional(css),
        timeIn: v.optional(word),
      }),
    ),
    v.maxLength(10),
  ),
  controls: v.pipe(v.array(v.object({ ...find.entries, act })), v.maxLength(80)),
  forms: v.pipe(
    v.array(
      v.object({
        ...find.entries,
        act,
        /** Where the user writes. */
        field: v.optional(css),
        /** What they say about it. */
        remark: v.optional(css),
        /** Buttons by which sending it means something else. */
        buttons: v.optional(v.pipe(v.array(v.object({ css, act })), v.maxLength(20))),
      }),
    ),
    v.maxLength(30),
  ),
  messages: v.pipe(
    v.array(
      v.object({
        ...find.entries,
        value,
        about: v.optional(act),
        /** Whether a page shows it once, right after what it is about: then it is one on a page that has just been loaded, too. */
        once: v.optional(v.boolean()),
      }),
    ),
    v.maxLength(20),
  ),
  /** Live regions that tell of no consequence. */
  quiet: v.optional(v.pipe(v.array(find), v.maxLength(10))),
});

export type SiteData = v.InferOutput<typeof siteData>;
export type Find = v.InferOutput<typeof find>;
export type StateData = v.InferOutput<typeof state>;
export type PageData = v.InferOutput<typeof page>;

/** The data, if it has the form; null if not. For what was stored or imported. */
export function readSiteData(data: unknown): SiteData | null {
  const checked = v.safeParse(siteData, data);
  return checked.success ? checked.output : null;
}
