/** Names of parameters that say which of several signed-in accounts a page is shown to. */
const ACCOUNT_PARAMETERS = ['authuser', 'account_index', 'accountIndex', 'useraccount'] as const;
const LONGEST_NAME = 40;

/*
 * `/u/7/` is an account at mails and documents, and everywhere else the page of user 7: it counts only where the host or the path is
 * that of such an app.
 */
/** Hosts on which all apps number their accounts so. */
const NUMBERED_BY_HOST = /(?:^|\.)(?:google\.com|proton\.me)$/;
/** Hosts that are called by the app they hold. */
const APP_HOST = /^(?:mail|webmail|docs|drive|calendar)\./;
/** Hosts that number accounts right behind the app. */
const OUTLOOK_HOST = /^outlook\./;

const BY_HOST = /^((?:\/[\w.-]+){0,4}?)\/(?:u|b)\/(\d{1,2})(?=\/|$)/;
const BY_APP_HOST = /^((?:\/[\w.-]+){0,4}?)\/u\/(\d{1,2})(?=\/|$)/;
const BY_APP = /^(\/(?:mail|document|spreadsheets|presentation|forms|drive|calendar))\/u\/(\d{1,2})(?=\/|$)/;
const BY_OUTLOOK = /^(\/(?:mail|calendar|people|files))\/(\d{1,2})(?=\/|$)/;
/** With a folder or a message of a mailbox behind it, it is one. */
const BY_FOLDER =
  /^(\/mail)\/(\d{1,2})(?=\/(?:inbox|drafts|sentitems|deleteditems|junkemail|archive|outbox|id)(?:\/|$))/i;

/**
 * Which of several accounts of one site an address belongs to, where the address says it: `/mail/u/1/`, `/u/1/` on the host of a mail
 * and `authuser=1` are all `u1`; `/client/T024BE7LD/` is the workspace `t024be7ld`. Null: the address says none, or the
 * first account, which is also the one of addresses without a number.
 *
 * The account is no part of a thing's name (thing-address.ts leaves it out); it decides which space the page is in.
 */
export function accountOf(url: URL): string | null {
  const named = ACCOUNT_PARAMETERS.map((name) => url.searchParams.get(name)).find((value) => value !== null);
  const number = inPath(url.pathname, url.hostname)?.[2] ?? (named && /^\d{1,2}$/.test(named) ? named : undefined);
  if (number !== undefined) return Number(number) === 0 ? null : `u${Number(number)}`;
  const workspace = /^\/client\/([A-Z][A-Z0-9]{6,14})(?=\/|$)/.exec(url.pathname)?.[1];
  return workspace === undefined ? null : workspace.toLowerCase().slice(0, LONGEST_NAME);
}

/** A path without the part that says which account it is shown to. */
export function withoutAccount(path: string, host = ''): string {
  const found = inPath(path, host);
  return found ? found[1] + path.slice(found[0].length) : path;
}

/** The beginning of a path up to the account, what stands before it, and its number. */
function inPath(path: string, host: string): RegExpExecArray | null {
  const byHost = NUMBERED_BY_HOST.test(host)
    ? BY_HOST
    : APP_HOST.test(host)
      ? BY_APP_HOST
      : OUTLOOK_HOST.test(host)
        ? BY_OUTLOOK
        : null;
  return byHost?.exec(path) ?? BY_APP.exec(path) ?? BY_FOLDER.exec(path);
}
