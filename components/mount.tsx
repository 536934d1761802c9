/** Draws the panel into a page: words and language first, so that nothing is drawn in the wrong one. */
import { render } from 'preact';
import type { PanelClient } from './client.ts';
import { type MessageSource, t, useMessages } from './i18n/messages.ts';
import { Panel } from './panel.tsx';
import { createPanel } from './store/panel.ts';

export interface Surroundings {
  readonly client: PanelClient;
  readonly messages: MessageSource;
  /** The person's language, as the browser has it. */
  readonly language: string;
  readonly direction?: 'ltr' | 'rtl';
  readonly clock?: () => number;
}

export function mountPanel(
  root: Element,
  { client, messages, language, direction = 'ltr', clock }: Surroundings,
): void {
  useMessages(messages, language);
  document.documentElement.lang = t('locale');
  document.documentElement.dir = direction;
  render(<Panel panel={createPanel(client, window, clock)} />, root);
}
