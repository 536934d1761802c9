import { answerMessages, type Handlers } from './messages.ts';
import { checkedPayload } from './payload-schemas.ts';

/**
 * Answers the given messages, those of content scripts too: what has not the form its message needs is refused before any handler
 * sees it. Returns the undo.
 */
export function handleMessages(handlers: Handlers): () => void {
  return answerMessages(handlers, checkedPayload);
}
