/** Which space a record belongs to: by the sender and by the user's choices, never by the payload. */
import { accountOf } from '../sites/account-of.ts';

const LONGEST_NAME = 60;
/** Stores of tabs that are in no container: Firefox's own, and Chrome's profile. */
const NO_CONTAINER = /^(?:firefox-default|0)$/;

interface Whereabouts {
  readonly url: string;
  /** Firefox: the cookie store of the tab; each container has its own. */
  readonly cookieStore?: string | null;
}

/**
 * The space of what was done there: the user's choice for the site, parted by container and by account. Undefined is the
 * default space.
 */
export function spaceOf({ url, cookieStore }: Whereabouts, chosen: string | null | undefined): string | undefined {
  const account = URL.canParse(url) ? accountOf(new URL(url)) : null;
  const container = cookieStore && !NO_CONTAINER.test(cookieStore) ? cookieStore.replace(/^firefox-/, '') : null;
  const parts = [...(chosen ? [chosen] : []), ...(container ? [container] : []), ...(account ? [account] : [])];
  return parts.length === 0 ? undefined : parts.join('/');
}

/** The name of a space as it is kept; null for none. A slash would make it look like a part of another. */
export function spaceNamed(typed: string | null | undefined): string | null {
  const name = (typed ?? '').replaceAll('/', ' ').replace(/\s+/g, ' ').trim().slice(0, LONGEST_NAME);
  return name === '' ? null : name;
}
