/**
 * Which thing an address is about, and which view of it. A thing has many addresses: its page, its edit form, its history, a
 * tab of it, a comment on it. They are one thread. What stands here are the web's own customs, not those of any one app.
 */

import { decoded } from '../privacy/as-read.ts';
import { withoutAccount } from './account-of.ts';
import { queryOf, tellingParameters } from './canonical-url.ts';
import { singular } from './kind-of-thing.ts';
import { viewInWord } from './view-in-word.ts';

export type AddressView = 'view' | 'edit' | 'new' | 'history' | 'diff' | 'old-version' | 'list' | 'search' | 'settings';

export interface ThingAddress {
  /** `url:/path`, relative to the site. */
  readonly key: string;
  readonly view: AddressView;
  /** Whether the address itself says that this is one thing: by a number, a key, an id, or a name below a collection of names. */
  readonly named: boolean;
}

const LONGEST_KEY = 400;

/** Words of addresses for a way to look at a thing, behind or before its id. */
const VIEW_WORDS: ReadonlyMap<string, AddressView> = new Map([
  ...words(
    'edit',
    'edit modify update change submit visualeditor formedit reply posting forward preview move rename delete',
  ),
  ...words('history', 'history revisions versions changelog log'),
  ...words('diff', 'diff diffs compare'),
  ...words('view', 'view show display raw source print info details detail overview'),
]);
/** Values of parameters such as `action` and `do`. */
const ACTION_WORDS: ReadonlyMap<string, AddressView> = new Map([
  ...VIEW_WORDS,
  ...words('new', 'new create add compose newticket newthread post'),
  ...words('settings', 'login logout signin signup register profile admin lostpassword resetpass resendpwd'),
  ...words('search', 'search'),
  ...words('list', 'recent recentchanges sitemap index media backlink backlinks titleindex'),
]);
const ACTION_PARAMETERS = ['action', 'do', 'mode', 'cmd', 'op', 'act', 'veaction'] as const;

/** What is done to a thing by an address of its own: `/topic/lock/5`. */
const DONE_TO_A_THING = ofWords(
  'moderate manage lock unlock pin unpin like unlike close reopen approve reject restore undelete unpublish subscribe flag',
);

/** Parts of a thing that are shown by themselves; told apart from collections of that name only by the id before them. */
const PARTS = ofWords(
  'comment comments activity changes files commits checks note notes discussion discussions conversation attachment attachments participants watchers likes reactions subtasks designs pipelines builds links related timeline stats analytics insights items summary description responses viewform answers replies watch vote',
);
/** In the singular; an address has them in either. */
const COLLECTIONS = ofWords(
  'issue ticket bug task card board pull pull-request merge_request mr change review story epic case request order invoice product item post thread topic t discussion message conversation mail inbox event note doc document page article wiki w index.php blog news file folder project question answer q a user people member group team contact account deal lead company release tag label category milestone sprint report entry kb help d p r s c b browse view show listing collection playlist video album song photo recipe job application submission assignment course lesson quiz quizze form survey poll booking reservation appointment snippet gist package crate bid claim contract expense',
);
/** Collections of things that have names rather than numbers. */
const NAMED_BELOW = ofWords(
  'wiki w index.php page doc article blog news post topic kb help entry recipe product item tag milestone release package crate project board b c d p document spreadsheet presentation doku.php',
);
/** Parts that only scripts of their own show: `ModifyPeople.html`. */
const PARTS_OF_FORMS = ofWords('people dates all basics reminders details status own me');
const NEW =
  /^(?:new|create|add|compose|write|ask|submit|publish|(?:new|create|add)[-_]?(?:\w{3,20})|(?:tkt|ticket|issue|bug|wiki|forum|topic|post|page|thread)new)(?:\.\w{2,5})?$/i;
const SETTINGS =
  /^(?:settings?|preferences?|prefs|options|admin|configuration|config|log-?in|log-?out|sign[-_]?(?:in|out|up)|register|registration|auth|oauth2?|sso|saml|passwords?|lost-?password|verify|two-factor|2fa|consent|unsubscribe)(?:\.\w{2,5})?$/i;
const SEARCH = /^(?:search|find|results|suche|recherche|buscar|explore|discover)(?:\.\w{2,5})?$/i;
const LISTS =
  /^(?:home|dashboard|index|overview|notifications?|feeds?|timeline|activity|inbox|sent|drafts|trash|spam|archived?|starred|latest|recent|unread|all|mine|my|query|queries|roadmap|calendar|today|upcoming|browse|lists?|categories|tags|start|welcome|main|default|watchlist|history|about|directory|catalogue?|shop|store|cart|checkout)(?:\.\w{2,5})?$/i;
