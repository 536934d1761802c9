/** The kind of thing a page is about, as one English word, by its address alone: the same in every language of the interface. */

/** Places whose name is not the name of what they hold. */
const CALLED: Readonly<Record<string, string>> = {
  wiki: 'page',
  pull: 'pull-request',
  pulls: 'pull-request',
  pr: 'pull-request',
  browse: 'issue',
  bug: 'issue',
  bugs: 'issue',
  t: 'topic',
  thread: 'topic',
  q: 'question',
  u: 'user',
  blob: 'file',
  p: 'post',
  viewtopic: 'topic',
  article: 'article',
  doc: 'document',
  docs: 'document',
};
/** Parts of an address that hold pages without being a kind of thing. */
const NO_THING = new Set(
  [
    'api app apps view show index edit new dashboard home en de fr es it pt nl pl sv ru ja zh page pages version releases tree tag tags search category categories static assets media php html content web site sites portal id v r s a c d e g i m n o w x y z'.split(
      ' ',
    ),
  ].flat(),
);
const BY_PARAMETER: Readonly<Record<string, string>> = {
  t: 'topic',
  title: 'page',
  post: 'post',
  issue: 'issue',
  ticket: 'ticket',
};

const IS_ID = /^(?:#?\d+|[a-z][a-z0-9]{0,9}-\d+|[0-9a-f]{8}-[0-9a-f-]{27,}|(?=[a-z_-]*\d)[a-z0-9_-]{10,})$/i;
const IS_WORD = /^[a-z]{1,20}(?:[_-][a-z]{2,12}){0,2}$/i;

/** `issue` for /issues/3, `ticket` for /ticket/12, `page` for /wiki/Bridge; null where the address names no kind of thing. */
export function kindOfThing(url: URL): string | null {
  const parts = `${url.pathname}${/^#!?\//.test(url.hash) ? url.hash.replace(/^#!?/, '') : ''}`
    .split('/')
    .filter((part) => part !== '');
  for (let at = parts.length - 1; at >= 0; at--) {
    const part = (parts[at] ?? '').replace(/\.(?:php|aspx?|jsp|html?|cgi)$/i, '');
    const word = part.toLowerCase();
    const next = parts[at + 1];
    const after = parts[at + 2];
    const named = Object.hasOwn(CALLED, word) ? CALLED[word] : undefined;
    if (
      next !== undefined &&
      named &&
      (word === 'wiki' || word === 'blob' || IS_ID.test(next) || IS_ID.test(after ?? ''))
    )
      return named;
    const before = parts[at - 1]?.toLowerCase() ?? '';
    if (next !== undefined && IS_ID.test(next) && Object.hasOwn(CALLED, before)) return CALLED[before] ?? null;
    if (next !== undefined && IS_ID.test(next) && IS_WORD.test(word) && word.length > 2 && !NO_THING.has(word))
      return singular(word.replaceAll('_', '-'));
    if (named && url.search !== '' && word === 'viewtopic') return named;
  }
  for (const [name, kind] of Object.entries(BY_PARAMETER)) {
    const value = url.searchParams.get(name);
    if (value && (name === 'title' ? /\.php$/.test(url.pathname) : IS_ID.test(value))) return kind;
  }
  return null;
}

/** English singular of a word of an address. */
export function singular(word: string): string {
  if (/(?:ss|us|is|news|series)$/.test(word) || word.length < 4) return word;
  if (/ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/(?:ches|shes|xes|sses)$/.test(word)) return word.slice(0, -2);
  return word.replace(/s$/, '');
}
