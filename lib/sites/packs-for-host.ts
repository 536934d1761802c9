import type { SiteData } from './site-data.ts';

/** Whether a host is one of a pack's: exactly, or below one that is written `*.example.org`. */
export function isHostOf({ hosts }: { readonly hosts: readonly string[] }, hostname: string): boolean {
  return hosts.some((host) => (host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host));
}

/**
 * The packs that may know a page of this host: those that name it; if there are none, those that recognise their pages on any
 * host. As they travel to the page: without their evidence.
 */
export function packsForHost(all: readonly SiteData[], hostname: string): readonly SiteData[] {
  const named = all.filter((data) => isHostOf(data, hostname));
  return (named.length > 0 ? named : all.filter(({ marker }) => marker)).map(withoutEvidence);
}

/** A copy without what only tests and people read. */
export function withoutEvidence(data: SiteData): SiteData {
  const { sources: _, ...rest } = data;
  return JSON.parse(
    JSON.stringify(rest, (name, value: unknown) => (name === 'found' || name === 'source' ? undefined : value)),
  ) as SiteData;
}
