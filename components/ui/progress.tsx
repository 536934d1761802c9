import { t } from '../i18n/messages.ts';
import { inHundred } from '../i18n/number-words.ts';

/** Work that takes a while: how far it is, in words and as a bar. `done` is a share in [0, 1]. */
export function Progress(props: { readonly label: string; readonly done: number; readonly body: string }) {
  const percent = inHundred(props.done);
  return (
    <div class="panelcard tightcard" role="status">
      <div class="hstack">
        <span class="grow">{props.label}</span>
        <span class="small t3 num">{t('percent', percent)}</span>
      </div>
      <div
        class="meter"
        role="progressbar"
        aria-label={props.label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ inlineSize: `${percent}%` }} />
      </div>
      <p class="small t3">{props.body}</p>
    </div>
  );
}
