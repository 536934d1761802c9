import type { Capture } from '../capture.ts';
import { observePrompts } from '../observe-prompts.ts';
import { observeChat, type Talk } from './observe-chat.ts';

/** Everything that is told of an AI chat: what is asked, what is answered, and what is done with the answers. */
export function observeTalk(capture: Capture): Talk {
  const talk = observeChat(capture);
  observePrompts(capture, talk);
  return talk;
}
