/** The panel as a plain web page on generated data, for tests and for looking at it. The query says what world it is. */
import english from '../../public/_locales/en/messages.json';
import { messagesFrom } from '../i18n/message-file.ts';
import type { MessageSource } from '../i18n/messages.ts';
import { mountPanel } from '../mount.tsx';
import { createFakeClient, type FakeClient, type Scenario, USUAL } from './fake-client.ts';
import { NOW } from './generate-data.ts';
import { longer, rightToLeft } from './pseudo-locales.ts';

declare global {
  interface Window {
    /** For tests only: this page is not part of the extension. */
    fake: FakeClient;
  }
}

const query = new URLSearchParams(location.search);
const number = (name: keyof Scenario, usual: number) => Number(query.get(name) ?? usual);
const scenario: Scenario = {
  seed: number('seed', USUAL.seed),
  beliefs: number('beliefs', USUAL.beliefs),
  outcomes: number('outcomes', USUAL.outcomes),
  events: number('events', USUAL.events),
  state: (query.get('state') ?? USUAL.state) as Scenario['state'],
  problem: (query.get('problem') ?? USUAL.problem) as Scenario['problem'],
  rebuilding: query.has('rebuilding') ? Number(query.get('rebuilding')) : null,
  silent: query.has('silent'),
  refuse: query.has('refuse'),
  restoring: (query.get('restoring') ?? USUAL.restoring) as Scenario['restoring'],
  importing: (query.get('importing') ?? USUAL.importing) as Scenario['importing'],
};
const writing: Record<string, (source: MessageSource) => MessageSource> = { longer, rtl: rightToLeft };
const change = writing[query.get('writing') ?? ''];
const words = messagesFrom(english);

document.documentElement.dataset.theme = query.get('theme') ?? '';
window.fake = createFakeClient(scenario);
mountPanel(document.getElementById('panel')!, {
  client: window.fake,
  messages: change ? change(words) : words,
  language: 'en-GB',
  direction: query.get('writing') === 'rtl' ? 'rtl' : 'ltr',
  clock: () => NOW,
});
