/**
 * Contributions below a thing that were not there at the last sight and that somebody else made: what came of what the user did
 * there. The user's own are none, and the first sight of a thing tells nothing of what was there before they came.
 */
import type { Mention, Reply, Sighting } from '../engine/api.ts';
import { packOf, verbOf } from '../linking/kinds-of-act.ts';
import { hash32, shinglesOf, survivingShare } from '../records/shingles.ts';
import type { EntityMemory } from './entity-memory.ts';
import { lastActsIn, latestOf, type Told } from './told-outcome.ts';

/** One's own words are known again from this share on. */
const OWN_FROM = 0.6;
/** A contribution holds so much of what a message told of it. */
const TOLD_FROM = 0.6;
/** Acts by which a contribution is made, and those of one deed: typed, then sent. */
const CONTRIBUTES = /^(?:comment|reply|send|submit|create|save|review|publish|prompt|add|approve|reject)$/;
const ONE_DEED_WITHIN_IN_MS = 2 * 60_000;
/** The page that follows an act shows its own contribution last. */
const SHOWN_AT_ONCE_WITHIN_IN_MS = 10 * 60_000;
/** How far the clocks of the site and of the user may be apart, with the time it takes to send. */
const CLOCKS_APART_IN_MS = 5 * 60_000;
const LONGEST_TEXT = 1_000;

/** The name under which a contribution is remembered: its key may be long, or hold what is not to be kept. */
export function replyHash({ key }: Reply): string {
  return hash32(key).toString(36);
}

/** Contributions the memory does not know, in the order of the page. */
export function unknownReplies(memory: EntityMemory | undefined, replies: readonly Reply[]): Reply[] {
  const known = memory?.replies ?? new Set<string>();
  const met = new Set<string>();
  return replies.filter((reply) => {
    const hash = replyHash(reply);
    return !known.has(hash) && met.size < met.add(hash).size;
  });
}

/** What others contributed since the last sight; nothing where the user had no part in the thing. */
export function newReplies(memory: EntityMemory, sighting: Sighting): Told[] {
  const replies = sighting.replies ?? [];
  if (memory.firstAct === null || replies.length === 0) return [];
  const fresh = unknownReplies(memory, replies).filter((reply) => isLater(reply, memory, replies, sighting));
  return withoutOwn(fresh, memory, replies, sighting).map((reply) => ({
    type: `${packOf(memory.acts.at(-1)?.type ?? 'web')}:receive:reply`,
    value: reply.value ?? 0,
    confidence: reply.value === undefined ? 0.3 : 0.9,
    valuedBy: reply.value === undefined ? 'nobody' : 'structure',
    text: reply.text === undefined ? sighting.title : reply.text.slice(0, LONGEST_TEXT),
    ...(reply.happened !== undefined && reply.happened <= sighting.t && { happened: reply.happened }),
    links: lastActsIn(memory, reply.happened ?? sighting.t),
    ...(reply.text === undefined && { features: { without_text: 1 } }),
  }));
}

/**
 * What somebody said of a thing in a message that was not read before, if they said it after the user's first act there and after its
 * page was seen last. Null: nothing, or words of the user's own.
 */
export function replyInMessage(memory: EntityMemory, mention: Mention, { t }: Sighting): Told | null {
  const { said, happened } = mention;
  if (said === undefined || happened === undefined || happened > t || memory.firstAct === null) return null;
  const told = latestOf(happened);
  if (told < Date.parse(memory.firstAct) || (memory.lastSeen !== null && told < Date.parse(memory.lastSeen)))
    return null;
  const words = shinglesOf(said);
  const known = new Set([...memory.edits.flatMap(({ shingles }) => shingles), ...memory.toldElsewhere.flat()]);
  if (survivingShare(words, known) >= OWN_FROM) return null;
  return {
    type: `${packOf(memory.acts.at(-1)?.type ?? 'web')}:receive:reply`,
    value: 0,
    confidence: 0.3,
    valuedBy: 'nobody',
    text: said.slice(0, LONGEST_TEXT),
    happened,
    links: lastActsIn(memory, happened),
  };
}

