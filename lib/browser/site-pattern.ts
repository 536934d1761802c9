/**
 * Match pattern for a site, by which its permission is asked and its scripts are registered. Ports are left out:
 * Firefox does not know them in patterns. Which port is switched on is checked for every message instead.
 */
export function patternOf(site: string): string {
  return `*://${hostnameOf(site)}/*`;
}

/** Host without its port. IPv6 addresses keep their brackets. */
export function hostnameOf(site: string): string {
  return site.replace(/:\d+$/, '');
}

/**
 * The site a person means by what they typed: an address or a host becomes its host (with a port that is not the
 * default one); null for what is no web site.
 */
export function siteFrom(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return null;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  return url.hostname.includes('.') || url.hostname === 'localhost' || url.hostname.startsWith('[') ? url.host : null;
}
