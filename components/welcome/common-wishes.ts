import type { MessageKey } from '../i18n/messages.ts';

/** Wishes many have, and the sentence each stands for: what is kept, and what a chat may be offered word for word. */
export const COMMON_WISHES: readonly { readonly label: MessageKey; readonly says: MessageKey }[] = [
  { label: 'wish_british', says: 'wish_british_says' },
  { label: 'wish_american', says: 'wish_american_says' },
  { label: 'wish_short', says: 'wish_short_says' },
  { label: 'wish_no_emoji', says: 'wish_no_emoji_says' },
  { label: 'wish_prose', says: 'wish_prose_says' },
  { label: 'wish_code', says: 'wish_code_says' },
];
