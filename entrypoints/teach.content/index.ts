import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { useMessages } from '../../components/i18n/messages.ts';
import { mountTeach } from '../../components/teach/mount-teach.tsx';
import { send } from '../../lib/browser/messages.ts';
import { createErrorWall } from '../../lib/page/error-wall.ts';
import { readWords } from '../../lib/page/read-words.ts';
import { beginTeaching } from '../../lib/page/teach/is-teaching.ts';
import { pieceBeside, pointAt } from '../../lib/page/teach/point-at.ts';
import { stableSelector } from '../../lib/page/teach/stable-selector.ts';
import { statesFrom } from '../../lib/sites/states-from-data.ts';

export default defineContentScript({
  registration: 'runtime',
  main() {
    const run = beginTeaching();
    useMessages((key, substitutions) => browser.i18n.getMessage(key, substitutions), browser.i18n.getUILanguage());
    const { guard } = createErrorWall(() => run.abort());

    const box = mountTeach({
      selectorOf: (element, piece) => stableSelector(element, piece === 'good' || piece === 'bad' ? 'news' : 'place'),
      wordsOf: (element) => readWords(element, { characters: 60, nodes: 60 }),
      stateAt: (css) => {
        const [state] = statesFrom(document, [{ name: 'status', css }], null);
        return typeof state?.word === 'string' ? state.word : null;
      },
      beside: pieceBeside,
      keep: (taught) => send('teach>browser:keep', { taught }),
      onEnd: () => run.abort(),
      guard,
    });
    run.signal.addEventListener('abort', () => box.stop());
    pointAt(window, box.host, { onOver: box.over, onPick: box.pick, onStop: box.stop, guard }, run.signal);
  },
});
