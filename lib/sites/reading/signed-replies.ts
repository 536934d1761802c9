/**
 * Contributions on a page that is one text, as on the talk pages of wikis: each ends with a link to whoever wrote it and the time,
 * written out for people.
 */
import type { Reply } from '../../engine/api.ts';
import { decoded } from '../../privacy/as-read.ts';
import { shinglesOf } from '../../records/shingles.ts';
import { sameAccount } from './own-account.ts';
import { personOf } from './signal-names.ts';
import { attributeOf, textOf } from './text-of.ts';

const BLOCKS = 'p, dd, li';
const NESTED = /^(?:DL|UL|OL|P|BLOCKQUOTE)$/;
const MOST_BLOCKS = 1_500;
const BLOCKS_IN_A_STRETCH = 20;
const LONGEST_TEXT = 1_000;
const LONGEST_BODY = 12_000;
const LONGEST_SIGNATURE = 160;
const FURTHEST_BEFORE = 20;
/** A clock time and a year, in either order, and then next to nothing: `12:03, 3 March 2026 (UTC)`. */
const SIGNED_AT =
  /(?:\b\d{1,2}[:.]\d\d\b[^!?]{1,40}\b(?:19|20)\d\d\b|\b(?:19|20)\d\d\b[^!?]{1,30}\b\d{1,2}[:.]\d\d\b)[^\d]{0,12}$/u;
const SIGN_BEFORE_NAME = /(?:\s|[-–—~(])+$/;

/** The signed contributions of a text, in its order, read in stretches. @param own name of the account that is signed in, if the page says it. */
export function* signedReplies(main: Element, own: string | null): Generator<void, readonly Reply[]> {
  const replies: Reply[] = [];
  const keys = new Set<string>();
  let looked = 0;
  for (const block of main.querySelectorAll(BLOCKS)) {
    if (++looked > MOST_BLOCKS) break;
    if (looked % BLOCKS_IN_A_STRETCH === 0) yield;
    const signature = signatureOf(block);
    if (!signature) continue;
    const reply = replyBy(signature, wordsOf(block, signature), own);
    if (!reply || keys.has(reply.key)) continue;
    keys.add(reply.key);
    replies.push(reply);
  }
  return replies;
}

/**
 * A contribution as its words, its time as it is written and the name of its author tell it; null: it has no words.
 * @param number by which the page knows it, if it does.
 */
export function replyBy(
  { name, at }: { readonly name: string; readonly at: string },
  words: string,
  own: string | null,
  number?: string,
): Reply | null {
  const by = personOf(name);
  if (words === '' || by === null) return null;
  const shingles = shinglesOf(words);
  return {
    key: number ?? `${by}|${at}|${(shingles[0] ?? 0).toString(36)}`,
    text: words.slice(0, LONGEST_TEXT),
    ...(shingles.length > 0 && { shingles }),
    by,
    ...(own !== null && { own: sameAccount(own, name) }),
  };
}

interface Signature {
  readonly name: string;
  /** The time as it is written: the same at every visit. */
  readonly at: string;
  readonly link: Element;
}

/** Who signed the block, and when; null: nobody did. */
function signatureOf(block: Element): Signature | null {
  const text = ownText(block, LONGEST_BODY);
  const at = SIGNED_AT.exec(text.slice(-80))?.[0];
  if (at === undefined) return null;
  let signer: { readonly name: string; readonly link: Element } | null = null;
  // A name comes before the talk page of the same person: of links to one person the first.
  for (const link of block.querySelectorAll('a[href]')) {
    if (link.closest(BLOCKS) !== block) continue;
    const name = textOf(link, 61);
    if (name === '' || name.length > 60 || name.split(' ').length > 5 || !isPerson(link)) continue;
    const place = text.lastIndexOf(name);
    if (place < text.length - at.length - LONGEST_SIGNATURE || place > text.length - at.length) continue;
    signer ??= { name, link };
    if (!isTalk(link)) signer = isTalk(signer.link) ? { name, link } : signer;
  }
  return signer && { ...signer, at: at.trim() };
}

function isPerson(link: Element): boolean {
  const address = decoded(attributeOf(link, 'href'));
  return /[/:=](?:users?|profile|people|member|u|~|@|benutzer(?:in)?|utilisateur|usuario|utente|gebruiker|участник|użytkownik|användare)(?:[_ ]?\w{0,12})?[/:=]/i.test(
    address,
  );
}

function isTalk(link: Element): boolean {
  return /talk|diskussion|discussi|overleg|contrib/i.test(decoded(attributeOf(link, 'href')));
}

/** What the block says before its signature, with the unsigned paragraphs above it that belong to it. */
function wordsOf(block: Element, { name, at }: Signature): string {
  const text = ownText(block, LONGEST_BODY);
  const end = text.lastIndexOf(name, text.length - at.length);
  let words = text.slice(0, Math.max(0, end)).replace(SIGN_BEFORE_NAME, '').trim();
  let steps = 0;
  for (
    let above = block.previousElementSibling;
    above && ++steps <= FURTHEST_BEFORE;
    above = above.previousElementSibling
  ) {
    if (above.nodeName !== block.nodeName || signatureOf(above)) break;
    words = `${ownText(above, LONGEST_BODY)} ${words}`.trim();
  }
  return words.slice(0, LONGEST_BODY);
}

/** The text of a block without the answers nested below it. */
function ownText(block: Element, most: number): string {
  return textOf(block, most, (part) => NESTED.test(part.nodeName));
}
