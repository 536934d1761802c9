import { atOnce } from '../../records/at-once.ts';
import { findInStretches } from './in-stretches.ts';
import { personOf } from './signal-names.ts';
import { attributeOf, oneLine, textOf } from './text-of.ts';

/** By tag first, where there is one: it is asked of the whole page. */
const WAY_OUT = [
  'a:is([href*="logout" i], [href*="signout" i], [href*="sign_out" i], [href*="log_out" i], [href*="sign-out" i])',
  'form:is([action*="logout" i], [action*="sign_out" i], [action*="signout" i])',
  '[name="logout"], [data-action*="logout" i]',
  '[id*="logout" i]',
];
const NAMED =
  'a[href*="/user" i], a[href*="User:" i], a[href^="/@"], a[href*="/~"], a[href*="/profile" i], a[href*="/people/"], a[href*="/u/"], [class*="user" i], [class*="author" i], [class*="account" i], [id*="user" i], [data-username]';
const METAS =
  'meta:is([name="user-login"], [name="current-user"], [name="current-user-name"], [name="username"], [name="octolytics-actor-login"])';
/** "Logged in as ana", in languages whose interfaces say it so. */
const LOGGED_IN_AS =
  /(?:logged in as|signed in as|angemeldet als|eingeloggt als|connect[ée]e? (?:en tant que|comme)|conectado como|sesi[óo]n iniciada como|connesso come|accesso come|ingelogd als|inloggad som|logget ind? som|zalogowany jako)\s*:?\s+([^\s(]{1,30}(?: [^\s(]{1,30}){0,3} ?\([^\s)]{1,40}\)|\S{1,40})/i;
/** "Hello, ana" beside the way out. */
const GREETED = /^(?:hello|hi|welcome|hallo|willkommen|bonjour|hola|ciao),? ([^\s,!]{1,40}?)[.!]?(?= |$)/i;
const HEADER = ['header, nav', '[role="banner"]', '#header, #topbar, #top-menu, #metanav', '.header, .navbar, .topbar'];
/** What interfaces call the place of one's own account. */
const NO_NAME =
  /[:?!]|^(?:\d+|.*\b(?:account|profile?|settings|preferences|konto|profil|einstellungen|compte|cuenta|perfil|menu|user|log|sign|hi|hello)\b.*)$/i;
const MOST_WAYS_OUT = 3;
const MOST_HEADERS = 5;
const LEVELS_UP = 4;
const LONGEST = 40;

/**
 * The name of the account that is signed in, as the page's frame says it: beside the way out, in words, or in the head.
 * Null: it does not say. Comparable with names of authors by `sameAccount`.
 */
export function ownAccountOf(page: Document): string | null {
  return atOnce(readOwnAccount(page));
}

/** As `ownAccountOf`, in stretches: it looks through the whole page more than once. */
export function* readOwnAccount(page: Document): Generator<void, string | null> {
  const meta = (page.head ?? page).querySelector(METAS);
  const told = meta ? attributeOf(meta, 'content').trim() : '';
  if (told !== '' && told.length <= LONGEST) return told;
  const stated =
    page.body?.getAttribute('data-current-user') ?? page.documentElement?.getAttribute('data-current-user') ?? '';
  if (/^[\w.@-]{1,40}$/.test(stated)) return stated;
  yield;
  for (const out of yield* findInStretches(page, WAY_OUT, MOST_WAYS_OUT)) {
    const name = besideWayOut(out);
    if (name !== null) return name;
  }
  yield;
  for (const header of yield* findInStretches(page, HEADER, MOST_HEADERS)) {
    if ((header.textContent ?? '').length > 3_000) continue;
    const words = LOGGED_IN_AS.exec(oneLine(header.textContent ?? ''))?.[1];
    if (words !== undefined) return words;
    for (const element of header.querySelectorAll(
      '[class*="username" i], [class*="user-name" i], [class*="current-user" i], [data-username], a[href$="/login"]',
    )) {
      const name = nameFrom(element) ?? nameInAddress(element);
      if (name !== null) return name;
    }
  }
  return null;
}

/** `/u/ana` behind a picture. */
function nameInAddress(element: Element): string | null {
  const link = element.matches('a[href]') ? element : element.querySelector('a[href]');
  return link
    ? (/\/(?:u|users?|people|profile|@|~)\/?(?:\d+\/)?(?!\d*\/?$|settings|password|edit)([\w.-]{2,40})\/?$/.exec(
        attributeOf(link, 'href'),
      )?.[1] ?? null)
    : null;
}

function besideWayOut(out: Element): string | null {
  for (
    let level = 0, around: Element | null = out;
    level <= LEVELS_UP && around;
    level++, around = around.parentElement
  ) {
    if ((around.textContent ?? '').length > 600) break;
    const words = textOf(around, 400);
    const stated = LOGGED_IN_AS.exec(words) ?? GREETED.exec(words);
    if (stated) return stated[1]!;
  }
  let around: Element | null = out;
  for (let level = 0; level <= LEVELS_UP && around; level++, around = around.parentElement) {
    if ((around.textContent ?? '').length > 600) break;
    let looked = 0;
    for (const element of around.querySelectorAll(NAMED)) {
      if (++looked > 12) break;
      if (element.contains(out) || out.contains(element) || element.querySelector('a + a, li')) continue;
      if (
        /(?:talk|contrib|watch|setting|preference|prefs|logout|avatar)/i.test(
          `${attributeOf(element, 'id')} ${attributeOf(element, 'class')} ${attributeOf(element, 'href')}`,
        )
      )
        continue;
      const name = nameFrom(element) ?? nameInAddress(element);
      if (name !== null) return name;
    }
  }
  return openerOf(out);
}

/** The name on what opens the menu that the way out is in. */
function openerOf(out: Element): string | null {
  let around: Element | null = out;
  for (let level = 0; level <= LEVELS_UP && around; level++, around = around.parentElement) {
    const opener = around.previousElementSibling;
    if (opener?.matches('[aria-haspopup], [data-toggle], [class*="toggle"], summary')) return nameFrom(opener);
  }
  return null;
}

function nameFrom(element: Element): string | null {
  const told = attributeOf(element, 'data-username');
  if (/^[\w.@-]{1,40}$/.test(told)) return told;
  const text = textOf(element, LONGEST + 1, (part) =>
    /(?:^|[\s-])(?:badge|count|cnt)/.test(attributeOf(part, 'class')),
  );
  return text !== '' && text.length <= LONGEST && text.split(' ').length <= 4 && !NO_NAME.test(text) ? text : null;
}

/** Whether two ways to write a name are the same account's. */
export function sameAccount(a: string, b: string): boolean {
  return personOf(a) !== null && personOf(a) === personOf(b);
}
