/**
 * Contributions of the user's own that a thing's page showed and shows no more: taken by a filter or a moderator, or never really
 * there. What the user did away with or rewrote themselves is none, and a list that shows another part of itself tells nothing.
 */
import type { Sighting } from '../engine/api.ts';
import { packOf, verbOf } from '../linking/kinds-of-act.ts';
import type { EntityMemory } from './entity-memory.ts';
import { ownIn, replyHash } from './new-replies.ts';
import { lastActsIn, type Told } from './told-outcome.ts';

/** So many replies at most are in a sighting: of a full list the first ones are left out. */
const FULL_LIST = 50;
const OWN_DOING = /^(?:delete|remove|undo|edit|revise|edit-prompt|move)$/;

/** The replies of a sighting that are surely the user's own, by their hashes. */
export function ownRepliesIn(memory: EntityMemory | undefined, { replies = [] }: Sighting): string[] {
  return memory && memory.firstAct !== null ? replies.filter(ownIn(memory, replies)).map(replyHash) : [];
}

/** What became of the user's replies since they were seen. */
export function ownRepliesGone(memory: EntityMemory, sighting: Sighting): Told[] {
  const { replies, t, title } = sighting;
  if (!replies || replies.length >= FULL_LIST || memory.ownReplies.size === 0) return [];
  const shown = new Set(replies.map(replyHash));
  // At least one that was known besides is still there: it is the same list.
  const isSameList = [...(memory.replies ?? [])].some((hash) => shown.has(hash));
  if (!isSameList) return [];
  const stillOwn = replies.filter(ownIn(memory, replies)).map(replyHash);
  return [...memory.ownReplies].flatMap(([hash, seen]): Told[] => {
    // Where its key has changed, its words are still there under another.
    if (shown.has(hash) || stillOwn.some((own) => !memory.ownReplies.has(own))) return [];
    const byUser = memory.acts.some((act) => act.t > seen && OWN_DOING.test(verbOf(act.type)));
    const links = lastActsIn(memory, seen).slice(-1);
    if (byUser || links.length === 0) return [];
    return [
      {
        type: `${packOf(memory.acts.at(-1)!.type)}:remove:reply`,
        value: -0.7,
        confidence: 0.7,
        valuedBy: 'structure',
        text: title,
        links,
        features: { after_seconds: Math.max(0, Math.round((Date.parse(t) - Date.parse(seen)) / 1_000)) },
      },
    ];
  });
}
