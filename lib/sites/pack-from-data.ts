/**
 * A pack made of data. Whatever the data does not say, or a page does not show, the pack behind it says: on most sites the
 * generic one. No reader throws, whatever the page or the data: it answers as the pack behind would.
 */

import type { Context } from '../records/record.ts';
import { anyPlace } from './any-place.ts';
import { formsFrom, partsOf } from './forms-from-data.ts';
import { isHidden } from './is-hidden.ts';
import { mentionsFrom } from './mentions-from-data.ts';
import { isHostOf } from './packs-for-host.ts';
import { type FittingPage, filledIn, fittingPage } from './page-rules.ts';
import { inStretches, readInStretches } from './reading/in-stretches.ts';
import { repliesFrom } from './replies-from-data.ts';
import type { Find, SiteData } from './site-data.ts';
import type { KnownMessage, NamedControl, PageMessage, SelectorWithEvidence, SitePack } from './site-pack.ts';
import { accountFrom, isAbout, statesFrom } from './states-from-data.ts';
import { wordsIn } from './words-in.ts';

const LONGEST_TITLE = 200;
const LONGEST_MESSAGE = 300;

/**
 * @param behind says what the data does not; its id is kept if the data is a user's own, so that what was learned on the site
 *   before stays of use.
 */
export function packFromData(data: SiteData, behind: SitePack = anyPlace): SitePack {
  const isOwn = data.id.startsWith('own-');
  const ruleOf = (url: URL): FittingPage | null => fittingPage(data.pages, url);
  const nounOf = (url: URL) => ruleOf(url)?.page.noun ?? null;
  const accountOf = (page: Document) =>
    attempt(() => (data.account ? accountFrom(page, data.account) : null), null) ??
    attempt(() => behind.ownAccountOf?.(page) ?? null, null);

  const threadAt = (url: URL): string | null | undefined => {
    const rule = ruleOf(url);
    if (rule?.page.thread === undefined) return undefined;
    return rule.page.thread === 'none' ? null : filledIn(rule.page.thread, rule.groups);
  };
  const entitiesAt = (url: URL): string[] => {
    const rule = ruleOf(url);
    return rule?.page.entities?.map((template) => filledIn(template, rule.groups)) ?? [];
  };
  const statesOn = (page: Document, url: URL) => statesFrom(page, data.states, nounOf(url));

  const pack: SitePack = {
    ...behind,
    id: isOwn ? behind.id : data.id,
    recognises: (page, url) =>
      isOwn
        ? behind.recognises(page, url)
        : isHostOf(data, url.hostname) ||
          (data.marker !== undefined && attempt(() => page.querySelector(data.marker!.css) !== null, false)),
    kindOf: (page, url) => (isOwn ? undefined : ruleOf(url)?.page.kind) ?? behind.kindOf(page, url),
    threadOf(page, url) {
      const thread = threadAt(url);
      return thread === undefined ? behind.threadOf(page, url) : thread;
    },
    titleOf(page, url) {
      const title = data.title && isAbout(data.title, nounOf(url)) ? data.title.css : null;
      const words = title === null ? '' : attempt(() => titleIn(page, title), '');
      return words === '' ? behind.titleOf(page, url) : words;
    },
    stateOf: inStretches(function* (page, url) {
      const read = attempt(() => statesOn(page, url), []);
      const own: Context = Object.fromEntries(read.map(({ name, word }) => [name, word]));
      // A user's own signal stands beside those that were read without it; a pack that knows a site says all there is to say.
      return read.length === 0 || isOwn ? { ...(yield* readInStretches(behind.stateOf, page, url)), ...own } : own;
    }),
    worthOf: (page, url) => ({
      ...behind.worthOf?.(page, url),
      ...Object.fromEntries(
        attempt(() => statesOn(page, url), []).flatMap(({ name, worth }) =>
          worth === undefined ? [] : [[name, worth]],
        ),
      ),
    }),
    nounOf: (page, url) => (isOwn ? null : nounOf(url)) ?? behind.nounOf?.(page, url) ?? null,
    mainTextOf(page, url) {
      const rule = ruleOf(url);
      if (rule && !isOwn && rule.page.kind !== 'view' && rule.page.kind !== 'chat') return null;
      const text = data.text && isAbout(data.text, nounOf(url)) ? data.text.css : null;
      return attempt(() => (text === null ? null : page.querySelector(text)), null) ?? behind.mainTextOf(page, url);
    },
    ownAccountOf: accountOf,
    entitiesOf: (page, url) => [...attempt(() => entitiesAt(url), []), ...(behind.entitiesOf?.(page, url) ?? [])],
    messages: [...data.messages.map(messageOf), ...(behind.messages ?? [])],
    arrivalsOf: (page, url) => [
      ...data.messages
        .filter(({ once }) => once)
        .flatMap((message) => attempt(() => arrivalIn(page, messageOf(message)), [])),
      ...(behind.arrivalsOf?.(page, url) ?? []),
    ],
    fitsOn(page, url) {
      const missing = attempt(() => missingOn(data, page, ruleOf(url)), null);
      const others = behind.fitsOn?.(page, url) ?? [];
      return missing === null ? others : [{ pack: data.id, missing }, ...others];
    },
    ...quietOf(data, behind),
    ...(data.notText !== undefined && {
      notMainText: data.text ? data.notText : [behind.notMainText, data.notText].filter(Boolean).join(', '),
    }),
    controls: [...data.controls.map(controlOf), ...behind.controls],
    forms: [...formsFrom(data.forms), ...behind.forms],
    selectors: selectorsOf(data),
  };
  return { ...pack, ...repliesOf(data, nounOf, accountOf), ...mentionsOf(data, behind, threadAt, entitiesAt, nounOf) };
}

