/** Every pack that comes with this build as data. They stay in the background: a page gets those of its host. */
import type { SiteData } from '../site-data.ts';
import { WITH_PACKS } from '../with-packs.ts';
import { discourse } from './discourse.ts';
import { gitea } from './gitea.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { gmail } from './gmail.ts';
import { googleSearch } from './google-search.ts';
import { hackerNews } from './hacker-news.ts';
import { jira } from './jira.ts';
import { reddit } from './reddit.ts';
import { redmine } from './redmine.ts';
import { slack } from './slack.ts';
import { stackExchange } from './stack-exchange.ts';
import { trac } from './trac.ts';
import { trello } from './trello.ts';
import { wordpress } from './wordpress.ts';

/** The particular before the general: of those that know no host, the first that recognises a page is its pack. */
const ALL: readonly SiteData[] = [
  discourse,
  github,
  gitlab,
  gmail,
  googleSearch,
  hackerNews,
  jira,
  reddit,
  redmine,
  slack,
  stackExchange,
  trac,
  trello,
  wordpress,
  gitea,
];

export const KNOWN_SITES: readonly SiteData[] = WITH_PACKS ? ALL : [];

/** The one pack of a site that is code (mediawiki.ts), as data tells of it. Its fixtures are pages of the real software. */
export const MEDIAWIKI: Pick<SiteData, 'id' | 'name' | 'seenLive' | 'marker'> = {
  id: 'mediawiki',
  name: 'MediaWiki',
  seenLive: '2026-11-24',
  ...(WITH_PACKS && { marker: { css: 'meta[name="generator"][content^="MediaWiki"]' } }),
};