/** Pages that a wiki makes itself, under its own name for them. */
const MADE_PAGE = /^special:/i;
const SEARCH_PARAMETERS = /^(?:q|query|search|search_?query|keywords?|s|term|searchtext|find|suche)$/i;

/** Parameters that tell the server what to do: `@template`, `:columns`. */
const CONTROLS = /^[@:]/;
/** Parameters that choose a view of a thing, not the thing. */
const VIEW_PARAMETERS =
  /^(?:action|do|mode|view|cmd|op|act|veaction|\w*tabs?|pane|panel|section|sort|sort_?by|order|order_?by|dir|direction|asc|desc|page_?no|page_?num|paged|offset|limit|per_?page|page_?size|count|start|begin|end|to|size|version|ver|rev|revision|versionid|oldid|old_version|curid|diff|diff_?mode|difftype|format|output|print|printable|display|layout|style|skin|theme|lang|language|locale|uselang|l|highlight|focus\w*|expand|expanded|collapsed|open|show|hide|filters?|group|group_?by|reply_?to|reply|comment|comment_?id|cnum|cnum_edit|cnum_hist|notification_?id|notif|notif_id|email_?source|redirect|redlink|returnto|return_?to|return|next|back|continue|preload|summary|undo|undoafter|unhide|minor|attachment|edited|saved|updated|created|success|message|msg|error|status_?message|flash|authuser|account_?index|usp|pli|ouid|rtpof|tz|timezone|debug|results|rows|columns|template|default[_a-z]*|idx|ns|tab_\w+|sectok|embed|embedded|fullscreen|no_?redirect|nocache|cache)$/i;
const OLD_VERSION_PARAMETERS = /^(?:oldid|version|rev|revision|versionid|old_version)$/i;
/** Parameters that name the thing in scripts that take everything by parameters. */
const NAMING_PARAMETERS = /^(?:title|page|pagename|name|topic|article|doc|id)$/i;
const ID_PARAMETERS =
  /^(?:(?:[a-z]+_?)?id|[ptv]|selected\w*|topic|ticket|issue|bug|case|order|post|thread|doc|item|product|card|task|number|no|story|title)$/i;
const SCRIPT = /\/[\w-]+\.(?:php|cgi|pl|aspx?|jsp|do|exe)$/i;
/** Whole hashes are shortened to as many digits as apps show of them. */
const WHOLE_HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const SHOWN_OF_A_HASH = 10;
/** `issue12`: a thing and its number in one word. */
const THING_AND_NUMBER = /^([a-z]{3,12})\d{1,8}$/i;
/** Numbered things that are parts of others. */
const NUMBERED_PART = /^(?:page|video|photo|image|blog|news|wiki|lesson|form|view|doc)/i;
/** Collections whose addresses carry a title that may change beside the number. */
const TITLED = /^(?:t|topics?|threads?|discussions?|news|articles?|products?|p|items?|events?|stories|story)$/i;
/** A conversation in a mail program that routes by fragments: a folder, then an id that is the same in every folder. */
const MAIL_ROUTE = /^#(?:[\w%+.-]+\/)+([A-Za-z0-9_-]{10,})$/;

/** The thing an address is about and the view it shows, as far as the address itself tells. Pure; throws on no URL. */
export function thingAddress(url: URL): ThingAddress {
  const route = /^#!?(\/.+)$/.exec(url.hash)?.[1];
  const mail = MAIL_ROUTE.exec(url.hash)?.[1];
  if (route === undefined && mail === undefined) return withoutRoute(url);
  const outer = `url:${withoutAccount(decoded(url.pathname), url.hostname).replace(/(?<=.)\/$/, '')}`;
  if (mail !== undefined) return { key: bounded(`${outer}#${mail}`), view: 'view', named: true };
  const inner = withoutRoute(new URL(route!.replace(/^\/{2,}/, '/'), url.origin === 'null' ? 'http://x' : url.origin));
  return { ...inner, key: bounded(`${outer}#${inner.key.slice('url:'.length)}`) };
}