/** A title may also stand in a field, where it is edited in place. */
function titleIn(page: Document, css: string): string {
  const element = page.querySelector(css);
  const { value, type } = (element ?? {}) as Partial<HTMLInputElement>;
  const written = typeof value === 'string' && type !== 'password' ? value.trim().slice(0, LONGEST_TITLE) : '';
  return written || wordsIn(element, LONGEST_TITLE);
}

/** The reader of replies, if the data knows any; else the one behind stays. */
function repliesOf(
  data: SiteData,
  nounOf: (url: URL) => string | null,
  accountOf: (page: Document) => string | null,
): Pick<SitePack, 'repliesOf'> {
  const { replies } = data;
  if (!replies) return {};
  return {
    repliesOf: (page, url) => attempt(() => repliesFrom(page, replies, nounOf(url), accountOf(page)), []),
  };
}

function mentionsOf(
  data: SiteData,
  behind: SitePack,
  threadAt: (url: URL) => string | null | undefined,
  entitiesAt: (url: URL) => string[],
  nounOf: (url: URL) => string | null,
): Pick<SitePack, 'mentionsOf'> {
  if (data.mentions.length === 0) return {};
  return {
    mentionsOf: inStretches(function* (page, url) {
      const placeOf = (to: URL) => {
        const thread = threadAt(to);
        return {
          thread: thread === undefined ? behind.threadOf(page, to) : thread,
          entities: entitiesAt(to),
          noun: nounOf(to),
        };
      };
      const mentions = attempt(() => mentionsFrom(page, url, data.mentions, placeOf), []);
      if (mentions.length > 0 || !behind.mentionsOf) return mentions;
      try {
        return yield* readInStretches(behind.mentionsOf, page, url);
      } catch {
        return [];
      }
    }),
  };
}

function quietOf({ quiet = [] }: SiteData, behind: SitePack): Pick<SitePack, 'quietRegions'> {
  const all = [...quiet.map(({ css }) => css), ...(behind.quietRegions === undefined ? [] : [behind.quietRegions])];
  return all.length === 0 ? {} : { quietRegions: all.join(', ') };
}

/** Names of the expected selectors that match nothing; null where the page is none that shows a thing this pack knows. */
function missingOn(data: SiteData, page: Document, rule: FittingPage | null): string[] | null {
  if (rule?.page.kind !== 'view') return null;
  const expected = Object.entries(findsOf(data)).filter(([, find]) => find.expected && isAbout(find, rule.page.noun));
  if (expected.length === 0) return null;
  return expected.filter(([, { css }]) => page.querySelector(css) === null).map(([name]) => name);
}

/** Every selector of a pack that has evidence of its own, by a name that tells it apart. */
export function findsOf(data: SiteData): Readonly<Record<string, Find>> {
  const finds: [string, Find | undefined][] = [
    ['marker', data.marker],
    ['title', data.title],
    ['text', data.text],
    ['account', data.account],
    ['reply', data.replies?.item],
    ...(data.replies?.worth ?? []).map((find, at): [string, Find] => [`reply-worth-${at + 1}`, find]),
    ...data.states.map((find, at): [string, Find] => [`state-${at + 1}-${find.name}`, find]),
    ...data.mentions.flatMap(({ row, states }, at): [string, Find][] => [
      [`row-${at + 1}`, row],
      ...states.map((find, place): [string, Find] => [`row-${at + 1}-${place + 1}-${find.name}`, find]),
    ]),
    ...data.controls.map((find, at): [string, Find] => [`control-${at + 1}-${find.act}`, find]),
    ...data.forms.map((find, at): [string, Find] => [`form-${at + 1}-${find.act}`, find]),
    ...data.messages.map((find, at): [string, Find] => [`message-${at + 1}`, find]),
    ...(data.quiet ?? []).map((find, at): [string, Find] => [`quiet-${at + 1}`, find]),
  ];
  return Object.fromEntries(finds.filter((entry): entry is [string, Find] => entry[1] !== undefined));
}

function selectorsOf(data: SiteData): Readonly<Record<string, SelectorWithEvidence>> {
  return Object.fromEntries(Object.entries(findsOf(data)).map(([name, find]) => [name, evidenceOf(find)]));
}

function evidenceOf({ css, found = {} }: Find): SelectorWithEvidence {
  return { selector: css, found };
}

function messageOf(message: SiteData['messages'][number]): KnownMessage {
  const { value, about = value < 0 ? 'show:error' : value > 0 ? 'show:success' : 'show:status' } = message;
  return { ...evidenceOf(message), value, about };
}

function arrivalIn(page: Document, { selector, value, about }: KnownMessage): PageMessage[] {
  const shown = [...page.querySelectorAll(selector)].find((element) => !isHidden(element));
  const text = wordsIn(shown ?? null, LONGEST_MESSAGE);
  return text === '' ? [] : [{ about, value, text }];
}

function controlOf(control: SiteData['controls'][number]): NamedControl {
  const [verb, object] = partsOf(control.act);
  return { ...evidenceOf(control), verb, object };
}

/** What a look at a page gives; what is said of it in advance, if the look fails. */
function attempt<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    // A page may throw at a look, and a selector may be none: the pack behind goes on.
    return otherwise;
  }
}
