/**
 * The pack for sites we know nothing of. It rests on the web's own conventions only: addresses, titles, landmarks, roles
 * and, of class names, the few that mean a state nearly everywhere.
 */
import type { Context } from '../records/record.ts';
import { canonicalUrl } from './canonical-url.ts';
import type { SitePack } from './site-pack.ts';

const LONGEST_TITLE = 200;
const MOST_SIGNALS = 6;
const LONGEST_SIGNAL = 40;

/** Places where pages say in a word how a thing stands. */
const STATUS =
  '[data-status], [data-state-name], [itemprop="eventStatus"], [class~="status"], [class*="status-badge"], [class*="StateLabel"], [class~="badge"], [class~="lozenge"], [class~="State"]';

export const anySite: SitePack = {
  id: 'web',
  recognises: () => true,
  kindOf: () => 'view',
  threadOf: (_, url) => (url.protocol === 'http:' || url.protocol === 'https:' ? canonicalUrl(url) : null),
  titleOf,
  stateOf,
  mainTextOf: (page) => page.querySelector('main, [role="main"]') ?? onlyArticle(page) ?? page.body,
  notMainText:
    'script, style, noscript, template, nav, header, footer, aside, form, button, select, textarea, [aria-hidden="true"], [hidden], [role="navigation"], [role="banner"], [role="contentinfo"], [role="complementary"], [role="alert"], [role="status"], [aria-live]',
  controls: [],
  forms: [],
  selectors: {},
};

function titleOf(page: Document): string {
  const heading =
    page.querySelector('main h1, [role="main"] h1') ?? page.querySelector('article h1') ?? page.querySelector('h1');
  const title = words(heading?.textContent) || words(page.title);
  return title.slice(0, LONGEST_TITLE);
}

/** Status words of the thing itself: only outside lists and tables, where each row would have its own. */
function stateOf(page: Document): Context {
  const state: Record<string, string> = {};
  const main = page.querySelector('main, [role="main"]') ?? page.body;
  if (!main) return state;
  let found = 0;
  for (const badge of main.querySelectorAll(STATUS)) {
    if (found >= MOST_SIGNALS) break;
    if (badge.closest('table, ul, ol, nav, [role="list"], [role="table"], [role="grid"], [role="feed"]')) continue;
    const word = words(badge.getAttribute('data-status') ?? badge.textContent);
    if (word === '' || word.length > LONGEST_SIGNAL || /\d{3}/.test(word)) continue;
    const name = found === 0 ? 'status' : `status_${found + 1}`;
    state[name] = word.toLowerCase();
    found++;
  }
  return state;
}

function onlyArticle(page: Document): Element | null {
  const articles = page.querySelectorAll('article');
  return articles.length === 1 ? articles[0]! : null;
}

function words(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