function withoutRoute(url: URL): ThingAddress {
  const script = SCRIPT.test(url.pathname);
  // Most addresses have no parameters, and a page is asked for hundreds of them.
  const parameters = url.search === '' ? [] : tellingParameters(url);
  const telling = parameters.filter(
    ([name, value]) =>
      !VIEW_PARAMETERS.test(name) && !CONTROLS.test(name) && !(/^page$/i.test(name) && /^\d{1,4}$/.test(value)),
  );
  const path = withoutAccount(decoded(url.pathname), url.hostname).replace(/;jsessionid=[^/]*/i, '');
  const given = path
    .split('/')
    .filter((segment) => segment !== '' && !/^(?:index|default)\.(?:html?|aspx?|jsp)$/i.test(segment))
    .map((segment) => (WHOLE_HASH.test(segment) ? segment.slice(0, SHOWN_OF_A_HASH) : segment));
  const byName = placeOfName(telling);
  const asked = byScript(given, telling, byName >= 0);
  const isNamedByParameter = byName >= 0 && (script || asked.isWiki);
  const [name] = isNamedByParameter ? telling.splice(byName, 1) : [];
  const hasId = telling.some(isIdParameter);
  const isOneView = asked.view !== null && hasId;
  const kept = isOneView ? telling.filter(isIdParameter) : telling;
  const base = isOneView || asked.isWiki ? asked.segments : given;
  const all = name ? [...base, ...name[1].split('/').map((part) => part.trim().replace(/ /g, '_'))] : base;
  const { segments, view: viewOfWords } = withoutViews(all);
  const viewOfPath = (isOneView || asked.isWiki ? asked.view : null) ?? viewOfWords;

  const at = segments.length - 1;
  const last = withoutMark(segments[at] ?? '');
  const isNamed = name !== undefined || hasId || (at >= 0 && (isId(segments, at) || isName(segments, at)));
  const action = actionOf(url);
  const key = bounded(`url:/${segments.join('/')}${queryOf(kept)}`);
  const told = (view: AddressView, named = isNamed): ThingAddress => ({ key, view, named });

  if (segments.some((segment) => MADE_PAGE.test(segment))) return told('list', false);
  if (action === 'settings' || (SETTINGS.test(last) && !isName(segments, at))) return told('settings', false);
  if (SETTINGS.test(segments[0] ?? '') && segments.length <= 2 && !hasId) return told('settings', false);
  if (action === 'new' || (NEW.test(last) && !isName(segments, at) && !hasId && !isSent(segments)))
    return told('new', false);
  const searches =
    url.search !== '' &&
    [...url.searchParams].some(([parameter, value]) => SEARCH_PARAMETERS.test(parameter) && value !== '');
  if (
    action === 'search' ||
    SEARCH.test(segments[0] ?? '') ||
    (SEARCH.test(last) && !isNamed) ||
    (searches && !isNamed)
  )
    return told('search', false);
  if (!isNamed && (segments.length === 0 || LISTS.test(last) || isCollection(last))) return told('list');
  return told(action ?? viewByVersion(url) ?? viewOfPath ?? 'view');
}

/** `_edit`, `@@edit`, `+edit` without the marks by which wikis tell views from pages; empty where the page itself is gone. */
function withoutMark(segment: string): string {
  const word = /^(?:_|@@|\+|!)([a-z]{3,})$/i.exec(segment)?.[1];
  return word === undefined ? segment : /^deleted$/i.test(word) ? '' : word;
}

function isIdParameter([parameter, value]: readonly [string, string]): boolean {
  return ID_PARAMETERS.test(parameter) && (parameter !== 'v' || value.length > 5);
}

/**
 * Where each view of a thing is a script of its own, the path without the view: `/Ticket/Update.html?id=1` is `/Ticket?id=1` and
 * `/show_bug.cgi?id=12` is `/bug?id=12`. `isWiki`: what is left is a collection of names.
 */
