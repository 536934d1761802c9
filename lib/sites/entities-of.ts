/**
 * Names by which one thing is known in several places: on its own page, in a mail about it, in a chat, in a file's name.
 * Precision first: a name that many things share ties what does not belong together, so none is better than a common one.
 * E-mail addresses are readable here; they become keyed hashes before storage (privacy/hash-personal-ids.ts).
 */
import { decoded } from '../privacy/as-read.ts';
import { thingAddress } from './thing-address.ts';

const MOST = 20;
const LONGEST_TEXT = 20_000;
const LONGEST_NAME = 200;

const ISSUE_KEY = /(?<![\p{L}\p{N}_/.-])([A-Z][A-Z0-9]{1,9})-(\d{1,6})(?![\p{L}\p{N}_]|[.-]\d)/gu;
/** Standards, ciphers and the like that look like issue keys. */
const NO_PROJECT =
  /^(?:UTF|ISO|SHA|MD|AES|RSA|RFC|COVID|SARS|GPT|HTTP|TLS|SSL|IPV|IEEE|DIN|EN|CVE|CWE|USB|WPA|PEP|ES|ECMA|BMW|H|MP|IP|A|B|C|X|Y|Z|Q|T|V|F|G|K|TOP|WEB|WINDOWS|ICD|AK|BOEING|EUR|USD|GMT|UTC|LPT|COM|PS|R|UN|EC|EU|USC|CSS|HTML|P|PM|AM|DSM|OHM|CO|NO|II|III|IV|VI|TEST|STEP|PHASE|PART|CHAPTER|PAGE|LEVEL|VERSION|REV)$/;
