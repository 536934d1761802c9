import type { PageData, SiteData } from './site-data.ts';

/** The page of a pack that an address is, with what its patterns caught. */
export interface FittingPage {
  readonly page: PageData;
  readonly groups: readonly string[];
}

const LONGEST_PATH = 2_000;

/** The first of a pack's pages that an address fits; null if none does. */
export function fittingPage(pages: SiteData['pages'], url: URL): FittingPage | null {
  const path = decoded(url.pathname).slice(0, LONGEST_PATH);
  const hash = decoded(url.hash).slice(0, LONGEST_PATH);
  for (const page of pages) {
    const onPath = matchOf(page.path, path);
    const onHash = page.hash === undefined ? [] : matchOf(page.hash, hash);
    if (!onPath || !onHash) continue;
    const groups = [...onPath, ...onHash];
    const fits = Object.entries(page.query ?? {}).every(([name, wanted]) => {
      const given = url.searchParams.get(name);
      const caught = given === null ? null : matchOf(wanted, given.slice(0, LONGEST_PATH));
      if (caught) groups.push(...caught);
      return caught !== null;
    });
    if (fits) return { page, groups };
  }
  return null;
}

/** A template with `$1`… filled in; what is left empty leaves no stray separators at the end. */
export function filledIn(template: string, groups: readonly string[]): string {
  return template.replace(/\$(\d)/g, (_, place: string) => groups[Number(place) - 1] ?? '').replace(/[/:#]+$/, '');
}

function matchOf(source: string, text: string): string[] | null {
  const match = patternOf(source)?.exec(text);
  return match ? match.slice(1).map((group) => group ?? '') : null;
}

const patterns = new Map<string, RegExp | null>();

/** A pattern, made once; null if it is none: a pack that is wrong must not stop a page from being read. */
export function patternOf(source: string): RegExp | null {
  let made = patterns.get(source);
  if (made === undefined) {
    try {
      made = new RegExp(source);
    } catch {
      made = null;
    }
    patterns.set(source, made);
  }
  return made;
}

/** A part of an address as people write it. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is part of the address, then.
    return text;
  }
}
