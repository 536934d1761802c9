import { decoded } from '../privacy/as-read.ts';

/** Parameters that say where a visitor came from, or who they are, and nothing about what the page shows. */
const NOT_ABOUT_THE_PAGE =
  /^(?:utm_.*|mc_.*|pk_.*|mtm_.*|hsa_.*|_hs.*|oly_.*|vero_.*|ga_.*|_ga|_gl|gclid|gclsrc|dclid|gbraid|wbraid|fbclid|msclkid|twclid|ttclid|yclid|igshid|igsh|mkt_tok|ref|ref_src|ref_url|referrer|referer|source|src|si|spm|trk|tracking_?id|cmpid|campaign|from|feature|amp|_r|_t|ts|timestamp|cache_?bust(?:er)?|rand|sid|s_cid|phpsessid|jsessionid|session_?id|session|useskin|hl)$/i;
/** Parameters that carry secrets; they are never part of a name. */
const SECRET =
  /^(?:.*token|.*secret|.*password|passwd|pwd|pass|api_?key|apikey|key|auth|authorization|code|state|nonce|sig|signature|otp|ticket|jwt|sso|hash|saml.*|confirmation|invitation|x-amz-.*|x-goog-.*)$/i;
const LONGEST_VALUE = 120;
const LONGEST_KEY = 400;

/**
 * Key of a page of a site we have no pack for, relative to the site: path and the parameters that tell pages apart, in
 * one order. Where people came from, sessions, secrets and places inside the page are left out.
 */
export function canonicalUrl(address: string | URL): string {
  const url = new URL(address);
  const key = `url:${pathOf(url)}${queryOf(tellingParameters(url))}${routeOf(url.hash)}`;
  return key.length > LONGEST_KEY ? key.slice(0, LONGEST_KEY) : key;
}

/** The parameters that say something about the page, in one order: no tracking, no sessions, no secrets. */
export function tellingParameters(url: URL): [name: string, value: string][] {
  const kept: [string, string][] = [];
  for (const [name, value] of url.searchParams) {
    if (NOT_ABOUT_THE_PAGE.test(name) || isSecret(name, value) || value === '' || value.length > LONGEST_VALUE)
      continue;
    kept.push([name, value]);
  }
  return kept.sort(([a, x], [b, y]) => (a === b ? (x < y ? -1 : x > y ? 1 : 0) : a < b ? -1 : 1));
}

/** `ticket` is a secret of sign-on services; a short number is that of a ticket. */
function isSecret(name: string, value: string): boolean {
  return SECRET.test(name) && !(name.toLowerCase() === 'ticket' && /^\d{1,8}$/.test(value));
}

/** Parameters as the end of an address; empty without any. */
export function queryOf(parameters: readonly (readonly [string, string])[]): string {
  if (parameters.length === 0) return '';
  return `?${parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`;
}

function pathOf(url: URL): string {
  const path = decoded(url.pathname)
    .replace(/;jsessionid=[^/]*/i, '')
    .replace(/\/{2,}/g, '/')
    .replace(/\/(?:index|default)\.(?:html?|php|aspx?|jsp)$/i, '/');
  return path.length > 1 ? path.replace(/\/$/, '') : '/';
}

/** A fragment that routes inside a one-page app is part of the address; a place to scroll to is not. */
function routeOf(hash: string): string {
  if (!/^#!?\//.test(hash)) return '';
  const route = decoded(hash).replace(/\?.*$/, '').replace(/\/$/, '');
  return route === '#' || route === '#!' ? '' : route;
}
