import type { ChatVerb } from './chat-control.ts';

/**
 * What is known of an AI chat, as data with evidence: where its message box is, how it is sent, whose turn is whose. Each
 * selector names the saved pages it must match and how often; a test holds that.
 */
export interface Selector {
  readonly css: string;
  /** Saved page (in fixtures/chats) and the number of elements it must match there. */
  readonly matches: Readonly<Record<string, number>>;
}

export interface ChatPack {
  readonly id: string;
  readonly name: string;
  readonly hosts: readonly string[];
  /** Message boxes, best first: the first that is there and can be seen is it. */
  readonly composers: readonly Selector[];
  readonly send: readonly Selector[];
  /** What the user said, one element a turn: the words alone, without controls. Left empty: found by structure. */
  readonly userTurns: readonly Selector[];
  /** What the assistant said, likewise. */
  readonly assistantTurns: readonly Selector[];
  /** Something that is there while an answer is being written. */
  readonly busy: readonly Selector[];
  /** Controls that must be known by place; all others are known by what they say of themselves (chat-control.ts). */
  readonly actions: readonly (Selector & { readonly verb: ChatVerb })[];
  /** Whether what is not listed may be found by structure alone: for chats that the user called one. */
  readonly byStructure?: boolean;
  /** Id of the conversation in an address; null for a new one. */
  readonly conversation: RegExp;
  /** Who has seen it on the live site, and when; null: only on saved pages. */
  readonly seenLive: string | null;
}

/** Thread of a chat, relative to its site. A chat without an id yet has none. */
export function chatThread(pack: ChatPack, path: string): string | undefined {
  const id = pack.conversation.exec(path)?.[1];
  return id === undefined ? undefined : `chat:${id}`;
}
