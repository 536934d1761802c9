import { anyChat } from './any-chat.ts';
import type { ChatPack } from './chat-pack.ts';
import { chatgpt } from './chatgpt.ts';
import { claude } from './claude.ts';

export const KNOWN_CHATS: readonly ChatPack[] = [chatgpt, claude];

/** Whether a host is an AI chat we know. */
export function isKnownChat(hostname: string): boolean {
  return KNOWN_CHATS.some(({ hosts }) => hosts.includes(hostname));
}

/** The pack for a host; one that we do not know is read as any chat, since its user says that it is one. */
export function chatPackFor(hostname: string): ChatPack {
  return KNOWN_CHATS.find(({ hosts }) => hosts.includes(hostname)) ?? anyChat;
}
