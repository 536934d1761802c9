import type { Mention } from '../engine/api.ts';
import { instantIn } from './replies-from-data.ts';
import type { SiteData } from './site-data.ts';
import { statesFrom } from './states-from-data.ts';
import { wordsIn } from './words-in.ts';

const MOST_MENTIONS = 100;
const LONGEST_TITLE = 300;

/** The other things a page names in rows, with what each row says of its thing. */
export function mentionsFrom(
  page: ParentNode,
  url: URL,
  data: SiteData['mentions'],
  placeOf: (url: URL) => {
    readonly thread: string | null;
    readonly entities: readonly string[];
    readonly noun: string | null;
  },
): Mention[] {
  const mentions: Mention[] = [];
  for (const { row, link, states, text, time, timeIn } of data) {
    for (const element of page.querySelectorAll(row.css)) {
      if (mentions.length >= MOST_MENTIONS) return mentions;
      const leads = leadIn(element, link ?? 'a[href]') ?? leadIn(element, 'a[href]');
      const to = leads ? addressOf(leads, url) : null;
      if (!leads || !to) continue;
      const { thread, entities, noun } = placeOf(to);
      const here = to.origin === url.origin;
      const names = [`url:${to.host}${to.pathname}`.slice(0, 300), ...entities];
      const said = text === undefined ? '' : wordsIn(element.querySelector(text), 1_000);
      const happened = instantIn(element, time, timeIn);
      mentions.push({
        ...(here && thread !== null && { thread }),
        entities: names,
        title: wordsIn(leads, LONGEST_TITLE),
        state: Object.fromEntries(statesFrom(element, states, noun).map(({ name, word }) => [name, word])),
        ...(said !== '' && { text: said }),
        ...(happened !== undefined && { happened }),
      });
    }
  }
  return mentions;
}

function leadIn(row: Element, css: string): Element | null {
  return row.matches(css) ? row : row.querySelector(css);
}

function addressOf(link: Element, from: URL): URL | null {
  const written = link.getAttribute('href');
  if (!written || !URL.canParse(written, from.href)) return null;
  const url = new URL(written, from);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : null;
}