function byScript(
  given: readonly string[],
  parameters: readonly (readonly [string, string])[],
  isNamed: boolean,
): { readonly segments: readonly string[]; readonly view: AddressView | null; readonly isWiki: boolean } {
  const last = given.at(-1) ?? '';
  if (isNamed && /^wiki$/i.test(last)) return { segments: given, view: null, isWiki: true };
  const script = /^(\w+)\.(?:html?|php|cgi|pl|aspx?|jsp|do)$/i.exec(last)?.[1]?.toLowerCase() ?? '';
  const isPart = PARTS.has(script) || PARTS_OF_FORMS.has(script);
  const found = isPart ? { verb: 'view', rest: [] } : viewOf(last);
  if (!found) return { segments: given, view: null, isWiki: false };
  const view = VIEW_WORDS.get(found.verb) ?? 'view';
  const above = given.slice(0, -1);
  if (isNamed && found.rest.join() === 'wiki') return { segments: [...above, 'wiki'], view, isWiki: true };
  // A parameter named for the thing says it already: `viewtopic.php?t=5` and `posting.php?t=5`.
  const isToldByParameter = parameters.some((each) => isIdParameter(each) && !/^(?:id|no|number)$/i.test(each[0]));
  const rest = isToldByParameter ? [] : found.rest.filter((word) => !PARTS.has(word) && !PARTS_OF_FORMS.has(word));
  return { segments: rest.length > 0 ? [...above, rest.join('-')] : above, view, isWiki: false };
}

/**
 * The thing that a part is added to, where the part stands in front: `/attachment/ticket/5?action=new` is about ticket 5. Null: what is
 * made there is a thing of its own.
 */
export function wholeOfNewPart(url: URL): string | null {
  const { key, view } = thingAddress(url);
  const [part, ...whole] = key.slice('url:/'.length).split('/');
  return view === 'new' && PARTS.has(part!.toLowerCase()) && whole.length > 1 && isId(whole, whole.length - 1)
    ? `url:/${whole.join('/')}`
    : null;
}

/** The parameter that names the thing; a title before anything else. */
function placeOfName(parameters: readonly (readonly [string, string])[]): number {
  const named = (pattern: RegExp) =>
    parameters.findIndex(([name, value]) => pattern.test(name) && !/^\d+$/.test(value));
  const title = named(/^title$/i);
  return title >= 0 ? title : named(NAMING_PARAMETERS);
}

/** What a parameter says is done with the thing. */
function actionOf(url: URL): AddressView | null {
  if (url.search === '') return null;
  for (const parameter of ACTION_PARAMETERS) {
    const view = ACTION_WORDS.get(url.searchParams.get(parameter)?.toLowerCase() ?? '');
    if (view !== undefined && view !== 'view') return view;
  }
  return null;
}

function viewByVersion(url: URL): AddressView | null {
  if (url.search === '') return null;
  if (url.searchParams.has('diff')) return 'diff';
  // Not `keys()`: in Firefox's content scripts only the object itself can be gone through.
  return [...url.searchParams].some(([name]) => OLD_VERSION_PARAMETERS.test(name)) ? 'old-version' : null;
}

/** The path of the thing, without what says how it is looked at. */
function withoutViews(all: readonly string[]): {
  readonly segments: readonly string[];
  readonly view: AddressView | null;
} {
  let segments = [...all];
  let view: AddressView | null = null;
  // A page of a long thread, a comment by its number: `/t/title/12/3`, `/questions/12/title/56`, `/page/2`.
  if (/^pages?$/i.test(segments.at(-2) ?? '') && /^\d{1,4}$/.test(segments.at(-1)!) && segments.length > 3)
    segments = segments.slice(0, -2);
  if (/^page-\d+$/i.test(segments.at(-1) ?? '') && segments.length > 1) segments.pop();
  // The title between a collection and the number: `/t/bridge-closed/12` is `/t/12`.
  if (
    TITLED.test(segments[0] ?? '') &&
    /\p{L}/u.test(segments[1] ?? '') &&
    /^\d+$/.test(segments[2] ?? '') &&
    !isYear(segments[2]!)
  )
    segments.splice(1, 1);
  for (let i = 2; i < segments.length; i++) {
    const isBelowAnId = isId(segments, i - 1) && !isYear(segments[i - 1]!);
    const word = segments[i]!;
    if (!isBelowAnId) continue;
    const isNumberOfAPost = /^\d+$/.test(word) && /^\d+$/.test(segments[i - 1]!) && /[^\d]/.test(segments[i - 2]!);
    const isItsTitle =
      /^[\p{L}\d]+(?:-[\p{L}\d]+)+$/u.test(word) && isCollection(segments[i - 2]!) && !isId(segments, i);
    const isSlug = isItsTitle || (isCollection(segments[i - 2]!) && /\p{L}-.*\p{L}/u.test(word));
    const isPartOfIt = /^(?:comments?|notes?|replies|reply|answers?|activity)$/i.test(word) && i + 1 < segments.length;
    if (isNumberOfAPost || isSlug || isPartOfIt) {
      segments = segments.slice(0, i);
      break;
    }
  }
  while (segments.length > 1) {
    const marked = segments.at(-1)!.toLowerCase();
    const last = withoutMark(marked);
    const owner = segments.length - 2;
    const ownerIsThing = last !== marked || isId(segments, owner) || isName(segments, owner);
    const word = last === '' ? 'view' : VIEW_WORDS.get(last);
    if (word !== undefined && (ownerIsThing || (last === 'edit' && !isCollection(segments[owner]!))))
      view ??= word === 'view' ? null : word;
    else if (!(PARTS.has(last) && isId(segments, owner))) break;
    segments = segments.slice(0, -1);
  }
  // `/edit/5`, `/articles/edit/5`, `/topic/moderate/delete/5`
  while (segments.length > 1 && isId(segments, segments.length - 1)) {
    const before = segments.at(-2)!.toLowerCase();
    const verb = VIEW_WORDS.get(before) ?? (segments.length > 2 && DONE_TO_A_THING.has(before) ? 'edit' : undefined);
    if (verb !== undefined) {
      if (verb !== 'view') view ??= verb;
      else if (segments.length === 2) break;
      segments.splice(-2, 1);
      continue;
    }
    // `/tktedit/5`
    const word = viewOf(before);
    if (word?.rest.length !== 1) break;
    const told = VIEW_WORDS.get(word.verb) ?? 'view';
    if (told !== 'view') view ??= told;
    segments.splice(-2, 1, word.rest[0]!);
    break;
  }
  return { segments, view };
}

