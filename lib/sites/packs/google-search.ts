import type { SiteData } from '../site-data.ts';

const READ = '2026-11-25';

/** Google's search: a page of results is about no thing; what is sought and what is opened from it are acts. */
export const googleSearch: SiteData = {
  format: 1,
  id: 'google-search',
  name: 'Google Search',
  hosts: ['www.google.com', 'google.com', 'www.google.de', 'www.google.co.uk', 'www.google.fr', 'www.google.co.in'],
  seenLive: null,
  sources: {
    box: { where: 'infokiller/web-search-navigator:src/search_engines.js', date: READ },
    results: {
      where: 'Unzor/goosult:goosult.js; public code search for #rso and #search h3, the newest of 2026',
      date: READ,
    },
  },
  pages: [
    { path: '^/search', thread: 'none', noun: 'site', kind: 'other' },
    { path: '^/(?:webhp)?$', thread: 'none', noun: 'site', kind: 'other' },
  ],
  states: [],
  mentions: [],
  controls: [
    { css: '#search a:has(h3), #rso a:has(h3)', act: 'open:result', found: { results: 2 }, source: 'results' },
    { css: '#pnnext, #pnprev', act: 'open:page', found: { results: 1 }, source: 'box' },
  ],
  forms: [
    {
      css: 'form[role="search"], form[action="/search"]',
      act: 'search:site',
      field: 'textarea[name="q"], input[name="q"]',
      found: { results: 1 },
      source: 'box',
    },
  ],
  messages: [],
};