/** Whether it came after the last sight; at a first sight, whether the page says that it came after the user's first act. */
function isLater({ happened }: Reply, memory: EntityMemory, replies: readonly Reply[], sighting: Sighting): boolean {
  const known = memory.replies;
  // Where nothing that was known is shown any more, it is another part of the list, or the keys have changed.
  const another = known !== null && known.size >= 2 && !replies.some((reply) => known.has(replyHash(reply)));
  if (known === null || memory.lastSeen === null || another) {
    return happened !== undefined && happened > memory.firstAct! && happened <= sighting.t;
  }
  return happened === undefined || happened > memory.lastSeen || happened > memory.firstAct!;
}

function withoutOwn(
  fresh: readonly Reply[],
  memory: EntityMemory,
  replies: readonly Reply[],
  { t }: Sighting,
): readonly Reply[] {
  const isOwn = ownIn(memory, replies);
  const isTold = ({ shingles, text }: Reply) => {
    const words = new Set(shingles ?? shinglesOf(text ?? ''));
    return memory.toldElsewhere.some((told) => survivingShare(told, words) >= TOLD_FROM);
  };
  const others = fresh.filter((reply) => !isOwn(reply) && !isTold(reply));
  if (replies.some(({ own }) => own !== undefined)) return others;
  // The page does not say who wrote what: as many of the new ones are the user's as they contributed since.
  const deeds = deedsSince(memory);
  let left = deeds.length - (fresh.length - others.length);
  const remaining = [...others];
  for (const deed of deeds.toReversed()) {
    if (left-- <= 0 || remaining.length === 0) break;
    const own = placeOfOwn(remaining, deed, t);
    if (own >= 0) remaining.splice(own, 1);
  }
  return remaining;
}

/** Tells which replies are surely the user's own: the page says so, or they wrote these words here. */
export function ownIn(memory: EntityMemory, replies: readonly Reply[]): (reply: Reply) => boolean {
  const ownNames = new Set(replies.flatMap(({ own, by }) => (own && by !== undefined ? [by] : [])));
  const ownWords = new Set(memory.edits.flatMap(({ shingles }) => shingles));
  return ({ own, by, shingles, text }) => {
    if (own !== undefined) return own;
    if (by !== undefined && ownNames.has(by)) return true;
    const words = shingles ?? (text === undefined ? [] : shinglesOf(text));
    return survivingShare(words, ownWords) >= OWN_FROM;
  };
}

/** When the user contributed since the last sight of the page; typed, then sent, is once. */
function deedsSince({ acts, lastSeen }: EntityMemory): number[] {
  const deeds: number[] = [];
  for (const { t, type } of acts) {
    if (!CONTRIBUTES.test(verbOf(type)) || (lastSeen !== null && t <= lastSeen)) continue;
    const ms = Date.parse(t);
    if (ms - (deeds.at(-1) ?? Number.NEGATIVE_INFINITY) > ONE_DEED_WITHIN_IN_MS) deeds.push(ms);
  }
  return deeds;
}

/**
 * Which of some contributions is the one made by an act: the nearest in time, where the page says when; else the last at once after
 * it, and the first later. -1: none of them.
 */
function placeOfOwn(replies: readonly Reply[], deed: number, t: string): number {
  let nearest = -1;
  let distance = CLOCKS_APART_IN_MS;
  const undated: number[] = [];
  replies.forEach(({ happened }, i) => {
    // A date without a time says not when in the day it was.
    if (happened === undefined || happened.endsWith('T00:00:00.000Z')) undated.push(i);
    else if (Math.abs(Date.parse(happened) - deed) <= distance) {
      nearest = i;
      distance = Math.abs(Date.parse(happened) - deed);
    }
  });
  if (nearest >= 0) return nearest;
  return (Date.parse(t) - deed <= SHOWN_AT_ONCE_WITHIN_IN_MS ? undated.at(-1) : undated[0]) ?? -1;
}