/** `/orders/5/submit`: what is there already is sent on. */
function isSent(segments: readonly string[]): boolean {
  return /^(?:submit|publish)$/i.test(segments.at(-1)!) && isId(segments, segments.length - 2);
}

function viewOf(segment: string) {
  return viewInWord(segment, (word) => VIEW_WORDS.has(word), isCollection);
}

function isCollection(segment: string): boolean {
  return COLLECTIONS.has(singular(segment.toLowerCase()));
}

function isYear(segment: string): boolean {
  return /^(?:19|20)\d\d$/.test(segment);
}

/** Whether a segment tells one thing from others of its kind. */
function isId(segments: readonly string[], at: number): boolean {
  const segment = segments[at] ?? '';
  if (isYear(segment)) return isCollection(segments[at - 1] ?? '') && segments[at - 1] !== 'blog';
  if (/^[#!~]?\d{1,20}$/.test(segment)) return at > 0 || segment.length > 3;
  const thing = THING_AND_NUMBER.exec(segment)?.[1];
  if (thing !== undefined && !NUMBERED_PART.test(thing) && (isCollection(thing) || thing === 'msg')) return true;
  if (/^[A-Z][A-Z0-9_]{1,9}-\d{1,7}$/.test(segment)) return true;
  if (/^\d+[-.]\S+$/.test(segment) || /\p{L}[.-]\d{2,}$/u.test(segment)) return true;
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(segment)) return true;
  if (/^[0-9a-f]{7,64}$/i.test(segment)) return /\d/.test(segment) && /[a-f]/i.test(segment);
  if (/^[\w-]{8,}$/.test(segment) && /\d/.test(segment) && /[A-Z]/.test(segment) && /[a-z]/.test(segment)) return true;
  if (/^[A-Za-z]+[0-9][A-Za-z0-9_]{5,}$/.test(segment) && segment.length >= 9) return true;
  return segment.length >= 12 && (segment.match(/-/g)?.length ?? 0) >= 2;
}

/** Whether a segment is the name of a thing of a collection whose things have names. */
function isName(segments: readonly string[], at: number): boolean {
  const segment = segments[at] ?? '';
  if (segment === '' || /^\d+$/.test(segment)) return false;
  const above = segments[at - 1]?.toLowerCase();
  if (above !== undefined && NAMED_BELOW.has(singular(above))) return !NEW.test(segment) || /[A-Z]/.test(segment);
  // A page below a page: `/wiki/Bridge/Hours`.
  return (
    at > 1 &&
    segments.slice(0, at).some((each) => /^(?:wiki|index\.php|doku\.php)$/i.test(each)) &&
    /\p{Lu}/u.test(segment)
  );
}

function bounded(key: string): string {
  return key.length > LONGEST_KEY ? key.slice(0, LONGEST_KEY) : key;
}

function words(view: AddressView, list: string): [string, AddressView][] {
  return list.split(' ').map((word) => [word, view]);
}

function ofWords(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
