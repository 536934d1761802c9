import type { MessageKey } from '../i18n/messages.ts';

/** Sites to start with. Which tabs are open is not known: Retrace asks for no permission to see them. */
export const SUGGESTED_SITES: readonly {
  readonly site: string;
  readonly what: MessageKey;
  readonly chosen: boolean;
}[] = [
  { site: 'claude.ai', what: 'site_what_chat', chosen: true },
  { site: 'chatgpt.com', what: 'site_what_chat', chosen: true },
  { site: 'github.com', what: 'site_what_github', chosen: false },
  { site: 'en.wikipedia.org', what: 'site_what_wiki', chosen: false },
  { site: 'mail.google.com', what: 'site_what_mail', chosen: false },
];
