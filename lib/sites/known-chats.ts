import { anyChat } from './any-chat.ts';
import type { ChatPack } from './chat-pack.ts';
import { chatgpt } from './chatgpt.ts';
import { claude } from './claude.ts';
import { copilot } from './copilot.ts';
import { deepseek } from './deepseek.ts';
import { gemini } from './gemini.ts';
import { grok } from './grok.ts';
import { mistral } from './mistral.ts';
import { perplexity } from './perplexity.ts';
import { WITH_PACKS } from './with-packs.ts';

export const KNOWN_CHATS: readonly ChatPack[] = WITH_PACKS
  ? [chatgpt, claude, gemini, perplexity, grok, deepseek, mistral, copilot]
  : [];

/** Whether a host is an AI chat we know. */
export function isKnownChat(hostname: string): boolean {
  return KNOWN_CHATS.some(({ hosts }) => hosts.includes(hostname));
}

/** The pack for a host; one that we do not know is read as any chat, since its user says that it is one. */
export function chatPackFor(hostname: string): ChatPack {
  return KNOWN_CHATS.find(({ hosts }) => hosts.includes(hostname)) ?? anyChat;
}