const NUMBER = /(?<![\p{L}\p{N}_&/#])#(\d{1,7})(?![\p{L}\p{N}_])/gu;
const COMMIT_IN_TEXT =
  /(?<![\p{L}\p{N}])(?:commit|changeset|revision|rev)\s{1,3}\[?([0-9a-f]{7,40})(?![\p{L}\p{N}])/giu;
const DOI = /(?<![\p{L}\p{N}])10\.\d{4,9}\/[^\s"'<>()[\]]{3,80}[\p{L}\p{N}]/gu;
const EMAIL =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,5}\p{L}{2,24}(?![\p{L}\p{N}])/giu;
/** Addresses nobody is behind, or everybody. */
const NOBODY =
  /^(?:no-?reply|do-?not-?reply|notifications?|notify|mailer(?:-daemon)?|postmaster|bounces?|info|support|hello|contact|admin|webmaster|team|news(?:letter)?|updates?|alerts?|service|help|billing|sales|office|kontakt|trac|git|jira|root)(?:[+.-][^@]*)?@/i;
const FILE_ENDINGS =
  'pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|csv|tsv|txt|md|tex|png|jpe?g|gif|svg|webp|heic|mp3|mp4|mov|wav|zip|tar\\.gz|tgz|7z|ipynb|psd|ai|fig|sketch|dwg|stl|key|pages|numbers|eml|ics|epub|json|ya?ml|toml|sql|patch|diff|py|ts|tsx|js|jsx|java|cpp|rs|go|rb|php|cs|swift|kt|vue|css|html?';
const FILE = new RegExp(
  `(?<![\\p{L}\\p{N}_@./-])([\\p{L}\\p{N}][\\p{L}\\p{N}_.()+-]{1,80}\\.(?:${FILE_ENDINGS}))(?![\\p{L}\\p{N}_/@-]|\\.\\p{L})`,
  'giu',
);
const WHOLE_FILE = new RegExp(`^[^/\\\\<>:"|?*\\n]{2,100}\\.(?:${FILE_ENDINGS})$`, 'iu');
/** File names that are in every project. */
const COMMON_FILE =
  /^(?:readme|index|main|license|licence|changelog|contributing|package|package-lock|tsconfig|makefile|image|images|img|photo|screenshot|document|untitled|new|logo|icon|favicon|style|styles|app|test|config|settings|default|node|vue|next|nuxt|express|chart|three|d3|socket)\.\w+$/i;
const ADDRESS = /https?:\/\/[^\s<>"'`\]})]{4,500}/gi;

/** The name of the thing an address is about: `url:host/path`, and what its path says of keys, numbers, commits and documents. */
export function entitiesOfAddress(address: URL | string): readonly string[] {
  const url = typeof address === 'string' ? urlOf(address) : address;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) return [];
  const thing = thingAddress(url);
  if (!thing.named) return [];
  const found = new Set<string>();
  const host = hostOf(url);
  const path = thing.key.slice('url:'.length);
  if (path.length > 1 && path.length < LONGEST_NAME) found.add(`url:${host}${path}`);
  const segments = path.split(/[/?#&=]/);
  for (const segment of segments) {
    if (/^[A-Z][A-Z0-9]{1,9}-\d{1,6}$/.test(segment) && !NO_PROJECT.test(segment.split('-')[0]!))
      found.add(`key:${segment}`);
    if (/^[\w-]{25,80}$/.test(segment) && /\d/.test(segment) && /[A-Z]/.test(segment) && /[a-z]/.test(segment))
      found.add(`doc:${segment}`);
    if (/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(segment))
      found.add(`doc:${segment.replace(/-/g, '').toLowerCase()}`);
  }
  const numbered =
    /^(.*?)\/(?:-\/)?(?:tickets?|issues?|bugs?|pulls?|merge_requests|requests?|cases?|tasks?|stories|story|work_items)(?:\/|\?id=)(\d{1,7})(?:$|[/?#&])/i.exec(
      path,
    ) ?? /^(.*?)\/(?:issue|ticket|bug|task|case)(\d{1,7})$/.exec(path);
  if (numbered) found.add(`key:${host}${numbered[1]}#${numbered[2]}`);
  const commit = /\/(?:commits?|changesets?|changeset|rev|r)\/([0-9a-f]{7,40})(?:$|[/?#])/i.exec(path)?.[1];
  if (commit && isCommit(commit)) found.add(`commit:${commit.slice(0, 7).toLowerCase()}`);
  const doi = DOI.exec(decoded(url.pathname));
  DOI.lastIndex = 0;
  if (doi && /doi/i.test(url.href)) found.add(`doi:${doi[0].toLowerCase()}`);
  const file = segments.at(-1) ?? '';
  if (WHOLE_FILE.test(file)) addFile(found, file);
  return [...found];
}

/**
 * Where bare numbers (`#12`) of a page belong: the site and what stands before the kind of thing in its address. Null: the
 * address is about no numbered thing, and a number says nothing beyond its page.
 */
export function scopeOf(url: URL): string | null {
  const path = thingAddress(url).key.slice('url:'.length);
  const numbered =
    /^(.*?)\/(?:-\/)?(?:tickets?|issues?|bugs?|pulls?|merge_requests|work_items|wiki|milestones?|changesets?|commits?|timeline|roadmap|query|report|newticket)(?:$|[/?#])/.exec(
      path,
    );
  return numbered ? `${hostOf(url)}${numbered[1]}` : null;
}

/** Names in a text. `scope`: where bare numbers belong (see `scopeOf`); without it they are no names. */
export function entitiesOfText(text: string, scope: string | null = null): readonly string[] {
  const words = text.length > LONGEST_TEXT ? text.slice(0, LONGEST_TEXT) : text;
  const found = new Set<string>();
  const without = words.replace(ADDRESS, (address) => {
    const url = urlOf(address.replace(/[.,;:!?]+$/, ''));
    if (url && found.size < MOST) for (const name of entitiesOfAddress(url)) found.add(name);
    return ' ';
  });
  // Each pattern only where its surest sign is: to make one that knows the letters of all scripts costs a page milliseconds.
  const all = (pattern: RegExp, sign: boolean) => (sign ? without.matchAll(pattern) : []);
  for (const [, project, number] of all(ISSUE_KEY, /[A-Z0-9]-\d/.test(without))) {
    if (!NO_PROJECT.test(project!)) found.add(`key:${project}-${Number(number)}`);
  }
  for (const [, number] of all(NUMBER, scope !== null && without.includes('#')))
    found.add(`key:${scope}#${Number(number)}`);
  for (const [, hash] of all(COMMIT_IN_TEXT, /[0-9a-f]{7}/i.test(without)))
    if (isCommit(hash!)) found.add(`commit:${hash!.slice(0, 7).toLowerCase()}`);
  for (const [doi] of all(DOI, without.includes('10.'))) found.add(`doi:${doi.toLowerCase()}`);
  for (const [address] of all(EMAIL, without.includes('@')))
    if (!NOBODY.test(address)) found.add(`mail:${address.toLowerCase()}`);
  for (const [, file] of all(FILE, without.includes('.'))) addFile(found, file!);
  return [...found].filter((name) => name.length <= LONGEST_NAME).slice(0, MOST);
}

/**
 * The name a title gives: what is left of a subject or a heading without answers' marks, tags in brackets, numbers and
 * states, so that a mail about a thing and its page have it in common. Null: too short or too common to be a name.
 */
export function entityOfTitle(title: string): string | null {
  const words = plainTitle(title);
  if (words.length < 12 || words.length > 160 || words.split(' ').length < 3) return null;
  return `title:${words}`;
}

function plainTitle(title: string): string {
  let now = title.replace(/\s+/g, ' ').trim();
  for (let pass = 0; pass < 6; pass++) {
    const next = now
      .replace(/^(?:re|aw|antw|sv|vs|ref|rif|r|odp|fwd?|wg|tr|rv|enc|doorst|vl|i)\s*(?:\[\d+\])?\s*[:：]\s*/i, '')
      .replace(/^\[[^\]]{1,60}\]\s*/, '')
      .replace(/^\(?(?:[A-Z][A-Z0-9]{1,9}-\d+|[#!]\d+)\)?\s*[:.–—-]?\s+/, '')
      .replace(
        /^(?:ticket|issue|bug|task|defect|enhancement|case|pull request|merge request|pr)\s*[#!]?\d*\s*[:.–—-]\s*/i,
        '',
      )
      .replace(/\s+\(?[#!]\d+\)?\s*$/, '')
      .replace(/\s*[([](?:[\p{L} -]{2,20})(?::\s*[\p{L} -]{2,20})?[)\]]\s*$/u, (found) =>
        /[:]/.test(found) || found.length < 14 ? '' : found,
      )
      .replace(/\s+[·|–—-]\s+(?:(?:issue|pull request|merge request|ticket)\s+)?[#!]?\d+\b.*$/i, '')
      .trim();
    if (next === now) break;
    now = next;
  }
  return now.toLowerCase();
}

/**
 * Names an act is about: those in what was typed or pasted, and the thing a followed link leads to. Cheap enough for any act,
 * but not for its handler.
 */
export function entitiesOfAct(text: string | undefined, page: URL, target?: string): readonly string[] {
  const found = new Set<string>();
  if (target !== undefined) {
    const url = urlOf(target, page);
    if (url && thingAddress(url).key !== thingAddress(page).key)
      for (const name of entitiesOfAddress(url)) found.add(name);
  }
  if (text !== undefined && text !== '') for (const name of entitiesOfText(text, scopeOf(page))) found.add(name);
  return [...found].slice(0, MOST);
}

function urlOf(address: string, base?: URL): URL | null {
  try {
    return new URL(address, base);
  } catch {
    // Not an address after all.
    return null;
  }
}

function hostOf(url: URL): string {
  return url.host.replace(/^(?:www|m|mobile)\./, '');
}

function isCommit(hash: string): boolean {
  return /\d/.test(hash) && /[a-f]/i.test(hash);
}

function addFile(found: Set<string>, file: string): void {
  const name = file.trim().toLowerCase();
  if (!COMMON_FILE.test(name) && /\p{L}/u.test(name.split('.')[0]!)) found.add(`file:${name}`);
}
