import type { WaitView } from '../../lib/engine/api.ts';
import { rich } from '../i18n/messages.ts';
import { lapseWords } from '../i18n/when-words.ts';
import { usePanel } from '../store/panel.ts';
import { hrefTo } from '../store/route.ts';
import { Icon } from '../ui/icon.tsx';

/** Something whose outcome has not come yet, and since when. How long it usually takes is not known here, so it is not said. */
export function WaitRow({ wait }: { readonly wait: WaitView }) {
  const { clock } = usePanel();
  return (
    <li>
      <a class="row act" href={hrefTo('timeline', { thread: wait.thread })} data-item={wait.thread}>
        <Icon name="clock" />
        <span class="grow">
          <span dir="auto">{wait.title}</span>
          <br />
          <span class="sub">
            {rich(
              'waiting_since',
              <time dateTime={wait.since}>{lapseWords(Math.max(0, clock() - Date.parse(wait.since)))}</time>,
              wait.app,
            )}
          </span>
        </span>
        <Icon name="right" small flip tone="t3" />
      </a>
    </li>
  );
}
